import Conversation
import Regression
import Testing
import Triage

@Suite struct `Baselines` {
  static let suite = """
    description: main
    tests:
      - {question: sky, assert: {quote-verbatim: true}}
      - {question: sea, assert: {quote-verbatim: true}}
      - {question: blood, assert: {outcome: escalate}}
      - {question: who won, assert: {outcome: abstain}}
    """

  /// The report of the bot above with another reply to "sea".
  static func report(sea reply: @escaping @Sendable () -> Reply) throws -> RunReport {
    var subject = TestBot.subject
    let usual = subject.respond
    subject.respond = { question in
      question.text == "sea" ? reply() : try usual(question)
    }
    return Runner(subject: subject, jobs: 1).run(try TestBot.suites(Self.suite))
  }

  static func quoting(_ text: String, passage: String = "a.html#sea", section: String = "Nature")
    -> Citation
  {
    Citation(document: "a.html", passage: passage, section: [section], quote: text)
  }

  static let changes: [(DifferenceClass, @Sendable () -> Reply)] = [
    (.outcome, { Reply(declining: .noAnswer, text: "No.") }),
    (
      .escalation,
      {
        Reply(
          declining: .noAnswer, text: "",
          escalation: Escalation(level: .escalate, raising: ["RF1"], said: "sea", message: "See."))
      }
    ),
    (.citation, { Reply(quoting: [TestBot.sky], confidence: 0.6) }),
    (.text, { Reply(quoting: [quoting("The sea is very salty.")], confidence: 0.6) }),
    (
      .text,
      {
        Reply(quoting: [quoting("The sea is very salty.", passage: "a.html#new")], confidence: 0.6)
      }
    ),
    (
      .citation,
      { Reply(quoting: [quoting("Air is thin.", passage: "a.html#air")], confidence: 0.6) }
    ),
    (.rank, { Reply(quoting: [TestBot.sea], confidence: 0.6, ranking: TestBot.ranking) }),
    (
      .confidence,
      {
        Reply(
          quoting: [TestBot.sea], confidence: 0.61, ranking: TestBot.ranking.reversed())
      }
    ),
  ]

  @Test(arguments: changes.indices)
  func `a changed answer is classed by its worst difference`(index: Int) throws {
    let (kind, reply) = Self.changes[index]
    let old = Baseline(try TestBot.run(Self.suite))
    let comparison = BaselineComparison(try Self.report(sea: reply), baseline: old)
    #expect(comparison.differences.map(\.kind) == [kind == .escalation ? .outcome : kind])
    #expect(comparison.differences.map(\.test) == ["sea"])
    #expect(comparison.isUnchanged == !kind.isVisible)
  }

  @Test func `other flags of an escalation are a difference of their own class`() throws {
    func escalation(_ flags: [String]) throws -> RunReport {
      try Self.report(sea: {
        Reply(
          declining: .noAnswer, text: "",
          escalation: Escalation(level: .escalate, raising: flags, said: "sea", message: "See."))
      })
    }
    let comparison = BaselineComparison(
      try escalation(["RF1", "RF2"]), baseline: Baseline(try escalation(["RF1"])))
    #expect(comparison.differences.map(\.kind) == [.escalation])
  }

  @Test func `the same run differs in nothing, also through a file`() throws {
    let report = try TestBot.run(Self.suite)
    let baseline = try Baseline(parsing: Baseline(report).serialized, file: "b")
    #expect(baseline == Baseline(report))
    #expect(BaselineComparison(report, baseline: baseline).differences.isEmpty)
  }

  @Test func `tests that came or went are told after what changed`() throws {
    let old = Baseline(try TestBot.run(Self.suite))
    let report = try TestBot.run(
      "description: main\ntests:\n  - {question: sky and sea, assert: {outcome: answer}}\n")
    let comparison = BaselineComparison(report, baseline: old)
    #expect(comparison.counts.map(\.kind) == [.added, .removed])
    #expect(comparison.counts.map(\.count) == [1, 4])
    #expect(comparison.isUnchanged)
    #expect(BaselineComparison(report, baseline: old, isPartial: true).counts.map(\.count) == [1])
  }

  @Test(arguments: [
    "", "{}\n", "{\"askwell-baseline\":9}\n", "{\"askwell-baseline\":1}\n{}\n", "x",
  ])
  func `a file of another kind is refused`(text: String) {
    #expect(throws: SuiteError.self) { try Baseline(parsing: Array(text.utf8), file: "b") }
  }
}

@Suite struct `Word differences` {
  @Test(arguments: [
    ("the sea is salty", "the sea is very salty", "the sea is +very +salty"),
    ("the sea is salty", "the sea is sweet", "the sea is -salty-+sweet+"),
    ("", "a b", "+a b+"), ("a b", "", "-a b-"), ("a b", "a b", "a b"),
    ("a b c d", "a x c y", "a -b -+x +c -d-+y+"),
  ])
  func `show what went and what came`(old: String, new: String, drawn: String) {
    let text = WordDiff(old, new).pieces.map { piece in
      switch piece.kind {
      case .common: piece.text
      case .removed: "-\(piece.text)-"
      case .added: "+\(piece.text)+"
      }
    }.joined()
    #expect(text == drawn)
  }

  @Test func `texts of any length are compared`() {
    let long = (0..<6_000).map { "w\($0)" }.joined(separator: " ")
    let other = (0..<6_000).map { "v\($0)" }.joined(separator: " ")
    #expect(WordDiff(long, other).similarity == 0)
    #expect(WordDiff(long, long + " end").pieces.count >= 2)
  }
}

@Suite struct `Recording a baseline` {
  @Test func `differences that are recorded fail nothing`() throws {
    let old = Baseline(try TestBot.run(Baselines.suite))
    var report = try Baselines.report(sea: Baselines.changes[2].1)
    report.comparison = BaselineComparison(report, baseline: old)
    #expect(!report.isPassed)
    report.comparison = BaselineComparison(report, baseline: old, isAccepted: true)
    #expect(report.isPassed && report.comparison?.differences.count == 1)
    #expect(!String(decoding: TAPReport.bytes(of: report), as: UTF8.self).contains("not ok"))
  }

  @Test func `recording some tests keeps the answers of the others`() throws {
    let old = Baseline(try TestBot.run(Baselines.suite))
    let part = Baseline(try Baselines.report(sea: Baselines.changes[3].1)).answers.filter {
      $0.test == "sea"
    }
    var one = try Baselines.report(sea: Baselines.changes[3].1)
    one = RunReport(
      suites: one.suites.map { suite in
        SuiteReport(
          suite: suite.suite, results: suite.results.filter { $0.test.name == "sea" },
          retrieval: nil)
      })
    let merged = Baseline(one, keeping: old)
    #expect(merged.answers.map(\.test) == old.answers.map(\.test))
    #expect(merged.answers.filter { $0.test == "sea" } == part)
    #expect(merged.answers.filter { $0.test != "sea" } == old.answers.filter { $0.test != "sea" })
  }

  @Test func `a baseline with a byte-order mark, empty lines and Windows line ends is read`() throws
  {
    let old = Baseline(try TestBot.run(Baselines.suite))
    let text = String(decoding: old.serialized, as: UTF8.self)
    let odd = "\u{FEFF}" + text.replacing("\n", with: "\r\n\r\n")
    #expect(try Baseline(parsing: Array(odd.utf8), file: "b") == old)
    let cut = Array(text.utf8.dropLast(20))
    #expect(throws: SuiteError.self) { try Baseline(parsing: cut, file: "b") }
  }
}
