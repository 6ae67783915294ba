public import Triage

/// A passage quoted word for word, with all that a reader needs to find it.
public struct Citation: Sendable, Equatable {
  /// `askwell://passage/<document>/<passage>`, percent-encoded.
  public var uri: String
  /// The document's id.
  public var document: String
  /// The document's title.
  public var title: String
  /// The passage's id, unique in the corpus.
  public var passage: String
  /// Headings above the passage, outermost first.
  public var section: [String]
  /// The FAQ question or record title that the passage answers, verbatim.
  public var question: String?
  /// A verbatim slice of the stored passage.
  public var quote: String
  /// UTF-8 byte range of `quote` in the stored passage.
  public var range: Range<Int>
  /// List items or table cells inside the quote: ranges in the stored passage, with their headers.
  public var parts: [Part]
  /// A link that leads a browser to the quoted place, where the page's address is known.
  public var url: String?
  /// The page's author.
  public var author: String?
  /// The page's date of publication, ISO 8601.
  public var published: String?
  /// The page's date of last change, ISO 8601.
  public var modified: String?

  /// A list item or table cell of a citation.
  public struct Part: Sendable, Equatable {
    /// UTF-8 byte range in the stored passage.
    public var range: Range<Int>
    /// The header of the cell's column.
    public var label: String?
    /// The verbatim text of the part.
    public var quote: String
  }
}

/// An answer: quoted passages and nothing else.
public struct Answer: Sendable, Equatable {
  /// What a person reads, put together from the quotes.
  public var text: String
  /// The passages quoted, best first; never empty.
  public var citations: [Citation]
  /// UTF-8 byte range of the sentence that answers best, in the first citation's passage.
  public var bestSentence: Range<Int>
}

/// Why no answer is given.
public enum AbstentionReason: String, Sendable, CaseIterable {
  /// No passage answers the question.
  case noAnswer = "no-answer"
  /// Greetings, thanks, talk about the bot.
  case smallTalk = "small-talk"
  /// A request to say what the person has.
  case diagnosis
  /// A request for how much of something to take.
  case dose
  /// A request to recommend something to buy.
  case product
  /// A command to the bot that is no question, such as a prompt injection.
  case instruction
  /// No words.
  case gibberish
  /// Another language than the corpus.
  case language
}

/// A reply without an answer.
public struct Abstention: Sendable, Equatable {
  /// Why.
  public var reason: AbstentionReason
  /// What a person reads.
  public var text: String
}

/// Advice to seek care.
public struct Escalation: Sendable, Equatable {
  /// A flag together with the person's own words.
  public struct Flag: Sendable, Equatable {
    /// The flag as triage raised it.
    public var raised: RaisedFlag
    /// The person's words that raised it, one for each piece of evidence.
    public var quotes: [String]
  }

  /// How urgent; never `none`.
  public var level: TriageLevel
  /// The advice, calm and short.
  public var message: String
  /// The flags raised; never empty.
  public var flags: [Flag]
  /// The corpus's own "when to see a doctor" list, or empty where it has none.
  public var citations: [Citation]
}

/// What the person gets, in every way of asking.
public struct Reply: Sendable, Equatable {
  /// What the question itself got.
  public enum Finding: Sendable, Equatable {
    /// Passages that answer.
    case answer(Answer)
    /// No answer, and why.
    case abstention(Abstention)
  }

  /// How sure the answer is, or would have been.
  public struct Confidence: Sendable, Equatable {
    /// The number in `0...1` on which the decision to answer or decline fell.
    public var value: Double
    /// The least value at which an answer is given.
    public var threshold: Double

    /// `high`, `medium` or `low`: two thirds of the way from threshold to 1 is high.
    public var level: String {
      if value < threshold { return "low" }
      return value >= threshold + (1 - threshold) * 2 / 3 ? "high" : "medium"
    }
  }

  /// A question of the corpus that comes close.
  public struct Alternative: Sendable, Equatable {
    /// The question or heading, verbatim.
    public var question: String
    /// The passage's address.
    public var uri: String
    /// Its score relative to the best passage's, in `0...1`.
    public var value: Double
  }

  /// A ranked passage, shown on request only.
  public struct DebugHit: Sendable, Equatable {
    /// The passage's id.
    public var passage: String
    /// The document's id.
    public var document: String
    /// Headings above the passage.
    public var section: [String]
    /// The stored passage.
    public var text: String
    /// The ranking's score.
    public var score: Double
  }

  /// Advice to seek care; goes before everything else.
  public var escalation: Escalation?
  /// The answer or the abstention; with an escalation it comes second.
  public var finding: Finding
  /// How sure the answer is.
  public var confidence: Confidence
  /// "Did you mean": up to three questions of the corpus; empty for a sure answer.
  public var alternatives: [Alternative]
  /// Where the corpus says when to see a doctor, when the person asked about a sign in general.
  public var doctorNote: Citation?
  /// The index that gave the answer.
  public var indexIdentifier: String
  /// The ten best passages as ranked before the decision.
  public var hits: [DebugHit]

  /// The outcome's name: an escalation wins over the others.
  public var outcome: Outcome {
    if escalation != nil { return .escalate }
    if case .answer = finding { return .answer }
    return .abstain
  }

  /// Whether passages answer the question, also beside an escalation.
  public var isAnswered: Bool {
    if case .answer = finding { true } else { false }
  }
}

/// The three outcomes of asking.
public enum Outcome: String, Sendable, CaseIterable {
  /// Passages answer the question.
  case answer
  /// Nothing in the corpus answers it, or the bot must not.
  case abstain
  /// The person should seek care.
  case escalate
}
