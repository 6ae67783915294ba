internal import JSON
internal import Text

/// Reads suites and the files that they name.
///
/// Files come through a closure, by path, so that the reading itself touches nothing. A path in a
/// suite is relative to the suite's own folder.
public struct SuiteReader {
  /// Bytes that a file of a suite may have.
  public static let sizeLimit = 64 << 20

  /// Returns a file's bytes, or nil where it can't be read.
  public typealias FileContents = (String) -> [UInt8]?

  private let contents: FileContents
  private var open: [String] = []
  private var count = 0

  /// Files that suites may include in all; a file that includes another twice doubles what follows.
  private static let fileLimit = 1_000

  /// A reader over files.
  public init(contents: @escaping FileContents) { self.contents = contents }

  /// The suites in a file: its own tests first, then its sets and includes in their order.
  ///
  /// The form follows from the name and the first record: YAML (`.yaml`, `.yml`), JSON Lines of tests,
  /// of labelled messages (`turns`, `expect`) or of questions (`question`, `kind`), or a TSV file of
  /// question and answer pairs or of a batch test.
  ///
  /// - Throws: `SuiteError` with file, line and name of the first fault.
  public mutating func suites(at path: String) throws(SuiteError) -> [Suite] {
    if open.contains(where: { Self.plain($0) == Self.plain(path) }) {
      throw SuiteError(file: open.last ?? path, line: 0, problem: .includeCycle(path))
    }
    count += 1
    if count > Self.fileLimit {
      throw SuiteError(
        file: open.last ?? path, line: 0, problem: .tooManyFiles(limit: Self.fileLimit))
    }
    open.append(path)
    defer { open.removeLast() }
    let bytes = try file(path)
    switch Self.suffix(of: path) {
    case "yaml", "yml":
      guard let root = try YAMLReader.document(in: bytes, file: path) else { return [] }
      return try document(root, path)
    case "tsv":
      return [try TSVSets.suite(bytes, file: path)]
    case "jsonl", "ndjson":
      return try lines(bytes, path)
    case "json":
      return try document(try JSONLinesReader.document(in: bytes, file: path), path)
    default:
      throw SuiteError(file: path, line: 0, problem: .unknownForm)
    }
  }

  /// The bytes of a file within the limit.
  func file(_ path: String) throws(SuiteError) -> [UInt8] {
    guard let bytes = contents(path) else {
      throw SuiteError(file: path, line: 0, problem: .unreadable)
    }
    if bytes.count > Self.sizeLimit {
      throw SuiteError(file: path, line: 0, problem: .tooLarge(limit: Self.sizeLimit))
    }
    return bytes
  }

  private mutating func lines(_ bytes: [UInt8], _ path: String) throws(SuiteError) -> [Suite] {
    let records = try JSONLinesReader.nodes(in: bytes, file: path)
    let form = LabelledSets.form(of: records)
    switch form {
    case .messages, .questions:
      let suite = Suite(
        name: Self.baseName(path), file: path,
        tests: form == .messages
          ? try LabelledSets.messages(records, file: path, split: nil)
          : try LabelledSets.questions(records, file: path, split: nil))
      try LabelledSets.checkNames(of: suite)
      return [suite]
    case .tests:
      // A first record that asks nothing speaks for the suite.
      var header: SuiteNode?
      var tests = records[...]
      if let first = records.first, case .mapping(let entries) = first.value,
        !entries.contains(where: { ["question", "conversation", "from"].contains($0.key) })
      {
        header = first
        tests = records.dropFirst()
      }
      return try document(header, tests: Array(tests), path)
    }
  }

  private static let suiteKeys = [
    "description", "thresholds", "defaultTest", "tests", "include", "sets",
  ]

  private mutating func document(_ root: SuiteNode, _ path: String) throws(SuiteError) -> [Suite] {
    try document(root, tests: [], path)
  }

  private mutating func document(_ root: SuiteNode?, tests more: [SuiteNode], _ path: String)
    throws(SuiteError) -> [Suite]
  {
    let reader = NodeReader(file: path)
    var name = Self.baseName(path)
    var thresholds: [Threshold] = []
    var nodes: [SuiteNode] = []
    var defaults: SuiteNode?
    var sets: [SuiteNode] = []
    var includes: [SuiteNode] = []
    for entry in try root.map({ node throws(SuiteError) in
      try reader.mapping(node, "the suite", known: Self.suiteKeys)
    }) ?? [] {
      switch entry.key {
      case "description": name = try reader.text(entry.value, entry.key)
      case "thresholds": thresholds = try Self.thresholds(entry.value, reader)
      case "defaultTest": defaults = entry.value
      case "tests": nodes = try reader.sequence(entry.value, entry.key)
      case "sets": sets = try reader.sequence(entry.value, entry.key)
      default:
        if case .sequence(let list) = entry.value.value {
          includes = list
        } else {
          includes = [entry.value]
        }
      }
    }
    var tests = TestReader(reader: reader, folder: Self.folder(of: path))
    try tests.setDefaults(defaults)
    for node in nodes + more {
      try tests.add(node) { (path: String) throws(SuiteError) -> [UInt8] in try file(path) }
    }
    var result: [Suite] = []
    if !tests.cases.isEmpty || !thresholds.isEmpty {
      result.append(
        Suite(name: name, file: path, tests: try tests.finished(), thresholds: thresholds))
    }
    for node in sets { result.append(try set(node, reader, Self.folder(of: path))) }
    for node in includes {
      result += try suites(
        at: Self.path(try reader.text(node, "include"), in: Self.folder(of: path)))
    }
    return result
  }

  private static let setKeys = [
    "messages", "questions", "pairs", "batch", "queries", "qrels", "compare", "top", "split",
    "description", "thresholds",
  ]

  /// One entry of `sets`: a file of labelled data with thresholds of its own.
  private func set(_ node: SuiteNode, _ reader: NodeReader, _ folder: String) throws(SuiteError)
    -> Suite
  {
    var fields: [String: SuiteNode] = [:]
    for entry in try reader.mapping(node, "sets", known: Self.setKeys) {
      fields[entry.key] = entry.value
    }
    func paths(_ key: String) throws(SuiteError) -> [String]? {
      guard let value = fields[key] else { return nil }
      return try reader.texts(value, key).map { Self.path($0, in: folder) }
    }
    let split = try fields["split"].map { node throws(SuiteError) in try reader.text(node, "split")
    }
    var suite: Suite
    if let files = try paths("messages") {
      suite = Suite(
        name: Self.baseName(files[0]), file: files.joined(separator: ", "), tests: [])
      for path in files {
        let records = try JSONLinesReader.nodes(in: try file(path), file: path)
        suite.tests += try LabelledSets.messages(records, file: path, split: split)
      }
      try LabelledSets.checkNames(of: suite)
    } else if let files = try paths("questions") {
      suite = Suite(
        name: Self.baseName(files[0]), file: files.joined(separator: ", "), tests: [])
      for path in files {
        let records = try JSONLinesReader.nodes(in: try file(path), file: path)
        suite.tests += try LabelledSets.questions(records, file: path, split: split)
      }
      try LabelledSets.checkNames(of: suite)
    } else if let files = try paths("batch") {
      let pairs = try paths("pairs")?.first
      suite = Suite(
        name: Self.baseName(files[0]), file: files[0],
        tests: try TSVSets.batch(
          try file(files[0]), file: files[0],
          pairs: try pairs.map { path throws(SuiteError) in (try file(path), path) }))
    } else if let files = try paths("pairs") {
      suite = Suite(
        name: Self.baseName(files[0]), file: files[0],
        tests: try TSVSets.pairs(try file(files[0]), file: files[0]))
    } else if let files = try paths("queries") {
      guard let judged = try paths("qrels")?.first else {
        throw reader.fault(node.line, .missingKey("qrels"))
      }
      let top = try fields["top"].map { node throws(SuiteError) in
        try reader.count(node, "top", 1...10_000)
      }
      suite = Suite(
        name: Self.baseName(files[0]), file: files[0], tests: [],
        retrieval: try retrieval(
          queries: files[0], judgments: judged, comparison: try paths("compare")?.first,
          top: top ?? 100))
    } else {
      throw reader.fault(node.line, .missingKey("messages, questions, pairs, batch or queries"))
    }
    if let value = fields["description"] { suite.name = try reader.text(value, "description") }
    if let value = fields["thresholds"] { suite.thresholds = try Self.thresholds(value, reader) }
    return suite
  }

  /// A retrieval set from its files; queries are JSON Lines of `{"id","text"}`.
  public func retrieval(queries: String, judgments: String, comparison: String?, top: Int = 100)
    throws(SuiteError) -> RetrievalSet
  {
    let reader = NodeReader(file: queries)
    var list: [RetrievalSet.Query] = []
    for node in try JSONLinesReader.nodes(in: try file(queries), file: queries) {
      guard case .mapping(let entries) = node.value,
        let id = entries.last(where: { $0.key == "id" }),
        let text = entries.last(where: { $0.key == "text" })
      else { throw reader.fault(node.line, .missingKey("id and text")) }
      list.append(
        .init(id: try reader.text(id.value, "id"), text: try reader.text(text.value, "text")))
    }
    let run = try comparison.map { path throws(SuiteError) in
      try Run(parsing: try file(path), file: path)
    }
    return RetrievalSet(
      queries: list, judgments: try Judgments(parsing: try file(judgments), file: judgments),
      comparison: run, comparisonName: comparison.map(Self.baseName), top: top)
  }

  private static func thresholds(_ node: SuiteNode, _ reader: NodeReader) throws(SuiteError)
    -> [Threshold]
  {
    var result: [Threshold] = []
    for entry in try reader.mapping(
      node, "thresholds", known: MeasureName.allCases.map(\.rawValue))
    {
      guard let measure = MeasureName(rawValue: entry.key) else { continue }
      let bound =
        measure.isCount
        ? Double(try reader.count(entry.value, entry.key, 0...1_000_000))
        : try reader.share(entry.value, entry.key)
      result.append(Threshold(measure, bound, line: entry.line))
    }
    return result
  }

  private static func suffix(of path: String) -> String {
    let name = baseName(path)
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return "" }
    return name[name.utf8.index(after: dot)...].lowercased()
  }

  static func baseName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// A path that a suite in a folder names.
  static func path(_ name: String, in folder: String) -> String {
    name.hasPrefix("/") ? name : folder + name
  }

  /// A path without `.` and `x/..`, to tell whether two lead to one file.
  private static func plain(_ path: String) -> [Substring] {
    var parts: [Substring] = path.hasPrefix("/") ? [""] : []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != "..", last != "" {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts
  }

  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[...slash])
  }
}
