internal import ArgumentParser
internal import InvertedIndex
internal import LineProtocol

#if canImport(Glibc)
  internal import Glibc
#endif

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
    // A wrong path is told at once; all else about the index waits until a request needs it.
    let file = options.index + "/" + Index.fileName
    let path = FileIdentity(path: file) == nil ? options.index : file
    guard FileIdentity(path: path) != nil else {
      throw ErrorText.failure(.missing(path: options.index), index: options.index)
    }
    let options = options
    let log = try log.open(options)
    let source = ServiceSource(
      identity: { FileIdentity(path: path) },
      open: { () throws(ServiceFailure) in
        do throws(CommandFailure) {
          return AnswerService(try options.responder(), path: options.index, log: log)
        } catch {
          throw ServiceFailure(error)
        }
      },
      report: { failure in
        Self.tell("the new index is not used, the old one answers on: \(failure.sentence)")
      })
    let end = Server(source, version: Askwell.configuration.version).run(
      input: 0, output: 1, handlesStopSignals: true,
      onEarlyEnd: { end in Glibc.exit(Self.status(of: end).rawValue) })
    if let failure = source.failure {
      Self.tell(failure.sentence)
      throw ExitCode(failure.exitStatus)
    }
    let status = Self.status(of: end)
    if status != .success { throw ExitCode(status.rawValue) }
  }

  private static func status(of end: Server.End) -> ExitStatus {
    guard case .outputFailed(let code) = end else { return .success }
    unsafe tell("writing failed (\(String(cString: strerror(code))))")
    return .inputOutput
  }

  /// Writes a line for the operator; standard output belongs to the protocol.
  private static func tell(_ sentence: String) {
    var errors = ByteOutput(descriptor: 2)
    try? errors.writeLine("askwell serve: \(TerminalText.sanitized(sentence))")
    try? errors.flush()
  }
}
