internal import ArgumentParser

/// `askwell serve`: the line protocol on standard input and output.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer programs over standard input and output.",
    discussion: """
      Speaks JSON-RPC 2.0, one message a line: the Model Context Protocol's stdio transport and the \
      methods askwell/ask, askwell/triage, askwell/search and askwell/status. Ends with the input. \
      An index that 'askwell index' replaces meanwhile is taken over.
      """)

  @OptionGroup var options: IndexOptions
  @OptionGroup var log: LogOptions

  func run() throws {
    let status = try Serving(source: options.source, log: log.path).run()
    if status != .success { throw ExitCode(status.rawValue) }
  }
}
