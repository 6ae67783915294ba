/// A table of tab-separated text whose first row names the columns.
struct TSVTable {
  /// A row with its line in the file.
  struct Row {
    var line: Int
    var fields: [String: String]
  }

  let columns: [String]
  let rows: [Row]

  /// Reads a table; empty lines are left out, missing cells at a row's end are empty.
  init(_ bytes: [UInt8], file: String) throws(SuiteError) {
    let lines = try TextLines.lines(of: bytes, file: file)
    guard let head = lines.first, !head.isEmpty else {
      throw SuiteError(file: file, line: 1, problem: .syntax("there is no row of column names"))
    }
    let names = Self.cells(head)
    for (place, name) in names.enumerated() where !name.isEmpty && names[..<place].contains(name) {
      throw SuiteError(file: file, line: 1, problem: .duplicateKey(name))
    }
    columns = names
    var rows: [Row] = []
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let cells = Self.cells(line)
      if cells.count > names.count {
        throw SuiteError(
          file: file, line: index + 1,
          problem: .syntax("\(cells.count) cells in a table of \(names.count) columns"))
      }
      var fields: [String: String] = [:]
      for (column, name) in names.enumerated() {
        fields[name] = column < cells.count ? cells[column] : ""
      }
      rows.append(Row(line: index + 1, fields: fields))
    }
    self.rows = rows
  }

  private static func cells(_ line: String) -> [String] {
    line.utf8.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
      String(Substring($0))
    }
  }
}

/// The two tables of QnA Maker: a knowledge base's pairs and a batch test.
enum TSVSets {
  /// The table as a suite: a batch test where the columns say so, else pairs.
  static func suite(_ bytes: [UInt8], file: String) throws(SuiteError) -> Suite {
    let table = try TSVTable(bytes, file: file)
    let tests =
      column(table, ["expected answer id", "expectedanswerid"]) != nil
      ? try batch(bytes, file: file, pairs: nil) : try pairs(bytes, file: file)
    return Suite(name: SuiteReader.baseName(file), file: file, tests: tests)
  }

  /// A test for each pair: the question gets this answer, quoted.
  ///
  /// Rows of one answer are its alternate questions. Column names are compared without case, spaces
  /// and underscores.
  static func pairs(_ bytes: [UInt8], file: String) throws(SuiteError) -> [TestCase] {
    let table = try TSVTable(bytes, file: file)
    let question = try required(table, ["question"], file)
    let answer = try required(table, ["answer"], file)
    return try tests(table, question: question, file: file) { row in
      let text = unescaped(row.fields[answer] ?? "")
      return text.isEmpty ? nil : expectation(text, line: row.line)
    }
  }

  /// A test for each row with an expected answer id: -1 or "none" for no answer, the id of a row in
  /// `pairs`, or the id of a passage.
  static func batch(_ bytes: [UInt8], file: String, pairs: (bytes: [UInt8], file: String)?)
    throws(SuiteError) -> [TestCase]
  {
    let table = try TSVTable(bytes, file: file)
    let question = try required(table, ["question"], file)
    let expected = try required(table, ["expectedanswerid"], file)
    var answers: [String: String] = [:]
    if let pairs {
      let base = try TSVTable(pairs.bytes, file: pairs.file)
      let id = try required(base, ["qnaid", "id"], pairs.file)
      let answer = try required(base, ["answer"], pairs.file)
      for row in base.rows { answers[row.fields[id] ?? ""] = unescaped(row.fields[answer] ?? "") }
    }
    return try tests(table, question: question, file: file) { row in
      let id = row.fields[expected] ?? ""
      if id.isEmpty { return nil }
      if id == "-1" || id.lowercased() == "none" {
        return [Assertion(.outcome(["abstain"]), name: "outcome", line: row.line)]
      }
      if let text = answers[id] { return expectation(text, line: row.line) }
      return [
        Assertion(.outcome(["answer"]), name: "outcome", line: row.line),
        Assertion(.cites(PassageDescription(passages: [id])), name: "cites", line: row.line),
      ]
    }
  }

  private static func expectation(_ text: String, line: Int) -> [Assertion] {
    [
      Assertion(.outcome(["answer"]), name: "outcome", line: line),
      Assertion(.cites(PassageDescription(texts: [text])), name: "cites", line: line),
    ]
  }

  private static func tests(
    _ table: TSVTable, question: String, file: String,
    assertions: (TSVTable.Row) -> [Assertion]?
  ) throws(SuiteError) -> [TestCase] {
    var result: [TestCase] = []
    var seen: Set<String> = []
    for row in table.rows {
      let text = unescaped(row.fields[question] ?? "")
      guard text.utf8.contains(where: { $0 > 0x20 }) else {
        throw SuiteError(file: file, line: row.line, problem: .missingKey(question))
      }
      guard let assertions = assertions(row) else { continue }
      let name = seen.insert(text).inserted ? text : "\(text) (row \(row.line))"
      result.append(
        TestCase(
          name: name, line: row.line,
          turns: [TestCase.Turn(text, assertions: assertions)]))
    }
    return result
  }

  private static func column(_ table: TSVTable, _ names: [String]) -> String? {
    table.columns.first { names.contains(plain($0)) || names.contains($0.lowercased()) }
  }

  private static func required(_ table: TSVTable, _ names: [String], _ file: String)
    throws(SuiteError) -> String
  {
    guard let found = column(table, names) else {
      throw SuiteError(
        file: file, line: 1, problem: .unknownColumn(names[0], known: table.columns))
    }
    return found
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0 != " " && $0 != "_" }
  }

  /// The export writes a line break inside a cell as the two characters `\n`.
  private static func unescaped(_ text: String) -> String {
    text.contains("\\n") ? text.split(separator: "\\n").joined(separator: "\n") : text
  }
}
