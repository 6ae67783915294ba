/// Every status with which the program ends; the table in `Documentation/CommandLine.md`.
enum ExitStatus: Int32, Sendable, CaseIterable {
  /// Done; `ask`: answered; `test`: all thresholds met.
  case success = 0
  /// `test`: a case failed or a threshold was missed; `index --check`: corpus and index disagree.
  case failed = 1
  /// `ask`: no answer.
  case abstained = 3
  /// `ask`: the person should seek care.
  case escalated = 4
  /// `test`: nothing to test.
  case nothingToTest = 5
  /// The command line is wrong.
  case usage = 64
  /// Input data is wrong: a page, a record, a suite, an index.
  case badData = 65
  /// An input or the index does not exist or can't be read.
  case noInput = 66
  /// A fault of the program.
  case fault = 70
  /// Reading or writing failed.
  case inputOutput = 74
}

/// An end that is reported to the person: one sentence and a status.
struct CommandFailure: Error, Equatable {
  /// How the program ends.
  var status: ExitStatus
  /// One sentence without a full stop at its end that says what is wrong and what to do.
  var message: String
}
