internal import Text

/// Reads the tests of a suite: questions, conversations, and those made from a table.
struct TestReader {
  let reader: NodeReader
  let folder: String
  private(set) var cases: [TestCase] = []
  private var defaultTags: [String] = []
  private var defaultAssertions: [Assertion] = []
  private var defaultToday: CalendarDate?
  private var firstLines: [String: Int] = [:]

  private static let keys = [
    "description", "question", "conversation", "today", "tags", "skip", "safety", "assert", "from",
  ]

  init(reader: NodeReader, folder: String) {
    self.reader = reader
    self.folder = folder
  }

  /// What `defaultTest` gives every test.
  mutating func setDefaults(_ node: SuiteNode?) throws(SuiteError) {
    guard let node else { return }
    for entry in try reader.mapping(node, "defaultTest", known: ["tags", "assert", "today"]) {
      switch entry.key {
      case "tags": defaultTags = try reader.texts(entry.value, "tags")
      case "today": defaultToday = try day(entry.value)
      default: defaultAssertions = try AssertionReader(reader: reader).assertions(entry.value)
      }
    }
  }

  /// Adds a test, or with `from` one for each row of a TSV file whose first row names the columns.
  mutating func add(_ node: SuiteNode, file: (String) throws(SuiteError) -> [UInt8])
    throws(SuiteError)
  {
    let entries = try reader.mapping(node, "tests", known: Self.keys)
    guard let from = entries.first(where: { $0.key == "from" }) else {
      return try append(entries, node.line)
    }
    let path = SuiteReader.path(try reader.text(from.value, "from"), in: folder)
    let table = try TSVTable(try file(path), file: path)
    let rest = SuiteNode(
      value: .mapping(entries.filter { $0.key != "from" }), line: node.line)
    for name in rest.placeholders.sorted() where !table.columns.contains(name) {
      throw reader.fault(node.line, .unknownColumn(name, known: table.columns))
    }
    for row in table.rows {
      guard case .mapping(let filled) = rest.filled(with: row.fields).value else { continue }
      try append(filled, node.line, row: "row \(row.line)")
    }
  }

  private mutating func append(_ entries: [SuiteNode.Entry], _ line: Int, row: String? = nil)
    throws(SuiteError)
  {
    var name: String?
    var turns: [TestCase.Turn] = []
    var test = TestCase(name: "", line: line, turns: [], today: defaultToday, tags: defaultTags)
    var assertions: [Assertion] = []
    for entry in entries {
      switch entry.key {
      case "description": name = try reader.text(entry.value, entry.key)
      case "question", "conversation":
        if !turns.isEmpty {
          throw reader.fault(
            entry.line,
            .badValue(
              key: entry.key, found: "beside another",
              expected: "either question or conversation"))
        }
        turns =
          entry.key == "question"
          ? [TestCase.Turn(try reader.text(entry.value, entry.key))]
          : try conversation(entry.value)
      case "today": test.today = try day(entry.value)
      case "tags": test.tags += try reader.texts(entry.value, entry.key)
      case "skip": test.skip = try reason(entry.value)
      case "safety": test.isSafetyCritical = try reader.truth(entry.value, entry.key)
      default: assertions = try AssertionReader(reader: reader).assertions(entry.value)
      }
    }
    guard !turns.isEmpty else { throw reader.fault(line, .missingKey("question or conversation")) }
    turns[turns.count - 1].assertions += assertions + defaultAssertions
    guard turns.contains(where: { !$0.assertions.isEmpty }) else {
      throw reader.fault(line, .missingKey("assert"))
    }
    test.turns = turns
    test.name = name ?? turns.map(\.text).joined(separator: " → ")
    if let row, name == nil || firstLines[test.name] != nil { test.name += " (\(row))" }
    if let first = firstLines[test.name] {
      throw reader.fault(line, .duplicateTest(test.name, firstLine: first))
    }
    firstLines[test.name] = line
    cases.append(test)
  }

  /// Why a test is skipped; "skip: false" would skip it, too, and "true" is no reason.
  private func reason(_ node: SuiteNode) throws(SuiteError) -> String {
    if case .scalar(let text, isPlain: true) = node.value,
      ["true", "false", "yes", "no"].contains(text.lowercased())
    {
      throw reader.bad(node, "skip", "the reason as a text")
    }
    return try reader.text(node, "skip")
  }

  private func conversation(_ node: SuiteNode) throws(SuiteError) -> [TestCase.Turn] {
    var turns: [TestCase.Turn] = []
    for node in try reader.sequence(node, "conversation") {
      guard case .mapping = node.value else {
        turns.append(TestCase.Turn(try reader.text(node, "conversation")))
        continue
      }
      var text: String?
      var assertions: [Assertion] = []
      for entry in try reader.mapping(node, "conversation", known: ["say", "assert"]) {
        if entry.key == "say" {
          text = try reader.text(entry.value, "say")
        } else {
          assertions = try AssertionReader(reader: reader).assertions(entry.value)
        }
      }
      guard let text else { throw reader.fault(node.line, .missingKey("say")) }
      turns.append(TestCase.Turn(text, assertions: assertions))
    }
    return turns
  }

  private func day(_ node: SuiteNode) throws(SuiteError) -> CalendarDate {
    guard case .scalar(let text, _) = node.value, let day = CalendarDate(iso8601: text) else {
      throw reader.bad(node, "today", "a day as YYYY-MM-DD")
    }
    return day
  }

  /// The tests, with each `same-as` that names another test put into that test's words.
  func finished() throws(SuiteError) -> [TestCase] {
    var byName: [String: [String]] = [:]
    for test in cases { byName[test.name] = test.turns.map(\.text) }
    var result = cases
    for (index, test) in cases.enumerated() {
      for (turn, said) in test.turns.enumerated() {
        for (place, assertion) in said.assertions.enumerated() {
          guard case .sameAs(let texts) = assertion.kind, texts.count == 1,
            let turns = byName[texts[0]]
          else { continue }
          result[index].turns[turn].assertions[place].kind = .sameAs(turns)
        }
      }
    }
    return result
  }
}
