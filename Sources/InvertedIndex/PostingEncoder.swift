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
struct PostingEncoder {
  private let rows: ImpactRows
  private let postingClasses: Int
  /// For each class, or none where a posting counts 1 and `more` for each class.
  private let occurrences: [UInt32]
  private let more: UInt32
  private let columns: [UInt8]
  private var scratch: [UInt8] = []
  /// Facts of the list that was encoded last.
  private(set) var greatestImpact: UInt8 = 0
  private(set) var collectionFrequency: UInt64 = 0

  /// - Parameter passageClasses: a class for each passage, or none where all are 0.
  init(impacts: ImpactTable, passageClasses: [UInt8]) {
    precondition(
      passageClasses.allSatisfy { Int($0) < impacts.passageClasses },
      "a passage class that the impact table knows")
    rows = ImpactRows(
      impacts.values.span, rows: impacts.postingClasses, columns: impacts.passageClasses)
    postingClasses = impacts.postingClasses
    let steps = zip(impacts.occurrences, impacts.occurrences.dropFirst()).map { $1 &- $0 }
    let isRegular = impacts.occurrences.first == 1 && steps.allSatisfy { $0 == steps[0] }
    more = isRegular ? steps.first ?? 0 : 0
    occurrences =
      isRegular
      ? [] : impacts.occurrences + [UInt32](repeating: 0, count: 256 - impacts.postingClasses)
    columns = passageClasses
  }

  /// Appends a list's bytes.
  mutating func encode(_ list: borrowing PostingArray, into bytes: inout RawBytes) {
    let count = list.count
    if scratch.count < count { scratch = [UInt8](repeating: 0, count: 2 * count) }
    let greatestClass = unsafe askwell_greatest(list.classes, UInt32(count))
    precondition(
      Int(greatestClass) < postingClasses, "a posting class that the impact table knows")
    let (passages, classes) = unsafe (list.passages, list.classes)
    unsafe bytes.append(atMost: askwell_list_bound(UInt32(count))) { output in
      unsafe columns.withUnsafeBufferPointer { columns in
        unsafe occurrences.withUnsafeBufferPointer { occurrences in
          unsafe askwell_encode_list(
            passages, classes, UInt32(count), rows.values,
            columns.isEmpty ? nil : columns.baseAddress,
            occurrences.isEmpty ? nil : occurrences.baseAddress, more, &scratch, output,
            &greatestImpact, &collectionFrequency)
        }
      }
    }
  }
}
