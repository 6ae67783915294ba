import Corpus
public import InvertedIndex
import Text

/// Why a question's ranking came out as it did.
public struct Explanation: Sendable, Equatable {
  /// A term of the question.
  public struct Term: Sendable, Equatable {
    /// The stem that was looked up.
    public var stem: String
    /// Where it comes from: `word`, `context`, `spelling of …`, `form of …`, `synonym of …` or `feedback`.
    public var origin: String
    /// In how many passages it is; 0 for a word that the collection doesn't have.
    public var documentFrequency: Int
    /// Its weight in the sum: what the question gives it, times idf.
    public var weight: Double
  }

  /// A number with its name.
  public struct Part: Sendable, Equatable {
    /// What it is.
    public var name: String
    /// How much of it there is.
    public var value: Double
    /// What it adds to the sum: the value times its weight.
    public var contribution: Double
  }

  /// A passage of the ranking.
  public struct Passage: Sendable, Equatable {
    /// Its number.
    public var passage: PassageID
    /// Its score.
    public var score: Double
    /// What the score is made of.
    public var parts: [Part]
    /// The question's terms that it has, with the fields that have them.
    public var matches: [Match]
  }

  /// A term of the question in a passage.
  public struct Match: Sendable, Equatable {
    /// The stem.
    public var stem: String
    /// Where the term comes from, as in `Term`.
    public var origin: String
    /// Any of `title`, `outline`, `body`.
    public var fields: [String]
  }

  /// What kind of collection the index was taken for: `articles`, `questions` or `documents`.
  public var collection: String
  /// The question's terms, heaviest first.
  public var terms: [Term]
  /// The best passages, best first.
  public var passages: [Passage]
  /// What the decision to answer is made of.
  public var decision: [Part]
  /// Estimated probability that the first passage answers.
  public var confidence: Double
  /// The confidence from which on a question is answered.
  public var threshold: Double
}

extension Retriever {
  /// Why the ranking of a question comes out as it does.
  public func explain(_ query: Query, limit: Int) throws(IndexError) -> Explanation {
    var analyzer = Analyzer(stopWords: RetrievalResources.stopWords)
    let judgement = try judge(query, limit: Self.readSize, &analyzer)
    let question = judgement.question
    let terms = question.terms.map {
      Explanation.Term(
        stem: $0.stem, origin: $0.origin.description, documentFrequency: $0.documentFrequency,
        weight: $0.weight * $0.idf)
    }
    var passages: [Explanation.Passage] = []
    for candidate in judgement.candidates.prefix(max(0, limit)) {
      passages.append(
        Explanation.Passage(
          passage: candidate.passage, score: candidate.score,
          parts: Self.parts(
            CandidateFeature.allCases.map { "\($0)" }, candidate.features, profile.rerankWeights),
          matches: try matches(candidate, question, &analyzer)))
    }
    let model = profile.answerModel
    let decision =
      [Explanation.Part(name: "intercept", value: 1, contribution: model.intercept)]
      + Self.parts(AnswerFeatures.names, judgement.features.vector, model.coefficients)
    return Explanation(
      collection: "\(profile.kind)",
      terms: terms.sorted { ($1.weight, $0.stem) < ($0.weight, $1.stem) }, passages: passages,
      decision: decision, confidence: judgement.confidence, threshold: model.threshold)
  }

  private static func parts(_ names: [String], _ values: [Double], _ weights: [Double])
    -> [Explanation.Part]
  {
    names.indices.compactMap { position in
      guard position < values.count, position < weights.count, weights[position] != 0 else {
        return nil
      }
      return Explanation.Part(
        name: names[position], value: values[position],
        contribution: values[position] * weights[position])
    }
  }

  private func matches(
    _ candidate: Candidate, _ question: AnalyzedQuestion, _ analyzer: inout Analyzer
  ) throws(IndexError) -> [Explanation.Match] {
    let stored = try index.passage(candidate.passage)
    let title = try index.document(stored.document).metadata.title
    let fields = PassageFields(stored.passage, text: stored.text, documentTitle: title)
    var found: [String: [String]] = [:]
    for (name, text) in [
      ("title", fields.title), ("outline", fields.outline), ("body", fields.body),
    ] {
      analyzer.analyze(text)
      for stem in Set(analyzer.tokens.map { analyzer.stem(of: $0.word) }) {
        found[stem, default: []].append(name)
      }
    }
    return question.terms.compactMap { term in
      guard let fields = found[term.stem] else { return nil }
      return Explanation.Match(
        stem: term.stem, origin: term.origin.description, fields: fields)
    }
  }
}

extension AnalyzedQuestion.Origin: CustomStringConvertible {
  var description: String {
    switch self {
    case .word: "word"
    case .context: "context"
    case .spelling(let word): "spelling of \(word)"
    case .form(let stem): "form of \(stem)"
    case .synonym(let phrase): "synonym of \(phrase)"
    case .feedback: "feedback"
    }
  }
}
