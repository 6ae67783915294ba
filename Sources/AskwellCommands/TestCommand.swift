internal import ArgumentParser
internal import FoundationEssentials
internal import JSON
internal import Regression

#if canImport(Glibc)
  internal import Glibc
#endif

/// `askwell test`: suites of questions with assertions, held against the answers.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Hold the answers against suites of tests.",
    discussion: """
      A suite is YAML (.yaml), JSON Lines (.jsonl) of tests, labelled messages or questions, or a \
      TSV file of question and answer pairs. Exit status: 0 all thresholds met, 1 not, 5 nothing to \
      test, 65 a suite is wrong. A report file '-' is standard output.
      """)

  @OptionGroup var options: IndexOptions

  @Argument(help: "Suite files.")
  var suites: [String] = []

  @Option(help: "Run only tests with one of these tags; repeat it for several.")
  var tag: [String] = []

  @Option(help: "Leave out tests with one of these tags.")
  var withoutTag: [String] = []

  @Option(help: "Run only tests whose name holds this text.")
  var name: String?

  @Flag(help: "Run tests that have a reason to be skipped too.")
  var runSkipped = false

  @Option(help: "Compare each answer with the one recorded in this file.")
  var baseline: String?

  @Flag(help: "Write the answers to the --baseline file and say what that accepts.")
  var record = false

  @Option(help: "Write JUnit XML to this file.")
  var junit: String?

  @Option(help: "Write TAP to this file.")
  var tap: String?

  @Option(help: "The version of TAP: 13 or 14.")
  var tapVersion: Int = 13

  @Option(help: "Write a JSON report to this file.")
  var json: String?

  @Option(help: "Write a page to look at to this file.")
  var html: String?

  @Option(help: "Queries to run, JSON Lines of {\"id\",\"text\"}; with --qrels.")
  var queries: String?

  @Option(help: "The judgments of the queries, TREC form.")
  var qrels: String?

  @Option(help: "Another run of the queries to compare with, TREC form.")
  var compareRun: String?

  @Option(help: "Write the run of the queries to this file, TREC form.")
  var saveRun: String?

  @Option(help: "Tests that run at a time; 0 for as many as there are cores.")
  var jobs: Int = 0

  @Flag(name: .shortAndLong, help: "Also list results by tag and failures that are tolerated.")
  var verbose = false

  @Flag(name: .shortAndLong, help: "Print nothing on standard output but reports sent there.")
  var quiet = false

  func validate() throws {
    if suites.isEmpty, queries == nil { throw ValidationError("name a suite") }
    if (queries == nil) != (qrels == nil) {
      throw ValidationError("--queries and --qrels go together")
    }
    if record, baseline == nil { throw ValidationError("--record needs --baseline") }
    if TAPReport.Version(rawValue: tapVersion) == nil {
      throw ValidationError("--tap-version is 13 or 14")
    }
    if !(0...256).contains(jobs) { throw ValidationError("--jobs is a number from 0 to 256") }
    var targets = [junit, tap, json, html, saveRun].compactMap(\.self)
    if targets.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("only one report can go to standard output")
    }
    if let baseline { targets.append(baseline) }
    if let twice = targets.first(where: { path in targets.count { $0 == path } > 1 }) {
      throw ValidationError("'\(twice)' is named for two files")
    }
  }

  func run() throws {
    var chosen = try loadSuites()
    for index in chosen.indices {
      chosen[index].tests.removeAll { !isChosen($0) }
      if runSkipped {
        for test in chosen[index].tests.indices { chosen[index].tests[test].skip = nil }
      }
    }
    // A suite of which no test is chosen has nothing to say, not even on its thresholds.
    let isPartial = !tag.isEmpty || !withoutTag.isEmpty || name != nil
    if isPartial { chosen.removeAll { $0.tests.isEmpty && $0.retrieval == nil } }
    let old = try baseline.flatMap { path throws(CommandFailure) in try readBaseline(path) }

    let subject = Subject(try options.responder())
    let total = chosen.reduce(0) { $0 + $1.tests.count }
    let progress = Progress(total: total, isShown: !quiet && TerminalText.isTerminal(2))
    var report = Runner(subject: subject, jobs: jobCount).run(chosen) { progress.show($0) }
    progress.clear()
    if let old {
      report.comparison = BaselineComparison(
        report, baseline: old, isPartial: isPartial, isAccepted: record)
    }
    let failure = write(report)
    if report.isEmpty {
      throw CommandFailure(status: .nothingToTest, message: "there is nothing to test")
    }
    if record, let baseline {
      try rewrite(baseline, with: report, keeping: isPartial ? old : nil)
    }
    if let failure { throw failure }
    if !report.isPassed { throw ExitCode(ExitStatus.failed.rawValue) }
  }

  private var jobCount: Int {
    jobs > 0 ? jobs : max(1, ProcessInfo.processInfo.activeProcessorCount)
  }

  private func isChosen(_ test: TestCase) -> Bool {
    if !tag.isEmpty, !test.tags.contains(where: tag.contains) { return false }
    if test.tags.contains(where: withoutTag.contains) { return false }
    if let name, !test.name.contains(name) { return false }
    return true
  }

  private func loadSuites() throws(CommandFailure) -> [Suite] {
    var reader = SuiteReader(contents: Self.contents)
    var result: [Suite] = []
    do {
      for path in suites { result += try reader.suites(at: path) }
      if let queries, let qrels {
        result.append(
          Suite(
            name: queries, file: queries, tests: [],
            retrieval: try reader.retrieval(
              queries: queries, judgments: qrels, comparison: compareRun)))
      }
    } catch {
      throw Self.failure(error)
    }
    return Suite.uniquelyNamed(result)
  }

  private static func contents(_ path: String) -> [UInt8]? {
    try? FileBytes.read(path, limit: SuiteReader.sizeLimit)
  }

  private static func failure(_ error: SuiteError) -> CommandFailure {
    if error.problem == .unreadable {
      // The file is asked once more, since it knows best why it can't be read.
      do {
        _ = try FileBytes.read(error.file, limit: SuiteReader.sizeLimit)
      } catch {
        return error
      }
    }
    return CommandFailure(
      status: error.problem == .unreadable ? .noInput : .badData, message: "\(error)")
  }

  /// The recorded answers; nil where they are about to be recorded for the first time.
  private func readBaseline(_ path: String) throws(CommandFailure) -> Baseline? {
    if record, !FileManager.default.fileExists(atPath: path) { return nil }
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path, limit: SuiteReader.sizeLimit)
    } catch {
      let advice = FileManager.default.fileExists(atPath: path) ? "" : "; --record writes it"
      throw CommandFailure(status: error.status, message: "the baseline: \(error.message)\(advice)")
    }
    do {
      return try Baseline(parsing: bytes, file: path)
    } catch {
      throw Self.failure(error)
    }
  }

  /// Writes the run's answers as the baseline; of tests that were not chosen it keeps what was recorded.
  private func rewrite(_ path: String, with report: RunReport, keeping old: Baseline?)
    throws(CommandFailure)
  {
    let baseline = Baseline(report, keeping: old)
    try ReportFile(path: path).write(baseline.serialized)
    var notes = ByteOutput(descriptor: 2)
    let accepted =
      report.comparison?.counts.map { "\($0.count) \($0.kind.name)" }.joined(separator: ", ") ?? ""
    try notes.writeLine(
      "askwell: recorded \(baseline.answers.count) answers in '\(TerminalText.sanitized(path))'"
        + (accepted.isEmpty ? "" : ", accepting \(accepted)"))
    try notes.flush()
  }

  /// Writes all reports that can be written; the first failure of any is told after them.
  private func write(_ report: RunReport) -> CommandFailure? {
    let version = TAPReport.Version(rawValue: tapVersion) ?? .thirteen
    var files: [(String, [UInt8])] = []
    if let junit { files.append((junit, JUnitReport.bytes(of: report))) }
    if let tap { files.append((tap, TAPReport.bytes(of: report, version: version))) }
    if let json { files.append((json, JSONReport.value(of: report).serialized + [0x0A])) }
    if let html { files.append((html, HTMLReport.bytes(of: report))) }
    if let saveRun { files.append((saveRun, Self.run(of: report))) }
    var failure: CommandFailure?
    for (path, bytes) in files {
      do {
        try ReportFile(path: path).write(bytes)
      } catch {
        failure = failure ?? error
      }
    }
    if quiet || files.contains(where: { $0.0 == "-" }) { return failure }
    do {
      try show(report)
    } catch {
      failure = failure ?? error
    }
    return failure
  }

  private func show(_ report: RunReport) throws(CommandFailure) {
    let isTerminal = TerminalText.isTerminal(1)
    var output = ByteOutput(descriptor: 1)
    try output.write(
      TerminalReport(
        width: isTerminal ? TerminalText.width : 100,
        usesColor: isTerminal && TerminalText.wantsColor, isVerbose: verbose
      ).text(for: report).utf8)
    try output.flush()
  }

  /// The runs of all retrieval sets, one after the other.
  private static func run(of report: RunReport) -> [UInt8] {
    report.suites.flatMap { suite in
      suite.retrieval.map { retrieval in
        retrieval.run.serialized(queries: suite.suite.retrieval?.queries.map(\.id) ?? [])
      } ?? []
    }
  }
}

/// The number of tests done, on a terminal's last line.
private struct Progress: Sendable {
  let total: Int
  let isShown: Bool

  func show(_ done: Int) {
    if isShown { write("\r\(done) of \(total)") }
  }

  func clear() {
    if isShown { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    var output = ByteOutput(descriptor: 2)
    try? output.write(text.utf8)
    try? output.flush()
  }
}
