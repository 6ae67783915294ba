import Regression
import Testing

@Suite struct `Suite files` {
  static let faults: [(text: String, message: String)] = [
    (
      "tests:\n  - question: a\n    assert: {contians: b}\n",
      "suite.yaml:3: unknown key 'contians'; did you mean 'contains'?"
    ),
    (
      "tests:\n  - question: a\n    asert: {contains: b}\n",
      "suite.yaml:3: unknown key 'asert'; did you mean 'assert'?"
    ),
    (
      "thresholds: {pass-rat: 1}\n",
      "suite.yaml:1: unknown key 'pass-rat'; did you mean 'pass-rate'?"
    ),
    (
      "tests:\n  - assert: {contains: b}\n",
      "suite.yaml:2: key 'question or conversation' is missing"
    ),
    ("tests:\n  - question: b\n", "suite.yaml:2: key 'assert' is missing"),
    (
      "tests:\n  - question: a\n    question: b\n",
      "suite.yaml:3: key 'question' is given twice"
    ),
    (
      "tests:\n  - question: a\n    assert: {outcome: answered}\n",
      "suite.yaml:3: 'outcome' is 'answered', expected is answer, abstain, escalate"
    ),
    (
      "tests:\n  - question: a\n    assert: {regex: '(a'}\n",
      "suite.yaml:3: 'regex' is '(a' (a '(' is not closed), expected is an expression"
    ),
    (
      "tests:\n  - question: a\n    assert: {flags: rf1}\n",
      "suite.yaml:3: 'flags' is 'rf1', expected is flags such as RF1 or EM2"
    ),
    (
      "tests:\n  - question: a\n    assert: {confidence: {at-least: 1.5}}\n",
      "suite.yaml:3: 'at-least' is '1.5', expected is a share such as 0.95 or 95%"
    ),
    (
      "tests:\n  - {question: a, assert: {outcome: answer}}\n  - {question: a, assert: {outcome: answer}}\n",
      "suite.yaml:3: test 'a' has the name of the one in line 2"
    ),
    ("tests: [\n", "suite.yaml:2: is not readable: did not find expected node content"),
    ("tests: *x\n", "suite.yaml:1: is not readable: there is no anchor 'x' above"),
    ("include: other.yaml\n", "other.yaml: does not exist or can't be read"),
    ("include: suite.yaml\n", "suite.yaml: 'suite.yaml' includes itself"),
    (
      "tests:\n  - question: a\n    today: 2026-02-30\n    assert: {outcome: answer}\n",
      "suite.yaml:3: 'today' is '2026-02-30', expected is a day as YYYY-MM-DD"
    ),
    (
      "sets:\n  - mesages: a.jsonl\n",
      "suite.yaml:2: unknown key 'mesages'; did you mean 'messages'?"
    ),
  ]

  @Test(arguments: faults)
  func `a fault is told by file, line and name`(text: String, message: String) {
    #expect(TestBot.fault(text) == message)
  }

  @Test func `a question stays what was written, whatever YAML would make of it`() throws {
    let suites = try TestBot.suites(
      "tests:\n  - conversation: [no, 1.10, ~x]\n    assert: {outcome: answer}\n")
    #expect(suites.first?.tests.first?.turns.map(\.text) == ["no", "1.10", "~x"])
  }

  @Test func `promptfoo's own form of an assertion is read`() throws {
    let suites = try TestBot.suites(
      """
      tests:
        - question: sea
          assert:
            - type: icontains
              value: SALTY
            - type: quote-verbatim
      """)
    #expect(
      suites.first?.tests.first?.turns.first?.assertions.map(\.name) == [
        "icontains", "quote-verbatim",
      ])
  }

  @Test func `anchors are read within a budget`() {
    var text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    var last = "a"
    for name in ["b", "c", "d", "e", "f", "g", "h"] {
      text +=
        "\(name): &\(name) [" + Array(repeating: "*\(last)", count: 10).joined(separator: ", ")
        + "]\n"
      last = name
    }
    #expect(TestBot.fault(text)?.hasSuffix("more than 1000000 values") == true)
  }

  @Test func `nesting has a bound`() {
    let text = "tests: " + String(repeating: "[", count: 500)
    #expect(TestBot.fault(text)?.contains("nest deeper than 64") == true)
  }

  @Test func `includes, defaults and tests from a table`() throws {
    let suites = try TestBot.suites(
      """
      description: main
      include: [more.yaml]
      defaultTest: {tags: [x], assert: {quote-verbatim: true}}
      tests:
        - from: words.tsv
          question: "How is the {{thing}}?"
          assert: {cites: "{{word}}"}
      """,
      files: [
        "more.yaml": "tests: [{question: q, assert: {outcome: abstain}}]",
        "words.tsv": "thing\tword\nsea\tsalty\nsky\tblue\n",
      ])
    #expect(suites.map(\.name) == ["main", "more.yaml"])
    #expect(suites[0].tests.map(\.name) == ["How is the sea? (row 2)", "How is the sky? (row 3)"])
    #expect(suites[0].tests.allSatisfy { $0.tags == ["x"] && $0.turns[0].assertions.count == 2 })
    #expect(Runner(subject: TestBot.subject, jobs: 1).run(suites).isPassed)
  }

  @Test func `a placeholder without a column is refused`() {
    #expect(
      TestBot.fault(
        "tests:\n  - {from: w.tsv, question: '{{x}}', assert: {outcome: answer}}\n",
        files: ["w.tsv": "y\nsea\n"]) == "suite.yaml:2: there is no column 'x'; the columns are y")
  }

  @Test func `JSON Lines hold the same tests`() throws {
    let text = """
      {"description":"lines","thresholds":{"pass-rate":0.5}}
      {"question":"How is the sea?","assert":{"cites":{"section":"Nature"}}}
      {"conversation":["hi","sky?"],"assert":[{"type":"contains","value":"blue"}]}

      """
    let suites = try TestBot.suites(text, name: "suite.jsonl")
    #expect(suites.map(\.name) == ["lines"])
    #expect(suites[0].tests.map(\.line) == [2, 3])
    #expect(Runner(subject: TestBot.subject, jobs: 1).run(suites).isPassed)
    #expect(
      TestBot.fault("{\"question\":\"a\",\"assert\":{\"x\":1}}\n", name: "s.jsonl")?
        .hasPrefix("s.jsonl:1: unknown key 'x'") == true)
  }

  @Test func `a knowledge base's pairs become tests`() throws {
    let text =
      "Question\tAnswer\tSource\tMetadata\nhow is the sea\tThe sea is salty.\tEditorial\t\n"
      + "why blue sky\tThe sky is blue.\\nIt looks so\tEditorial\tk:v\n"
    let suites = try TestBot.suites(text, name: "kb.tsv")
    #expect(Runner(subject: TestBot.subject, jobs: 1).run(suites).isPassed)
    #expect(suites[0].tests.count == 2)
  }

  @Test func `a batch test's expected ids become tests`() throws {
    let suites = try TestBot.suites(
      "sets: [{batch: b.tsv, pairs: kb.tsv}]\n",
      files: [
        "b.tsv":
          "KBID\tQuestion\tMetadata tags\tTop parameter\tExpected answer ID\nk\tsea\t\t1\t7\nk\twho won\t\t\t-1\nk\tsky\t\t\t\n",
        "kb.tsv": "QnaId\tQuestion\tAnswer\n7\tsea\tThe sea is salty.\n",
      ])
    #expect(suites[0].tests.map(\.name) == ["sea", "who won"])
    #expect(Runner(subject: TestBot.subject, jobs: 1).run(suites).isPassed)
  }

  @Test func `labelled messages and questions are suites of their own`() throws {
    let messages = """
      {"id":"m1","turns":["hello","there is blood"],"expect":"escalate","flags":["RF1"],"kind":"plain","at":2,"split":"tune"}
      {"id":"m2","turns":["blood is a sign of what"],"expect":"none","flags":[],"kind":"info","safety":true,"split":"held"}

      """
    let suites = try TestBot.suites(messages, name: "m.jsonl")
    #expect(suites[0].tests.map(\.name) == ["m1", "m2"])
    #expect(Runner(subject: TestBot.subject, jobs: 1).run(suites).isPassed)
    let held = try TestBot.suites(
      "sets: [{messages: m.jsonl, split: held}]", files: ["m.jsonl": messages])
    #expect(held[0].tests.map(\.name) == ["m2"])
    let questions = """
      {"id":"q1","question":"How is the sea?","kind":"plain","passages":["salty"],"split":"tune"}
      {"id":"q2","question":"Who won?","kind":"off-topic","split":"tune"}

      """
    #expect(
      Runner(subject: TestBot.subject, jobs: 1).run(
        try TestBot.suites(questions, name: "q.jsonl")
      ).isPassed)
  }

  @Test func `a file of another kind is refused`() {
    #expect(
      TestBot.fault("hello", name: "notes.txt")
        == "notes.txt: is neither a suite nor a set of messages, questions or pairs")
  }

  @Test func `a file that includes itself by another path is refused`() {
    #expect(
      TestBot.fault(
        "include: x/b.yaml", name: "a.yaml", files: ["x/b.yaml": "include: [./../a.yaml]"])
        == "x/b.yaml: 'x/./../a.yaml' includes itself")
    #expect(
      TestBot.fault("include: ./x/../a.yaml", name: "a.yaml")
        == "a.yaml: './x/../a.yaml' includes itself")
  }

  @Test func `includes that double again and again are stopped`() {
    var files: [String: String] = ["12.yaml": "tests: [{question: sea, assert: {outcome: answer}}]"]
    for level in 1..<12 {
      files["\(level).yaml"] = "include: [\(level + 1).yaml, \(level + 1).yaml]"
    }
    let message = TestBot.fault("include: [1.yaml, 1.yaml]", name: "a.yaml", files: files)
    #expect(message?.hasSuffix("includes make a run of more than 1000 files") == true)
  }

  @Test func `an absolute path is not taken relative to the suite`() throws {
    let suites = try TestBot.suites(
      "include: [/set/b.yaml]", name: "x/a.yaml",
      files: ["/set/b.yaml": "tests: [{question: sea, assert: {outcome: answer}}]"])
    #expect(suites.map(\.file) == ["/set/b.yaml"])
  }

  @Test(arguments: ["true", "false", "no"])
  func `skip needs a reason, not a truth value`(value: String) {
    #expect(
      TestBot.fault("tests: [{question: sea, skip: \(value), assert: {outcome: answer}}]")
        == "suite.yaml:1: 'skip' is '\(value)', expected is the reason as a text")
  }

  @Test func `bytes that are no UTF-8 are refused with their line`() {
    func message(_ name: String, _ bytes: [UInt8]) -> String {
      var reader = SuiteReader { _ in bytes }
      do {
        _ = try reader.suites(at: name)
        return "read"
      } catch {
        return "\(error)"
      }
    }
    let head = Array("Question\tAnswer\n".utf8)
    #expect(message("a.tsv", head + [0x63, 0xFF]) == "a.tsv:2: is not readable: no UTF-8")
    #expect(message("a.yaml", Array("tests:\n\n - {q: \"".utf8) + [0xFF]).hasPrefix("a.yaml:3: "))
    #expect(
      message("a.jsonl", Array("{}\n{\"question\":\"".utf8) + [0xFF])
        == "a.jsonl:2: is not readable: no JSON object (not UTF-8 after byte 13)")
  }

  @Test func `two messages of one id are refused`() {
    let line = #"{"id":"m","turns":["sea"],"expect":"none"}"#
    #expect(
      TestBot.fault("\(line)\n\(line)\n", name: "m.jsonl")
        == "m.jsonl:2: test 'm' has the name of the one in line 1")
  }

  @Test func `a column given twice is refused`() {
    #expect(
      TestBot.fault("Question\tAnswer\tAnswer\nq\ta\tb\n", name: "a.tsv")
        == "a.tsv:1: key 'Answer' is given twice")
  }

  @Test func `a labelled question can name its document`() throws {
    let line =
      #"{"id":"q","question":"sea","kind":"plain","doc":"DOC","passages":["The sea is salty."]}"#
    for (document, passes) in [("a.html", true), ("b.html", false)] {
      let suites = try TestBot.suites(
        line.replacing("DOC", with: document), name: "q.jsonl", files: [:])
      #expect(Runner(subject: TestBot.subject, jobs: 1).run(suites).isPassed == passes)
    }
  }
}
