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
  /// Whether the best sentence tells a time.
  var tellsTime = false
}

extension Retriever {
  private static let timeWords: Set<String> = [
    "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks",
    "month", "months", "year", "years", "night", "nights", "morning", "mornings", "lifelong",
    "soon", "quickly", "once", "twice", "daily",
  ]

  /// Reads the first hit once more, for the decision.
  func evidence(
    _ first: Candidate?, _ cover: inout Cover, _ analyzer: inout Analyzer
  ) throws(IndexError) -> AnswerEvidence {
    guard let first else { return AnswerEvidence() }
    let stored = try index.passage(first.passage)
    let passage = stored.passage
    // A record's title is its question; it stands for no page.
    let isRecord = passage.kind == .record
    analyzer.analyze(isRecord ? "" : try index.document(stored.document).metadata.title)
    let topic = cover.stems(analyzer).set
    let fields = PassageFields(passage, text: first.text, documentTitle: "")
    analyzer.analyze(fields.title + "\n" + fields.outline)
    let headings = cover.stems(analyzer).set
    analyzer.analyze(first.text)
    let own = headings.union(cover.stems(analyzer).set)
    var sentences = cover.sentences(analyzer)
    var evidence = AnswerEvidence()
    for range in Sentences.ranges(in: first.text) {
      let share = cover.share(of: sentences.stems(upTo: range.upperBound), outside: topic)
      evidence.restCoverage = max(evidence.restCoverage, share)
    }
    evidence.missingShare = cover.missingShare(of: own, outside: topic)
    evidence.exactCoverage = cover.exactShare(of: own, outside: topic)
    evidence.exactMissingShare = cover.missingShare(of: own, outside: topic, synonyms: false)
    evidence.exactMissingWord =
      cover.greatestMissing(in: own.union(topic), synonyms: false) / max(1e-9, idf(0))
    evidence.tellsTime = analyzer.tokens.contains {
      first.bestSentence.contains($0.range.lowerBound)
        && Self.timeWords.contains(analyzer.text(of: $0.word))
    }
    return evidence
  }
}
