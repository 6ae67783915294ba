/// What the decision to answer or to decline is made from.
public struct AnswerFeatures: Sendable, Equatable {
  /// The first hit's first-stage score as a share of the ideal.
  public var topScore: Double
  /// How far the first hit is above the second, as a share of the first's score.
  public var margin: Double
  /// Share of the question's idf mass that the first hit has. Here and below a word's idf is that within
  /// the first hit's page, where there are pages: see `LocalWeights`.
  public var coverage: Double
  /// Share that the first hit's best sentence has, with the passage's title.
  public var sentenceCoverage: Double
  /// Share of the question's idf mass in words that no passage has.
  public var unknownMass: Double
  /// How many content words the question has, up to 20.
  public var length: Double
  /// The weightiest word of the question that the first hit lacks.
  public var missingWord: Double
  /// Share of the question's words that had to be respelt.
  public var respelt: Double
  /// Share of the question's idf mass outside the page's title that one sentence of the first hit has.
  public var restCoverage: Double
  /// Share of the question's content words outside the page's title that the first hit lacks.
  public var missingShare: Double
  /// Share of the question's idf mass outside the page's title that the first hit has itself, not by synonyms.
  public var exactCoverage: Double
  /// `missingShare` where synonyms do not count.
  public var exactMissingShare: Double
  /// `missingWord` where synonyms do not count.
  public var exactMissingWord: Double
  /// Mass of the question's words outside the page's title that the first hit has, beside that of a word
  /// that the page lacks.
  public var foundMass: Double
  /// How long the first hit is: ln of its number of stems, divided by 5.
  public var passageLength: Double
  /// Share of the idf mass of the page's title that the question names.
  public var topicNamed: Double
  /// How many aspects are asked of that most pages do not tell.
  public var aspectsAsked: Double
  /// How many of them the first hit does not tell of.
  public var aspectsMissing: Double
  /// 1 where it is asked what something is and the first hit does not say so, else 0.
  public var undefined: Double
  /// 1 where a time is asked for and the first hit's best sentence tells one, else 0.
  public var tellsTime: Double
  /// 1 for each kind of thing that is asked for, in the order of `AskedFor.all`.
  public var asked: [Double]

  init(_ question: AnalyzedQuestion, _ candidates: [Candidate], _ evidence: AnswerEvidence) {
    let first = candidates.first
    let second = candidates.dropFirst().first
    topScore = first?[.firstStage] ?? 0
    margin = first.map { $0.score > 0 ? 1 - (second?.score ?? 0) / $0.score : 0 } ?? 0
    coverage = first?[.coverage] ?? 0
    sentenceCoverage = first?[.sentenceAndTitleCoverage] ?? 0
    length = Double(min(20, question.length))
    var total = 0.0
    var unknown = 0.0
    var explained: [String: Double] = [:]
    var corrected = 0
    for term in question.terms {
      for source in term.sources {
        explained[source] = max(explained[source] ?? 0, term.quality)
        if case .spelling = term.origin { corrected += 1 }
      }
    }
    for term in question.terms where term.origin == .word {
      let mass = term.weight * term.idf * term.specificity
      total += mass
      if term.id == nil { unknown += mass * (1 - (explained[term.stem] ?? 0)) }
    }
    missingWord = first?[.missingWord] ?? 1
    respelt = min(1, Double(corrected) / Double(max(1, question.length)))
    unknownMass = total > 0 ? unknown / total : 1
    let asked = AskedFor(words: question.words)
    restCoverage = evidence.restCoverage
    exactCoverage = evidence.exactCoverage
    exactMissingShare = evidence.exactMissingShare
    exactMissingWord = evidence.exactMissingWord
    missingShare = evidence.missingShare
    tellsTime = asked.contains(.time) && evidence.tellsTime ? 1 : 0
    foundMass = evidence.foundMass
    passageLength = (first?[.length] ?? 0) / 5
    topicNamed = evidence.topicNamed
    aspectsAsked = evidence.aspectsAsked
    aspectsMissing = evidence.aspectsMissing
    undefined = asked.contains(.meaning) && first?[.defines] != 1 && question.length <= 5 ? 1 : 0
    self.asked = AskedFor.all.map { asked.contains($0) ? 1 : 0 }
  }

  /// The features' names in the model's order.
  static let names = [
    "topScore", "margin", "coverage", "sentenceCoverage", "unknownMass", "length",
    "missingWord", "respelt", "restCoverage", "missingShare", "exactCoverage",
    "exactMissingShare", "exactMissingWord", "foundMass", "passageLength", "topicNamed",
    "aspectsAsked", "aspectsMissing", "undefined",
    "tellsTime", "asksTime", "asksQuantity", "asksReason", "asksManner", "asksYesNo", "asksWho",
  ]

  /// The features in the model's order.
  package var vector: [Double] {
    [
      topScore, margin, coverage, sentenceCoverage, unknownMass, length / 20, missingWord, respelt,
      restCoverage, missingShare, exactCoverage, exactMissingShare, exactMissingWord, foundMass,
      passageLength, topicNamed, aspectsAsked, aspectsMissing, undefined, tellsTime,
    ] + asked
  }
}
