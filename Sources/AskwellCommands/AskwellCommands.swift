internal import ArgumentParser

#if canImport(Glibc)
  internal import Glibc
#endif

/// The program's commands.
struct Askwell: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "askwell",
    abstract: "Answers from indexed articles, quoted word for word.",
    version: "0.1.0",
    subcommands: [
      IndexCommand.self, AskCommand.self, ChatCommand.self, PipeCommand.self, ServeCommand.self,
      InspectCommand.self, TriageCommand.self, TestCommand.self, VerifyCommand.self,
      BenchCommand.self, GapsCommand.self, LintCommand.self,
    ])
}

/// Runs the command that the process's arguments name, and exits.
///
/// This is the one place where a failure becomes a sentence on standard error and an exit status.
public func runAskwell() -> Never {
  // A reader that has gone away shows as EPIPE on the write, not as a signal.
  _ = signal(SIGPIPE, SIG_IGN)
  do {
    var command = try Askwell.parseAsRoot()
    try command.run()
  } catch let failure as CommandFailure {
    var errors = ByteOutput(descriptor: 2)
    try? errors.writeLine("askwell: \(TerminalText.sanitized(failure.message))")
    try? errors.flush()
    exit(failure.status.rawValue)
  } catch {
    Askwell.exit(withError: error)
  }
  exit(ExitStatus.success.rawValue)
}
