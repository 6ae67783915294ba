import Storage

/// The collection's own words, against which unknown ones are checked.
///
/// A word that the collection has, or that the synonym files know, is never touched: only a word that
/// means nothing here can be a misspelling of one that does.
struct SpellingVocabulary: Sendable {
  static let blobName = "words"

  let table: SortedTable

  /// A word of the collection and how near it is.
  struct Candidate {
    var word: String
    /// 1 for equal words, 0 for words with nothing in common.
    var similarity: Double
  }

  /// The words nearest to an unknown one, best first, at most `limit`.
  ///
  /// Words are compared that begin with the same letter, or, in a small vocabulary, all of them.
  /// Near means few edits (insertion, deletion, substitution, transposition) for the length, or
  /// most trigrams in common.
  func candidates(for word: [UInt8], limit: Int = 4) -> [Candidate] {
    guard word.count >= 4, word.count <= 40 else { return [] }
    var range = 0..<table.count
    if table.count > 5_000 {
      range = table.lowerBound([word[0]])..<table.lowerBound([word[0] &+ 1])
    }
    let allowed = word.count < 6 ? 1 : word.count < 9 ? 2 : 3
    var found: [Candidate] = []
    let letters = Self.letters(word[...])
    let trigrams = Trigrams(word[...])
    for number in range {
      guard let (key, _) = table.record(number), abs(key.count - word.count) <= 4 else { continue }
      let sameStart = key.first == word[0]
      // An edit changes at most two of the letters that a word has.
      let differing = (letters ^ Self.letters(key)).nonzeroBitCount
      // Short words are a letter from many others: "roof" is no slip of "proof".
      let bound = sameStart ? allowed : word.count < 6 ? 0 : 1
      var similarity = 0.0
      if abs(key.count - word.count) <= bound, differing <= 2 * bound,
        let edits = EditDistance.bounded(word.span, key.span, limit: bound)
      {
        similarity = 1 - Double(edits) / Double(max(word.count, key.count))
      } else if sameStart, word.count >= 5, key.count >= 5, differing <= 5 {
        similarity = trigrams.likeness(to: Trigrams(key))
      }
      if similarity >= 0.6 {
        found.append(
          Candidate(word: String(decoding: key, as: UTF8.self), similarity: similarity))
      }
    }
    found.sort { ($1.similarity, $0.word) < ($0.similarity, $1.word) }
    guard let best = found.first else { return [] }
    return Array(found.prefix { $0.similarity >= best.similarity - 0.15 }.prefix(limit))
  }

  /// Whether the collection has a word.
  func contains(_ word: some Collection<UInt8>) -> Bool { table.value(of: word) != nil }

  /// Two words of the collection that were written as one.
  func split(_ word: [UInt8]) -> (String, String)? {
    guard word.count >= 6, word.count <= 40 else { return nil }
    var best: (Int, Int)?
    for cut in 3...(word.count - 3) {
      let left = word[..<cut]
      let right = word[cut...]
      if contains(left), contains(right) {
        let balance = min(left.count, right.count)
        if balance > best?.1 ?? 0 { best = (cut, balance) }
      }
    }
    return best.map {
      (
        String(decoding: word[..<$0.0], as: UTF8.self),
        String(decoding: word[$0.0...], as: UTF8.self)
      )
    }
  }

  /// Which letters and digits a word has, as bits.
  private static func letters(_ word: ArraySlice<UInt8>) -> UInt64 {
    word.reduce(0) { $0 | 1 << UInt64($1 & 0x3F) }
  }
}

/// The trigrams of a word of up to 63 bytes, its ends marked, in order.
private struct Trigrams {
  private var sorted = InlineArray<64, UInt32>(repeating: 0)
  private var count = 0

  init(_ word: ArraySlice<UInt8>) {
    var (first, second): (UInt32, UInt32) = (0, UInt32(ascii: "_"))
    func add(_ byte: UInt8, _ trigrams: inout Self) {
      if first != 0 { trigrams.insert(first << 16 | second << 8 | UInt32(byte)) }
      first = second
      second = UInt32(byte)
    }
    for byte in word.prefix(63) { add(byte, &self) }
    add(UInt8(ascii: "_"), &self)
  }

  private mutating func insert(_ trigram: UInt32) {
    var place = count
    while place > 0, sorted[place - 1] > trigram {
      sorted[place] = sorted[place - 1]
      place -= 1
    }
    sorted[place] = trigram
    count += 1
  }

  /// Dice's coefficient, in `0...1`.
  func likeness(to other: Trigrams) -> Double {
    var (i, j, common) = (0, 0, 0)
    while i < count, j < other.count {
      if sorted[i] == other.sorted[j] {
        common += 1
        i += 1
        j += 1
      } else if sorted[i] < other.sorted[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return 2 * Double(common) / Double(count + other.count)
  }
}

extension UInt32 {
  fileprivate init(ascii scalar: Unicode.Scalar) { self = scalar.value }
}
