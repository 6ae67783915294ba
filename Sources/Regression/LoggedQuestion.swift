public import Conversation
public import JSON

/// One line of a question log: what was asked and what came of it, and nothing about who or when.
///
/// A follow-up that points back ("and in children?") keeps the question that it follows, since nobody
/// could tell what it is about without.
public struct LoggedQuestion: Sendable, Equatable {
  /// The message in the person's own words.
  public var question: String
  /// The question before it, where this one says little by itself.
  public var follows: String?
  /// The outcome's name.
  public var outcome: String
  /// Why there was no answer.
  public var reason: String?
  /// The passage that was quoted.
  public var passage: String?
  /// The confidence, to four decimals.
  public var confidence: Double
  /// Red flags that the operator had switched off.
  public var disabledFlags: [String] = []

  /// A record from its parts.
  public init(
    question: String, follows: String? = nil, outcome: String, reason: String? = nil,
    passage: String? = nil, confidence: Double = 0
  ) {
    self.question = question
    self.follows = follows
    self.outcome = outcome
    self.reason = reason
    self.passage = passage
    self.confidence = confidence
  }

  /// The record of a reply.
  public init(_ question: Question, _ reply: Reply) {
    self.init(
      question: question.text, follows: question.antecedent, outcome: reply.outcome.rawValue,
      confidence: (reply.confidence.value * 10_000).rounded() / 10_000)
    switch reply.finding {
    case .answer(let answer): passage = answer.citations.first?.passage
    case .abstention(let abstention): reason = abstention.reason.rawValue
    }
  }

  /// Reads a line; nil where it is none of this form.
  public init?(_ value: JSONValue) {
    guard value["v"]?.integerValue == 1, let question = value["question"]?.stringValue,
      let outcome = value["outcome"]?.stringValue
    else { return nil }
    self.init(
      question: question, follows: value["follows"]?.stringValue, outcome: outcome,
      reason: value["reason"]?.stringValue,
      passage: value["passage"]?.stringValue, confidence: value["confidence"]?.doubleValue ?? 0)
  }

  /// The line: `{"v":1,"question","follows","outcome","reason","passage","confidence"}`, and
  /// `disabled_flags` where there are any.
  public var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("v", 1), .init("question", .string(question)),
    ]
    if let follows { members.append(.init("follows", .string(follows))) }
    members.append(.init("outcome", .string(outcome)))
    if let reason { members.append(.init("reason", .string(reason))) }
    if let passage { members.append(.init("passage", .string(passage))) }
    members.append(.init("confidence", .number(confidence)))
    if !disabledFlags.isEmpty {
      members.append(.init("disabled_flags", .array(disabledFlags.map { .string($0) })))
    }
    return .object(members)
  }
}
