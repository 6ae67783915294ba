internal import Corpus
internal import InvertedIndex
internal import Text

/// What the first hit has of a question's words beyond those of its page's title.
///
/// Every passage of a page on shingles is about shingles: that word tells nothing of whether one of
/// them answers. What is left of the question does.
struct AnswerEvidence {
  /// Share of the remaining idf mass that one sentence has; 1 where nothing remains.
  var restCoverage = 0.0
  /// Share of the remaining words, however rare, that the passage lacks; words of asking aside.
  var missingShare = 1.0
  /// Share of the remaining idf mass that the passage has without the help of synonyms.
  var exactCoverage = 0.0
  /// The same as `missingShare`, and the greatest mass of one word that is lacking beside that of a word that no
  /// passage has, both without the help of synonyms.
  var exactMissingShare = 1.0
  var exactMissingWord = 1.0
  /// Mass of the remaining words that the passage has, beside that of one word that no passage has.
  var foundMass = 0.0
  /// Whether the best sentence tells a time.
  var tellsTime = false
  /// Share of the idf mass of its page's title that the question names.
  var topicNamed = 0.0
  /// How many aspects are asked of, and how many of them neither passage nor headings tell of.
  var aspectsAsked = 0.0
  var aspectsMissing = 0.0
}

extension Retriever {
  private static let timeWords: Set<String> = [
    "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks",
    "month", "months", "year", "years", "night", "nights", "morning", "mornings", "lifelong",
    "soon", "quickly", "once", "twice", "daily",
  ]

  /// Reads the first hit once more, for the decision.
  func evidence(
    _ first: Candidate?, _ question: AnalyzedQuestion, _ cover: inout Cover,
    _ analyzer: inout Analyzer
  ) throws(IndexError) -> AnswerEvidence {
    guard let first else { return AnswerEvidence() }
    let stored = try index.passage(first.passage)
    let passage = stored.passage
    // A record's title is its question; it stands for no page.
    let isRecord = passage.kind == .record
    let document = try index.document(stored.document)
    var evidence = AnswerEvidence()
    analyzer.analyze(isRecord ? "" : document.metadata.title)
    evidence.topicNamed = try named(in: question, analyzer)
    let topic = cover.stems(analyzer).set
    let fields = PassageFields(passage, text: first.text, documentTitle: "")
    analyzer.analyze(fields.title + "\n" + fields.outline)
    let headings = cover.stems(analyzer).set
    let asked = Aspects.standard.asked(by: question.words)
    var told: UInt64 = 0
    if asked != 0 { told = Aspects.standard.told(by: Self.words(analyzer)) }
    analyzer.analyze(first.text)
    if asked != 0 { told |= Aspects.standard.told(by: Self.words(analyzer)) }
    evidence.aspectsAsked = Double(asked.nonzeroBitCount)
    evidence.aspectsMissing = Double((asked & ~told).nonzeroBitCount)
    let own = headings.union(cover.stems(analyzer).set)
    var sentences = cover.sentences(analyzer)
    for range in Sentences.ranges(in: first.text) {
      let share = cover.share(of: sentences.stems(upTo: range.upperBound), outside: topic)
      evidence.restCoverage = max(evidence.restCoverage, share)
    }
    evidence.missingShare = cover.missingShare(of: own, outside: topic)
    evidence.exactCoverage = cover.exactShare(of: own, outside: topic)
    evidence.exactMissingShare = cover.missingShare(of: own, outside: topic, synonyms: false)
    evidence.exactMissingWord =
      cover.greatestMissing(in: own.union(topic), synonyms: false) / greatestIDF(document)
    evidence.foundMass = cover.foundMass(in: own, outside: topic) / greatestIDF(document)
    evidence.tellsTime = analyzer.tokens.contains {
      first.bestSentence.contains($0.range.lowerBound)
        && Self.timeWords.contains(analyzer.text(of: $0.word))
    }
    return evidence
  }

  /// The folded words of what the analyzer analysed last.
  private static func words(_ analyzer: borrowing Analyzer) -> [String] {
    var words: [String] = []
    words.reserveCapacity(analyzer.tokens.count)
    for token in analyzer.tokens { words.append(analyzer.text(of: token.word)) }
    return words
  }

  /// The share of the idf mass of what the analyzer analysed last that the question's terms make up.
  private func named(
    in question: AnalyzedQuestion, _ analyzer: borrowing Analyzer
  ) throws(IndexError) -> Double {
    var (found, whole) = (0.0, 0.0)
    var seen: Set<String> = []
    for token in analyzer.tokens where !analyzer.isStopWord(token.word) {
      let stem = analyzer.stem(of: token.word)
      guard seen.insert(stem).inserted,
        let term = try index.lookup(Array(stem.utf8).span, in: stemSpace)
      else { continue }
      let idf = idf(term.statistics)
      whole += idf
      if question.positions[stem] != nil { found += idf }
    }
    return whole > 0 ? found / whole : 0
  }
}
