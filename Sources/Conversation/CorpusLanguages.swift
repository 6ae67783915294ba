public import Corpus

/// The languages of a corpus's documents, kept in the index so that a foreign message is noticed.
public struct CorpusLanguages: Sendable, Equatable {
  /// The name of the index's blob that holds the tags.
  public static let blobName = "languages"

  /// How many documents there are of each.
  private var counts: [String: Int] = [:]

  /// None yet.
  public init() {}

  /// Notes one more document's language.
  public mutating func add(_ document: Document) { count(document, 1) }

  /// Takes back a document that is no longer there.
  public mutating func remove(_ document: Document) { count(document, -1) }

  private mutating func count(_ document: Document, _ step: Int) {
    if let tag = document.metadata.language, !tag.isEmpty {
      counts[tag.lowercased(), default: 0] += step
    }
  }

  /// One tag a line, sorted.
  public var serialized: [UInt8] {
    Array(counts.filter { $0.value > 0 }.keys.sorted().joined(separator: "\n").utf8)
  }

  /// Number of documents, space and tag, a line each, sorted: what `init(parsingCounts:)` reads.
  public var serializedCounts: [UInt8] {
    let lines = counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    return Array(lines.map { "\($0.value) \($0.key)" }.joined(separator: "\n").utf8)
  }

  /// Reads `serializedCounts`; nil for anything else.
  public init?(parsingCounts bytes: some Sequence<UInt8>) {
    for line in String(decoding: Array(bytes), as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 1)
      guard fields.count == 2, let count = Int(fields[0]) else { return nil }
      counts[String(fields[1])] = count
    }
  }
}
