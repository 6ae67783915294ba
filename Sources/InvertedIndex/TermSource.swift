import CPostings
import Storage

/// Terms in byte order, each with a posting list: what a build collects or an index already has.
protocol TermSource: AnyObject {
  /// The term that this source has come to.
  var term: [UInt8] { get }
  /// Goes to the next term; false at the end.
  func advance() throws(IndexError) -> Bool
  /// Appends the term's postings, in rising order.
  func append(to list: PostingArray) throws(IndexError)
}

/// The terms of a build that are still in memory.
final class CollectedTerms: TermSource {
  private let table: TermTable
  private let chains: PostingChains
  private let order: [Int]
  private var position = -1
  private var raw: [UInt8] = []
  private(set) var term: [UInt8] = []

  init(_ table: TermTable, _ chains: PostingChains) {
    self.table = table
    self.chains = chains
    order = table.sorted((0..<chains.count).filter { chains.documentFrequency(of: $0) > 0 })
  }

  func advance() -> Bool {
    position += 1
    if position >= order.count { return false }
    term.removeAll(keepingCapacity: true)
    table.appendBytes(of: order[position], to: &term)
    return true
  }

  func append(to list: PostingArray) throws(IndexError) {
    let number = order[position]
    raw.removeAll(keepingCapacity: true)
    chains.copyBytes(of: number, into: &raw)
    try list.append(shortForm: raw, count: chains.documentFrequency(of: number))
  }
}

/// The terms of an index whose passages get new numbers, or none.
final class RenumberedTerms: TermSource {
  private let index: Index
  private let number: Int
  private let space: Index.Space
  /// For each passage its new number, rising; `UInt32.max` where it is dropped.
  private let map: [UInt32]
  private var scanner = DictionaryScanner()
  private var next = 0
  private var entry: TermEntry?

  init(_ index: Index, space: SpaceID, map: [UInt32]) throws(IndexError) {
    self.index = index
    self.map = map
    number = Int(space.rawValue)
    self.space = try index.space(space)
  }

  var term: [UInt8] { scanner.term }

  func advance() throws(IndexError) -> Bool {
    if next >= space.statistics.termCount { return false }
    next += 1
    let index = index
    entry = try scanner.next(index.contents.extracting(space.dictionary), space: number)
    return true
  }

  func append(to list: PostingArray) throws(IndexError) {
    guard let entry else { return }
    let start = list.count
    var cursor = try unsafe SearchCursor(
      entry, weight: 0, space: space, number: number, passageCount: map.count,
      file: index.file.unsafeBytes)
    list.reserve(entry.documentFrequency)
    for block in 0..<cursor.blocks {
      try unsafe cursor.decode(block, list.passages + list.count, list.classes + list.count)
      list.count += cursor.count
    }
    let kept = unsafe askwell_renumber(
      list.passages + start, list.classes + start, UInt32(list.count - start), map)
    list.count = start + Int(kept)
  }

  /// Whether any passage of a term has a new number.
  func keeps(_ term: IndexedTerm) throws(IndexError) -> Bool {
    var cursor = try unsafe SearchCursor(
      term.entry, weight: 0, space: space, number: number, passageCount: map.count,
      file: index.file.unsafeBytes)
    let block = PostingArray()
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
  func append(shortForm bytes: [UInt8], count more: Int) throws(IndexError) {
    reserve(more)
    let isSound = unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe askwell_decode_tail(
        bytes.baseAddress, bytes.count, UInt32(more), 0, .max, passages + count, classes + count)
    }
    if isSound == 0 { throw .outOfRange }
    count += more
  }
}

/// The terms of several sources as one, each with all its postings.
struct MergedTerms {
  private var sources: [any TermSource]
  private let list = PostingArray()
  private let spare = PostingArray()
  private(set) var term: [UInt8] = []

  init(_ sources: [any TermSource]) throws(IndexError) {
    self.sources = []
    for source in sources where try source.advance() { self.sources.append(source) }
  }

  /// The postings of the next term that has any, or nil at the end; valid until the next call.
  mutating func next() throws(IndexError) -> PostingArray? {
    while let first = sources.first {
      term.removeAll(keepingCapacity: true)
      term += first.term
      for source in sources.dropFirst() where source.term.lexicographicallyPrecedes(term) {
        term.removeAll(keepingCapacity: true)
        term += source.term
      }
      list.count = 0
      var ended: [Int] = []
      for position in sources.indices where sources[position].term == term {
        let start = list.count
        try sources[position].append(to: list)
        list.mergeRuns(at: start, through: spare)
        if try !sources[position].advance() { ended.append(position) }
      }
      for position in ended.reversed() { sources.remove(at: position) }
      if list.count > 0 { return list }
    }
    return nil
  }
}
