import Corpus
import Glibc
import InvertedIndex
import Text

extension Retriever {
  /// A passage whose text was read.
  struct Candidate {
    var passage: PassageID
    var score: Double
    var firstStage: Double
    var bestSentence: Range<Int>
    var kind: PassageKind
    var titleIsQuestion: Bool
    /// idf mass of the question's words that the passage has, as a share, in any field.
    var coverage: Double
    /// The same of the best sentence together with the title.
    var sentenceCoverage: Double
    var text: String
    var stems: Set<String>
  }

  /// What `judge` found.
  struct Judgement {
    var question: AnalyzedQuestion
    var candidates: [Candidate]
    var features: AnswerFeatures
    var confidence: Double

  }

  /// How many passages have their text read.
  static let readSize = 20

  func judge(_ query: Query, _ analyzer: inout Analyzer) throws(IndexError) -> Judgement {
    let question = try analyze(query, &analyzer)
    let pool = try firstStage(question, limit: Self.poolSize)
    var candidates: [Candidate] = []
    for scored in pool.prefix(Self.readSize) {
      candidates.append(try read(scored, question, &analyzer))
    }
    candidates.sort { ($1.score, $0.passage) < ($0.score, $1.passage) }
    candidates = Self.collapsingDuplicates(candidates)
    let features = AnswerFeatures(question, candidates)
    let confidence = AnswerModel.standard.probability(features)
    return Judgement(
      question: question, candidates: candidates, features: features, confidence: confidence)
  }

  /// Reads a passage's text and finds what it covers and its best sentence.
  func read(_ scored: Scored, _ question: AnalyzedQuestion, _ analyzer: inout Analyzer)
    throws(IndexError) -> Candidate
  {
    let stored = try index.passage(scored.passage)
    let title = profile.kind == .articles ? try index.document(stored.document).metadata.title : ""
    let fields = PassageFields(stored.passage, text: stored.text, documentTitle: title)
    let titleStems = stems(of: fields.title, &analyzer)
    let bodyStems = stems(of: fields.body, &analyzer)
    let outlineStems = stems(of: fields.outline, &analyzer)
    let all = titleStems.union(bodyStems).union(outlineStems)
    let coverage = Self.coverage(question, by: all)
    var best = 0..<0
    var bestCoverage = -1.0
    for range in Sentences.ranges(in: stored.text) {
      let start = stored.text.utf8.index(stored.text.utf8.startIndex, offsetBy: range.lowerBound)
      let end = stored.text.utf8.index(start, offsetBy: range.count)
      let sentence = stems(of: String(stored.text[start..<end]), &analyzer)
      let covered =
        Self.coverage(question, by: sentence.union(titleStems))
        + 0.5 * Self.coverage(question, by: sentence)
      if covered > bestCoverage + 1e-9 {
        bestCoverage = covered
        best = range
      }
    }
    return Candidate(
      passage: scored.passage, score: scored.score, firstStage: scored.score, bestSentence: best,
      kind: stored.passage.kind, titleIsQuestion: stored.passage.question != nil,
      coverage: coverage, sentenceCoverage: max(0, bestCoverage), text: stored.text,
      stems: bodyStems)
  }

  private func stems(of text: String, _ analyzer: inout Analyzer) -> Set<String> {
    analyzer.analyze(text)
    var stems: Set<String> = []
    for token in analyzer.tokens where !analyzer.isStopWord(token.word) {
      stems.insert(analyzer.stem(of: token.word))
    }
    return stems
  }

  /// The share of the question's idf mass that a set of stems has; a synonym or corrected spelling
  /// stands for its word with its weight.
  static func coverage(_ question: AnalyzedQuestion, by stems: Set<String>) -> Double {
    var total = 0.0
    var covered = 0.0
    var bySource: [String: Double] = [:]
    for term in question.terms {
      let mass = term.weight * term.idf * term.specificity
      switch term.origin {
      case .word, .context:
        total += mass
        if stems.contains(term.stem) { covered += mass }
      case .spelling(let source), .synonym(let source):
        if stems.contains(term.stem) {
          bySource[source] = max(bySource[source] ?? 0, mass)
        }
      case .feedback: break
      }
    }
    covered += bySource.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    return total > 0 ? min(1, covered / total) : 0
  }

  /// Leaves out a passage that says the same as a better one, and prefers the FAQ pair of the two.
  static func collapsingDuplicates(_ candidates: [Candidate]) -> [Candidate] {
    var kept: [Candidate] = []
    for candidate in candidates {
      var isDuplicate = false
      for position in kept.indices {
        let other = kept[position]
        let common = other.stems.intersection(candidate.stems).count
        let smaller = min(other.stems.count, candidate.stems.count)
        guard smaller >= 4,
          Double(common) >= 0.9 * Double(max(other.stems.count, candidate.stems.count))
        else { continue }
        isDuplicate = true
        if candidate.kind == .questionAnswer, other.kind != .questionAnswer {
          kept[position] = candidate
          kept[position].score = other.score
        }
        break
      }
      if !isDuplicate { kept.append(candidate) }
    }
    return kept
  }
}
