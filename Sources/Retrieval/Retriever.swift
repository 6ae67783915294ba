import Glibc
public import InvertedIndex
import Text

/// Ranks an index's passages for a question and judges whether the best one answers it.
///
/// ```swift
/// let retriever = try Retriever(index: try Index(path: "Index"))
/// let ranking = try retriever.rank(Query("can a leaky gut heal?"), limit: 3)
/// ```
///
/// The first stage is an exact sum over posting lists; the second reads the best passages' texts.
/// Both are described in `Documentation/Ranking.md`. The same index and question give the same
/// ranking everywhere.
public struct Retriever: Sendable {
  /// The index that is searched.
  public let index: Index
  let stemSpace: SpaceID
  let gramSpace: SpaceID?
  let profile: CollectionProfile
  let thesaurus: Thesaurus
  let chatter: QuestionChatter
  let vocabulary: SpellingVocabulary
  private let analyzers = AnalyzerPool()
  private let scratches = ScratchPool()

  /// Query weights are multiplied by this and rounded.
  static let weightScale = 1000.0

  /// Reads what ranking needs from an index that `CorpusIndexer` built.
  ///
  /// - Throws: `IndexError` if the index is damaged or lacks the spaces that ranking needs.
  public init(index: Index) throws(IndexError) {
    guard let stemSpace = index.space(named: CorpusIndexer.spaceNames[0]) else {
      throw .outOfRange
    }
    self.index = index
    self.stemSpace = stemSpace
    gramSpace = index.space(named: CorpusIndexer.spaceNames[1])
    profile =
      CollectionProfile(try index.blob(named: CollectionProfile.blobName) ?? [])
      ?? CollectionProfile(kind: .articles, bodyShare: 1000)
    thesaurus = Thesaurus(table: SortedTable(try index.blob(named: Thesaurus.blobName) ?? []))
    chatter = QuestionChatter(
      table: SortedTable(try index.blob(named: QuestionChatter.blobName) ?? []))
    vocabulary = SpellingVocabulary(
      table: SortedTable(try index.blob(named: SpellingVocabulary.blobName) ?? []))
  }

  /// The best passages for a question, best first, and whether the first answers it.
  ///
  /// - Parameter limit: how many hits at most.
  /// - Complexity: O(postings of the question's terms), and the texts of 25 passages at most.
  public func rank(_ query: Query, limit: Int) throws(IndexError) -> Ranking {
    let lease = analyzers.take()
    defer { analyzers.give(lease) }
    let judged = try judge(query, limit: limit, &lease.analyzer)
    let hits = judged.candidates.prefix(max(0, limit)).map {
      Hit(passage: $0.passage, score: $0.score, bestSentence: $0.bestSentence)
    }
    return Ranking(
      hits: Array(hits), confidence: judged.confidence, threshold: profile.answerModel.threshold)
  }

  /// A document found by `search`.
  public struct Found: Sendable, Equatable {
    /// Its best passage.
    public var passage: PassageID
    /// That passage's document.
    public var document: DocumentID
    /// That passage's score.
    public var score: Double
  }

  /// Documents for a question, each once with its best passage, best first.
  ///
  /// In a collection of pages, passages stand for themselves. Duplicates are not collapsed.
  ///
  /// - Parameter limit: how many documents at most.
  public func search(_ query: Query, limit: Int) throws(IndexError) -> [Found] {
    let lease = analyzers.take()
    defer { analyzers.give(lease) }
    var question = try analyze(query, &lease.analyzer)
    try addFeedback(to: &question, &lease.analyzer)
    var seen: Set<DocumentID> = []
    var found: [Found] = []
    for scored in try firstStage(question, limit: max(0, limit)) {
      let document = try index.document(of: scored.passage)
      if profile.kind != .articles, !seen.insert(document).inserted { continue }
      found.append(Found(passage: scored.passage, document: document, score: scored.score))
    }
    return found
  }

  /// A passage with its first-stage score, as a share of the ideal.
  struct Scored {
    var passage: PassageID
    var score: Double
  }

  /// The exact sum over the posting lists of the question's terms.
  ///
  /// - Parameter ownWords: whether only the question's own words are looked up, as they stand or respelt.
  func firstStage(
    _ question: AnalyzedQuestion, limit: Int, ownWords: Bool = false
  ) throws(IndexError) -> [Scored] {
    let (query, unit) = weighted(question, ownWords: ownWords)
    let lease = scratches.take()
    defer { scratches.give(lease) }
    return try index.search(query, limit: limit, scratch: &lease.scratch).map {
      Scored(passage: $0.passage, score: Double($0.score) / unit)
    }
  }

  /// Whether the first stage finds what adding every posting would find.
  package func isExact(_ query: Query, limit: Int) throws(IndexError) -> Bool {
    let lease = analyzers.take()
    defer { analyzers.give(lease) }
    let (terms, _) = weighted(try analyze(query, &lease.analyzer))
    var scratch = SearchScratch()
    return try index.search(terms, limit: limit, scratch: &scratch)
      == index.searchExhaustively(terms, limit: limit, scratch: &scratch)
  }

  /// The question's terms with their weights, and the score of the ideal passage.
  private func weighted(
    _ question: AnalyzedQuestion, ownWords: Bool = false
  ) -> (query: TermQuery, unit: Double) {
    var query = TermQuery()
    let perUnit = StemScale.perUnit(profile)
    // In units of weightScale: weight * idf for stems. Long questions are scaled to fit.
    let scale = min(
      Self.weightScale, Double(TermQuery.greatestWeightSum) / 4 / max(1, totalWeight(question)))
    for term in question.terms {
      guard let id = term.id else { continue }
      if ownWords, case .synonym = term.origin { continue }
      query.add(
        id, in: stemSpace, weight: UInt16(clamping: Int((term.weight * term.idf * scale).rounded()))
      )
    }
    if let gramSpace {
      let share = gramShare(question)
      // cosine * ideal * share, in the stem space's units.
      let factor = scale * question.ideal * share * perUnit / GramClass.scale
      for gram in question.grams {
        query.add(
          gram.id, in: gramSpace, weight: UInt16(clamping: Int((gram.weight * factor).rounded())))
      }
    }
    return (query, scale * perUnit * question.ideal)
  }

  private func totalWeight(_ question: AnalyzedQuestion) -> Double {
    question.terms.reduce(0) { $0 + $1.weight * $1.idf } * 8
  }

  private func gramShare(_ question: AnalyzedQuestion) -> Double {
    let growth = min(1, max(0, (Double(question.length) - 2) / 6))
    let (short, long) = profile.gramWeight
    return short + (long - short) * growth
  }
}
