internal import ArgumentParser

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

  /// What the arguments ask.
  var asking: Asking {
    Asking(
      source: options.source, log: log.path, json: json, debug: debug, context: context,
      today: today?.day, question: question)
  }

  func run() throws {
    let status = try asking.run()
    if status != .success { throw ExitCode(status.rawValue) }
  }
}
