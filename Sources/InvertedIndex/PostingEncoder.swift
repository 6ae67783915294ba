import CPostings
import Storage

/// One passage of a posting list.
public struct Posting: Sendable, Equatable {
  /// Which passage.
  public var passage: PassageID
  /// The posting's class, as the builder was given it.
  public var postingClass: UInt8
}

/// Writes posting lists, as `Documentation/IndexFormat.md` has them.
///
/// Tables lie in plain memory: an array's checks take as long as writing one of the many short lists.
@safe struct PostingEncoder: ~Copyable {
  private let rows: ImpactRows
  private let postingClasses: Int
  /// For each class, or none where a posting counts 1 and `more` for each class.
  private let occurrences: UnsafeMutablePointer<UInt32>?
  /// For each passage, or none where all have class 0.
  private let columns: UnsafeMutablePointer<UInt8>?
  private var weights: askwell_weights
  private var scratch: UnsafeMutablePointer<UInt8>
  private var scratchCount = 1 << 12
  private var facts = askwell_list_facts()

  /// What the kernels want to have behind the scratch memory.
  private static let margin = 32

  /// Facts of the list that was encoded last.
  var greatestImpact: UInt8 { facts.greatest }
  var collectionFrequency: UInt64 { facts.total }
  var documentFrequency: Int { Int(facts.count) }

  /// - Parameter passageClasses: a class for each passage, or none where all are 0.
  init(impacts: ImpactTable, passageClasses: [UInt8]) {
    precondition(
      passageClasses.allSatisfy { Int($0) < impacts.passageClasses },
      "a passage class that the impact table knows")
    // All rows there can be: a class that the table does not know is found when it has been read.
    rows = ImpactRows(
      impacts.values.span, rows: impacts.postingClasses, columns: impacts.passageClasses,
      room: 256)
    postingClasses = impacts.postingClasses
    let steps = zip(impacts.occurrences, impacts.occurrences.dropFirst()).map { $1 &- $0 }
    let isRegular = impacts.occurrences.first == 1 && steps.allSatisfy { $0 == steps[0] }
    let missing = [UInt32](repeating: 0, count: 256 - impacts.postingClasses)
    unsafe occurrences = isRegular ? nil : Self.copy(impacts.occurrences + missing)
    unsafe columns = Self.copy(passageClasses)
    unsafe weights = askwell_weights(
      impacts: rows.values, columns: columns, occurrences: occurrences,
      more: isRegular ? steps.first ?? 0 : 0)
    unsafe scratch = .allocate(capacity: scratchCount + Self.margin)
  }

  private static func copy<Number>(_ values: [Number]) -> UnsafeMutablePointer<Number>? {
    if values.isEmpty { return nil }
    let copy = UnsafeMutablePointer<Number>.allocate(capacity: values.count)
    unsafe copy.initialize(from: values, count: values.count)
    return unsafe copy
  }

  deinit {
    unsafe occurrences?.deallocate()
    unsafe columns?.deallocate()
    unsafe scratch.deallocate()
  }

  /// Appends a list's bytes.
  mutating func encode(_ list: borrowing PostingArray, into bytes: inout RawBytes) {
    let count = list.count
    reserve(count)
    let output = unsafe bytes.room(for: askwell_list_bound(UInt32(count)))
    let length = unsafe askwell_encode_list(
      list.passages, list.classes, UInt32(count), &weights, scratch, output, &facts)
    bytes.appended(length)
    checkClasses()
  }

  /// Appends a list of another index whose passages have gone to other places; nothing where none of
  /// its postings is left.
  ///
  /// - Parameters:
  ///   - list: the list's bytes, with 16 more to read behind them.
  ///   - places: for each passage.
  ///   - added: postings to put between the list's.
  ///   - spare: memory to use.
  /// - Returns: false where the list is damaged.
  mutating func renew(
    _ list: UnsafeBufferPointer<UInt8>, count: Int, places: UnsafeBufferPointer<askwell_place>,
    adding added: borrowing PostingArray, through spare: inout PostingArray,
    into bytes: inout RawBytes
  ) -> Bool {
    let most = count + added.count
    reserve(most)
    spare.count = 0
    spare.reserve(most)
    let output = unsafe bytes.room(for: askwell_list_bound(UInt32(most)))
    let length = unsafe askwell_renew_list(
      list.baseAddress, list.count, UInt32(count), UInt32(places.count), places.baseAddress,
      added.passages, added.classes, UInt32(added.count), &weights, spare.passages, spare.classes,
      scratch, output, &facts)
    if length < 0 { return false }
    bytes.appended(Int(length))
    checkClasses()
    return true
  }

  private mutating func reserve(_ count: Int) {
    if count <= scratchCount { return }
    unsafe scratch.deallocate()
    scratchCount = 2 * count
    unsafe scratch = .allocate(capacity: scratchCount + Self.margin)
  }

  private func checkClasses() {
    precondition(
      Int(facts.greatest_class) < postingClasses, "a posting class that the impact table knows")
  }
}
