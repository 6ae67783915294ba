/// A distinct folded word, numbered by the analyzer that met it.
public struct WordNumber: Sendable, Hashable {
  /// The number, from 0.
  public let rawValue: UInt32
  init(_ rawValue: Int) { self.rawValue = UInt32(rawValue) }
}

/// One word of a text.
public struct Token: Sendable, Equatable {
  /// Which word, as a number of the analyzer.
  public var word: WordNumber
  /// UTF-8 byte range in the text.
  public var range: Range<Int>
  /// Whether nothing but a hyphen stands between the previous word and this one.
  public var isJoined: Bool
}

/// Turns text into tokens with folded words and stems, remembering every distinct word.
///
/// Stemming costs far more than a look-up, and texts repeat their words, so each distinct word is
/// stemmed once. One value serves one thread; it is not `Sendable`.
///
/// ```swift
/// var analyzer = Analyzer(stopWords: stopWords)
/// analyzer.analyze("Is leaky gut real?")
/// let stems = analyzer.tokens.map { analyzer.stem(of: $0.word) }  // is, leaki, gut, real
/// ```
public struct Analyzer: ~Copyable {
  /// The tokens of the text analysed last.
  public private(set) var tokens: [Token] = []

  private let stemmer = Stemmer()
  private let stopWords: StopWords
  private let wordLimit: Int
  private var words = WordTable()
  private var stems = WordTable()
  private var facts: [Fact] = []

  private struct Fact {
    var stem: UInt32
    var isStopWord: Bool
  }

  /// An analyzer with an empty memory.
  ///
  /// - Parameter wordLimit: with more distinct words than this in memory, the next analysis begins
  ///   by forgetting all of them, and their numbers and stem numbers with them.
  public init(stopWords: StopWords = .none, wordLimit: Int = 1 << 18) {
    self.stopWords = stopWords
    self.wordLimit = wordLimit
  }

  /// Analyses UTF-8 text; the result is in `tokens`.
  public mutating func analyze(_ text: Span<UInt8>) {
    tokens.removeAll(keepingCapacity: true)
    if words.count > wordLimit { forget() }
    var tokens: [Token] = []
    swap(&tokens, &self.tokens)
    Tokenizer.forEachWord(in: text) { word, range, isJoined in
      let number = self.number(of: word)
      tokens.append(Token(word: WordNumber(number), range: range, isJoined: isJoined))
    }
    swap(&tokens, &self.tokens)
  }

  /// Analyses text; the result is in `tokens`.
  public mutating func analyze(_ text: String) {
    var text = text
    text.makeContiguousUTF8()
    analyze(text.utf8.span)
  }

  /// The stem numbers of the words of UTF-8 text that are not on the stop list, in order, appended
  /// to `stems`; `tokens` is left as it is.
  ///
  /// For texts by the million, where only the terms matter.
  public mutating func appendStems(of text: Span<UInt8>, to stems: inout [UInt32]) {
    Tokenizer.forEachWord(in: text) { word, _, _ in
      let fact = facts[number(of: word)]
      if !fact.isStopWord { stems.append(fact.stem) }
    }
  }

  /// Calls `body` with the bytes of a stem, by its number; the span is valid during the call.
  public func withStemBytes<Result>(
    number: Int, _ body: (Span<UInt8>) throws -> Result
  ) rethrows -> Result {
    try stems.withBytes(number, body)
  }

  /// Makes tokens that this analyzer gave for another text those of the text analysed last.
  ///
  /// Their words must be remembered still: an analyzer whose word limit lies between may have forgotten them.
  public mutating func restore(_ tokens: [Token]) { self.tokens = tokens }

  /// The number of a stem, which is remembered if it's new, though no word has it yet.
  public mutating func number(ofStem stem: String) -> Int {
    var stem = stem
    stem.makeContiguousUTF8()
    return stems.insert(stem.utf8.span).number
  }

  /// The number of a folded word, which is remembered if it's new.
  public mutating func word(_ folded: String) -> WordNumber {
    WordNumber(number(of: Array(folded.utf8).span))
  }

  /// The number of a folded word in UTF-8, which is remembered if it's new.
  public mutating func word(_ folded: Span<UInt8>) -> WordNumber {
    WordNumber(number(of: folded))
  }

  /// The folded word.
  public func text(of word: WordNumber) -> String {
    String(decoding: words.bytes(Int(word.rawValue)), as: UTF8.self)
  }

  /// The word's stem.
  public func stem(of word: WordNumber) -> String {
    String(decoding: stems.bytes(Int(facts[Int(word.rawValue)].stem)), as: UTF8.self)
  }

  /// The folded word's bytes, valid during the call.
  public func withBytes<Result>(of word: WordNumber, _ body: (Span<UInt8>) throws -> Result)
    rethrows -> Result
  {
    try words.withBytes(Int(word.rawValue), body)
  }

  /// The stem's bytes, valid during the call.
  public func withStemBytes<Result>(of word: WordNumber, _ body: (Span<UInt8>) throws -> Result)
    rethrows -> Result
  {
    try stems.withBytes(Int(facts[Int(word.rawValue)].stem), body)
  }

  /// The number of the word's stem, from 0; words with one stem share it.
  public func stemNumber(of word: WordNumber) -> Int { Int(facts[Int(word.rawValue)].stem) }

  /// How many distinct stems are remembered; stem numbers are below it.
  public var stemCount: Int { stems.count }

  /// How many distinct words are remembered.
  public var wordCount: Int { words.count }

  /// Whether the word is on the stop list.
  public func isStopWord(_ word: WordNumber) -> Bool { facts[Int(word.rawValue)].isStopWord }

  private mutating func number(of word: Span<UInt8>) -> Int {
    let (number, isNew) = words.insert(word)
    if isNew {
      let stem = stemmer.withStem(of: word) { stems.insert($0).number }
      let isStopWord = stopWords.contains(word)
      facts.append(Fact(stem: UInt32(stem), isStopWord: isStopWord))
    }
    return number
  }

  private mutating func forget() {
    words.removeAll()
    stems.removeAll()
    facts.removeAll(keepingCapacity: true)
  }
}
