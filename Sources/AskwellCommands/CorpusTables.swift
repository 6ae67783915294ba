internal import Retrieval
internal import Storage
internal import Triage

/// What a corpus brings besides its pages: red flags with their lexicon and rules, and synonyms.
///
/// They lie in the corpus folder under fixed names, one entry a line, tab-separated; the columns are
/// those of the program's own tables. `askwell index` checks them and keeps the red-flag tables in the
/// index; synonyms become part of the index's own.
struct CorpusTables: Sendable {
  /// The names under which tables are found.
  enum Kind: String, Sendable, CaseIterable {
    /// Flag id, label, what a clinician reads, source.
    case flags = "askwell-flags.tsv"
    /// Concept, pattern.
    case lexicon = "askwell-lexicon.tsv"
    /// Rule id, flag id, terms, source.
    case rules = "askwell-rules.tsv"
    /// Rule id, `+` or `-`, message; turns are parted by ` // `.
    case examples = "askwell-examples.tsv"
    /// Relation, words, words, source.
    case synonyms = "askwell-synonyms.tsv"

    /// How all names of tables begin; a file of another such name is a mistake.
    static let prefix = "askwell-"
  }

  /// One table.
  struct Table: Equatable, Sendable {
    /// What it holds.
    var kind: Kind
    /// The name that errors show.
    var name: String
    /// Its bytes, lines ended by line feeds.
    var bytes: [UInt8]
  }

  /// The name of the index's blob that holds the tables that triage needs.
  static let blobName = "red-flag-tables"

  private(set) var tables: [Table] = []

  /// No tables.
  init() {}

  /// Reads tables from their files.
  init(_ files: [CorpusSource.Table]) throws(CommandFailure) {
    for file in files {
      var bytes = try FileBytes.read(file.path, limit: 1 << 20)
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
      bytes.removeAll { $0 == UInt8(ascii: "\r") }
      guard String(validating: bytes, as: UTF8.self) != nil else {
        throw CommandFailure(status: .badData, message: "\(file.name): the table is not UTF-8")
      }
      tables.append(Table(kind: file.kind, name: file.name, bytes: bytes))
    }
  }

  /// Whether there are none.
  var isEmpty: Bool { tables.isEmpty }

  /// How many entries there are of a kind.
  func count(_ kind: Kind) -> Int {
    tables.reduce(0) { $0 + ($1.kind == kind ? Self.rows($1).count : 0) }
  }

  /// What there is, for a person; empty where there is nothing.
  var summary: String {
    let names: [(Kind, String)] = [
      (.flags, "red flags"), (.lexicon, "lexicon entries"), (.rules, "rules"),
      (.synonyms, "rows of synonyms"),
    ]
    return names.map { (count($0.0), $0.1) }.filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  // MARK: Synonyms

  /// The corpus's synonyms.
  func synonyms() throws(CommandFailure) -> SynonymTable {
    var result = SynonymTable()
    for table in tables where table.kind == .synonyms {
      do {
        try result.read(String(decoding: table.bytes, as: UTF8.self), file: table.name)
      } catch {
        throw Self.fault(
          error.file, error.line,
          "a row of synonyms is same, form, kind, near, lay, group or inflection; words; words; source, parted by tabs"
        )
      }
    }
    return result
  }

  // MARK: Red flags

  /// The built-in rules with this corpus's own; nil where it has none.
  func extending(_ rules: RuleSet) throws(CommandFailure) -> RuleSet? {
    let extra = tables.compactMap { table in
      table.kind.ruleKind.map { RuleSet.File(name: table.name, kind: $0, bytes: table.bytes) }
    }
    if extra.isEmpty { return nil }
    do {
      return try rules.merging(extra: extra)
    } catch .circularConcept(let name) {
      let place = row(of: name, in: .lexicon)
      throw Self.fault(
        place?.table ?? Kind.lexicon.rawValue, place?.line ?? 1,
        "the concept '\(name)' refers to itself")
    } catch {
      throw CommandFailure(status: .badData, message: ErrorText.describe(error))
    }
  }

  /// Checks what only a whole corpus can be asked for: sources, an example for each rule, and that
  /// the examples do what they say.
  func check(_ engine: TriageEngine) throws(CommandFailure) {
    for table in tables where table.kind == .flags || table.kind == .rules {
      for row in Self.rows(table) where row.columns.contains(where: Self.isBlank) {
        throw Self.fault(table.name, row.line, "a column is empty; the last one is the source")
      }
    }
    var shown: Set<String> = []
    for table in tables where table.kind == .examples {
      for row in Self.rows(table) {
        try check(row, of: table, engine)
        if row.columns[1] == "+" { shown.insert(row.columns[0]) }
      }
    }
    var raised: Set<String> = []
    for table in tables where table.kind == .rules {
      for row in Self.rows(table) {
        raised.insert(row.columns[1])
        guard shown.contains(row.columns[0]) else {
          throw Self.fault(
            table.name, row.line,
            "the rule '\(row.columns[0])' has no example that fires it; add a line '\(row.columns[0])', '+', message to \(Kind.examples.rawValue)"
          )
        }
      }
    }
    for table in tables where table.kind == .flags {
      for row in Self.rows(table) where !raised.contains(row.columns[0]) {
        throw Self.fault(table.name, row.line, "no rule raises the flag '\(row.columns[0])'")
      }
    }
  }

  private func check(_ row: Row, of table: Table, _ engine: TriageEngine) throws(CommandFailure) {
    guard row.columns.count == 3, row.columns[1] == "+" || row.columns[1] == "-",
      !Self.isBlank(row.columns[2])
    else {
      throw Self.fault(
        table.name, row.line, "an example is rule, + or -, message, parted by tabs")
    }
    let turns = row.columns[2].split(separator: " // ").map(String.init)
    let fired = engine.explain(turns: turns, today: nil).fired.contains {
      $0.rule == row.columns[0]
    }
    guard fired == (row.columns[1] == "+") else {
      throw Self.fault(
        table.name, row.line,
        fired
          ? "the rule '\(row.columns[0])' fires on this example"
          : "the rule '\(row.columns[0])' does not fire on this example; see 'askwell triage --explain'"
      )
    }
  }

  // MARK: Keeping

  /// The tables that triage needs, as the index keeps them: for each, kind, name and bytes as
  /// strings; empty where there are none.
  var serialized: [UInt8] {
    var out: [UInt8] = []
    for table in tables where table.kind.ruleKind != nil {
      out.appendString(table.kind.rawValue)
      out.appendString(table.name)
      out.appendVarint(table.bytes.count)
      out += table.bytes
    }
    return out
  }

  /// Reads what `serialized` gave; nil where the bytes are something else.
  init?(parsing bytes: [UInt8]) {
    var reader = ByteReader(bytes.span)
    do {
      while !reader.isAtEnd {
        guard let kind = Kind(rawValue: try reader.string()) else { return nil }
        let name = try reader.string()
        let content = try reader.array(count: try reader.count(atMost: reader.remaining))
        tables.append(Table(kind: kind, name: name, bytes: content))
      }
    } catch {
      return nil
    }
  }

  // MARK: Rows

  private struct Row {
    var line: Int
    var columns: [String]
  }

  private static func rows(_ table: Table) -> [Row] {
    table.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated().compactMap { index, line in
        guard let first = line.first, first != UInt8(ascii: "#") else { return nil }
        let columns = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        return Row(line: index + 1, columns: columns.map { String(decoding: $0, as: UTF8.self) })
      }
  }

  private func row(of first: String, in kind: Kind) -> (table: String, line: Int)? {
    for table in tables where table.kind == kind {
      if let row = Self.rows(table).first(where: { $0.columns.first == first }) {
        return (table.name, row.line)
      }
    }
    return nil
  }

  private static func isBlank(_ column: String) -> Bool { column.allSatisfy(\.isWhitespace) }

  private static func fault(_ file: String, _ line: Int, _ problem: String) -> CommandFailure {
    CommandFailure(status: .badData, message: "\(file):\(line): \(problem)")
  }
}

extension CorpusTables.Kind {
  /// What triage calls such a table; nil for one that it doesn't read.
  fileprivate var ruleKind: RuleSet.File.Kind? {
    switch self {
    case .flags: .flags
    case .lexicon: .lexicon
    case .rules: .rules
    case .examples, .synonyms: nil
    }
  }
}
