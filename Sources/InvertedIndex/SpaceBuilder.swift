import Storage

/// Collects the postings of one term space and writes its sections.
struct SpaceBuilder {
  let name: String
  private var numbers: [[UInt8]: UInt32] = [:]
  private var terms: [[UInt8]] = []
  private var chains = PostingChains()
  private var passageClasses: [UInt8] = []

  init(name: String) { self.name = name }

  mutating func term(_ bytes: [UInt8]) -> BuilderTerm {
    if let number = numbers[bytes] { return BuilderTerm(rawValue: number) }
    let number = UInt32(terms.count)
    numbers[bytes] = number
    terms.append(bytes)
    chains.addTerm()
    return BuilderTerm(rawValue: number)
  }

  mutating func setPassageClass(_ passageClass: UInt8, of passage: Int) {
    precondition(passage < passageClasses.count, "a passage that was added")
    passageClasses[passage] = passageClass
  }

  func documentFrequency(of term: BuilderTerm) -> Int {
    Int(chains.states[Int(term.rawValue)].documentFrequency)
  }

  mutating func add(_ passage: PassageTerms, passage number: UInt32) {
    passageClasses.append(passage.passageClass)
    for entry in passage.entries {
      chains.add(
        term: Int(entry.term.rawValue), passage: number, postingClass: entry.postingClass,
        occurrences: entry.occurrences)
    }
  }

  func write(
    to writer: inout SectionWriter, space: Int, impacts: ImpactTable, directory: inout [UInt8]
  ) throws(IndexError) {
    let order = terms.indices.filter { chains.states[$0].documentFrequency > 0 }
      .sorted { terms[$0].lexicographicallyPrecedes(terms[$1]) }
    let used = passageClasses.contains { $0 != 0 }
    var dictionary: [UInt8] = []
    var index: [UInt8] = []
    var postings: [UInt8] = []
    var raw: [UInt8] = []
    var written = 0
    var previous: [UInt8] = []
    var encoder = PostingEncoder(impacts: impacts, passageClasses: passageClasses)
    var (postingCount, occurrences) = (0, 0)
    try writer.begin(SectionID(.postings, space: space))
    for (position, number) in order.enumerated() {
      let state = chains.states[number]
      let start = written + postings.count
      if position % Format.groupLength == 0 {
        index.appendFixed(UInt64(dictionary.count))
        index.appendFixed(UInt64(start))
        previous = []
      }
      raw.removeAll(keepingCapacity: true)
      chains.copyBytes(of: number, into: &raw)
      encoder.read(raw)
      encoder.encode(into: &postings)
      let term = terms[number]
      var shared = 0
      while shared < min(previous.count, term.count), previous[shared] == term[shared] {
        shared += 1
      }
      dictionary.appendVarint(shared)
      dictionary.appendVarint(term.count - shared)
      dictionary += term[shared...]
      dictionary.appendVarint(state.documentFrequency)
      dictionary.appendVarint(state.collectionFrequency)
      dictionary.appendVarint(written + postings.count - start)
      dictionary.append(encoder.greatestImpact)
      previous = term
      postingCount += Int(state.documentFrequency)
      occurrences += Int(state.collectionFrequency)
      if postings.count > 1 << 16 {
        try writer.write(postings)
        written += postings.count
        postings.removeAll(keepingCapacity: true)
      }
    }
    // Kernels read whole words: the last list is followed by as much as the longest read.
    postings += [UInt8](repeating: 0, count: 16)
    try writer.write(postings)
    try writer.write(SectionID(.dictionary, space: space), dictionary)
    try writer.write(SectionID(.dictionaryIndex, space: space), index)
    if used { try writer.write(SectionID(.passageClasses, space: space), passageClasses) }
    directory.appendString(name)
    directory.appendVarint(order.count)
    directory.appendVarint(postingCount)
    directory.appendVarint(occurrences)
    directory.appendVarint(impacts.postingClasses)
    directory.appendVarint(impacts.passageClasses)
    if impacts != .identity { try writer.write(SectionID(.impacts, space: space), impacts.values) }
  }
}
