/// Finds the rule word that an unknown word is probably meant to be.
///
/// A weighted Damerau–Levenshtein distance: a vowel or a doubled letter more or less costs half, other
/// edits and a swap of neighbours cost one. The budget grows with the length. Words that exist are
/// never corrected.
struct Speller: Sendable {
  /// Existing words, one a line, sorted by byte.
  var known = FlatTable<UInt8>()
  /// The words that corrections may give, by length.
  private var targets = FlatTable<Target>()
  /// Where the words of each length start in `targets`.
  private var starts = FlatTable<Int32>()

  /// A word and the set of its letters.
  private struct Target {
    var word: Int32
    var letters: UInt32
  }

  mutating func exchange(with codec: inout some SnapshotCodec) {
    codec.table(&targets)
    codec.table(&starts)
  }

  /// Collects the words that corrections may give.
  mutating func prepare(_ vocabulary: Vocabulary) {
    var byLength = Array(repeating: [Target](), count: 20)
    for id in 0..<vocabulary.count {
      let word = vocabulary.word(id)
      guard (4..<20).contains(word.count), let letters = Self.letters(word) else { continue }
      byLength[word.count].append(Target(word: Int32(id), letters: letters))
    }
    targets = FlatTable(byLength.flatMap { $0 })
    var end = 0
    starts = FlatTable([0])
    for words in byLength {
      end += words.count
      starts.append(Int32(end))
    }
  }

  /// The best correction of `text[range]` (lower-case ASCII letters), or -1.
  ///
  /// - Complexity: a comparison of letter sets per vocabulary word of about the same length.
  func correction(of text: [UInt8], _ range: Range<Int>, in vocabulary: Vocabulary) -> Int {
    let length = range.count
    guard (3...18).contains(length), let letters = Self.letters(text[range]) else { return -1 }
    var budget = length <= 3 ? 1 : length <= 5 ? 2 : length <= 7 ? 3 : 4
    if isKnown(text, range) { return -1 }
    // "dysplasia" is no misspelt "dysphagia": names of illnesses look alike and mean different things.
    if length > 7, Self.isNameOfIllness(text[range]) { budget = 2 }
    var best = -1
    var bestCost = budget * 2 + 1
    for other in max(4, length - 2)...min(19, length + 2) {
      for slot in Int(starts[other])..<Int(starts[other + 1]) {
        let candidate = targets[slot]
        guard (candidate.letters ^ letters).nonzeroBitCount <= budget else { continue }
        let cost = Self.distance(
          text[range], vocabulary.word(Int(candidate.word)), limit: budget)
        guard cost <= budget else { continue }
        // Prefer the same first letter.
        let first = vocabulary.firstByte(Int(candidate.word)) == text[range.lowerBound] ? 0 : 1
        if cost * 2 + first < bestCost {
          bestCost = cost * 2 + first
          best = Int(candidate.word)
        }
      }
    }
    return best
  }

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

  private static func letters(_ word: ArraySlice<UInt8>) -> UInt32? {
    var set: UInt32 = 0
    for byte in word {
      guard byte &- 0x61 < 26 else { return nil }
      set |= 1 << UInt32(byte - 0x61)
    }
    return set
  }

  private static func isVowel(_ byte: UInt8) -> Bool {
    byte == 0x61 || byte == 0x65 || byte == 0x69 || byte == 0x6F || byte == 0x75 || byte == 0x79
  }

  /// The distance in half edits; more than `limit` means "too far". No `b` of more than 20 bytes is near.
  static func distance(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>, limit: Int) -> Int {
    func indel(_ word: ArraySlice<UInt8>, _ index: Int) -> Int {
      if index == 0 { return 2 }
      let byte = word[word.startIndex + index]
      if isVowel(byte) || word[word.startIndex + index - 1] == byte { return 1 }
      return byte == UInt8(ascii: "h") ? 1 : 2
    }
    let width = b.count + 1
    if width > 21 { return limit + 1 }
    // Three rows of the table of all prefixes' distances.
    var rows = InlineArray<63, Int>(repeating: 0)
    var insertions = InlineArray<20, Int>(repeating: 0)
    for j in 0..<b.count {
      insertions[j] = indel(b, j)
      rows[j + 1] = rows[j] + insertions[j]
    }
    for i in 0..<a.count {
      let current = (i + 1) % 3 * width
      let previous = i % 3 * width
      let before = (i + 2) % 3 * width
      let byte = a[a.startIndex + i]
      let deletion = indel(a, i)
      rows[current] = rows[previous] + deletion
      var least = rows[current]
      for j in 0..<b.count {
        let other = b[b.startIndex + j]
        let change = byte == other ? 0 : isVowel(byte) && isVowel(other) ? 1 : 2
        var cost = min(
          rows[previous + j] + change, rows[previous + j + 1] + deletion,
          rows[current + j] + insertions[j])
        if i > 0, j > 0, byte == b[b.startIndex + j - 1], a[a.startIndex + i - 1] == other,
          byte != other
        {
          cost = min(cost, rows[before + j - 1] + 2)
        }
        rows[current + j + 1] = cost
        least = min(least, cost)
      }
      if least > limit { return least }
    }
    return rows[a.count % 3 * width + b.count]
  }
}
