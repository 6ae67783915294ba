public import Conversation
public import Text
public import Triage

/// What is tested, as functions: the program's one way of answering, its triage and its search.
public struct Subject: Sendable {
  /// Answers a question.
  public var respond: @Sendable (Question) throws -> Reply
  /// Looks for danger signs in a conversation's messages, oldest first.
  public var assess: @Sendable ([String], CalendarDate?) -> TriageDecision
  /// Retrieves so many documents for a query, best first.
  public var search: @Sendable (String, Int) throws -> [Run.Entry]
  /// The stored text of a passage, by its id; nil where there is none.
  public var passageText: @Sendable (String) throws -> String?

  /// A subject from its functions.
  public init(
    respond: @escaping @Sendable (Question) throws -> Reply,
    assess: @escaping @Sendable ([String], CalendarDate?) -> TriageDecision,
    search: @escaping @Sendable (String, Int) throws -> [Run.Entry] = { _, _ in [] },
    passageText: @escaping @Sendable (String) throws -> String? = { _ in nil }
  ) {
    self.respond = respond
    self.assess = assess
    self.search = search
    self.passageText = passageText
  }
}
