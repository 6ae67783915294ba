/// Builds `#anchor:~:text=` links that lead a browser to a passage.
///
/// A browser searches the visible text, block by block, folding case, and goes to the first
/// match; so a directive is used only where its first match is the passage. Long or repeated texts are
/// named by their first and last words, with the words before as a prefix where these repeat too.
///
/// - SeeAlso: WICG, *URL Fragment Text Directives*, §3.5.
struct TextFragmentMaker {
  /// Longer exact texts are named by their ends.
  private static let exactBytes = 300
  /// So many words are tried at each end.
  private static let wordCounts = [3, 4, 5, 6, 8, 10, 14]

  /// So many candidates for a match are looked at for one page; after that, passages get no
  /// directive. Real pages need some thousands.
  private static let budget = 3_000_000

  private let text: SearchableText
  private let folded: [UInt8]
  /// Where words begin, by the eight bytes that begin there.
  private let heads: [(key: UInt64, place: Int32)]
  private var left = TextFragmentMaker.budget

  init(_ text: SearchableText) {
    self.text = text
    let folded = Self.fold(text.bytes)
    self.folded = folded
    var heads: [(key: UInt64, place: Int32)] = []
    heads.reserveCapacity(folded.count / 5)
    var isInside = false
    for place in folded.indices {
      let isWord = Self.isWordByte(folded[place])
      // Between signs that are no letters any place may begin a match.
      if folded[place] > 0x20, !isWord || !isInside {
        heads.append((Self.key(folded, place, folded.count), Int32(place)))
      }
      isInside = isWord
    }
    heads.sort { $0.key != $1.key ? $0.key < $1.key : $0.place < $1.place }
    self.heads = heads
  }

  /// Up to eight bytes from a place, so that keys sort as their texts do.
  private static func key(_ bytes: [UInt8], _ place: Int, _ end: Int) -> UInt64 {
    var key: UInt64 = 0
    for offset in 0..<8 {
      key = key << 8 | (place + offset < end ? UInt64(bytes[place + offset]) : 0)
    }
    return key
  }

  /// The directive for a run of the page's blocks, without `#` and anchor; nil where none is unique.
  ///
  /// - Parameter target: bytes in the searchable text, from word to word.
  mutating func directive(for target: Range<Int>) -> String? {
    let target = trimmed(target)
    guard !target.isEmpty, left > 0 else { return nil }
    if !crossesBlocks(target), target.count <= Self.exactBytes, isFirst(target) {
      return "text=" + encode(target)
    }
    for count in Self.wordCounts where left > 0 {
      if let found = range(target, words: count) { return found }
    }
    return withPrefix(target)
  }

  // MARK: Kinds

  private mutating func range(_ target: Range<Int>, words: Int) -> String? {
    guard let start = firstWords(words, of: target), let end = lastWords(words, of: target),
      start.upperBound < end.lowerBound, isFirst(start),
      firstMatch(of: end, from: start.upperBound) == end.lowerBound
    else { return nil }
    return "text=" + encode(start) + "," + encode(end)
  }

  /// The words before, in the same block or at the end of the one before, make a repeated text unique.
  private mutating func withPrefix(_ target: Range<Int>) -> String? {
    guard target.lowerBound > 0 else { return nil }
    let block = self.block(at: target.lowerBound)
    let before =
      text.blocks[block].lowerBound < target.lowerBound
      ? text.blocks[block].lowerBound..<(target.lowerBound - 1)
      : block > 0 ? text.blocks[block - 1] : nil
    guard let before, !before.isEmpty else { return nil }
    for count in [2, 3, 4, 6, 8, 12] where left > 0 {
      guard let prefix = lastWords(count, of: before, upToAll: true) else { continue }
      let isExact = !crossesBlocks(target) && target.count <= Self.exactBytes
      if isExact, isFirst(prefix, followedBy: target) {
        return "text=" + encode(prefix) + "-," + encode(target)
      }
      guard let start = firstWords(4, of: target), let end = lastWords(4, of: target),
        start.upperBound < end.lowerBound, isFirst(prefix, followedBy: start),
        firstMatch(of: end, from: start.upperBound) == end.lowerBound
      else { continue }
      return "text=" + encode(prefix) + "-," + encode(start) + "," + encode(end)
    }
    return withBoth(target, before: before)
  }

  /// The words before and after a short text that is repeated after the same words.
  private mutating func withBoth(_ target: Range<Int>, before: Range<Int>) -> String? {
    guard !crossesBlocks(target), target.count <= Self.exactBytes else { return nil }
    let block = self.block(at: target.lowerBound)
    let after =
      text.blocks[block].upperBound > target.upperBound
      ? (target.upperBound + 1)..<text.blocks[block].upperBound
      : block + 1 < text.blocks.count ? text.blocks[block + 1] : nil
    guard let after, !after.isEmpty else { return nil }
    for count in [3, 6, 12] where left > 0 {
      guard let prefix = lastWords(count, of: before, upToAll: true),
        let suffix = firstWords(count, of: after), isFirst(target, after: prefix, before: suffix)
      else { continue }
      return "text=" + encode(prefix) + "-," + encode(target) + ",-" + encode(suffix)
    }
    return nil
  }

  // MARK: Searching

  private mutating func isFirst(_ range: Range<Int>) -> Bool {
    firstMatch(of: range, from: 0) == range.lowerBound
  }

  /// Whether the first place where `prefix` and then `target` stand is this one.
  private mutating func isFirst(_ prefix: Range<Int>, followedBy target: Range<Int>) -> Bool {
    var from = 0
    var tries = 0
    while let found = firstMatch(of: prefix, from: from), tries < 200 {
      var after = found + prefix.count
      while after < folded.count, folded[after] <= 0x20 { after += 1 }
      if matches(target, at: after) { return after == target.lowerBound }
      from = found + 1
      tries += 1
    }
    return false
  }

  /// Whether the first place where `target` stands between `prefix` and `suffix` is this one.
  private mutating func isFirst(
    _ target: Range<Int>, after prefix: Range<Int>, before suffix: Range<Int>
  ) -> Bool {
    var from = 0
    var tries = 0
    while let found = firstMatch(of: prefix, from: from), tries < 500 {
      var place = found + prefix.count
      while place < folded.count, folded[place] <= 0x20 { place += 1 }
      if matches(target, at: place) {
        var end = place + target.count
        while end < folded.count, folded[end] <= 0x20 { end += 1 }
        if matches(suffix, at: end) { return place == target.lowerBound }
      }
      from = found + 1
      tries += 1
    }
    return false
  }

  private func matches(_ range: Range<Int>, at place: Int) -> Bool {
    guard place >= 0, place + range.count <= folded.count else { return false }
    var offset = 0
    while offset < range.count {
      if folded[place + offset] != folded[range.lowerBound + offset] { return false }
      offset += 1
    }
    return isBoundary(place) && isBoundary(place + range.count)
  }

  private mutating func firstMatch(of range: Range<Int>, from start: Int) -> Int? {
    let low = Self.key(folded, range.lowerBound, range.upperBound)
    let high = range.count >= 8 ? low : low | (UInt64.max >> UInt64(range.count * 8))
    var place = firstHead(low, start)
    var best: Int?
    while place < heads.count, heads[place].key <= high, left > 0 {
      left -= 1
      let found = Int(heads[place].place)
      if found >= start, best.map({ found < $0 }) ?? true, matches(range, at: found) {
        best = found
        if low == high { return found }
      }
      place += 1
    }
    return best
  }

  /// The first head with at least this key, and of those with it, at or after `start`.
  private func firstHead(_ key: UInt64, _ start: Int) -> Int {
    var low = 0
    var high = heads.count
    while low < high {
      let middle = (low + high) / 2
      let head = heads[middle]
      if head.key < key || head.key == key && Int(head.place) < start {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// Whether a word could begin or end here.
  private func isBoundary(_ place: Int) -> Bool {
    place == 0 || place >= folded.count || !Self.isWordByte(folded[place - 1])
      || !Self.isWordByte(folded[place])
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || byte >= 0x80
  }

  // MARK: Words

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, text.bytes[start] <= 0x20 { start += 1 }
    while end > start, text.bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  private func block(at place: Int) -> Int {
    var low = 0
    var high = text.blocks.count
    while low < high {
      let middle = (low + high) / 2
      if text.blocks[middle].upperBound <= place { low = middle + 1 } else { high = middle }
    }
    return min(low, max(0, text.blocks.count - 1))
  }

  private func crossesBlocks(_ range: Range<Int>) -> Bool {
    range.upperBound > text.blocks[block(at: range.lowerBound)].upperBound
  }

  /// The first words of a range, within its first block.
  private func firstWords(_ count: Int, of range: Range<Int>) -> Range<Int>? {
    let end = min(range.upperBound, text.blocks[block(at: range.lowerBound)].upperBound)
    var place = range.lowerBound
    var words = 0
    while place < end {
      if text.bytes[place] == 0x20 {
        words += 1
        if words == count { return range.lowerBound..<place }
      }
      place += 1
    }
    return end > range.lowerBound ? range.lowerBound..<end : nil
  }

  /// The last words of a range, within its last block.
  private func lastWords(_ count: Int, of range: Range<Int>, upToAll: Bool = false) -> Range<Int>? {
    let start = max(range.lowerBound, text.blocks[block(at: range.upperBound - 1)].lowerBound)
    var place = range.upperBound - 1
    var words = 0
    while place > start {
      if text.bytes[place] == 0x20 {
        words += 1
        if words == count { return (place + 1)..<range.upperBound }
      }
      place -= 1
    }
    return start < range.upperBound ? start..<range.upperBound : nil
  }

  // MARK: Encoding

  /// Percent-encodes all but letters and digits: a plain hyphen or comma would be syntax.
  private func encode(_ range: Range<Int>) -> String {
    var out = ""
    let digits = Array("0123456789ABCDEF".unicodeScalars)
    for byte in text.bytes[range] {
      if byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 {
        out.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        out.unicodeScalars.append("%")
        out.unicodeScalars.append(digits[Int(byte >> 4)])
        out.unicodeScalars.append(digits[Int(byte & 15)])
      }
    }
    return out
  }

  /// ASCII letters in lower case; browsers fold more, which only makes more texts count as repeated
  /// there than here where letters beyond ASCII differ in case.
  private static func fold(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
  }
}
