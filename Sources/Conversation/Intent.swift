internal import Retrieval

/// What a message wants beyond a look-up, and what that does to the confidence in an answer.
struct Intent {
  /// Why the bot declines, where it does for other reasons than a missing passage.
  let reason: AbstentionReason?
  private let unless: [PackedWord]

  /// The intent of a message to a corpus in `languages`.
  init(of message: MessageWords, languages: Set<String>) {
    if LanguageGuess.builtIn.isForeign(message, to: languages) {
      reason = .language
      unless = []
    } else {
      let found = IntentClassifier.builtIn.intent(of: message)
      reason = found?.reason
      unless = found?.unless ?? []
    }
  }

  /// The ranking's confidence, cut to a quarter of the threshold's share where the bot declines.
  ///
  /// A request for a dose, a price or a product is answered after all when the best passage holds
  /// a word that only an answer to such a request would hold.
  func confidence(_ ranking: Ranking, best text: String?) -> Double {
    guard reason != nil else { return ranking.confidence }
    if !unless.isEmpty, let text,
      MessageWords(text).words.contains(where: { unless.contains(PackedWord($0)) })
    {
      return ranking.confidence
    }
    return ranking.confidence * ranking.threshold * 0.5
  }

  /// Whether near questions of the corpus would be beside the point.
  var forbidsAlternatives: Bool {
    switch reason {
    case .smallTalk, .instruction, .gibberish, .language: true
    case .noAnswer, .diagnosis, .dose, .product, nil: false
    }
  }
}

extension MessageWords {
  /// Whether a message asks or requests something: it has a question mark or a sentence that opens
  /// as questions do.
  var asksSomething: Bool {
    if hasQuestionMark { return true }
    return sentences.contains { sentence in
      let opening = sentence.drop { Self.fillers.contains($0) }
      if let first = opening.first, Self.questionOpenings.contains(first) { return true }
      return sentence.contains { Self.requestWords.contains($0) }
    }
  }

  private static let fillers: Set = [
    "and", "but", "so", "also", "then", "ok", "okay", "well", "now",
  ]
  private static let questionOpenings: Set = [
    "what", "whats", "why", "how", "hows", "when", "where", "which", "who", "whos", "is", "are",
    "am", "can", "could", "should", "would", "will", "does", "do", "did", "has", "have", "may",
    "might",
  ]
  private static let requestWords: Set = ["wondering", "explain", "tell", "wonder", "advise"]
}
