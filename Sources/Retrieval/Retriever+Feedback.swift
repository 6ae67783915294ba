import InvertedIndex
import Text

extension Retriever {
  /// How many passages of a first search feedback reads, and how many of their words it takes.
  static let feedbackPassages = 10
  static let feedbackTerms = 20
  /// A word of more than one in so many passages is left out: it tells little and has a long list.
  static let feedbackRarity = 12

  /// Adds words of the best passages to the question, in a collection of documents.
  ///
  /// A relevance model (RM3: Abdul-Jaleel et al., TREC 2004): a word's weight is its share of each
  /// passage, weighted by the passage's score. On FAQ collections and articles it brought nothing, so
  /// there it isn't done.
  func addFeedback(to question: inout AnalyzedQuestion, _ analyzer: inout Analyzer)
    throws(IndexError)
  {
    guard profile.kind == .documents, !question.terms.isEmpty else { return }
    let pool = try firstStage(question, limit: Self.feedbackPassages, ownWords: true)
    let total = pool.reduce(0) { $0 + $1.score }
    if total <= 0 { return }
    // By the analyzer's stem numbers: a word's place in `model`, and the words met, in order.
    var places: [Int: Int] = [:]
    var model: [(word: WordNumber, share: Double)] = []
    for scored in pool {
      let stored = try index.passage(scored.passage)
      let fields = PassageFields(stored.passage, text: stored.text, documentTitle: "")
      analyzer.analyze(Self.bounded(fields.title + "\n" + fields.body))
      let words = analyzer.tokens.map(\.word).filter { !analyzer.isStopWord($0) }
      let share = scored.score / total / Double(max(1, words.count))
      for word in words {
        let number = analyzer.stemNumber(of: word)
        if let place = places[number] {
          model[place].share += share
        } else {
          places[number] = model.count
          model.append((word, share))
        }
      }
    }
    let least = model.map(\.share).sorted(by: >).prefix(Self.feedbackTerms).last ?? 0
    let best = model.filter { $0.share >= least }
      .map { (stem: analyzer.stem(of: $0.word), share: $0.share) }
      .sorted { ($1.share, $0.stem) < ($0.share, $1.stem) }.prefix(Self.feedbackTerms)
    let mass = best.reduce(0) { $0 + $1.share }
    let own = question.terms.reduce(0) { $0 + $1.weight }
    for (stem, share) in best {
      let weight = profile.feedbackWeight * own * share / mass
      if let position = question.positions[stem] {
        question.terms[position].weight += weight
      } else {
        let term = try term(stem, weight: weight, origin: .feedback)
        if term.documentFrequency > index.passageCount / Self.feedbackRarity { continue }
        question.add(term)
      }
    }
  }
}
