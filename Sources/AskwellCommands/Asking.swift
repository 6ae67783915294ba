internal import Conversation
internal import InvertedIndex
internal import JSON
internal import Text

/// One question with all that `askwell ask` was told about it.
struct Asking: Equatable {
  var source = AnswerSource()
  /// The file to which the question is appended.
  var log: String?
  /// Whether the answer object is printed in place of text.
  var json = false
  /// Whether the answer object has the ten best passages.
  var debug = false
  /// Earlier messages of the person, oldest first.
  var context: [String] = []
  var today: CalendarDate?
  var question: String
}

extension Asking {
  /// The question of plain arguments; nil where ArgumentParser must read them.
  init?(arguments: some Sequence<String>) {
    guard
      let direct = DirectArguments(
        arguments, flags: ["--json", "--debug"],
        options: ["--index", "--config", "--log", "--today"], repeatable: ["--context"]),
      direct.operands.count == 1
    else { return nil }
    var today: CalendarDate?
    if let text = direct.value("--today") {
      guard let day = CalendarDate(iso8601: text) else { return nil }
      today = day
    }
    self.init(
      source: AnswerSource(
        index: direct.value("--index") ?? AnswerSource.defaultIndex,
        config: direct.value("--config")),
      log: direct.value("--log"), json: direct.has("--json"), debug: direct.has("--debug"),
      context: direct.values("--context"), today: today, question: direct.operands[0])
  }

  /// Prints the answer; the status tells what kind it is.
  func run() throws(CommandFailure) -> ExitStatus {
    guard question.utf8.contains(where: { $0 > 0x20 }) else {
      throw CommandFailure(status: .usage, message: "the question is empty")
    }
    let responder = try source.responder()
    let log = try log.map { path throws(CommandFailure) in
      try QuestionLog(path: path, disabledFlags: source.triage.disabledFlags)
    }
    let asked = Question(question, context: context, today: today)
    let reply: Reply
    do {
      reply = try responder.respond(to: asked)
    } catch {
      throw ErrorText.failure(error, index: source.index)
    }
    try log?.record(asked, reply)
    var output = ByteOutput(descriptor: 1)
    if json {
      try output.write(reply.answerObject(debug: debug).serialized + [0x0A])
    } else {
      let isTerminal = TerminalText.isTerminal(1)
      let renderer = ReplyRenderer(
        width: isTerminal ? TerminalText.width : 80,
        usesColor: isTerminal && TerminalText.wantsColor)
      try output.writeLine(renderer.text(for: reply))
    }
    try output.flush()
    return switch reply.outcome {
    case .answer: .success
    case .abstain: .abstained
    case .escalate: .escalated
    }
  }
}
