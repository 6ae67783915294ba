import CPostings
import Glibc
import Storage

/// The terms of a build that are still in memory.
struct CollectedTerms {
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

  mutating func advance() -> Bool {
    position += 1
    if position >= order.count { return false }
    term.removeAll(keepingCapacity: true)
    table.appendBytes(of: order[position], to: &term)
    return true
  }

  mutating func append(to list: inout PostingArray) throws(IndexError) {
    let number = order[position]
    raw.removeAll(keepingCapacity: true)
    chains.copyBytes(of: number, into: &raw)
    try list.append(shortForm: raw, count: chains.documentFrequency(of: number))
  }
}

/// The terms of an index whose passages get new numbers, or none.
struct RenumberedTerms {
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

  mutating func advance() throws(IndexError) -> Bool {
    if next >= space.statistics.termCount { return false }
    next += 1
    let index = index
    var scanner = DictionaryScanner()
    swap(&scanner, &self.scanner)
    defer { swap(&scanner, &self.scanner) }
    entry = try scanner.next(index.contents.extracting(space.dictionary), space: number)
    return true
  }

  mutating func append(to list: inout PostingArray) throws(IndexError) {
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

/// The terms of a build and of the index that lends it postings as one, each with all its postings.
struct MergedTerms: ~Copyable {
  private var added: CollectedTerms
  private var kept: RenumberedTerms?
  private var hasAdded: Bool
  private var hasKept: Bool
  private var spare = PostingArray()
  /// The term that `next` has come to.
  private(set) var term: [UInt8] = []
  /// Its postings.
  private(set) var list = PostingArray()

  init(_ added: CollectedTerms, _ kept: RenumberedTerms?) throws(IndexError) {
    var (added, kept) = (added, kept)
    hasAdded = added.advance()
    hasKept = try kept?.advance() ?? false
    self.added = added
    self.kept = kept
  }

  /// Goes to the next term that has any posting; false at the end.
  mutating func next() throws(IndexError) -> Bool {
    while hasAdded || hasKept {
      let order =
        !hasKept ? -1 : !hasAdded ? 1 : Self.compare(added.term, kept?.term ?? [])
      term.removeAll(keepingCapacity: true)
      term += order <= 0 ? added.term : kept?.term ?? []
      list.count = 0
      if order >= 0 {
        try kept?.append(to: &list)
        hasKept = try kept?.advance() ?? false
      }
      if order <= 0 {
        let middle = list.count
        try added.append(to: &list)
        list.mergeRuns(at: middle, through: &spare)
        hasAdded = added.advance()
      }
      if list.count > 0 { return true }
    }
    return false
  }

  private static func compare(_ a: [UInt8], _ b: [UInt8]) -> Int {
    let common = min(a.count, b.count)
    let order = unsafe Int(memcmp(a, b, common))
    return order != 0 ? order : a.count - b.count
  }
}
