/// Passes a rule set's tables, one after another, into a snapshot or out of one.
///
/// Writing and reading go through the same list of fields (`RuleSet.exchange`), so they can't differ.
protocol SnapshotCodec {
  mutating func table<Element>(_ table: inout FlatTable<Element>)
  /// A number, which lies in a snapshot as 8 bytes.
  mutating func number(_ number: inout Int)
}

extension SnapshotCodec {
  mutating func flag(_ flag: inout Bool) {
    var number = flag ? 1 : 0
    self.number(&number)
    flag = number == 1
  }

  mutating func text(_ text: inout String) {
    var table = FlatTable(Array(text.utf8))
    self.table(&table)
    text = unsafe table.withBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }

  mutating func list<Item>(
    _ items: inout [Item], blank: Item, _ each: (inout Item, inout Self) -> Void
  ) {
    var count = items.count
    number(&count)
    for index in 0..<Swift.max(0, count) {
      if index == items.count { items.append(blank) }
      each(&items[index], &self)
    }
  }
}

/// Writes tables as a count, the size of a record and the records, each at a multiple of 8.
struct SnapshotWriter: SnapshotCodec {
  private(set) var bytes: [UInt8] = []

  mutating func table<Element>(_ table: inout FlatTable<Element>) {
    for value in [table.count, MemoryLayout<Element>.stride] {
      unsafe withUnsafeBytes(of: UInt64(value).littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }
    unsafe table.withBytes { unsafe bytes.append(contentsOf: $0) }
    while bytes.count % 8 != 0 { bytes.append(0) }
  }

  mutating func number(_ number: inout Int) {
    unsafe withUnsafeBytes(of: Int64(number).littleEndian) {
      unsafe bytes.append(contentsOf: $0)
    }
  }
}

/// Views the tables of a snapshot where they lie.
@safe struct SnapshotReader: SnapshotCodec {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0
  /// Whether every table so far was there, with records of the size that this program has.
  private(set) var isIntact = true

  /// A reader of memory that is never freed or changed and begins at a multiple of 8.
  @unsafe init(immortal bytes: UnsafeRawBufferPointer) { unsafe self.bytes = bytes }

  /// Whether nothing is left.
  var isAtEnd: Bool { unsafe offset == bytes.count }

  mutating func table<Element>(_ table: inout FlatTable<Element>) {
    table = FlatTable()
    let stride = MemoryLayout<Element>.stride
    let left = unsafe bytes.count - offset - 16
    guard isIntact, left >= 0,
      let count = Int(exactly: unsafe bytes.load(fromByteOffset: offset, as: UInt64.self)),
      unsafe bytes.load(fromByteOffset: offset + 8, as: UInt64.self) == UInt64(stride),
      count <= left / stride
    else {
      isIntact = false
      return
    }
    let records = unsafe UnsafeRawBufferPointer(
      rebasing: bytes[(offset + 16)..<(offset + 16 + count * stride)])
    unsafe table = FlatTable(immortal: records.bindMemory(to: Element.self))
    offset += 16 + (count * stride + 7) / 8 * 8
  }

  mutating func number(_ number: inout Int) {
    number = 0
    guard isIntact, unsafe bytes.count - offset >= 8 else {
      isIntact = false
      return
    }
    number = unsafe Int(bytes.load(fromByteOffset: offset, as: Int64.self))
    offset += 8
  }
}

extension RuleSet {
  /// The set's tables as bytes that `init(immortalSnapshot:)` uses where they lie.
  ///
  /// A build step makes them from the shipped tables, so that no start of the program parses those.
  /// They fit only a program built from the same sources for the same kind of machine.
  public var snapshot: [UInt8] {
    var copy = self
    var writer = SnapshotWriter()
    copy.exchange(with: &writer)
    return writer.bytes
  }

  /// The shipped rules from a snapshot of them; nil when it doesn't fit this program.
  ///
  /// - Parameter immortalSnapshot: memory that is never freed or changed, at a multiple of 8.
  /// - Complexity: O(flags and rules); the lexicon is neither read nor copied.
  @unsafe public init?(immortalSnapshot: UnsafeRawBufferPointer) {
    self.init()
    var reader = unsafe SnapshotReader(immortal: immortalSnapshot)
    exchange(with: &reader)
    guard reader.isIntact, reader.isAtEnd, !rules.isEmpty else { return nil }
    speller.known = Self.builtInWords
    findWords()
    cues.findConcepts(concepts)
    quantities.findConcepts(concepts)
  }

  /// Every stored table. What other tables give at once (cue numbers) is not among them.
  private mutating func exchange(with codec: inout some SnapshotCodec) {
    vocabulary.exchange(with: &codec)
    concepts.exchange(with: &codec)
    codec.table(&patterns.elements)
    codec.table(&patterns.alternatives)
    codec.table(&patterns.entries)
    codec.table(&firstBase)
    codec.table(&baseLinks)
    codec.table(&expansions.ranges)
    codec.table(&expansionWords)
    codec.table(&anchorConcepts)
    codec.table(&signConcepts)
    codec.table(&subjectWords)
    codec.table(&troubleWords)
    codec.table(&slipTargets)
    codec.list(&stages, blank: Stage()) { stage, codec in stage.exchange(with: &codec) }
    keyStages.exchange(with: &codec)
    speller.exchange(with: &codec)
    quantities.exchange(with: &codec)
    classifier.exchange(with: &codec)
    codec.table(&cues.isSign)
    codec.table(&cues.isWeight)
    exchangeFlags(with: &codec)
    codec.list(&rules, blank: Rule()) { rule, codec in rule.exchange(with: &codec) }
  }
}

extension Rule {
  fileprivate init() { self.init(id: "", flag: 0, terms: [], text: "", source: "") }

  fileprivate mutating func exchange(with codec: inout some SnapshotCodec) {
    codec.text(&id)
    codec.number(&flag)
    codec.text(&text)
    codec.text(&source)
    let blank = Term(
      concepts: FlatTable(), isExcluded: false, ignoresStatus: false, ignoresHistory: false,
      ignoresResolution: false, mayBeAsked: false, window: .sentence, distance: 0)
    codec.list(&terms, blank: blank) { term, codec in
      codec.table(&term.concepts)
      codec.flag(&term.isExcluded)
      codec.flag(&term.ignoresStatus)
      codec.flag(&term.ignoresHistory)
      codec.flag(&term.ignoresResolution)
      codec.flag(&term.mayBeAsked)
      codec.number(&term.distance)
      var window = Int(term.window.rawValue)
      codec.number(&window)
      term.window = UInt8(exactly: window).flatMap { Window(rawValue: $0) } ?? .sentence
    }
  }
}
