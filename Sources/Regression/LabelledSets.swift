internal import Triage

/// JSON Lines of labelled messages and questions, as tests.
enum LabelledSets {
  enum Form {
    case messages, questions, tests
  }

  /// What a file holds, by its first record.
  static func form(of records: [SuiteNode]) -> Form {
    guard let first = records.first, case .mapping(let entries) = first.value else { return .tests }
    let keys = Set(entries.map(\.key))
    if keys.isSuperset(of: ["turns", "expect"]) { return .messages }
    if keys.isSuperset(of: ["question", "kind"]) { return .questions }
    return .tests
  }

  private static let messageKeys = [
    "id", "turns", "expect", "flags", "kind", "also", "at", "safety", "split", "today",
  ]

  /// Tests of triage alone: the highest level of the conversation must be the label's, save that
  /// escalate and emergency may stand in for one another where safety is not at stake.
  static func messages(_ records: [SuiteNode], file: String, split: String?) throws(SuiteError)
    -> [TestCase]
  {
    let reader = NodeReader(file: file)
    var result: [TestCase] = []
    for node in records {
      let fields = try fields(node, "a message", messageKeys, reader)
      if let split, let own = fields["split"], try reader.text(own, "split") != split { continue }
      let turns = try reader.texts(try required(fields, "turns", node, reader), "turns")
      let name = try reader.word(
        try required(fields, "expect", node, reader), "expect", of: TriageLevel.allCases.map(\.name)
      )
      guard let level = TriageLevel.allCases.first(where: { $0.name == name }) else { continue }
      var label = TriageLabel(
        level: level, flags: try flags(fields["flags"], "flags", reader),
        alsoAllowed: try flags(fields["also"], "also", reader))
      if let at = fields["at"] { label.turn = try reader.count(at, "at", 1...10_000) }
      result.append(
        TestCase(
          name: try name_(fields, node, reader), line: node.line,
          turns: turns.map { TestCase.Turn($0) }, tags: try tags(fields, reader),
          triage: label,
          isSafetyCritical: try fields["safety"].map { node throws(SuiteError) in
            try reader.truth(node, "safety")
          } ?? false))
    }
    return result
  }

  private static let questionKeys = [
    "id", "question", "context", "kind", "passages", "split", "document", "doc",
  ]

  /// Tests of answers: a question with `passages` must be answered from one of them (of that document,
  /// where one is named), one without must not be answered.
  static func questions(_ records: [SuiteNode], file: String, split: String?) throws(SuiteError)
    -> [TestCase]
  {
    let reader = NodeReader(file: file)
    var result: [TestCase] = []
    for node in records {
      let fields = try fields(node, "a question", questionKeys, reader)
      if let split, let own = fields["split"], try reader.text(own, "split") != split { continue }
      var turns: [TestCase.Turn] = []
      if let context = fields["context"] {
        turns = try reader.texts(context, "context").map { TestCase.Turn($0) }
      }
      var assertions: [Assertion] = []
      if let passages = fields["passages"] {
        let texts = try reader.texts(passages, "passages")
        let documents = try (fields["document"] ?? fields["doc"]).map { node throws(SuiteError) in
          try reader.texts(node, "document")
        }
        assertions = [
          Assertion(.outcome(["answer"]), name: "outcome", line: node.line),
          Assertion(
            .cites(PassageDescription(documents: documents ?? [], texts: texts)), name: "cites",
            line: node.line),
        ]
      } else {
        assertions = [Assertion(.outcome(["abstain"]), name: "outcome", line: node.line)]
      }
      let question = try reader.text(try required(fields, "question", node, reader), "question")
      turns.append(TestCase.Turn(question, assertions: assertions))
      result.append(
        TestCase(
          name: try name_(fields, node, reader), line: node.line, turns: turns,
          tags: try tags(fields, reader)))
    }
    return result
  }

  /// Refuses two tests of one name, which reports and baselines could not tell apart.
  static func checkNames(of suite: Suite) throws(SuiteError) {
    var lines: [String: Int] = [:]
    for test in suite.tests {
      if let first = lines.updateValue(test.line, forKey: test.name) {
        throw SuiteError(
          file: suite.file, line: test.line,
          problem: .duplicateTest(test.name, firstLine: first))
      }
    }
  }

  private static func fields(
    _ node: SuiteNode, _ name: String, _ known: [String], _ reader: NodeReader
  ) throws(SuiteError) -> [String: SuiteNode] {
    var result: [String: SuiteNode] = [:]
    for entry in try reader.mapping(node, name, known: known) { result[entry.key] = entry.value }
    return result
  }

  private static func required(
    _ fields: [String: SuiteNode], _ key: String, _ node: SuiteNode, _ reader: NodeReader
  ) throws(SuiteError) -> SuiteNode {
    guard let value = fields[key] else { throw reader.fault(node.line, .missingKey(key)) }
    return value
  }

  private static func name_(
    _ fields: [String: SuiteNode], _ node: SuiteNode, _ reader: NodeReader
  ) throws(SuiteError) -> String {
    try reader.text(try required(fields, "id", node, reader), "id")
  }

  private static func tags(_ fields: [String: SuiteNode], _ reader: NodeReader) throws(SuiteError)
    -> [String]
  {
    var result: [String] = []
    if let kind = fields["kind"] { result.append(try reader.text(kind, "kind")) }
    if let split = fields["split"] { result.append(try reader.text(split, "split")) }
    return result
  }

  private static func flags(_ node: SuiteNode?, _ name: String, _ reader: NodeReader)
    throws(SuiteError) -> [FlagID]
  {
    guard let node else { return [] }
    var result: [FlagID] = []
    for node in try reader.sequence(node, name) {
      result.append(FlagID(try reader.text(node, name)))
    }
    return result
  }
}
