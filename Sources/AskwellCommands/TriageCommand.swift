internal import ArgumentParser
internal import Conversation
internal import FoundationEssentials
internal import InvertedIndex
internal import JSON
internal import Text
internal import Triage

/// `askwell triage`: red flags only, lines in, JSON lines out.
struct TriageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "triage",
    abstract: "Look for red flags in messages: lines in, JSON lines out.")

  @Argument(help: "With --explain: the messages of one conversation, oldest first.")
  var messages: [String] = []

  @Option(name: .customLong("in"), help: "What a line of input is: text or jsonl.")
  var format: InputFormat = .text

  @Option(help: "The day of the messages, YYYY-MM-DD, for \"since March\"; no clock is read.")
  var today: String?

  @Option(help: "An index whose corpus may bring red flags of its own.")
  var index: String?

  @OptionGroup var options: TriageOptions

  @Flag(help: "Show concepts, scopes and rules for the given messages or each line.")
  var explain = false

  @Option(help: "Write a page for clinical review of flags, rules and entries to this file.")
  var report: String?

  func validate() throws {
    if let today, CalendarDate(iso8601: today) == nil {
      throw ValidationError("--today needs a day as YYYY-MM-DD, not '\(today)'")
    }
    if !messages.isEmpty, !explain {
      throw ValidationError("messages are read from standard input; only --explain takes them here")
    }
  }

  func run() throws {
    do {
      try triage()
    } catch {
      var errors = ByteOutput(descriptor: 2)
      try? errors.writeLine("askwell: \(TerminalText.sanitized(error.message))")
      try? errors.flush()
      throw ExitCode(error.status.rawValue)
    }
  }

  private func triage() throws(CommandFailure) {
    let opened = try index.map { path throws(CommandFailure) in (try Self.opened(path), path: path)
    }
    if let report {
      let rules = try options.source.rules(index: opened)
      return try write(RuleReport(rules: rules.extended ?? rules.builtIn).html, to: report)
    }
    let engine = try options.source.engine(index: opened)
    let day = today.flatMap(CalendarDate.init(iso8601:))
    var output = ByteOutput(descriptor: 1)
    if !messages.isEmpty {
      try output.write(engine.explain(turns: messages, today: day).text.utf8)
      return try output.flush()
    }
    var input = InputLines(descriptor: 0)
    var number = 0
    while !output.isClosed {
      let line = try input.next { () throws(CommandFailure) in try output.flush() }
      guard let line else { break }
      number += 1
      do throws(InputFault) {
        let record = try Record(line, format: format, number: number, today: day)
        if explain {
          try? output.write(engine.explain(turns: record.turns, today: record.today).text.utf8)
        } else {
          let decision = engine.assess(turns: record.turns, today: record.today)
          try? output.write(decision.object(turns: record.turns, id: record.id).serialized + [0x0A])
        }
      } catch {
        try? output.write(error.object(line: number).serialized + [0x0A])
      }
    }
    try output.flush()
  }

  private static func opened(_ path: String) throws(CommandFailure) -> Index {
    do {
      return try Index(path: path)
    } catch {
      throw ErrorText.failure(error, index: path)
    }
  }

  private func write(_ text: String, to path: String) throws(CommandFailure) {
    do {
      try Data(text.utf8).write(to: URL(filePath: path))
    } catch {
      throw CommandFailure(status: .inputOutput, message: "\(path) can't be written")
    }
  }

  /// One conversation of the input.
  private struct Record {
    var id: JSONValue
    var turns: [String]
    var today: CalendarDate?

    init(_ line: InputLines.Line, format: InputFormat, number: Int, today: CalendarDate?)
      throws(InputFault)
    {
      guard case .bytes(let bytes) = line else {
        throw InputFault(message: "the line is longer than \(InputLines.lengthLimit) bytes")
      }
      switch format {
      case .text:
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw InputFault(message: "the line is not UTF-8")
        }
        id = .integer(Int64(number))
        turns = [text]
        self.today = today
      case .jsonl:
        let value: JSONValue
        do {
          value = try JSONValue(parsing: bytes)
        } catch {
          throw InputFault(
            message: "the line is not a JSON object (\(ErrorText.describe(error)))")
        }
        guard case .object = value else {
          throw InputFault(message: "the line is not a JSON object")
        }
        id = value["id"] ?? .integer(Int64(number))
        turns = try InputRecord.strings(value["turns"], "turns", value["id"])
        if turns.isEmpty, let text = value["text"]?.stringValue { turns = [text] }
        guard !turns.isEmpty else {
          throw InputFault(message: "\"turns\" is missing or empty", id: value["id"])
        }
        self.today = try InputRecord.day(value["today"], value["id"]) ?? today
      }
    }
  }
}
