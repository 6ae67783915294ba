public import InvertedIndex

/// What a person asks.
public struct Query: Sendable, Equatable {
  /// The question in the person's own words.
  public var text: String
  /// The person's earlier messages, oldest first.
  public var context: [String]

  /// A query from its parts.
  public init(_ text: String, context: [String] = []) {
    self.text = text
    self.context = context
  }
}

/// A passage that a query found.
public struct Hit: Sendable, Equatable {
  /// Which passage.
  public var passage: PassageID
  /// Comparable within one ranking only; higher is better.
  public var score: Double
  /// UTF-8 byte range, in the passage's text, of the sentence that answers best.
  public var bestSentence: Range<Int>

  /// A hit from its parts.
  public init(passage: PassageID, score: Double, bestSentence: Range<Int>) {
    self.passage = passage
    self.score = score
    self.bestSentence = bestSentence
  }
}

/// The outcome of ranking one query.
public struct Ranking: Sendable, Equatable {
  /// Best first; duplicates of a better passage are left out.
  public var hits: [Hit]
  /// Estimated probability, in `0...1`, that the first hit answers the question.
  public var confidence: Double
  /// The confidence from which on answering costs less than declining; a coefficient of the model,
  /// the same for every query of an index.
  public var threshold: Double

  /// A ranking from its parts.
  public init(hits: [Hit], confidence: Double, threshold: Double) {
    self.hits = hits
    self.confidence = confidence
    self.threshold = threshold
  }
}
