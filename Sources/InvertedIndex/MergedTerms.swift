/// The terms of a base and of several streams as one, each with all its postings.
struct MergedTerms: ~Copyable {
  /// What is built upon, if it has come to a term.
  private var base: BaseTerms?
  /// Those that have come to a term.
  private var streams: [TermStream] = []
  private var added = PostingArray()
  private var spare = PostingArray()
  /// The term that `next` has come to.
  private(set) var term = RawBytes()
  /// Its postings.
  private(set) var list = PostingArray()

  init(base: consuming BaseTerms?, _ streams: [TermStream]) throws(IndexError) {
    for stream in streams where try stream.advance() { self.streams.append(stream) }
    self.base = base
    try advanceBase()
  }

  /// Goes to the next term that has any posting; false at the end.
  mutating func next() throws(IndexError) -> Bool {
    while true {
      let least = leastStream()
      let order = orderOfBase(leastStream: least)
      guard let order else { return false }
      added.count = 0
      if order >= 0 { try takeAdded(from: least) }
      if order <= 0 {
        if order < 0 { base?.copyTerm(to: &term) }
        try base?.read(into: &list, adding: added)
        try advanceBase()
      } else {
        swap(&list, &added)
      }
      if list.count > 0 { return true }
    }
  }

  private func leastStream() -> Int {
    var least = 0
    for index in 1..<max(1, streams.count)
    where streams[index].term.compare(streams[least].term) < 0 { least = index }
    return least
  }

  /// Below 0 where the base's term comes before that of the stream, 0 where it is the same; nil at
  /// the end of all.
  private func orderOfBase(leastStream: Int) -> Int? {
    if streams.isEmpty { return base == nil ? nil : -1 }
    return base?.compare(streams[leastStream].term) ?? 1
  }

  private mutating func advanceBase() throws(IndexError) {
    if try base?.advance() == false { base = nil }
  }

  /// Takes the postings of a stream's term from all streams that have it.
  private mutating func takeAdded(from least: Int) throws(IndexError) {
    // Copied, so that the stream can go on in place.
    term.set(to: streams[least].term)
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
    if ended.isEmpty { return }
    var going: [TermStream] = []
    for index in streams.indices where !ended[index] { going.append(streams[index]) }
    streams = going
  }
}
