import Storage

/// Collects the postings of one term space and writes its sections.
struct SpaceBuilder {
  let name: String
  /// Where postings are collected: the first is for those that `add` is given.
  private var collectors: [PostingCollector]
  private var passageClasses: [UInt8] = []
  private var hasClasses = false
  /// Where a built index lends its postings: the index and the new numbers of its passages.
  private var lender: (index: Index, space: SpaceID)?

  init(name: String, collector: PostingCollector) {
    self.name = name
    collectors = [collector]
  }

  /// Takes the postings of another collector as well.
  mutating func adopt(_ collector: PostingCollector) { collectors.append(collector) }

  /// Takes over the postings of a space of the same name.
  mutating func borrow(from index: Index) throws(IndexError) {
    guard let space = index.space(named: name) else { throw .outOfRange }
    lender = (index, space)
  }

  mutating func term(_ bytes: Span<UInt8>) -> BuilderTerm {
    collectors[0].term(bytes)
  }

  mutating func setPassageClass(_ passageClass: UInt8, of passage: Int) {
    precondition(passage < passageClasses.count, "a passage that was added")
    passageClasses[passage] = passageClass
    if passageClass != 0 { hasClasses = true }
  }

  mutating func add(_ passage: PassageTerms, passage number: UInt32) throws(IndexError) {
    add(passageClass: passage.passageClass)
    try collectors[0].add(passage.entries, passage: number)
  }

  /// Adds a passage whose terms are collected elsewhere.
  mutating func add(passageClass: UInt8) {
    passageClasses.append(passageClass)
    if passageClass != 0 { hasClasses = true }
  }

  /// Keeps the classes of passages that come over with their postings.
  mutating func keep(_ passages: Range<UInt32>) throws(IndexError) {
    guard let lender else { throw .outOfRange }
    let range = try lender.index.space(lender.space).classes
    if range.isEmpty {
      passageClasses.append(contentsOf: repeatElement(0, count: passages.count))
    } else {
      let kept = lender.index.contents.extracting(range)
        .extracting(Int(passages.lowerBound)..<Int(passages.upperBound))
      unsafe kept.withUnsafeBufferPointer { unsafe passageClasses.append(contentsOf: $0) }
      hasClasses = true
    }
  }

  /// All terms with their postings; `map` numbers the lender's passages.
  private func merged(_ map: [UInt32]) throws(IndexError) -> MergedTerms {
    var streams: [TermStream] = []
    for collector in collectors { streams += collector.streams() }
    guard let lender else { return try MergedTerms(base: BaseTerms(), streams) }
    return try MergedTerms(
      base: BaseTerms(
        lender.index, space: lender.space, map: map, classes: hasClasses ? passageClasses : []),
      streams)
  }

  var passageClassCounts: [Int] {
    var counts = [Int](repeating: 0, count: 256)
    for passageClass in passageClasses { counts[Int(passageClass)] += 1 }
    return counts
  }

  /// For each passage the sum of a weight of its terms that depends on their document frequencies.
  func sums(_ map: [UInt32], weight: (_ documentFrequency: Int) -> UInt32) throws(IndexError)
    -> [UInt64]
  {
    var sums = [UInt64](repeating: 0, count: passageClasses.count)
    let collecting = collectors.filter { !$0.isEmpty }
    if lender == nil, collecting.count == 1, collecting[0].isInMemory {
      // Whole numbers add up in any order: terms need not be sorted for it.
      try collecting[0].forEachList { list in
        let part = UInt64(weight(list.count))
        for index in 0..<list.count { sums[Int(unsafe list.passages[index])] &+= part }
      }
      return sums
    }
    var merged = try merged(map)
    while try merged.advance() {
      try merged.withList { list in
        let part = UInt64(weight(list.count))
        for index in 0..<list.count { sums[Int(unsafe list.passages[index])] &+= part }
      }
    }
    return sums
  }

  func write(
    to writer: inout SectionWriter, space: Int, map: [UInt32], impacts: ImpactTable,
    directory: inout [UInt8]
  ) throws(IndexError) {
    let used = hasClasses && passageClasses.contains { $0 != 0 }
    var dictionary = RawBytes(capacity: 1 << 16)
    var index: [UInt64] = []
    var postings = RawBytes(capacity: 1 << 17)
    var written = 0
    var previous = RawBytes()
    var encoder = PostingEncoder(impacts: impacts, passageClasses: used ? passageClasses : [])
    var (termCount, postingCount, occurrences) = (0, 0, 0)
    try writer.begin(SectionID(.postings, space: space))
    var merged = try merged(map)
    while try merged.advance() {
      let start = written + postings.count
      try merged.write(by: &encoder, into: &postings)
      let length = written + postings.count - start
      if length == 0 { continue }
      if termCount % Format.groupLength == 0 {
        index.append(UInt64(dictionary.count))
        index.append(UInt64(start))
        previous.removeAll()
      }
      let shared = previous.shared(with: merged.term)
      dictionary.appendVarint(shared)
      dictionary.appendVarint(merged.term.count - shared)
      dictionary.append(merged.term, from: shared)
      dictionary.appendVarint(encoder.documentFrequency)
      dictionary.appendVarint(Int(encoder.collectionFrequency))
      dictionary.appendVarint(length)
      dictionary.append(encoder.greatestImpact)
      previous.set(to: merged.term)
      termCount += 1
      postingCount += encoder.documentFrequency
      occurrences += Int(encoder.collectionFrequency)
      if postings.count > 1 << 16 {
        try writer.write(postings.span)
        written += postings.count
        postings.removeAll()
      }
    }
    // Kernels read whole words: the last list is followed by as much as the longest read.
    for _ in 0..<Format.listPadding { postings.append(0) }
    try writer.write(postings.span)
    var indexBytes: [UInt8] = []
    indexBytes.appendFixed(contentsOf: index)
    if dictionary.count > 0 {
      try writer.begin(SectionID(.dictionary, space: space))
      try writer.write(dictionary.span)
    }
    try writer.write(SectionID(.dictionaryIndex, space: space), indexBytes)
    if used { try writer.write(SectionID(.passageClasses, space: space), passageClasses) }
    directory.appendString(name)
    directory.appendVarint(termCount)
    directory.appendVarint(postingCount)
    directory.appendVarint(occurrences)
    directory.appendVarint(impacts.postingClasses)
    directory.appendVarint(impacts.passageClasses)
    if impacts != .identity { try writer.write(SectionID(.impacts, space: space), impacts.values) }
  }

  /// Whether a term has a posting, in what was added or in what was taken over.
  func contains(_ term: Span<UInt8>, _ map: [UInt32], dropped: Int) throws(IndexError) -> Bool {
    if collectors.contains(where: { $0.contains(term) }) { return true }
    guard let lender, let found = try lender.index.lookup(term, in: lender.space) else {
      return false
    }
    return try KeptTerms(index: lender.index, space: lender.space, map: map, dropped: dropped)
      .keeps(found)
  }
}
