public import Corpus
import Glibc
public import InvertedIndex
import Storage
import Text

/// Builds an index that `Retriever` reads: analyses passages by field and adds what ranking needs.
///
/// ```swift
/// var indexer = try CorpusIndexer(path: "Index")
/// try indexer.add(document)
/// try indexer.finish()
/// ```
///
/// With a `Base` it can keep documents of an index that is there: what it writes is what adding them
/// again would give.
public struct CorpusIndexer: ~Copyable {
  /// What goes into the index.
  public struct Options: Sendable {
    /// The corpus's own synonyms, added to the general and the health ones.
    public var synonyms = SynonymTable()
    /// Whether texts are kept, to be quoted; without them nothing can be answered.
    public var storesText = true
    /// Bytes of postings that are kept in memory; the index is the same for any number.
    public var memoryLimit = Int.max
    /// The default options.
    public init() {}
  }

  /// An index that is built upon, and what `finish` gave back when it was made.
  public struct Base: Sendable {
    let index: Index
    let counts: Counts
    /// What its thesaurus depends on.
    let synonyms: SynonymState
    /// The collection's words with their numbers of occurrences.
    let words: SortedTable
    /// The same words without the numbers, as the index has them.
    let vocabulary: SortedTable

    /// A base, or nil for a state that `finish` did not give.
    public init?(_ index: Index, state: [UInt8]) {
      var reader = ByteReader(state.span)
      guard let counts = try? Counts(&reader), let synonyms = try? SynonymState(&reader) else {
        return nil
      }
      self.index = index
      self.counts = counts
      self.synonyms = synonyms
      words = SortedTable(Array(state[reader.offset...]))
      guard let blob = try? index.blob(named: SpellingVocabulary.blobName) else { return nil }
      vocabulary = SortedTable(blob)
      if vocabulary.count != words.count { return nil }
    }
  }

  /// Saturation of term frequency and strength of length normalisation: BM25's customary values,
  /// which no set gained from changing.
  static let (k1, b) = (1.2, 0.75)
  static let stemSpace = SpaceID(0)
  static let gramSpace = SpaceID(1)
  static let spaceNames = ["stem", "gram"]

  private let options: Options
  private var builder: IndexBuilder
  private var analyzer = Analyzer(stopWords: RetrievalResources.stopWords, wordLimit: .max)
  /// Facts of each word that the analyzer has met, by its number.
  private var words: [WordFacts] = []
  /// The n-grams of the words that needed them, one word after another.
  private var grams: [BuilderTerm] = []
  private var stemCounts = TermCounts<Frequencies>(zero: Frequencies())
  private var gramCounts = TermCounts<UInt32>(zero: 0)
  private var counts: Counts
  private let base: Base?
  /// What a passage that is analysed adds to the sums: 1, or -1 for one that is taken back.
  private var sign = 1

  /// What the builder knows of a word.
  private struct WordFacts {
    var word: WordNumber
    var stem: BuilderTerm
    var isStopWord: Bool
    /// Where its n-grams are among `grams`, once they were needed.
    var grams: Range<Int>?
    /// How often it was added, less how often it was taken back.
    var occurrences = 0
  }

  /// Sums over the collection.
  struct Counts {
    var passages = 0
    var records = 0
    var questions = 0
    var bodies = 0
    var titles = 0
    var titleLength = 0
    var bodyLength = 0

    init() {}

    init(_ reader: inout ByteReader) throws(MalformedBytes) {
      func next(_ reader: inout ByteReader) throws(MalformedBytes) -> Int {
        try reader.count(atMost: 1 << 56)
      }
      passages = try next(&reader)
      records = try next(&reader)
      questions = try next(&reader)
      bodies = try next(&reader)
      titles = try next(&reader)
      titleLength = try next(&reader)
      bodyLength = try next(&reader)
    }

    var bytes: [UInt8] {
      var bytes: [UInt8] = []
      for sum in [passages, records, questions, bodies, titles, titleLength, bodyLength] {
        bytes.appendVarint(sum)
      }
      return bytes
    }
  }

  /// Begins an index in the folder `path`, which is made if it's not there.
  ///
  /// - Parameter base: an index that this program has made with the same options.
  public init(path: String, options: Options = Options(), base: Base? = nil) throws(IndexError) {
    var builderOptions = IndexBuilder.Options()
    builderOptions.storesText = options.storesText
    builderOptions.memoryLimit = options.memoryLimit
    builder = try IndexBuilder(
      path: path, spaces: Self.spaceNames, options: builderOptions, base: base?.index)
    self.options = options
    self.base = base
    counts = base?.counts ?? Counts()
  }

  /// Adds a document with all its passages.
  public mutating func add(_ document: Document) throws(IndexError) {
    try builder.add(document, terms: analyze(document))
  }

  /// Takes over documents of the base, by their numbers there; they must come in rising order.
  public mutating func keep(_ documents: Range<UInt32>) throws(IndexError) {
    try builder.keep(documents)
  }

  /// Takes back a document of the base that is not kept.
  public mutating func remove(_ document: Document) {
    sign = -1
    _ = analyze(document)
    sign = 1
  }

  private mutating func analyze(_ document: Document) -> [[PassageTerms]] {
    var terms: [[PassageTerms]] = []
    for passage in document.passages {
      let fields = PassageFields(
        passage, text: document.text(of: passage), documentTitle: document.metadata.title)
      terms.append(analyze(fields, isRecord: passage.kind == .record))
    }
    return terms
  }

  /// Stores small side data under a name of the caller's.
  public mutating func setBlob(_ name: String, _ bytes: [UInt8]) {
    builder.setBlob(name, bytes)
  }

  /// Writes the index and gives it its name.
  ///
  /// - Returns: what a later build needs to keep documents of this one.
  @discardableResult
  public consuming func finish() throws(IndexError) -> [UInt8] {
    let kind: CollectionProfile.Kind =
      counts.records < counts.passages
      ? .articles : counts.questions * 2 >= max(1, counts.records) ? .questions : .documents
    let profile = CollectionProfile(
      kind: kind, bodyShare: counts.passages == 0 ? 0 : counts.bodies * 1000 / counts.passages)
    builder.setBlob(CollectionProfile.blobName, profile.bytes)
    try setGramNorms()
    let updated = try updatedThesaurus(profile)
    let vocabulary = vocabulary()
    builder.setBlob(SpellingVocabulary.blobName, vocabulary.words)
    let thesaurus: (block: [UInt8], state: SynonymState)
    if let updated {
      thesaurus = updated
    } else {
      thesaurus = try self.thesaurus(profile, vocabulary: vocabulary.words)
    }
    builder.setBlob(Thesaurus.blobName, thesaurus.block)
    let state = counts.bytes + thesaurus.state.bytes + vocabulary.occurrences
    let tables = [RetrievalResources.chatter]
    let spoken = profile.readsLaySynonyms ? [RetrievalResources.spokenChatter] : []
    if let chatter = QuestionChatter.compile(tables + spoken) {
      builder.setBlob(QuestionChatter.blobName, chatter)
    }
    try builder.finish(impacts: [
      Self.stemImpacts(
        profile,
        averageTitle: Double(counts.titleLength) / Double(max(1, counts.titles)),
        averageBody: Double(counts.bodyLength) / Double(max(1, counts.bodies))),
      Self.gramImpacts(),
    ])
    return state
  }

  /// The collection's words that are no stop words: without values, and with their occurrences.
  private func vocabulary() -> (words: [UInt8], occurrences: [UInt8]) {
    var words = SortedTable.Writer()
    var occurrences = SortedTable.Writer()
    var word: [UInt8] = []
    func append(_ count: Int) {
      if count <= 0 { return }
      words.append(word[...]) { _ in }
      occurrences.append(word[...]) { $0.appendVarint(count) }
    }
    // The base's two tables have the same words: what lies between changed ones is copied at a time.
    let known = base?.vocabulary ?? SortedTable([])
    let counted = base?.words ?? SortedTable([])
    var (start, next) = (0, 0)
    for learned in sortedWords() {
      word.removeAll(keepingCapacity: true)
      analyzer.withBytes(of: learned.word) { bytes in
        unsafe bytes.withUnsafeBufferPointer { unsafe word.append(contentsOf: $0) }
      }
      next = known.lowerBound(word, prefix: learned.prefix, from: next)
      words.append(known, start..<next)
      occurrences.append(counted, start..<next)
      start = next
      var count = learned.occurrences
      if let (key, value) = counted.record(next), key.elementsEqual(word) {
        for (position, byte) in value.enumerated() where position < 8 {
          count += Int(byte & 0x7F) << (7 * position)
        }
        start = next + 1
      }
      append(count)
    }
    words.append(known, start..<known.count)
    occurrences.append(counted, start..<known.count)
    return (words.bytes, occurrences.bytes)
  }

  /// A word that was met, and how much more often it occurs now.
  private struct LearnedWord {
    var prefix: UInt64
    var word: WordNumber
    var occurrences: Int
  }

  /// The words whose occurrences have changed, in byte order, stop words left out.
  private func sortedWords() -> [LearnedWord] {
    var learned: [LearnedWord] = []
    for facts in words where !facts.isStopWord && facts.occurrences != 0 {
      let prefix = analyzer.withBytes(of: facts.word) { SortedTable.prefix($0) }
      learned.append(
        LearnedWord(prefix: prefix, word: facts.word, occurrences: facts.occurrences))
    }
    learned.sort { one, other in
      if one.prefix != other.prefix { return one.prefix < other.prefix }
      return analyzer.withBytes(of: one.word) { bytes in
        analyzer.withBytes(of: other.word) { SortedTable.precedes(bytes, $0) }
      }
    }
    return learned
  }

  private static func array(_ bytes: Span<UInt8>) -> [UInt8] {
    unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// The numbers of the distinct stems of a block of words.
  private mutating func stems(of words: [UInt8]) -> [Int] {
    let table = SortedTable(words)
    var stems: [Int] = []
    var isFound = [Bool](repeating: false, count: analyzer.stemCount)
    for number in 0..<table.count {
      guard let (word, _) = table.record(number) else { continue }
      let stem = analyzer.stemNumber(of: analyzer.word(word.span))
      while isFound.count <= stem { isFound.append(false) }
      if !isFound[stem] { stems.append(stem) }
      isFound[stem] = true
    }
    return stems
  }

  /// The base's thesaurus with what has changed for stems that have come or gone; nil where it depends
  /// on more than stems. Called while the analyzer knows the words of changed documents only.
  private func updatedThesaurus(_ profile: CollectionProfile) throws(IndexError)
    -> (block: [UInt8], state: SynonymState)?
  {
    guard let base, !base.synonyms.isEmpty, profile.formWeight == 0, options.synonyms.isEmpty,
      let bytes = try base.index.blob(named: CollectionProfile.blobName),
      CollectionProfile(bytes)?.kind == profile.kind,
      let block = try base.index.blob(named: Thesaurus.blobName)
    else { return nil }
    var state = base.synonyms
    for number in 0..<analyzer.stemCount {
      var failure: IndexError?
      analyzer.withStemBytes(number: number) { stem in
        guard let own = state.rows.stems.number(of: stem) else { return }
        do throws(IndexError) {
          state.isIndexed[own] = try builder.contains(stem, in: Self.stemSpace)
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
    }
    return (
      ThesaurusCompiler.updated(
        block, state.rows, from: base.synonyms.isIndexed, to: state.isIndexed), state
    )
  }

  private mutating func thesaurus(_ profile: CollectionProfile, vocabulary: [UInt8])
    throws(IndexError) -> (block: [UInt8], state: SynonymState)
  {
    var synonyms = options.synonyms
    // The program's own files are checked by a test.
    try? synonyms.read(RetrievalResources.generalSynonyms, file: "synonyms-general.tsv")
    try? synonyms.read(RetrievalResources.healthSynonyms, file: "synonyms-health.tsv")
    if profile.readsLaySynonyms {
      try? synonyms.read(RetrievalResources.laySynonyms, file: "synonyms-lay.tsv")
      try? synonyms.read(RetrievalResources.conceptSynonyms, file: "synonyms-concepts.tsv")
    }
    let families = profile.formWeight > 0 ? stems(of: vocabulary) : []
    var state = SynonymState(rows: AnalyzedSynonyms(synonyms, &analyzer), isIndexed: [])
    for number in 0..<state.rows.stems.count {
      let stem = Array(state.rows.stems.bytes(number))
      state.isIndexed.append(try builder.contains(stem.span, in: Self.stemSpace))
    }
    let entries =
      WordFamilies.entries(of: families, synonyms.inflections, state.rows, analyzer)
      + ThesaurusCompiler.entries(state.rows, isIndexed: state.isIndexed)
    // Families depend on every word, and a corpus's own rows on its file.
    if profile.formWeight > 0 || !options.synonyms.isEmpty { state = SynonymState() }
    return (SortedTable.encode(entries), state)
  }

  private struct Frequencies {
    var title: UInt32 = 0
    var outline: UInt32 = 0
    var body: UInt32 = 0
  }

  private mutating func analyze(_ fields: PassageFields, isRecord: Bool) -> [PassageTerms] {
    let titleLength = count(fields.title) { $0.title += 1 }
    counts.passages += sign
    if isRecord {
      counts.records += sign
      if QuestionForm.isQuestion(fields.title) { counts.questions += sign }
    }
    countGrams()
    _ = count(fields.outline) { $0.outline += 1 }
    let bodyLength = count(fields.body) { $0.body += 1 }
    if !isRecord { countGrams() }
    counts.titles += titleLength > 0 ? sign : 0
    counts.bodies += bodyLength > 0 ? sign : 0
    counts.titleLength += sign * titleLength
    counts.bodyLength += sign * bodyLength
    let stemEntries = stemCounts.takeEntries { found in
      FrequencyClass(
        title: Int(found.title), outline: Int(found.outline), body: Int(found.body)
      ).rawValue
    }
    let gramEntries = gramCounts.takeEntries { UInt8(min(Int($0), GramClass.cap) - 1) }
    return [
      PassageTerms(
        passageClass: LengthClass.pack(title: titleLength, body: bodyLength), entries: stemEntries),
      PassageTerms(entries: gramEntries),
    ]
  }

  /// Counts a field's stems; gives back how many there were.
  private mutating func count(_ text: String, _ add: (inout Frequencies) -> Void) -> Int {
    analyzer.analyze(text)
    learnWords()
    var length = 0
    for token in analyzer.tokens {
      let word = Int(token.word.rawValue)
      if words[word].isStopWord { continue }
      words[word].occurrences += sign
      stemCounts.count(words[word].stem, add)
      length += 1
    }
    return length
  }

  /// Finds the terms of words that are new since the last text.
  private mutating func learnWords() {
    for token in analyzer.tokens where Int(token.word.rawValue) >= words.count {
      let stem = builder.term(analyzer.stem(of: token.word), in: Self.stemSpace)
      words.append(
        WordFacts(
          word: token.word, stem: stem, isStopWord: analyzer.isStopWord(token.word)))
    }
  }

  private mutating func learnGrams(of word: WordNumber) -> Range<Int> {
    let start = grams.count
    analyzer.withBytes(of: word) { bytes in
      CharacterGrams.forEach(of: bytes) { grams.append(builder.term($0, in: Self.gramSpace)) }
    }
    words[Int(word.rawValue)].grams = start..<grams.count
    return start..<grams.count
  }

  /// Counts the n-grams of the text analysed last, stop words included: they tell short questions
  /// apart.
  private mutating func countGrams() {
    for token in analyzer.tokens {
      for index in words[Int(token.word.rawValue)].grams ?? learnGrams(of: token.word) {
        gramCounts.count(grams[index]) { $0 += 1 }
      }
    }
  }

  /// Sets each passage's class in the n-gram space: the length of its vector.
  ///
  /// Every n-gram's document frequency is known now. Squares are added as whole numbers, so that
  /// the order in which n-grams come is free.
  private mutating func setGramNorms() throws(IndexError) {
    let count = Double(builder.passageCount)
    let unit = 65536.0
    let sums = try builder.sums(in: Self.gramSpace) { documentFrequency in
      let df = Double(documentFrequency)
      let idf = log(1 + (count - df + 0.5) / (df + 0.5))
      return UInt32((idf * idf * unit).rounded())
    }
    for (passage, sum) in sums.enumerated() {
      builder.setPassageClass(
        GramClass.norm((Double(sum) / unit).squareRoot()), of: PassageID(UInt32(passage)),
        in: Self.gramSpace)
    }
  }

  static func stemImpacts(_ profile: CollectionProfile, averageTitle: Double, averageBody: Double)
    -> ImpactTable
  {
    let scale = StemScale.perUnit(profile)
    return ImpactTable(
      postingClasses: FrequencyClass.count, passageClasses: LengthClass.count,
      occurrences: {
        let frequency = FrequencyClass(rawValue: $0)
        return frequency.title + frequency.body
      }
    ) { posting, passage in
      let frequency = FrequencyClass(rawValue: posting)
      let title = saturated(frequency.title, LengthClass.length(passage / 16), averageTitle)
      let body = saturated(frequency.body, LengthClass.length(passage % 16), averageBody)
      let outline = frequency.outline > 0 ? 1.0 : 0
      let sum =
        profile.titleWeight * title + profile.bodyWeight * body + profile.outlineWeight * outline
      return UInt8(clamping: Int((sum * scale).rounded()))
    }
  }

  private static func saturated(_ frequency: Int, _ length: Double, _ average: Double) -> Double {
    if frequency == 0 { return 0 }
    let norm = k1 * (1 - b + b * length / max(1, average))
    return Double(frequency) * (k1 + 1) / (Double(frequency) + norm)
  }

  static func gramImpacts() -> ImpactTable {
    ImpactTable(
      postingClasses: GramClass.cap, passageClasses: 256, occurrences: { $0 + 1 }
    ) { posting, passage in
      let weight = 1 + log(Double(posting + 1))
      return UInt8(clamping: Int((weight / GramClass.norm(passage) * GramClass.scale).rounded()))
    }
  }
}

/// How impacts of the stem space are scaled into a byte.
enum StemScale {
  /// Impact units for 1 unit of BM25's sum.
  static func perUnit(_ profile: CollectionProfile) -> Double {
    let greatest =
      (profile.titleWeight + profile.bodyWeight) * (CorpusIndexer.k1 + 1) + profile.outlineWeight
    return 255 / greatest
  }
}

/// Classes of the n-gram space.
enum GramClass {
  /// Frequencies from here on count alike.
  static let cap = 3
  /// Impact units for a weight-to-norm ratio of 1; the shortest titles reach the byte's end.
  static let scale = 500.0

  /// The class of a passage whose n-gram vector has this length.
  static func norm(_ norm: Double) -> UInt8 {
    UInt8(clamping: Int((32 * log2(max(1, norm))).rounded()))
  }

  /// The length that a class stands for.
  static func norm(_ passageClass: Int) -> Double { exp2(Double(passageClass) / 32) }
}
