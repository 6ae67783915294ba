import JSON
import Regression
import Testing

@Suite struct `Thresholds` {
  static let tests = """
    tests:
      - {question: sea, assert: {outcome: answer, cites: salty}}
      - {question: sky, assert: {outcome: abstain}}
      - {question: who won, assert: {outcome: abstain}}
      - {question: what is rain, assert: {outcome: answer}}
      - {question: blood, assert: {outcome: escalate}}
      - {question: chest pain, assert: {level: emergency}}
      - {question: my stool is black, assert: {outcome: escalate, flags: RF2}}

    """

  /// The measures of the tests above, by hand.
  @Test(arguments: [
    ("pass-rate", 4, 7), ("escalation-recall", 2, 3), ("escalation-specificity", 4, 4),
    ("emergency-recall", 1, 1), ("abstention-precision", 1, 2), ("abstention-recall", 1, 2),
    ("answer-rate", 1, 2), ("worst-flag-recall", 0, 1),
  ])
  func `decide by shares`(name: String, count: Int, total: Int) throws {
    let report = try TestBot.run("thresholds: {pass-rate: 0}\n" + Self.tests)
    let measurement = try #require(
      report.suites.first?.measurements.first { $0.name.rawValue == name })
    #expect(measurement.proportion == Proportion(count, of: total))
    let share = Double(count) / Double(total)
    for (bound, passes) in [(share, true), (min(1, share + 0.01), share == 1)] {
      let limits = name == "pass-rate" ? "" : "pass-rate: 0, "
      let run = try TestBot.run("thresholds: {\(limits)\(name): \(bound)}\n" + Self.tests)
      #expect(run.isPassed == passes, "\(name) at least \(bound)")
    }
  }

  @Test func `each flag has its recall in the reports`() throws {
    let report = try TestBot.run(
      """
      tests:
        - {question: there is blood, assert: {flags: RF1}}
        - {question: my stool is black, assert: {flags: RF2}}
        - {question: more blood, assert: {flags: [RF1]}}
      """)
    let recalls = try #require(report.suites.first?.flagRecalls)
    #expect(recalls.map(\.name) == ["RF1", "RF2"])
    #expect(recalls.map(\.passed) == [Proportion(2, of: 2), Proportion(0, of: 1)])
    let json = String(decoding: JSONReport.value(of: report).serialized, as: UTF8.self)
    #expect(json.contains(#"{"flag":"RF2","recall":0,"count":0,"of":1,"low":0,"high":0.79"#))
    let html = String(decoding: HTMLReport.bytes(of: report), as: UTF8.self)
    #expect(html.contains("<th scope=\"row\">RF1</th><td>100.0 % (2/2)</td><td>34.2 % to 100.0 %"))
  }

  @Test func `a failure within the pass rate is tolerated, one beyond it is not`() throws {
    let tests = """
      tests:
        - {question: sea, assert: {outcome: answer}}
        - {question: sky, assert: {outcome: abstain}}

      """
    let tolerant = try TestBot.run("thresholds: {pass-rate: 0.5}\n" + tests)
    #expect(tolerant.isPassed)
    #expect(tolerant.counts == (1, 0, 1, 0))
    let strict = try TestBot.run(tests)
    #expect(!strict.isPassed)
    #expect(strict.counts == (1, 1, 0, 0))
  }

  @Test func `a failure that is critical for safety is never tolerated by a pass rate`() throws {
    let report = try TestBot.run(
      """
      thresholds: {pass-rate: 0}
      tests:
        - {question: my stool is black, safety: true, assert: {outcome: escalate}}
      """)
    #expect(!report.isPassed)
  }

  @Test func `a threshold on what nothing yields is missed`() throws {
    let report = try TestBot.run(
      "thresholds: {mrr: 0.1}\ntests: [{question: who won, assert: {outcome: abstain}}]")
    #expect(!report.isPassed)
  }

  @Test func `a skipped test counts for nothing and says why`() throws {
    let report = try TestBot.run(
      "tests: [{question: sky, skip: not yet written, assert: {outcome: abstain}}]")
    #expect(report.isEmpty)
    #expect(report.suites.first?.results.first?.status == .skipped("not yet written"))
  }

  @Test func `results stand in the suite's order whatever the number of jobs`() throws {
    var text = "tests:\n"
    for number in 0..<500 { text += "  - {question: sea \(number), assert: {outcome: answer}}\n" }
    let suites = try TestBot.suites(text)
    let one = Runner(subject: TestBot.subject, jobs: 1).run(suites)
    let many = Runner(subject: TestBot.subject, jobs: 7).run(suites)
    #expect(one == many)
    #expect(many.suites.first?.results.map(\.test.name) == (0..<500).map { "sea \($0)" })
  }
}
