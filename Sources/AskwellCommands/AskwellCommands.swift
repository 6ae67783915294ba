internal import ArgumentParser

#if canImport(Glibc)
  internal import Glibc
#endif

/// The program's commands.
struct Askwell: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "askwell",
    abstract: "Answers from indexed articles, quoted word for word.",
    version: version,
    subcommands: [
      IndexCommand.self, AskCommand.self, ChatCommand.self, PipeCommand.self, ServeCommand.self,
      InspectCommand.self, TriageCommand.self, TestCommand.self, VerifyCommand.self,
      BenchCommand.self, SearchCommand.self, ExplainCommand.self, GapsCommand.self,
      LintCommand.self,
    ])
}

/// Runs the command that the process's arguments name, and exits.
///
/// This is the one place where a failure becomes a sentence on standard error and an exit status.
public func runAskwell() -> Never {
  // A reader that has gone away shows as EPIPE on the write, not as a signal.
  _ = signal(SIGPIPE, SIG_IGN)
  do {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let status = try statusOfDirectRun(arguments) { exit(status.rawValue) }
    var command = try parsedCommand(arguments)
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

/// Runs a command whose start counts, for hosts start it for each question or update, where its
/// arguments are plain; nil where they are not, or name another command.
private func statusOfDirectRun(_ arguments: [String]) throws(CommandFailure) -> ExitStatus? {
  switch arguments.first {
  case "ask": return try Asking(arguments: arguments.dropFirst())?.run()
  case "serve": return try Serving(arguments: arguments.dropFirst())?.run()
  case "index":
    guard let indexing = Indexing(arguments: arguments.dropFirst()) else { return nil }
    try indexing.run()
    return .success
  default: return nil
  }
}

/// The command that the arguments name.
///
/// A subcommand named first is parsed by itself: building the tree of all of them would cost every
/// answer more than its ranking. What is wrong with the arguments is said by the whole tree.
private func parsedCommand(_ arguments: [String]) throws -> any ParsableCommand {
  guard let name = arguments.first,
    let subcommand = Askwell.configuration.subcommands.first(where: {
      $0.configuration.commandName == name
    }), !arguments.contains(where: { ["--help", "-h", "--version"].contains($0) })
  else { return try Askwell.parseAsRoot(arguments) }
  do {
    return try subcommand.parseAsRoot(Array(arguments.dropFirst()))
  } catch {
    return try Askwell.parseAsRoot(arguments)
  }
}
