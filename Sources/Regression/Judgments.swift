/// Which documents answer which query, and how well: TREC qrels.
public struct Judgments: Sendable, Equatable {
  /// Grades by query and document.
  public private(set) var grades: [String: [String: Int]] = [:]

  /// No judgments.
  public init() {}

  /// Sets a grade.
  public mutating func judge(query: String, document: String, grade: Int) {
    grades[query, default: [:]][document] = grade
  }

  /// Reads `query 0 document grade` or `query document grade`, fields apart by white space.
  public init(parsing bytes: [UInt8], file: String) throws(SuiteError) {
    for (number, line) in try TextLines.lines(of: bytes, file: file).enumerated() {
      let fields = line.split(whereSeparator: \.isWhitespace)
      if fields.isEmpty { continue }
      guard fields.count == 3 || fields.count == 4, let grade = Int(fields[fields.count - 1]) else {
        throw SuiteError(
          file: file, line: number + 1,
          problem: .syntax("a judgment is 'query 0 document grade' or 'query document grade'"))
      }
      judge(
        query: String(fields[0]), document: String(fields[fields.count - 2]), grade: grade)
    }
  }
}

/// Documents found for queries: a TREC run.
public struct Run: Sendable, Equatable {
  /// A document with its score.
  public struct Entry: Sendable, Equatable {
    /// The document's id.
    public var document: String
    /// Higher is better.
    public var score: Double

    /// An entry from its parts.
    public init(document: String, score: Double) {
      self.document = document
      self.score = score
    }

    /// So many documents from a search for passages, each once with its best passage's score.
    ///
    /// A page has many passages, so as many passages as documents are wanted can be of far fewer
    /// pages; the search is asked again for more until there are enough or nothing is left.
    ///
    /// - Parameter search: so many passages as their documents, best first.
    public static func distinct<Failure>(
      _ limit: Int, from search: (Int) throws(Failure) -> [Entry]
    ) throws(Failure) -> [Entry] {
      var wanted = max(0, limit)
      while true {
        let found = try search(wanted)
        var seen: Set<String> = []
        let documents = found.filter { seen.insert($0.document).inserted }
        if documents.count >= limit || wanted >= greatestSearch || found.count < wanted
          || wanted == 0
        {
          return Array(documents.prefix(max(0, limit)))
        }
        wanted = min(greatestSearch, wanted * 8)
      }
    }

    /// Passages looked at for one query at most.
    private static let greatestSearch = 1 << 16
  }

  /// By query, best first: by score, equal scores by document id backwards, as trec_eval orders.
  public private(set) var rankings: [String: [Entry]] = [:]

  /// An empty run.
  public init() {}

  /// Sets a query's documents; one given twice keeps its best score.
  public mutating func set(query: String, entries: [Entry]) {
    var best: [String: Double] = [:]
    for entry in entries {
      best[entry.document] = max(entry.score, best[entry.document] ?? -.infinity)
    }
    rankings[query] = best.map { Entry(document: $0.key, score: $0.value) }.sorted {
      $0.score != $1.score
        ? $0.score > $1.score : $1.document.utf8.lexicographicallyPrecedes($0.document.utf8)
    }
  }

  /// Reads `query Q0 document rank score tag`; the rank is not looked at.
  public init(parsing bytes: [UInt8], file: String) throws(SuiteError) {
    var entries: [String: [Entry]] = [:]
    for (number, line) in try TextLines.lines(of: bytes, file: file).enumerated() {
      let fields = line.split(whereSeparator: \.isWhitespace)
      if fields.isEmpty { continue }
      guard fields.count == 6, let score = Double(fields[4]), !score.isNaN else {
        throw SuiteError(
          file: file, line: number + 1,
          problem: .syntax("a line of a run is 'query Q0 document rank score tag'"))
      }
      entries[String(fields[0]), default: []].append(
        Entry(document: String(fields[2]), score: score))
    }
    for (query, list) in entries { set(query: query, entries: list) }
  }

  /// The run in TREC form, queries in the order given.
  public func serialized(queries: [String], tag: String = "askwell") -> [UInt8] {
    var out: [UInt8] = []
    for query in queries {
      for (rank, entry) in (rankings[query] ?? []).enumerated() {
        out.append(
          contentsOf: "\(query) Q0 \(entry.document) \(rank + 1) \(entry.score) \(tag)\n".utf8)
      }
    }
    return out
  }
}

/// Lines of a text file.
enum TextLines {
  /// The lines without their ends (U+000A, or U+000D U+000A), a byte-order mark left out.
  ///
  /// - Throws: `SuiteError` with the line of the first bytes that are no UTF-8.
  static func lines(of bytes: [UInt8], file: String) throws(SuiteError) -> [String] {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    var result: [String] = []
    for line in rest.split(separator: 0x0A, omittingEmptySubsequences: false) {
      guard
        let text = String(
          validating: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
      else {
        throw SuiteError(file: file, line: result.count + 1, problem: .syntax("no UTF-8"))
      }
      result.append(text)
    }
    if result.last == "" { result.removeLast() }
    return result
  }
}
