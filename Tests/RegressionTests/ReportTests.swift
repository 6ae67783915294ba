import JSON
import Regression
import Testing

@Suite struct `Reports` {
  static let suite = """
    description: "sea <& \\"sky\\" # one"
    thresholds: {pass-rate: 0.1, abstention-recall: 1.0}
    tests:
      - {question: sea, assert: {cites: salty}}
      - {question: "sky # & <b>", assert: {outcome: abstain}}
      - {question: fault, safety: true, assert: {outcome: answer}}
      - {question: who won, skip: "later # on", assert: {outcome: abstain}}
    """

  @Test func `TAP has a plan, a point for each test and threshold, and directives`() throws {
    let text = String(decoding: TAPReport.bytes(of: try TestBot.run(Self.suite)), as: UTF8.self)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix(" ") }
    #expect(
      lines == [
        "TAP version 13", "1..6", "ok 1 - sea <& \"sky\" \\# one: sea",
        "not ok 2 - sea <& \"sky\" \\# one: sky \\# & <b> # TODO tolerated by the pass rate",
        "not ok 3 - sea <& \"sky\" \\# one: fault",
        "ok 4 - sea <& \"sky\" \\# one: who won # SKIP later \\# on",
        "ok 5 - sea <& \"sky\" \\# one: threshold pass-rate at least 0.1000",
        "not ok 6 - sea <& \"sky\" \\# one: threshold abstention-recall at least 1.0000",
      ])
  }

  @Test func `TAP 14 names itself`() throws {
    let report = try TestBot.run("tests: [{question: sea, assert: {cites: salty}}]")
    #expect(
      String(decoding: TAPReport.bytes(of: report, version: .fourteen), as: UTF8.self)
        .hasPrefix("TAP version 14\n1..2\nok 1"))
  }

  @Test func `JUnit counts and escapes`() throws {
    let text = String(decoding: JUnitReport.bytes(of: try TestBot.run(Self.suite)), as: UTF8.self)
    #expect(
      text.contains(
        "<testsuite name=\"sea &lt;&amp; &quot;sky&quot; # one\" tests=\"6\" failures=\"1\" errors=\"1\" skipped=\"2\">"
      ))
    #expect(text.contains("name=\"sky # &amp; &lt;b&gt;\""))
    #expect(!text.contains("<b>"))
  }

  @Test func `all reports give one verdict`() throws {
    for (bound, passes) in [(0.0, true), (1.0, false)] {
      let report = try TestBot.run(
        """
        thresholds: {pass-rate: \(bound)}
        tests: [{question: sea, assert: {cites: blue}}]
        """)
      #expect(report.isPassed == passes)
      let tap = String(decoding: TAPReport.bytes(of: report), as: UTF8.self)
      let failing = tap.split(separator: "\n").contains {
        $0.hasPrefix("not ok") && !$0.contains("# TODO")
      }
      #expect(failing == !passes)
      let junit = String(decoding: JUnitReport.bytes(of: report), as: UTF8.self)
      #expect(junit.contains("failures=\"0\" errors=\"0\"") == passes)
      #expect(JSONReport.value(of: report)["passed"]?.boolValue == passes)
      let html = String(decoding: HTMLReport.bytes(of: report), as: UTF8.self)
      #expect(html.contains("<title>Answer tests \(passes ? "passed" : "failed")</title>"))
    }
  }

  @Test func `a run of nothing passes in no report`() throws {
    for suite in ["tests: []", "tests: [{question: sea, skip: later, assert: {cites: salty}}]"] {
      let report = try TestBot.run(suite)
      #expect(!report.isPassed && report.isEmpty)
      let tap = String(decoding: TAPReport.bytes(of: report), as: UTF8.self)
      #expect(tap.contains("- run: something to test\n"))
      #expect(JSONReport.value(of: report)["passed"]?.boolValue == false)
      #expect(String(decoding: JUnitReport.bytes(of: report), as: UTF8.self).contains("<failure"))
      let html = String(decoding: HTMLReport.bytes(of: report), as: UTF8.self)
      #expect(html.contains("<li>there is nothing to test</li>"))
    }
  }

  @Test func `suites of one name are told apart, and from the reports' own groups`() throws {
    let suites = try ["same", "same", "same (2)", "baseline"].map { name in
      try #require(
        try TestBot.suites(
          "description: \(name)\ntests: [{question: sea, assert: {cites: salty}}]"
        ).first)
    }
    let names = Suite.uniquelyNamed(suites).map(\.name)
    #expect(names == ["same", "same (2)", "same (2) (2)", "baseline (2)"])
  }

  @Test func `the page says what made the run fail`() throws {
    let html = String(decoding: HTMLReport.bytes(of: try TestBot.run(Self.suite)), as: UTF8.self)
    #expect(html.contains("1 test failed</li>"))
    #expect(html.contains("abstention-recall is 0.0 % (0/1)"))
    #expect(html.contains("(within the pass rate)"))
  }

  @Test func `texts with little in common are shown without marks`() throws {
    let old = Baseline(try TestBot.run(Baselines.suite))
    var report = try Baselines.report(sea: Baselines.changes[0].1)
    report.comparison = BaselineComparison(report, baseline: old)
    let html = String(decoding: HTMLReport.bytes(of: report), as: UTF8.self)
    #expect(html.contains("The sea is salty.") && !html.contains("<del>"))
    #expect(html.contains("1 answer differs from the baseline"))
  }

  @Test func `the page is self-contained and shows differences side by side`() throws {
    let old = Baseline(try TestBot.run(Baselines.suite))
    var report = try Baselines.report(sea: Baselines.changes[3].1)
    report.comparison = BaselineComparison(report, baseline: old)
    let html = String(decoding: HTMLReport.bytes(of: report), as: UTF8.self)
    #expect(html.contains("The sea is <ins><span class=\"heard\">[added: </span>very<span"))
    #expect(!html.contains("http://") && !html.contains("https://") && !html.contains("<script"))
    #expect(html.contains("<html lang=\"en\">"))
    #expect(html.contains("<caption"))
  }

  @Test func `equal runs give equal bytes`() throws {
    let suites = try TestBot.suites(Self.suite)
    let one = Runner(subject: TestBot.subject, jobs: 1).run(suites)
    let two = Runner(subject: TestBot.subject, jobs: 3).run(suites)
    #expect(HTMLReport.bytes(of: one) == HTMLReport.bytes(of: two))
    #expect(JSONReport.value(of: one).serialized == JSONReport.value(of: two).serialized)
  }
}
