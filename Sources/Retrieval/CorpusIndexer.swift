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
public struct CorpusIndexer: ~Copyable {
  /// What goes into the index.
  public struct Options: Sendable {
    /// The corpus's own synonyms, added to the general and the health ones.
    public var synonyms = SynonymTable()
    /// Whether texts are kept, to be quoted; without them nothing can be answered.
    public var storesText = true
    /// The default options.
    public init() {}
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
  private var counts = Counts()
  /// The numbers of each passage's distinct n-gram words, one passage after another.
  private var gramWords: [UInt32] = []
  private var gramWordEnds: [Int] = []

  /// What the builder knows of a word.
  private struct WordFacts {
    var word: WordNumber
    var stem: BuilderTerm
    var grams: [BuilderTerm]
  }

  /// Sums over the collection.
  private struct Counts {
    var passages = 0
    var records = 0
    var questions = 0
    var bodies = 0
    var titles = 0
    var titleLength = 0
    var bodyLength = 0
    var grams = 0
  }

  /// Begins an index in the folder `path`, which is made if it's not there.
  public init(path: String, options: Options = Options()) throws(IndexError) {
    var builderOptions = IndexBuilder.Options()
    builderOptions.storesText = options.storesText
    builder = try IndexBuilder(path: path, spaces: Self.spaceNames, options: builderOptions)
    self.options = options
  }

  /// Adds a document with all its passages.
  public mutating func add(_ document: Document) throws(IndexError) {
    var terms: [[PassageTerms]] = []
    for passage in document.passages {
      let fields = PassageFields(
        passage, text: document.text(of: passage), documentTitle: document.metadata.title)
      terms.append(analyze(fields, isRecord: passage.kind == .record))
    }
    try builder.add(document, terms: terms)
  }

  /// Stores small side data under a name of the caller's.
  public mutating func setBlob(_ name: String, _ bytes: [UInt8]) {
    builder.setBlob(name, bytes)
  }

  /// Writes the index and gives it its name.
  public consuming func finish() throws(IndexError) {
    let kind: CollectionProfile.Kind =
      counts.records < counts.passages
      ? .articles : counts.questions * 2 >= max(1, counts.records) ? .questions : .documents
    let profile = CollectionProfile(
      kind: kind, bodyShare: counts.passages == 0 ? 0 : counts.bodies * 1000 / counts.passages)
    builder.setBlob(CollectionProfile.blobName, profile.bytes)
    var synonyms = options.synonyms
    // The program's own files are checked by a test.
    try? synonyms.read(RetrievalResources.generalSynonyms, file: "synonyms-general.tsv")
    try? synonyms.read(RetrievalResources.healthSynonyms, file: "synonyms-health.tsv")
    setGramNorms()
    builder.setBlob(
      SpellingVocabulary.blobName,
      SortedTable.encode(
        words.compactMap { facts in
          if analyzer.isStopWord(facts.word) { return nil }
          return (Array(analyzer.text(of: facts.word).utf8), [])
        }))
    var stems: Set<String> = []
    for facts in words where !analyzer.isStopWord(facts.word) {
      stems.insert(analyzer.stem(of: facts.word))
    }
    builder.setBlob(
      Thesaurus.blobName,
      Thesaurus.compile(synonyms, analyzer: &analyzer, indexed: stems))
    if let chatter = QuestionChatter.compile(RetrievalResources.chatter) {
      builder.setBlob(QuestionChatter.blobName, chatter)
    }
    try builder.finish(impacts: [
      Self.stemImpacts(
        profile,
        averageTitle: Double(counts.titleLength) / Double(max(1, counts.titles)),
        averageBody: Double(counts.bodyLength) / Double(max(1, counts.bodies))),
      Self.gramImpacts(),
    ])
  }

  private struct Frequencies {
    var title = 0
    var outline = 0
    var body = 0
  }

  private mutating func analyze(_ fields: PassageFields, isRecord: Bool) -> [PassageTerms] {
    var frequencies: [BuilderTerm: Frequencies] = [:]
    var order: [BuilderTerm] = []
    let titleLength = count(fields.title, into: &frequencies, &order, \.title)
    counts.passages += 1
    if isRecord {
      counts.records += 1
      if QuestionForm.isQuestion(fields.title) { counts.questions += 1 }
    }
    var grams = GramCounts()
    countGrams(into: &grams)
    _ = count(fields.outline, into: &frequencies, &order, \.outline)
    let bodyLength = count(fields.body, into: &frequencies, &order, \.body)
    if !isRecord { countGrams(into: &grams) }
    counts.titles += titleLength > 0 ? 1 : 0
    counts.bodies += bodyLength > 0 ? 1 : 0
    counts.titleLength += titleLength
    counts.bodyLength += bodyLength
    let stemEntries = order.map { term in
      let found = frequencies[term] ?? Frequencies()
      return PassageTerms.Entry(
        term: term,
        postingClass: FrequencyClass(
          title: found.title, outline: found.outline, body: found.body
        ).rawValue,
        occurrences: UInt32(found.title + found.body))
    }
    return [
      PassageTerms(
        passageClass: LengthClass.pack(title: titleLength, body: bodyLength), entries: stemEntries),
      gramTerms(grams),
    ]
  }

  /// Counts a field's stems; gives back how many there were.
  private mutating func count(
    _ text: String, into frequencies: inout [BuilderTerm: Frequencies],
    _ order: inout [BuilderTerm], _ field: WritableKeyPath<Frequencies, Int>
  ) -> Int {
    analyzer.analyze(text)
    learnWords()
    var length = 0
    for token in analyzer.tokens where !analyzer.isStopWord(token.word) {
      let term = words[Int(token.word.rawValue)].stem
      if frequencies[term] == nil { order.append(term) }
      frequencies[term, default: Frequencies()][keyPath: field] += 1
      length += 1
    }
    return length
  }

  /// Finds the terms of words that are new since the last text.
  private mutating func learnWords() {
    for token in analyzer.tokens where Int(token.word.rawValue) >= words.count {
      let stem = builder.term(analyzer.stem(of: token.word), in: Self.stemSpace)
      var grams: [[UInt8]] = []
      analyzer.withBytes(of: token.word) { word in
        CharacterGrams.forEach(of: word) { gram in
          var bytes: [UInt8] = []
          for index in gram.indices { bytes.append(gram[index]) }
          grams.append(bytes)
        }
      }
      let terms = grams.map { builder.term($0, in: Self.gramSpace) }
      words.append(WordFacts(word: token.word, stem: stem, grams: terms))
    }
  }

  private struct GramCounts {
    var words: Set<UInt32> = []
    var entries: [BuilderTerm: Int] = [:]
    var order: [BuilderTerm] = []
  }

  /// Counts the n-grams of the text analysed last, stop words included: they tell short questions
  /// apart.
  private func countGrams(into counts: inout GramCounts) {
    for token in analyzer.tokens {
      counts.words.insert(token.word.rawValue)
      for term in words[Int(token.word.rawValue)].grams {
        if counts.entries[term] == nil { counts.order.append(term) }
        counts.entries[term, default: 0] += 1
      }
    }
  }

  private mutating func gramTerms(_ counts: GramCounts) -> PassageTerms {
    gramWords += counts.words.sorted()
    gramWordEnds.append(gramWords.count)
    return PassageTerms(
      entries: counts.order.map { term in
        let frequency = counts.entries[term] ?? 1
        return PassageTerms.Entry(
          term: term, postingClass: UInt8(min(frequency, GramClass.cap) - 1),
          occurrences: UInt32(frequency))
      })
  }

  /// Sets each passage's class in the n-gram space: the length of its vector.
  ///
  /// Every n-gram's document frequency is known now.
  /// N-grams that two words share are counted twice.
  private mutating func setGramNorms() {
    let count = Double(builder.passageCount)
    var squares: [Double] = []
    for word in words {
      squares.append(
        word.grams.reduce(0) {
          let df = Double(builder.documentFrequency(of: $1, in: Self.gramSpace))
          let idf = log(1 + (count - df + 0.5) / (df + 0.5))
          return $0 + idf * idf
        })
    }
    var start = 0
    for (passage, end) in gramWordEnds.enumerated() {
      let sum = gramWords[start..<end].reduce(0) { $0 + squares[Int($1)] }
      builder.setPassageClass(
        GramClass.norm(sum.squareRoot()), of: PassageID(UInt32(passage)), in: Self.gramSpace)
      start = end
    }
  }

  static func stemImpacts(_ profile: CollectionProfile, averageTitle: Double, averageBody: Double)
    -> ImpactTable
  {
    let scale = StemScale.perUnit(profile)
    return ImpactTable(
      postingClasses: FrequencyClass.count, passageClasses: LengthClass.count
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
    ImpactTable(postingClasses: GramClass.cap, passageClasses: 256) { posting, passage in
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
