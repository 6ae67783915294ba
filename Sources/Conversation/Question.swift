internal import Retrieval
public import Text

/// One message of a person, with what came before it.
public struct Question: Sendable, Equatable {
  /// The message in the person's own words.
  public var text: String
  /// The person's earlier messages, oldest first.
  public var context: [String]
  /// The day of the message, for triage of "since last Monday"; nil where the host gives none.
  public var today: CalendarDate?

  /// A question from its parts.
  public init(_ text: String, context: [String] = [], today: CalendarDate? = nil) {
    self.text = text
    self.context = context
    self.today = today
  }
}

extension Question {
  /// The earlier message that says what this one is about, where this one only points back: the last
  /// that doesn't itself.
  public var antecedent: String? {
    guard !context.isEmpty, FollowUp.pointsBack(text) else { return nil }
    return context.last { !FollowUp.pointsBack($0) } ?? context.last
  }
}
