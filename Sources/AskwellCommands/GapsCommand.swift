internal import ArgumentParser
internal import JSON
internal import Regression

/// `askwell gaps`: what people asked and the corpus does not answer.
struct GapsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gaps",
    abstract: "Group the questions of a log that the corpus does not answer.",
    discussion: "A log is what '--log FILE' of ask, chat, pipe and serve writes.")

  @Argument(help: "Log files.")
  var logs: [String]

  @Option(help: "Groups to print; 0 for all.")
  var limit: Int = 50

  @Flag(help: "Print one JSON object a group.")
  var json = false

  func run() throws {
    var records: [LoggedQuestion] = []
    for path in logs { records += try read(path) }
    let report = GapReport(records)
    var output = ByteOutput(descriptor: 1)
    let groups = limit > 0 ? Array(report.groups.prefix(limit)) : report.groups
    if json {
      for group in groups {
        let value: JSONValue = [
          "count": .integer(Int64(group.count)),
          "questions": .array(
            group.questions.map {
              var members: [JSONValue.Member] = [.init("question", .string($0.text))]
              if let follows = $0.follows { members.append(.init("follows", .string(follows))) }
              members.append(.init("count", .integer(Int64($0.count))))
              return .object(members)
            }),
        ]
        try output.write(value.serialized + [0x0A])
      }
      return try output.flush()
    }
    try output.writeLine(
      "\(report.unanswered) of \(report.total) questions have no answer in the corpus, in "
        + "\(report.groups.count) groups")
    for group in groups {
      try output.writeLine("")
      for (index, question) in group.questions.prefix(6).enumerated() {
        let count = String(index == 0 ? group.count : question.count)
        let space = String(repeating: " ", count: max(0, 6 - count.count))
        try output.writeLine(
          space + (index == 0 ? count : String(repeating: " ", count: count.count)) + "  "
            + TerminalText.sanitized(question.text)
            + (question.follows.map { " (after: \(TerminalText.sanitized($0)))" } ?? ""))
      }
      if group.questions.count > 6 {
        try output.writeLine("        … and \(group.questions.count - 6) more wordings")
      }
    }
    if groups.count < report.groups.count {
      try output.writeLine("\n… and \(report.groups.count - groups.count) more groups")
    }
    try output.flush()
  }

  /// The records of a log; lines that are none are told and left out, since a log may be cut short.
  private func read(_ path: String) throws(CommandFailure) -> [LoggedQuestion] {
    var records: [LoggedQuestion] = []
    var faults: [Int] = []
    for (index, line) in try FileBytes.read(path, limit: 1 << 30).split(
      separator: 0x0A, omittingEmptySubsequences: false
    ).enumerated() where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
      guard let value = try? JSONValue(parsing: line, depthLimit: 8),
        let record = LoggedQuestion(value)
      else {
        faults.append(index + 1)
        continue
      }
      records.append(record)
    }
    guard let first = faults.first else { return records }
    if records.isEmpty {
      throw CommandFailure(
        status: .badData, message: "\(path):\(first): this is no line of a question log")
    }
    var notes = ByteOutput(descriptor: 2)
    for number in faults.prefix(5) {
      try notes.writeLine(
        "askwell: left out \(TerminalText.sanitized(path)):\(number): no line of a question log")
    }
    if faults.count > 5 {
      try notes.writeLine("askwell: left out \(faults.count - 5) more such lines")
    }
    try notes.flush()
    return records
  }
}
