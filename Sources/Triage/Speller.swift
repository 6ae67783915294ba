/// Finds the rule word that an unknown word is probably meant to be.
///
/// A weighted Damerau–Levenshtein distance: a vowel or a doubled letter more or less costs half, other
/// edits and a swap of neighbours cost one. The budget grows with the length. Words that exist are
/// never corrected.
struct Speller: Sendable {
  /// Existing words, one a line, sorted by byte.
  var known = FlatTable<UInt8>()
  /// The words that corrections may give, by length; each length's are filled up to a multiple of 8.
  private var words = FlatTable<Int32>()
  /// The set of letters of each of `words`; of what fills up, more than a word can have.
  private var letters = FlatTable<UInt32>()
  /// Where the words of each length start in `words`.
  private var starts = FlatTable<Int32>()

  mutating func exchange(with codec: inout some SnapshotCodec) {
    codec.table(&words)
    codec.table(&letters)
    codec.table(&starts)
  }

  /// Collects the words that corrections may give.
  mutating func prepare(_ vocabulary: Vocabulary) {
    var byLength = Array(repeating: [Int32](), count: 20)
    for id in 0..<vocabulary.count {
      let length = vocabulary.length(id)
      guard (4..<20).contains(length), vocabulary.withWord(id, { Self.letters($0) }) != nil else {
        continue
      }
      byLength[length].append(Int32(id))
    }
    words = FlatTable()
    letters = FlatTable()
    starts = FlatTable([0])
    for list in byLength {
      for id in list {
        words.append(id)
        letters.append(vocabulary.withWord(Int(id)) { Self.letters($0) ?? .max })
      }
      while words.count % 8 != 0 {
        words.append(-1)
        letters.append(.max)
      }
      starts.append(Int32(words.count))
    }
  }

  /// The best correction of `text[range]` (lower-case ASCII letters), or -1.
  ///
  /// - Complexity: a comparison of letter sets per vocabulary word of about the same length.
  func correction(of text: [UInt8], _ range: Range<Int>, in vocabulary: Vocabulary) -> Int {
    let length = range.count
    guard (3...18).contains(length), let letters = Self.letters(text.span.extracting(range))
    else { return -1 }
    var budget = length <= 3 ? 1 : length <= 5 ? 2 : length <= 7 ? 3 : 4
    if isKnown(text, range) { return -1 }
    // "dysplasia" is no misspelt "dysphagia": names of illnesses look alike and mean different things.
    if length > 7, Self.isNameOfIllness(text[range]) { budget = 2 }
    var best = -1
    // Twice the cost, and one more for another first letter.
    var bestCost = budget * 2 + 1
    // Words with the same first letter come first: what they cost bounds the others.
    let near = nearWords(length, letters, budget)
    for other in 0...1 {
      for word in near
      where (vocabulary.firstByte(word) == text[range.lowerBound]) == (other == 0) {
        let limit = min(budget, (bestCost - 1 - other) >> 1)
        if limit < 0 { break }
        let cost = vocabulary.withWord(word) {
          Self.distance(text.span.extracting(range), $0, limit: limit)
        }
        guard cost <= limit else { continue }
        bestCost = cost * 2 + other
        best = word
      }
    }
    return best
  }

  /// The words of about `length` that may be within `budget` of one with these letters.
  private func nearWords(_ length: Int, _ own: UInt32, _ budget: Int) -> [Int] {
    var result: [Int] = []
    for length in max(4, length - 2)...min(19, length + 2) {
      for block in stride(from: Int(starts[length]), to: Int(starts[length + 1]), by: 8) {
        var near = Self.near(lettersOfBlock(block), own, budget)
        while near != 0 {
          let word = Int(words[block + near.trailingZeroBitCount])
          near &= near - 1
          if word >= 0 { result.append(word) }
        }
      }
    }
    return result
  }

  /// The sets of letters of eight words.
  private func lettersOfBlock(_ start: Int) -> SIMD8<UInt32> {
    letters.withSpan { letters in
      unsafe letters.extracting(start..<start + 8).bytes.unsafeLoadUnaligned(
        as: SIMD8<UInt32>.self)
    }
  }

  /// Which of eight words may be within `budget` of a word with the letters `own`: each letter that only
  /// one of two words has costs a half at least; a consonant other than h costs a whole, and is paired
  /// with one of the other word at best.
  private static func near(_ words: SIMD8<UInt32>, _ own: UInt32, _ budget: Int) -> UInt8 {
    var all = words ^ own
    var added = words & ~own & hardLetters
    var missing = ~words & own & hardLetters
    for edit in 0..<budget {
      all &= all &- 1
      if edit < budget / 2 {
        added &= added &- 1
        missing &= missing &- 1
      }
    }
    let far = all | added | missing
    var result: UInt8 = 0
    for lane in 0..<8 where far[lane] == 0 { result |= 1 << UInt8(lane) }
    return result
  }

  /// All letters but the vowels, y and h.
  private static let hardLetters: UInt32 = 0b10_1110_1111_1011_1110_0110_1110

  /// Whether a word ends as names of illnesses, findings and operations do.
  private static func isNameOfIllness(_ word: ArraySlice<UInt8>) -> Bool {
    endings.contains {
      word.count > $0.utf8.count + 2 && word.suffix($0.utf8.count).elementsEqual($0.utf8)
    }
  }

  private static let endings = [
    "itis", "osis", "plasia", "emia", "pathy", "ectomy", "oscopy", "algia", "trophy", "penia",
  ]

  /// Whether the word exists: a binary search over the sorted lines.
  func isKnown(_ text: [UInt8], _ range: Range<Int>) -> Bool {
    var low = 0
    var high = known.count
    while low < high {
      var start = (low + high) / 2
      while start > low, known[start - 1] != 0x0A { start -= 1 }
      var end = start
      while end < known.count, known[end] != 0x0A { end += 1 }
      let order = Self.compare(text, range, known, start..<end)
      if order == 0 { return true }
      if order < 0 { high = start } else { low = end + 1 }
    }
    return false
  }

  private static func compare(
    _ a: [UInt8], _ aRange: Range<Int>, _ b: FlatTable<UInt8>, _ bRange: Range<Int>
  ) -> Int {
    var i = aRange.lowerBound
    var j = bRange.lowerBound
    while i < aRange.upperBound, j < bRange.upperBound {
      if a[i] != b[j] { return Int(a[i]) - Int(b[j]) }
      i += 1
      j += 1
    }
    return aRange.count - bRange.count
  }

  private static func letters(_ word: Span<UInt8>) -> UInt32? {
    var set: UInt32 = 0
    for index in word.indices {
      let byte = word[index]
      guard byte &- 0x61 < 26 else { return nil }
      set |= 1 << UInt32(byte - 0x61)
    }
    return set
  }

  private static func isVowel(_ byte: UInt8) -> Bool {
    byte == 0x61 || byte == 0x65 || byte == 0x69 || byte == 0x6F || byte == 0x75 || byte == 0x79
  }

  /// What one more or less of the letter at `index` costs, in half edits.
  private static func indel(_ word: Span<UInt8>, _ index: Int) -> UInt8 {
    if index == 0 { return 2 }
    let byte = word[index]
    return isVowel(byte) || word[index - 1] == byte || byte == UInt8(ascii: "h") ? 1 : 2
  }

  /// The distance in half edits; more than `limit` means "too far". No words of more than 20 bytes are
  /// near.
  static func distance(_ a: Span<UInt8>, _ b: Span<UInt8>, limit: Int) -> Int {
    let width = b.count + 1
    if width > 21 || a.count > 20 { return limit + 1 }
    // Three rows of the table of all prefixes' distances.
    var rows = InlineArray<63, UInt8>(repeating: 0)
    var insertions = InlineArray<20, UInt8>(repeating: 0)
    for j in b.indices {
      insertions[j] = indel(b, j)
      rows[j + 1] = rows[j] + insertions[j]
    }
    for i in a.indices {
      let current = (i + 1) % 3 * width
      let previous = i % 3 * width
      let before = (i + 2) % 3 * width
      let byte = a[i]
      let isVowel = isVowel(byte)
      let deletion = indel(a, i)
      rows[current] = rows[previous] + deletion
      var least = rows[current]
      for j in b.indices {
        let other = b[j]
        let change: UInt8 = byte == other ? 0 : isVowel && Self.isVowel(other) ? 1 : 2
        var cost = min(
          rows[previous + j] + change, rows[previous + j + 1] + deletion,
          rows[current + j] + insertions[j])
        if i > 0, j > 0, byte == b[j - 1], a[i - 1] == other, byte != other {
          cost = min(cost, rows[before + j - 1] + 2)
        }
        rows[current + j + 1] = cost
        least = min(least, cost)
      }
      if Int(least) > limit { return Int(least) }
    }
    return Int(rows[a.count % 3 * width + b.count])
  }
}
