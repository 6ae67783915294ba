public import Corpus

/// The languages of a corpus's documents, kept in the index so that a foreign message is noticed.
public struct CorpusLanguages: Sendable, Equatable {
  /// The name of the index's blob that holds the tags.
  public static let blobName = "languages"

  private var tags: Set<String> = []

  /// None yet.
  public init() {}

  /// Notes one more document's language.
  public mutating func add(_ document: Document) {
    if let tag = document.metadata.language, !tag.isEmpty { tags.insert(tag.lowercased()) }
  }

  /// One tag a line, sorted.
  public var serialized: [UInt8] { Array(tags.sorted().joined(separator: "\n").utf8) }
}
