import CPostings
import Glibc
import Storage

/// Terms in byte order with their postings, from one of the places where a build has them.
///
/// A class, for its terms are read in place: a protocol's would be copied for each term.
class TermStream {
  /// The term that `advance` has come to.
  final var term = RawBytes()
  /// Goes to the next term; false at the end.
  func advance() throws(IndexError) -> Bool { false }
  /// Appends the term's postings, by passage.
  func append(to list: inout PostingArray) throws(IndexError) {}
}

/// The terms of a build that are still in memory.
final class CollectedTerms: TermStream {
  private let table: TermTable
  private let chains: PostingChains
  private let order: [Int]
  private var position = -1
  private var raw: [UInt8] = []

  /// - Parameter order: all terms' numbers in the order of their bytes.
  init(_ table: TermTable, _ chains: PostingChains, order: [Int]) {
    self.table = table
    self.chains = chains
    self.order = order
  }

  override func advance() -> Bool {
    repeat {
      position += 1
      if position >= order.count { return false }
    } while chains.documentFrequency(of: order[position]) == 0
    term.removeAll()
    table.appendBytes(of: order[position], to: &term)
    return true
  }

  override func append(to list: inout PostingArray) throws(IndexError) {
    readRaw()
    try list.append(shortForm: raw, count: chains.documentFrequency(of: order[position]))
  }

  /// Appends the term with its list as a record of a run.
  func appendRecord(to bytes: inout [UInt8]) {
    readRaw()
    bytes.appendFixed(UInt32(term.count))
    bytes.appendFixed(UInt32(chains.documentFrequency(of: order[position])))
    bytes.appendFixed(UInt32(raw.count))
    term.append(to: &bytes)
    bytes += raw
  }

  private func readRaw() {
    raw.removeAll(keepingCapacity: true)
    chains.copyBytes(of: order[position], into: &raw)
  }
}

/// The terms of an index whose passages get new numbers, or none.
final class RenumberedTerms: TermStream {
  private let index: Index
  private let number: Int
  private let termCount: Int
  private let dictionary: Range<Int>
  private let postings: Range<Int>
  /// For each passage its new number, rising; `UInt32.max` where it is dropped.
  private let map: [UInt32]
  private var scanner = DictionaryScanner()
  private var next = 0
  private var entry: TermEntry?

  init(_ index: Index, space: SpaceID, map: [UInt32]) throws(IndexError) {
    self.index = index
    self.map = map
    number = Int(space.rawValue)
    let space = try index.space(space)
    termCount = space.statistics.termCount
    dictionary = space.dictionary
    postings = space.postings
  }

  override func advance() throws(IndexError) -> Bool {
    if next >= termCount { return false }
    next += 1
    let index = index
    let bytes = index.contents.extracting(dictionary)
    let record = try scanner.next(bytes, space: number)
    term.truncate(to: record.shared)
    term.append(bytes.extracting(record.rest))
    entry = record.entry
    return true
  }

  override func append(to list: inout PostingArray) throws(IndexError) {
    guard let entry else { return }
    let count = entry.documentFrequency
    guard count > 0, count <= map.count,
      entry.postings.upperBound + Format.listPadding <= postings.count
    else { throw damage(entry) }
    list.reserve(count)
    let start = list.count
    let isSound = unsafe index.file.unsafeBytes.withMemoryRebound(to: UInt8.self) { file in
      guard let base = file.baseAddress else { return Int32(0) }
      return unsafe askwell_decode_list(
        base + postings.lowerBound + entry.postings.lowerBound, entry.postings.count,
        UInt32(count), UInt32(map.count), list.passages + start, list.classes + start)
    }
    if isSound == 0 { throw damage(entry) }
    let kept = unsafe askwell_renumber(
      list.passages + start, list.classes + start, UInt32(count), map)
    list.count = start + Int(kept)
  }

  private func damage(_ entry: TermEntry) -> IndexError {
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

extension PostingArray {
  /// Appends a list in the short form.
  mutating func append(shortForm bytes: [UInt8], count more: Int) throws(IndexError) {
    reserve(more)
    let isSound = unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe askwell_decode_tail(
        bytes.baseAddress, bytes.count, UInt32(more), 0, .max, passages + count, classes + count)
    }
    if isSound == 0 { throw .outOfRange }
    count += more
  }
}

/// The terms of several streams as one, each with all its postings.
struct MergedTerms: ~Copyable {
  /// Those that have come to a term.
  private var streams: [TermStream] = []
  private var spare = PostingArray()
  /// The term that `next` has come to.
  private(set) var term = RawBytes()
  /// Its postings.
  private(set) var list = PostingArray()

  init(_ streams: [TermStream]) throws(IndexError) {
    for stream in streams where try stream.advance() { self.streams.append(stream) }
  }

  /// Goes to the next term that has any posting; false at the end.
  mutating func next() throws(IndexError) -> Bool {
    while !streams.isEmpty {
      var least = 0
      for index in 1..<max(1, streams.count)
      where streams[index].term.compare(streams[least].term) < 0 { least = index }
      // Copied, so that the stream can go on in place.
      term.set(to: streams[least].term)
      list.count = 0
      var hasEnded = false
      var ended: [Bool] = []
      for index in least..<streams.count {
        let stream = streams[index]
        if index > least, stream.term.compare(term) != 0 { continue }
        let middle = list.count
        try stream.append(to: &list)
        list.mergeRuns(at: middle, through: &spare)
        if try !stream.advance() {
          if !hasEnded { ended = [Bool](repeating: false, count: streams.count) }
          hasEnded = true
          ended[index] = true
        }
      }
      if hasEnded {
        var going: [TermStream] = []
        for index in streams.indices where !ended[index] { going.append(streams[index]) }
        streams = going
      }
      if list.count > 0 { return true }
    }
    return false
  }
}
