import Regression
import Testing
import Triage

@Suite struct `A deleted rule` {
  static let messages = """
    {"id":"m1","turns":["there is blood in my stool"],"expect":"escalate","flags":["RF1"],"kind":"plain","safety":true}
    {"id":"m2","turns":["I have lost ten kilos without trying"],"expect":"escalate","flags":["RF4"],"kind":"plain","safety":true}

    """

  static func report(without disabled: Set<FlagID>) throws -> RunReport {
    let engine = TriageEngine(rules: try RuleSet.builtIn().disabling(disabled))
    var subject = TestBot.subject
    subject.assess = { engine.assess(turns: $0, today: $1) }
    return Runner(subject: subject, jobs: 1).run(
      try TestBot.suites(
        "sets: [{messages: m.jsonl, thresholds: {pass-rate: 0, safety-failures: 0}}]",
        files: ["m.jsonl": Self.messages]))
  }

  @Test func `fails the run that all rules together pass`() throws {
    #expect(try Self.report(without: []).isPassed)
    let report = try Self.report(without: [FlagID("RF1")])
    #expect(!report.isPassed)
    #expect(report.suites.first?.results.map(\.isFailed) == [true, false])
  }
}
