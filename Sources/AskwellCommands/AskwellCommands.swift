internal import ArgumentParser

/// The program's commands.
struct Askwell: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "askwell", version: "0.1.0", subcommands: [InspectCommand.self, VerifyCommand.self, BenchCommand.self])
}

/// Runs the command that the process's arguments name, and exits.
public func runAskwell() -> Never {
  Askwell.main()
  Askwell.exit()
}
