internal import Conversation
internal import InvertedIndex
internal import JSON
internal import Triage

/// The state of one talk at the terminal: what was said before, and the last reply.
struct ChatSession {
  private let responder: Responder
  private let renderer: ReplyRenderer
  private let log: QuestionLog?
  private var context: [String] = []
  private var last: Reply?

  /// Earlier messages that go along with a question.
  static let contextLimit = 6

  /// A talk that begins.
  init(responder: Responder, renderer: ReplyRenderer, log: QuestionLog? = nil) {
    self.responder = responder
    self.renderer = renderer
    self.log = log
  }

  /// What to print for a line that the person typed, empty for an empty line, nil to leave.
  ///
  /// - Throws: `IndexError` of a damaged index, `CommandFailure` of a log that can't be written.
  mutating func reply(to line: String) throws -> String? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    if text.allSatisfy(\.isWhitespace) { return "" }
    if text.hasPrefix("/") {
      switch text.split(separator: " ").first.map(String.init) {
      case "/quit", "/exit", "/q": return nil
      case "/help": return Self.help
      case "/new":
        context = []
        last = nil
        return "Forgotten. Ask away."
      case "/why": return why
      case "/json":
        return last.map { String(decoding: $0.answerObject(debug: true).serialized, as: UTF8.self) }
          ?? Self.nothingYet
      default: return "I don't know that command.\n" + Self.help
      }
    }
    if let number = Int(text.trimmingSuffix { $0.isWhitespace }), let last,
      last.alternatives.indices.contains(number - 1)
    {
      return try reply(to: last.alternatives[number - 1].question)
    }
    let question = Question(String(text), context: context)
    let reply = try responder.respond(to: question)
    try log?.record(question, reply)
    context = Array((context + [String(text)]).suffix(Self.contextLimit))
    last = reply
    return renderer.text(for: reply)
  }

  private var why: String {
    guard let last else { return Self.nothingYet }
    let value = (last.confidence.value * 100).rounded() / 100
    let threshold = (last.confidence.threshold * 100).rounded() / 100
    var lines = [
      "Outcome: \(last.outcome.rawValue). Confidence \(value), needed \(threshold)."
    ]
    for flag in last.escalation?.flags ?? [] {
      lines.append("Flag \(flag.raised.id): \(flag.raised.label), from your words:")
      lines.append(contentsOf: flag.quotes.map { "  “\(TerminalText.sanitized($0))”" })
    }
    lines.append("Best passages:")
    for (rank, hit) in last.hits.prefix(5).enumerated() {
      let score = (hit.score * 100).rounded() / 100
      let start = TerminalText.sanitized(String(hit.text.prefix(70))).split(separator: "\n").first
      lines.append("  \(rank + 1). [\(score)] \(start ?? "")…")
    }
    return lines.joined(separator: "\n")
  }

  private static let nothingYet = "Nothing has been asked yet."
  private static let help = """
    /why    what decided the last reply
    /json   the last reply as a JSON line
    /new    forget what was said before
    /quit   leave (or Ctrl-D)
    """
}

extension Substring {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
    var slice = self
    while let last = slice.last, predicate(last) { slice.removeLast() }
    return slice
  }
}
