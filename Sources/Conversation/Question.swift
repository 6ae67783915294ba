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
