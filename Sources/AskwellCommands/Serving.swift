internal import InvertedIndex
internal import LineProtocol

#if canImport(Glibc)
  internal import Glibc
#endif

/// What `askwell serve` was told, and the serving.
struct Serving: Equatable {
  private let answers: AnswerSource
  /// The file to which questions are appended.
  private let log: String?

  /// Serving of one source's answers.
  init(source: AnswerSource, log: String? = nil) {
    answers = source
    self.log = log
  }

  /// What plain arguments name; nil where ArgumentParser must read them.
  init?(arguments: some Sequence<String>) {
    guard let direct = DirectArguments(arguments, flags: [], options: ["--index", "--config"]),
      direct.operands.isEmpty
    else { return nil }
    answers = AnswerSource(
      index: direct.value("--index") ?? AnswerSource.defaultIndex,
      config: direct.value("--config"))
    log = nil
  }

  /// Serves until the input ends; the status tells how it ended.
  func run() throws(CommandFailure) -> ExitStatus {
    // A wrong path is told at once; all else about the index waits until a request needs it.
    let file = answers.index + "/" + Index.fileName
    let path = FileIdentity(path: file) == nil ? answers.index : file
    guard FileIdentity(path: path) != nil else {
      throw ErrorText.failure(.missing(path: answers.index), index: answers.index)
    }
    let log = try log.map { path throws(CommandFailure) in
      try QuestionLog(path: path, disabledFlags: answers.triage.disabledFlags)
    }
    let source = ServiceSource(
      identity: { FileIdentity(path: path) },
      open: { () throws(ServiceFailure) in
        do throws(CommandFailure) {
          return AnswerService(try answers.responder(), path: answers.index, log: log)
        } catch {
          throw ServiceFailure(error)
        }
      },
      report: { failure in
        Self.tell("the new index is not used, the old one answers on: \(failure.sentence)")
      })
    let end = Server(source, version: Askwell.version).run(
      input: 0, output: 1, handlesStopSignals: true,
      onEarlyEnd: { end in Glibc.exit(Self.status(of: end).rawValue) })
    if let failure = source.failure {
      Self.tell(failure.sentence)
      return ExitStatus(rawValue: failure.exitStatus) ?? .fault
    }
    return Self.status(of: end)
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
