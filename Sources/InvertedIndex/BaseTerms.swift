import CPostings
import Storage

/// The terms of an index whose passages get new numbers, or none.
@safe struct BaseTerms: ~Copyable {
  /// Keeps the file mapped.
  private let index: Index?
  private let number: Int
  private let dictionary: UnsafeRawBufferPointer
  private let postings: UnsafeBufferPointer<UInt8>
  /// For each passage where it has gone, numbers rising.
  private let places: UnsafeMutableBufferPointer<askwell_place>
  private var scanner = DictionaryScanner()
  private var left: Int
  private var entry = TermEntry(
    documentFrequency: 0, collectionFrequency: 0, greatestImpact: 0, postings: 0..<0)
  /// The term that `advance` has come to.
  private(set) var term = RawBytes()
  /// Whether there was no term any more.
  private(set) var isAtEnd = false

  /// No terms.
  init() {
    index = nil
    (number, left) = (0, 0)
    unsafe places = UnsafeMutableBufferPointer(start: nil, count: 0)
    unsafe dictionary = UnsafeRawBufferPointer(start: nil, count: 0)
    unsafe postings = UnsafeBufferPointer(start: nil, count: 0)
  }

  /// - Parameters:
  ///   - map: for each passage its new number, rising; `UInt32.max` where it is dropped.
  ///   - classes: the classes of passages by their new numbers, or none where all are 0.
  init(_ index: Index, space: SpaceID, map: [UInt32], classes: [UInt8]) throws(IndexError) {
    number = Int(space.rawValue)
    let space = try index.space(space)
    self.index = index
    left = space.statistics.termCount
    let file = unsafe index.file.unsafeBytes
    unsafe dictionary = UnsafeRawBufferPointer(rebasing: file[space.dictionary])
    unsafe postings = UnsafeBufferPointer(
      start: unsafe file.baseAddress?.advanced(by: space.postings.lowerBound)
        .assumingMemoryBound(to: UInt8.self), count: space.postings.count)
    unsafe places = .allocate(capacity: map.count)
    for (passage, place) in map.enumerated() {
      let isKept = place != .max && !classes.isEmpty
      unsafe places.initializeElement(
        at: passage,
        to: askwell_place(passage: place, column: isKept ? UInt32(classes[Int(place)]) : 0))
    }
  }

  deinit { unsafe places.deallocate() }

  /// Goes to the next term.
  mutating func advance() throws(IndexError) {
    if left == 0 {
      isAtEnd = true
      return
    }
    left -= 1
    let bytes = unsafe Span<UInt8>(_unsafeBytes: dictionary)
    let record = try scanner.next(bytes, space: number)
    term.truncate(to: record.shared)
    term.append(bytes.extracting(record.rest))
    entry = record.entry
  }

  /// Where the list's bytes lie; nil where there can't be one.
  private var list: UnsafeBufferPointer<UInt8>? {
    let count = entry.documentFrequency
    guard count > 0, unsafe count <= places.count,
      unsafe entry.postings.upperBound + Format.listPadding <= postings.count
    else { return nil }
    return unsafe UnsafeBufferPointer(rebasing: postings[entry.postings])
  }

  /// Reads the term's postings into `list` under their new numbers, with those of `added` between
  /// them.
  func read(into list: inout PostingArray, adding added: borrowing PostingArray)
    throws(IndexError)
  {
    guard let bytes = unsafe self.list else { throw damage() }
    let count = entry.documentFrequency
    list.count = 0
    list.reserve(count + added.count)
    let found = unsafe askwell_update_list(
      bytes.baseAddress, bytes.count, UInt32(count), UInt32(places.count), places.baseAddress,
      added.passages, added.classes, UInt32(added.count), list.passages, list.classes)
    if found < 0 { throw damage() }
    list.count = Int(found)
  }

  /// Writes them.
  func write(
    by encoder: inout PostingEncoder, adding added: borrowing PostingArray,
    through spare: inout PostingArray, into bytes: inout RawBytes
  ) throws(IndexError) {
    guard let list = unsafe self.list,
      unsafe encoder.renew(
        list, count: entry.documentFrequency, places: UnsafeBufferPointer(places), adding: added,
        through: &spare, into: &bytes)
    else { throw damage() }
  }

  private func damage() -> IndexError {
    .damaged(
      section: SectionID(.postings, space: number), offset: entry.postings.lowerBound)
  }
}

/// Which terms of an index some of whose passages are dropped keep a passage.
struct KeptTerms {
  let index: Index
  let space: SpaceID
  /// For each passage its new number; `UInt32.max` where it is dropped.
  let map: [UInt32]
  /// How many passages are dropped.
  let dropped: Int

  /// Whether any passage of a term has a new number.
  func keeps(_ term: IndexedTerm) throws(IndexError) -> Bool {
    if term.entry.documentFrequency > dropped { return true }
    let number = Int(space.rawValue)
    let space = try index.space(space)
    var cursor = try unsafe SearchCursor(
      term.entry, weight: 0, space: space, number: number, passageCount: map.count,
      file: index.file.unsafeBytes)
    var block = PostingArray()
    block.reserve(Format.blockLength)
    for number in 0..<cursor.blocks {
      try unsafe cursor.decode(number, block.passages, block.classes)
      for index in 0..<cursor.count where unsafe map[Int(block.passages[index])] != .max {
        return true
      }
    }
    return false
  }
}
