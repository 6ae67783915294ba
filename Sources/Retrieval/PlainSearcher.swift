public import InvertedIndex
import Text

/// Answers questions on an index that `PlainIndexer` made.
public struct PlainSearcher: ~Copyable {
  static let stopWordBlob = "plain-stop-words"

  private let index: Index
  private let space: SpaceID
  private var analyzer: Analyzer
  private var scratch = SearchScratch()
  private var query = TermQuery()
  private var stems: [UInt32] = []

  /// A searcher of an index, or nil when the index was made another way.
  public init?(_ index: Index) throws(IndexError) {
    guard let space = index.space(named: PlainRanking.spaceName) else { return nil }
    self.index = index
    self.space = space
    let words = try index.blob(named: Self.stopWordBlob) ?? []
    let stopWords = String(decoding: words, as: UTF8.self).split(separator: "\n").map(String.init)
    analyzer = Analyzer(stopWords: StopWords(stopWords))
  }

  /// The best passages for a question in UTF-8.
  public mutating func search(_ question: Span<UInt8>, limit: Int) throws(IndexError)
    -> [ScoredPassage]
  {
    try prepare(question)
    return try index.search(query, limit: limit, scratch: &scratch)
  }

  /// Whether the best passages are those that adding every posting gives.
  package mutating func isExact(_ question: Span<UInt8>, limit: Int) throws(IndexError) -> Bool {
    try prepare(question)
    return try index.search(query, limit: limit, scratch: &scratch)
      == index.searchExhaustively(query, limit: limit, scratch: &scratch)
  }

  /// Makes `query` of the question's stems that the index has.
  private mutating func prepare(_ question: Span<UInt8>) throws(IndexError) {
    stems.removeAll(keepingCapacity: true)
    analyzer.appendStems(of: question, to: &stems)
    query.removeAll()
    for (position, stem) in stems.enumerated() {
      var frequency = 1
      var isFirst = true
      for (other, candidate) in stems.enumerated() where candidate == stem && other != position {
        if other < position { isFirst = false }
        frequency += 1
      }
      guard isFirst else { continue }
      let found = try lookup(Int(stem))
      guard let term = found else { continue }
      query.add(
        term,
        weight: PlainRanking.weight(
          frequency: frequency, documentFrequency: term.statistics.documentFrequency,
          passages: index.passageCount))
    }
  }

  /// The best passages' ids, separated by spaces, in place of what `keys` held.
  public mutating func search(_ question: Span<UInt8>, limit: Int, keys: inout [UInt8])
    throws(IndexError)
  {
    keys.removeAll(keepingCapacity: true)
    for hit in try search(question, limit: limit) {
      if !keys.isEmpty { keys.append(0x20) }
      try index.appendKey(of: try index.document(of: hit.passage), to: &keys)
    }
  }

  private func lookup(_ stem: Int) throws(IndexError) -> IndexedTerm? {
    let result: Result<IndexedTerm?, IndexError> = analyzer.withStemBytes(number: stem) { bytes in
      do throws(IndexError) { return .success(try index.lookup(bytes, in: space)) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
