import InvertedIndex
import Text

extension Retriever {
  /// How many passages of a first search feedback reads, and how many of their words it takes.
  static let feedbackPassages = 10
  static let feedbackTerms = 30

  /// Adds words of the best passages to the question, in a collection of documents.
  ///
  /// A relevance model (RM3: Abdul-Jaleel et al., TREC 2004): a word's weight is its share of each
  /// passage, weighted by the passage's score. On FAQ collections and articles it brought nothing, so
  /// there it isn't done.
  func addFeedback(to question: inout AnalyzedQuestion, _ analyzer: inout Analyzer)
    throws(IndexError)
  {
    guard profile.kind == .documents, !question.terms.isEmpty else { return }
    let pool = try firstStage(question, limit: Self.feedbackPassages)
    let total = pool.reduce(0) { $0 + $1.score }
    if total <= 0 { return }
    var model: [String: Double] = [:]
    for scored in pool {
      let stored = try index.passage(scored.passage)
      let fields = PassageFields(stored.passage, text: stored.text, documentTitle: "")
      analyzer.analyze(Self.bounded(fields.title + "\n" + fields.body))
      let stems = analyzer.tokens.filter { !analyzer.isStopWord($0.word) }
        .map { analyzer.stem(of: $0.word) }
      let share = scored.score / total / Double(max(1, stems.count))
      for stem in stems { model[stem, default: 0] += share }
    }
    let best = model.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(
      Self.feedbackTerms)
    let mass = best.reduce(0) { $0 + $1.value }
    let own = question.terms.reduce(0) { $0 + $1.weight }
    for (stem, share) in best {
      let weight = profile.feedbackWeight * own * share / mass
      if let position = question.positions[stem] {
        question.terms[position].weight += weight
      } else {
        question.add(try term(stem, weight: weight, origin: .feedback))
      }
    }
  }
}
