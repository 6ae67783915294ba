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
  ///
  /// - Returns: the passages that were read for it, which a later stage need not read again.
  @discardableResult
  func addFeedback(to question: inout AnalyzedQuestion, _ analyzer: inout Analyzer)
    throws(IndexError) -> [AnalyzedPassage]
  {
    guard profile.kind == .documents, !question.terms.isEmpty else { return [] }
    let pool = try firstStage(question, limit: Self.feedbackPassages, ownWords: true)
    let total = pool.reduce(0) { $0 + $1.score }
    if total <= 0 { return [] }
    var passages: [AnalyzedPassage] = []
    for scored in pool {
      passages.append(AnalyzedPassage(try index.passage(scored.passage), &analyzer))
    }
    // By the analyzer's stem numbers: a word's place in `model`, or -1; and the words met, in order.
    var places = [Int32](repeating: -1, count: analyzer.stemCount)
    var model: [(word: WordNumber, share: Double)] = []
    for (scored, passage) in zip(pool, passages) {
      let texts = [passage.title, passage.body]
      var count = 0
      for tokens in texts {
        for token in tokens where !analyzer.isStopWord(token.word) { count += 1 }
      }
      let share = scored.score / total / Double(max(1, count))
      for tokens in texts {
        for token in tokens where !analyzer.isStopWord(token.word) {
          let number = analyzer.stemNumber(of: token.word)
          if places[number] >= 0 {
            model[Int(places[number])].share += share
          } else {
            places[number] = Int32(model.count)
            model.append((token.word, share))
          }
        }
      }
    }
    let least = Self.leastShare(model)
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
    return passages
  }

  /// The share of the last word that feedback takes.
  private static func leastShare(_ model: [(word: WordNumber, share: Double)]) -> Double {
    var best: [Double] = []
    for (_, share) in model where best.count < feedbackTerms || share > best[best.count - 1] {
      if best.count == feedbackTerms { best.removeLast() }
      best.insert(share, at: best.firstIndex { $0 < share } ?? best.endIndex)
    }
    return best.last ?? 0
  }
}

/// A passage with its title's and its body's tokens, by the numbers of the analyzer that gave them.
struct AnalyzedPassage {
  let stored: StoredPassage
  let title: [Token]
  let body: [Token]
  /// Whether the whole of it was analysed.
  let isWhole: Bool

  init(_ stored: StoredPassage, _ analyzer: inout Analyzer) {
    let fields = PassageFields(stored.passage, text: stored.text, documentTitle: "")
    analyzer.analyze(fields.title)
    title = analyzer.tokens
    let text = Retriever.bounded(fields.body)
    analyzer.analyze(text)
    body = analyzer.tokens
    isWhole = text.utf8.count == fields.body.utf8.count
    self.stored = stored
  }
}
