internal import ArgumentParser
internal import Conversation
internal import Text

/// The options of every command that answers.
struct IndexOptions: ParsableArguments {
  @Option(help: "The folder that 'askwell index' wrote.")
  var index = AnswerSource.defaultIndex

  @Option(help: "A JSON file with \"emergency_number\" and \"crisis_line\".")
  var config: String?

  @OptionGroup var triage: TriageOptions

  /// What the options name.
  var source: AnswerSource {
    AnswerSource(index: index, config: config, triage: triage.source)
  }

  /// Opens the index and puts the responder together.
  func responder() throws(CommandFailure) -> Responder { try source.responder() }
}

/// A day on the command line.
struct DayArgument: ExpressibleByArgument {
  var day: CalendarDate

  init?(argument: String) {
    guard let day = CalendarDate(iso8601: argument) else { return nil }
    self.day = day
  }
}
