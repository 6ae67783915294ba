import CPostings
import Storage

/// The terms of a base and of several streams as one, each with all its postings.
struct MergedTerms: ~Copyable {
  /// What is built upon.
  private var base: BaseTerms
  /// Those that have come to a term.
  private var streams: [TermStream] = []
  /// Which stream's term comes first, and that term.
  private var least = 0
  private var leastTerm = RawBytes()
  private var added = PostingArray()
  private var spare = PostingArray()
  /// The term that `advance` has come to.
  private(set) var term = RawBytes()
  /// Whether the base has it; if not, all its postings are the added ones.
  private var isInBase = false

  init(base: consuming BaseTerms, _ streams: [TermStream]) throws(IndexError) {
    self.base = base
    for stream in streams where try stream.advance() { self.streams.append(stream) }
    try self.base.advance()
    findLeast()
  }

  /// Goes to the next term; false at the end. Its postings must be asked for before going on, by `write`
  /// or by `withList`.
  mutating func advance() throws(IndexError) -> Bool {
    if base.isAtEnd, streams.isEmpty { return false }
    let order = streams.isEmpty ? -1 : base.isAtEnd ? 1 : base.term.compare(leastTerm)
    isInBase = order <= 0
    added.count = 0
    if order < 0 {
      term.set(to: base.term)
    } else {
      term.set(to: leastTerm)
      try takeAdded()
    }
    return true
  }

  /// Writes the term's list; nothing where no posting of it is left.
  mutating func write(by encoder: inout PostingEncoder, into bytes: inout RawBytes)
    throws(IndexError)
  {
    if !isInBase { return encoder.encode(added, into: &bytes) }
    try base.write(by: &encoder, adding: added, through: &spare, into: &bytes)
    try base.advance()
  }

  /// Calls `body` with the term's postings, if there are any left.
  mutating func withList(_ body: (borrowing PostingArray) -> Void) throws(IndexError) {
    if !isInBase { return body(added) }
    try base.read(into: &spare, adding: added)
    try base.advance()
    if spare.count > 0 { body(spare) }
  }

  private mutating func findLeast() {
    least = 0
    if streams.isEmpty { return }
    for index in 1..<max(1, streams.count)
    where streams[index].term.compare(streams[least].term) < 0 { least = index }
    leastTerm.set(to: streams[least].term)
  }

  /// Takes the postings of the least term from all streams that have it.
  private mutating func takeAdded() throws(IndexError) {
    var ended: [Bool] = []
    for index in least..<streams.count {
      let stream = streams[index]
      if index > least, stream.term.compare(term) != 0 { continue }
      let middle = added.count
      try stream.append(to: &added)
      added.mergeRuns(at: middle, through: &spare)
      if try !stream.advance() {
        if ended.isEmpty { ended = [Bool](repeating: false, count: streams.count) }
        ended[index] = true
      }
    }
    if !ended.isEmpty {
      var going: [TermStream] = []
      for index in streams.indices where !ended[index] { going.append(streams[index]) }
      streams = going
    }
    findLeast()
  }
}
