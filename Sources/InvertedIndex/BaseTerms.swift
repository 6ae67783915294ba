import CPostings
import Storage

/// The terms of an index whose passages get new numbers, or none.
@safe struct BaseTerms: ~Copyable {
  private let index: Index
  private let number: Int
  private let dictionary: Range<Int>
  private let postings: Range<Int>
  /// For each passage its new number, rising; `UInt32.max` where it is dropped.
  private let map: [UInt32]
  private var scanner = DictionaryScanner()
  private var left: Int
  private var entry = TermEntry(
    documentFrequency: 0, collectionFrequency: 0, greatestImpact: 0, postings: 0..<0)
  private var term = RawBytes()

  init(_ index: Index, space: SpaceID, map: [UInt32]) throws(IndexError) {
    self.index = index
    self.map = map
    number = Int(space.rawValue)
    let space = try index.space(space)
    left = space.statistics.termCount
    dictionary = space.dictionary
    postings = space.postings
  }

  /// Goes to the next term; false at the end.
  mutating func advance() throws(IndexError) -> Bool {
    if left == 0 { return false }
    left -= 1
    let index = index
    let bytes = index.contents.extracting(dictionary)
    let record = try scanner.next(bytes, space: number)
    term.truncate(to: record.shared)
    term.append(bytes.extracting(record.rest))
    entry = record.entry
    return true
  }

  /// Copies the term that `advance` has come to.
  func copyTerm(to copy: inout RawBytes) { copy.set(to: term) }

  /// Below 0 where that term comes before `other` in byte order, 0 where it is the same.
  func compare(_ other: borrowing RawBytes) -> Int { term.compare(other) }

  /// Reads the term's postings into `list` under their new numbers, with those of `added` between
  /// them.
  func read(into list: inout PostingArray, adding added: borrowing PostingArray)
    throws(IndexError)
  {
    let count = entry.documentFrequency
    guard count > 0, count <= map.count,
      entry.postings.upperBound + Format.listPadding <= postings.count,
      let file = unsafe index.file.unsafeBytes.baseAddress
    else { throw damage() }
    list.count = 0
    list.reserve(count + added.count)
    let start = unsafe (file + postings.lowerBound + entry.postings.lowerBound)
      .assumingMemoryBound(to: UInt8.self)
    let found = unsafe askwell_update_list(
      start, entry.postings.count, UInt32(count), UInt32(map.count), map, added.passages,
      added.classes, UInt32(added.count), list.passages, list.classes)
    if found < 0 { throw damage() }
    list.count = Int(found)
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
