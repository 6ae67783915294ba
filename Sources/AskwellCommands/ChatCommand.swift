internal import ArgumentParser
internal import Conversation
internal import InvertedIndex

/// `askwell chat`: the REPL.
struct ChatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat", abstract: "Talk to the index on the terminal.")

  @OptionGroup var options: IndexOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    let responder = try options.responder()
    let log = try log.open(options)
    var output = ByteOutput(descriptor: 1)
    let isTerminal = TerminalText.isTerminal(1)
    let width = isTerminal ? TerminalText.width : 80
    try output.writeLine(TerminalText.wrapped(Self.greeting(isLogged: log != nil), width: width))
    try output.flush()
    var session = ChatSession(
      responder: responder,
      renderer: ReplyRenderer(
        width: width,
        usesColor: isTerminal && TerminalText.wantsColor),
      log: log)
    if var editor = LineEditor(prompt: "> ") {
      loop: while true {
        switch editor.next() {
        case .end:
          try output.writeLine("")
          break loop
        case .interrupted: continue
        case .line(let line):
          guard try answer(line, &session, &output) else { break loop }
        }
      }
    } else {
      var input = InputLines(descriptor: 0)
      while !output.isClosed,
        let line = try input.next(beforeWaiting: { () throws(CommandFailure) in
          try output.flush()
        })
      {
        let text =
          switch line {
          case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
          case .tooLong: ""
          }
        guard try answer(text, &session, &output) else { break }
      }
    }
    try output.flush()
  }

  /// Answers one line; false when the person wants to leave.
  private func answer(
    _ line: String, _ session: inout ChatSession, _ output: inout ByteOutput
  ) throws(CommandFailure) -> Bool {
    do {
      guard let text = try session.reply(to: line) else { return false }
      if !text.isEmpty { try output.writeLine("\n" + text + "\n") }
      try output.flush()
      return true
    } catch let failure as CommandFailure {
      throw failure
    } catch let error as IndexError {
      throw ErrorText.failure(error, index: options.index)
    } catch {
      throw CommandFailure(status: .fault, message: "\(error)")
    }
  }

  private static func greeting(isLogged: Bool) -> String {
    let storage =
      isLogged
      ? "What you type is kept in the log that --log names." : "Nothing you type is stored."
    return """
      askwell answers from its indexed articles and quotes them word for word.
      \(Reply.disclaimer)
      Type a question, /help for commands, /quit to leave. \(storage)

      """
  }
}
