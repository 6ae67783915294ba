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
  /// Cuts a reply into messages of at most so many bytes.
  public var messages: @Sendable (Reply, Int) -> [String]

  /// A subject from its functions.
  public init(
    respond: @escaping @Sendable (Question) throws -> Reply,
    assess: @escaping @Sendable ([String], CalendarDate?) -> TriageDecision,
    search: @escaping @Sendable (String, Int) throws -> [Run.Entry] = { _, _ in [] },
    passageText: @escaping @Sendable (String) throws -> String? = { _ in nil },
    messages: @escaping @Sendable (Reply, Int) -> [String] = {
      MessageCutter.cut($0.text, bytes: $1)
    }
  ) {
    self.respond = respond
    self.assess = assess
    self.search = search
    self.passageText = passageText
    self.messages = messages
  }
}

/// Cuts text into messages at line ends, else at spaces, never inside a character.
public enum MessageCutter {
  /// Messages of at most `bytes` bytes of UTF-8; a character that is larger stands alone.
  public static func cut(_ text: String, bytes: Int) -> [String] {
    var result: [String] = []
    var rest = text[...]
    while !rest.isEmpty {
      if rest.utf8.count <= bytes {
        result.append(String(rest))
        break
      }
      var end = rest.startIndex
      var used = 0
      var lastBreak: String.Index?
      var lastSpace: String.Index?
      while end < rest.endIndex {
        let next = rest.index(after: end)
        let size = rest[end..<next].utf8.count
        if used + size > bytes, end > rest.startIndex { break }
        if rest[end] == "\n" { lastBreak = end }
        if rest[end] == " " { lastSpace = end }
        used += size
        end = next
      }
      var cut = lastBreak ?? lastSpace ?? end
      if cut == rest.startIndex { cut = end }
      result.append(String(rest[..<cut]))
      rest = rest[cut...].drop { $0 == " " || $0 == "\n" }
    }
    return result
  }
}
