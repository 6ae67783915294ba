internal import Conversation
internal import Triage

/// Why an assertion does not hold.
public struct Failure: Sendable, Equatable {
  /// The turn of the reply, from 1.
  public var turn: Int
  /// The assertion's name as written.
  public var assertion: String
  /// The line in the suite's file.
  public var line: Int
  /// What was expected, as a noun phrase.
  public var expected: String
  /// What came instead.
  public var found: String
  /// Whether the program failed to reply at all.
  public var isFault: Bool

  /// A failure from its parts.
  public init(
    turn: Int, assertion: String, line: Int, expected: String, found: String, isFault: Bool = false
  ) {
    self.turn = turn
    self.assertion = assertion
    self.line = line
    self.expected = expected
    self.found = found
    self.isFault = isFault
  }
}

/// Holds one reply against the assertions on it.
struct AssertionCheck {
  let subject: Subject
  let test: TestCase
  /// The turn, from 1, that the reply answers.
  let turn: Int
  let reply: Reply

  /// The assertions of the turn that do not hold, in their order.
  func failures() throws -> [Failure] {
    try test.turns[turn - 1].assertions.compactMap { assertion in
      guard let (expected, found) = try mismatch(assertion) else { return nil }
      return Failure(
        turn: turn, assertion: assertion.name, line: assertion.line, expected: expected,
        found: found)
    }
  }

  /// What was expected and what was found, where they differ.
  private func mismatch(_ assertion: Assertion) throws -> (String, String)? {
    let verdict = try judge(assertion.kind)
    if verdict.holds != assertion.isNegated { return nil }
    return (assertion.isNegated ? "not \(verdict.expected)" : verdict.expected, verdict.found)
  }

  private struct Verdict {
    var holds: Bool
    var expected: String
    var found: String
  }

  private func judge(_ kind: Assertion.Kind) throws -> Verdict {
    switch kind {
    case .outcome(let names):
      return Verdict(
        holds: names.contains(reply.outcome.rawValue), expected: names.joined(separator: " or "),
        found: reply.outcome.rawValue)
    case .reason(let names):
      var found = "an answer"
      if case .abstention(let abstention) = reply.finding { found = abstention.reason.rawValue }
      return Verdict(
        holds: names.contains(found), expected: names.joined(separator: " or "), found: found)
    case .contains(let text, let ignoringCase):
      let normal = WhiteSpace.collapsed(reply.text)
      let wanted = WhiteSpace.collapsed(text)
      let holds =
        ignoringCase
        ? normal.lowercased().contains(wanted.lowercased()) : normal.contains(wanted)
      return Verdict(holds: holds, expected: "text with “\(text)”", found: reply.text)
    case .regex(let pattern):
      return Verdict(
        holds: pattern.matches(reply.text), expected: "text that matches \(pattern.source)",
        found: reply.text)
    case .equals(let text):
      return Verdict(
        holds: WhiteSpace.collapsed(reply.text) == WhiteSpace.collapsed(text),
        expected: "the text “\(text)”", found: reply.text)
    case .cites(let description):
      return Verdict(
        holds: citations.contains { description.fits($0) },
        expected: "a citation with \(description.summary)",
        found: citations.isEmpty
          ? "no citation (\(reply.outcome.rawValue))"
          : citations.map(\.summary).joined(separator: "; "))
    case .quoteVerbatim:
      let altered = try citations.filter { try !isVerbatim($0) }
      return Verdict(
        holds: !citations.isEmpty && altered.isEmpty, expected: "quotes word for word",
        found: citations.isEmpty
          ? "no citation" : altered.map { "“\($0.quote)”" }.joined(separator: "; "))
    case .flags(let flags):
      let raised = reply.escalation?.flags.map(\.raised.id) ?? []
      return Verdict(
        holds: flags.allSatisfy(raised.contains),
        expected: flags.map(\.name).joined(separator: ", "),
        found: raised.isEmpty ? "no flag" : raised.map(\.name).joined(separator: ", "))
    case .level(let names):
      let found = (reply.escalation?.level ?? .none).name
      return Verdict(
        holds: names.contains(found), expected: names.joined(separator: " or "), found: found)
    case .rank(let description, let within):
      let place = description.rank(in: reply)
      return Verdict(
        holds: place.map { $0 <= within } ?? false,
        expected: "\(description.summary) within the first \(within)",
        found: place.map { "rank \($0)" } ?? "not among the first \(reply.hits.count)")
    case .confidence(let least, let most, let levels):
      return confidence(least, most, levels)
    case .sameAs(let turns):
      return try same(as: turns)
    case .messagesFit(let format, let count):
      let messages = reply.messages(in: format)
      let longest = messages.map(\.utf8.count).max() ?? 0
      let isLate = reply.escalation.map { escalation in
        !WhiteSpace.collapsed(messages.first ?? "").hasPrefix(
          WhiteSpace.collapsed(String(escalation.message.prefix(20))))
      }
      return Verdict(
        holds: longest <= format.maxBytes && messages.count <= count && isLate != true,
        expected: "\(count) messages of \(format.maxBytes) bytes, an escalation in the first",
        found: "\(messages.count) messages of at most \(longest) bytes")
    case .doctorNote:
      return Verdict(
        holds: reply.doctorNote != nil, expected: "a \"when to see a doctor\" note",
        found: reply.doctorNote?.summary ?? "none")
    }
  }

  private func confidence(_ least: Double?, _ most: Double?, _ levels: [String]) -> Verdict {
    let value = reply.confidence.value
    var holds = levels.isEmpty || levels.contains(reply.confidence.level)
    if let least, value < least { holds = false }
    if let most, value > most { holds = false }
    var expected = levels
    if let least { expected.append("at least \(least)") }
    if let most { expected.append("at most \(most)") }
    return Verdict(
      holds: holds, expected: expected.joined(separator: " and "),
      found: "\(Decimals.fixed(value, 4)) (\(reply.confidence.level))")
  }

  private func same(as turns: [String]) throws -> Verdict {
    let other = try subject.respond(
      Question(turns.last ?? "", context: Array(turns.dropLast()), today: test.today))
    let name = turns.joined(separator: " → ")
    return Verdict(
      holds: ReplyIdentity(reply) == ReplyIdentity(other), expected: "the answer to “\(name)”",
      found: "\(ReplyIdentity(reply).summary), but the other is \(ReplyIdentity(other).summary)")
  }

  /// All passages that the reply quotes as an answer or as advice.
  private var citations: [Citation] {
    var result: [Citation] = []
    if case .answer(let answer) = reply.finding { result += answer.citations }
    if let escalation = reply.escalation { result += escalation.citations }
    return result
  }

  private func isVerbatim(_ citation: Citation) throws -> Bool {
    guard let stored = try subject.passageText(citation.passage) else { return false }
    let bytes = Array(stored.utf8)
    guard citation.range.lowerBound >= 0, citation.range.upperBound <= bytes.count,
      Array(citation.quote.utf8) == Array(bytes[citation.range])
    else { return false }
    return citation.parts.allSatisfy { part in
      part.range.lowerBound >= 0 && part.range.upperBound <= bytes.count
        && Array(part.quote.utf8) == Array(bytes[part.range])
    }
  }
}

/// What makes two replies the same to the person: outcome, cited passages, flags.
struct ReplyIdentity: Equatable {
  let outcome: Outcome
  let passages: [String]
  let flags: [FlagID]

  init(_ reply: Reply) {
    outcome = reply.outcome
    if case .answer(let answer) = reply.finding {
      passages = answer.citations.map(\.passage)
    } else {
      passages = []
    }
    flags = reply.escalation?.flags.map(\.raised.id) ?? []
  }

  var summary: String {
    ([outcome.rawValue] + flags.map(\.name) + passages).joined(separator: " ")
  }
}

extension PassageDescription {
  /// Whether a citation is of such a passage.
  func fits(_ citation: Citation) -> Bool {
    fits(
      document: citation.document, title: citation.title, section: citation.section,
      question: citation.question, passage: citation.passage, text: citation.quote)
  }

  /// The place, from 1, of the first such passage in the reply's ranking.
  func rank(in reply: Reply) -> Int? {
    reply.hits.firstIndex { hit in
      fits(
        document: hit.document, title: hit.document, section: hit.section, question: nil,
        passage: hit.passage, text: hit.text)
    }.map { $0 + 1 }
  }

  /// The description as half a sentence.
  var summary: String {
    var pieces: [String] = []
    for (name, values) in [
      ("document", documents), ("section", sections), ("passage", passages), ("text", texts),
    ] where !values.isEmpty {
      pieces.append(name + " " + values.map { "“\($0)”" }.joined(separator: " or "))
    }
    return pieces.joined(separator: ", ")
  }
}

extension Citation {
  /// Section and quote, for reports.
  var summary: String {
    "\(([document] + section).joined(separator: " › ")): “\(quote)”"
  }
}

/// Numbers as reports print them, the same everywhere.
enum Decimals {
  /// The value with a fixed number of decimals, halves away from zero.
  static func fixed(_ value: Double, _ places: Int) -> String {
    guard value.isFinite else { return "nan" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    guard (value.magnitude * scale) < 9e15 else { return value.description }
    let scaled = Int((value.magnitude * scale).rounded())
    let whole = String(scaled / Int(scale))
    var fraction = String(scaled % Int(scale))
    while fraction.utf8.count < places { fraction = "0" + fraction }
    let sign = value < 0 && scaled != 0 ? "-" : ""
    return places == 0 ? sign + whole : "\(sign)\(whole).\(fraction)"
  }

  /// A share as a percentage with one decimal.
  static func percent(_ value: Double) -> String { fixed(value * 100, 1) + " %" }
}
