/// A list of words that carry no topic.
public struct StopWords: Sendable {
  /// Why a stop-word file was refused.
  public struct Fault: Error, Equatable, Sendable {
    /// Line, from 1.
    public let line: Int
  }

  private let words: WordTable

  /// No stop words.
  public static let none = StopWords([])

  /// A list of folded words.
  public init(_ words: some Sequence<String>) {
    var table = WordTable()
    for word in words { _ = table.insert(Array(word.utf8).span) }
    self.words = table
  }

  /// Reads one word a line; `#` begins a comment line.
  public init(parsing text: String) throws(Fault) {
    var words: [String] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.isEmpty || line.utf8.first == UInt8(ascii: "#") { continue }
      let isWord = line.utf8.allSatisfy { $0 > 0x20 && !($0 >= 0x41 && $0 <= 0x5A) }
      if !isWord { throw Fault(line: index + 1) }
      words.append(String(line))
    }
    self.init(words)
  }

  /// Whether a folded word is on the list.
  public func contains(_ word: String) -> Bool { contains(Array(word.utf8).span) }

  /// The words in byte order.
  public var sorted: [String] {
    (0..<words.count).map { words.bytes($0) }.sorted { $0.lexicographicallyPrecedes($1) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  func contains(_ word: Span<UInt8>) -> Bool { words.number(of: word) != nil }
}
