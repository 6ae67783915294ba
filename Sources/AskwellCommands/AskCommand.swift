internal import ArgumentParser
internal import Conversation
internal import JSON

/// `askwell ask`: one question, one answer, an exit status that tells which.
struct AskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "Answer one question.",
    discussion: "Exit status: 0 answered, 3 no answer, 4 the person should seek care.")

  @OptionGroup var options: IndexOptions
  @OptionGroup var log: LogOptions

  @Flag(help: "Print the answer object as one JSON line.")
  var json = false

  @Flag(help: "Add the ten best passages to the answer object.")
  var debug = false

  @Option(help: "An earlier message of the person; repeat it for several, oldest first.")
  var context: [String] = []

  @Option(help: "The day of the message, YYYY-MM-DD.")
  var today: DayArgument?

  @Argument(help: "The question.")
  var question: String

  func run() throws {
    guard question.utf8.contains(where: { $0 > 0x20 }) else {
      throw CommandFailure(status: .usage, message: "the question is empty")
    }
    let responder = try options.responder()
    let log = try log.open(options)
    let asked = Question(question, context: context, today: today?.day)
    let reply: Reply
    do {
      reply = try responder.respond(to: asked)
    } catch {
      throw ErrorText.failure(error, index: options.index)
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
    switch reply.outcome {
    case .answer: return
    case .abstain: throw ExitCode(ExitStatus.abstained.rawValue)
    case .escalate: throw ExitCode(ExitStatus.escalated.rawValue)
    }
  }
}
