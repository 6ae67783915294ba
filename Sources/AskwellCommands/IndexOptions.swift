internal import ArgumentParser
internal import Conversation
internal import InvertedIndex
internal import Retrieval
internal import Text
internal import Triage

/// The options of every command that answers.
struct IndexOptions: ParsableArguments {
  @Option(help: "The folder that 'askwell index' wrote.")
  var index = "Index"

  @Option(help: "A JSON file with \"emergency_number\" and \"crisis_line\".")
  var config: String?

  @OptionGroup var triage: TriageOptions

  /// Opens the index and puts the responder together.
  func responder() throws(CommandFailure) -> Responder {
    let configuration = try operatorConfiguration()
    let opened: Index
    do {
      opened = try Index(path: index)
    } catch {
      throw ErrorText.failure(error, index: index)
    }
    let engine = try triage.engine(index: (opened, path: index))
    do throws(IndexError) {
      return try Responder(
        retriever: try Retriever(index: opened), triage: engine, configuration: configuration)
    } catch {
      throw ErrorText.failure(error, index: index)
    }
  }

  /// The red-flag rules that the program ships.
  static func builtInRules() throws(CommandFailure) -> RuleSet {
    do {
      return try RuleSet.builtIn()
    } catch {
      throw CommandFailure(status: .fault, message: ErrorText.describe(error))
    }
  }

  private func operatorConfiguration() throws(CommandFailure) -> OperatorConfiguration {
    guard let config else { return OperatorConfiguration() }
    let bytes = try FileBytes.read(config)
    do {
      return try OperatorConfiguration(parsing: bytes)
    } catch {
      throw CommandFailure(
        status: .badData, message: "the configuration '\(config)' \(ErrorText.describe(error))")
    }
  }
}

/// A day on the command line.
struct DayArgument: ExpressibleByArgument {
  var day: CalendarDate

  init?(argument: String) {
    guard let day = CalendarDate(iso8601: argument) else { return nil }
    self.day = day
  }
}
