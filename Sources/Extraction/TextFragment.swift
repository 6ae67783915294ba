/// Builds `#anchor:~:text=` links that lead a browser to a passage.
///
/// A browser searches the visible text, block by block, folding case, and goes to the first
/// match; so a directive is used only where its first match is the passage. Long texts are named by
/// their first and last words, repeated ones with the words before, after, or both: as few as do.
///
/// - SeeAlso: WICG, *URL Fragment Text Directives*, §3.5.
struct TextFragmentMaker {
  /// Longer exact texts are named by their ends.
  private static let exactBytes = 300
  /// A text without spaces may be longer before it has to go without a directive.
  private static let longestBytes = 1_000
  /// So many words are tried at each end.
  private static let wordCounts = [3, 4, 5, 6, 8, 10, 14]
  /// So many words are tried before and after.
  private static let contextCounts = [2, 3, 4, 6, 8, 12, 20, 40]

  private let text: SearchableText
  private var search: TextSearch

  init(_ text: SearchableText) {
    self.text = text
    search = TextSearch(text.bytes)
  }

  /// The parts of a directive: `[prefix-,]start[,end][,-suffix]`.
  private struct Directive {
    var prefix: Range<Int>?
    var start: Range<Int>
    var end: Range<Int>?
    var suffix: Range<Int>?
  }

  /// The directive for a run of the page's blocks, without `#` and anchor; nil where none is unique.
  ///
  /// - Parameter target: bytes in the searchable text, from word to word.
  mutating func directive(for target: Range<Int>) -> String? {
    let target = trimmed(target)
    guard !target.isEmpty, !search.isExhausted else { return nil }
    let isInBlock = !crossesBlocks(target)
    let whole = Directive(start: target)
    if isInBlock, target.count <= Self.exactBytes, leads(whole) { return written(whole) }
    let ranges = Self.wordCounts.compactMap { range(target, words: $0) }
    for directive in ranges where leads(directive) { return written(directive) }
    var bases: [Directive] = []
    if isInBlock, target.count <= Self.exactBytes { bases.append(whole) }
    // The shortest ends, and long ones.
    if let first = ranges.first { bases.append(first) }
    if ranges.count > 2, let last = ranges.last { bases.append(last) }
    for base in bases {
      if let found = withContext(base, target: target) { return written(found) }
    }
    if isInBlock, target.count > Self.exactBytes, target.count <= Self.longestBytes, leads(whole) {
      return written(whole)
    }
    return nil
  }

  // MARK: Kinds

  private func range(_ target: Range<Int>, words: Int) -> Directive? {
    guard let start = firstWords(words, of: target), let end = lastWords(words, of: target),
      start.upperBound < end.lowerBound
    else { return nil }
    return Directive(start: start, end: end)
  }

  /// With the words before, after, or both, in the same block or the one beside.
  private mutating func withContext(_ base: Directive, target: Range<Int>) -> Directive? {
    let before = self.before(target)
    let after = self.after(target)
    var directive = base
    for count in Self.contextCounts {
      let prefix = before.flatMap { lastWords(count, of: $0) }
      let suffix = after.flatMap { firstWords(count, of: $0) }
      for (prefix, suffix) in [(prefix, nil), (nil, suffix), (prefix, suffix)]
      where prefix != nil || suffix != nil {
        directive.prefix = prefix
        directive.suffix = suffix
        if search.isExhausted { return nil }
        if leads(directive) { return directive }
      }
    }
    return nil
  }

  /// The text before a range: in its block, else in the block before.
  private func before(_ target: Range<Int>) -> Range<Int>? {
    var block = self.block(at: target.lowerBound)
    let start = text.lines[block].lowerBound
    let own = trimmed(start..<max(start, target.lowerBound))
    if !own.isEmpty { return own }
    while block > 0, text.isJoined(block) {
      block -= 1
      let found = trimmed(text.lines[block])
      if !found.isEmpty { return found }
    }
    return nil
  }

  /// The text after a range: in its last block, else in the block after.
  private func after(_ target: Range<Int>) -> Range<Int>? {
    var block = self.block(at: target.upperBound - 1)
    let own = trimmed(target.upperBound..<max(target.upperBound, text.lines[block].upperBound))
    if !own.isEmpty { return own }
    while block + 1 < text.lines.count, text.isJoined(block + 1) {
      block += 1
      let found = trimmed(text.lines[block])
      if !found.isEmpty { return found }
    }
    return nil
  }

  // MARK: Searching

  /// Whether the first run of text that a browser would accept is the one that the parts were
  /// taken from.
  private mutating func leads(_ directive: Directive) -> Bool {
    var from = 0
    for _ in 0..<500 {
      guard let opened = search.firstMatch(of: directive.prefix ?? directive.start, from: from)
      else { return false }
      from = opened + 1
      var place = opened
      if let prefix = directive.prefix {
        place = search.afterSpace(opened + prefix.count)
        if !search.matches(directive.start, at: place) { continue }
      }
      if let end = directive.end {
        // Whatever stands before is followed by the passage's own end, so it would be taken.
        return place == directive.start.lowerBound && ends(end, directive)
      }
      if let suffix = directive.suffix,
        !search.matches(suffix, at: search.afterSpace(place + directive.start.count))
      {
        continue
      }
      return place == directive.start.lowerBound
    }
    return false
  }

  /// Whether the first end after the passage's start is its own.
  private mutating func ends(_ end: Range<Int>, _ directive: Directive) -> Bool {
    var from = directive.start.upperBound
    for _ in 0..<500 {
      guard let found = search.firstMatch(of: end, from: from) else { return false }
      if let suffix = directive.suffix,
        !search.matches(suffix, at: search.afterSpace(found + end.count))
      {
        from = found + 1
        continue
      }
      return found == end.lowerBound
    }
    return false
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
    var high = text.lines.count
    while low < high {
      let middle = (low + high) / 2
      if text.lines[middle].upperBound <= place { low = middle + 1 } else { high = middle }
    }
    return min(low, max(0, text.lines.count - 1))
  }

  private func crossesBlocks(_ range: Range<Int>) -> Bool {
    range.upperBound > text.lines[block(at: range.lowerBound)].upperBound
  }

  /// The first words of a range, within its first block; all of them where there are fewer.
  private func firstWords(_ count: Int, of range: Range<Int>) -> Range<Int>? {
    let end = min(range.upperBound, text.lines[block(at: range.lowerBound)].upperBound)
    var place = range.lowerBound
    var words = 0
    while place < end {
      let length = search.breakLength(at: place)
      if length > 0, place > range.lowerBound {
        words += 1
        if words == count { return range.lowerBound..<place }
      }
      place += max(1, length)
    }
    return end > range.lowerBound ? range.lowerBound..<end : nil
  }

  /// The last words of a range, within its last block; all of them where there are fewer.
  private func lastWords(_ count: Int, of range: Range<Int>) -> Range<Int>? {
    let start = max(range.lowerBound, text.lines[block(at: range.upperBound - 1)].lowerBound)
    var breaks: [Int] = []
    var place = start
    while place < range.upperBound {
      let length = search.breakLength(at: place)
      place += max(1, length)
      if length > 0, place < range.upperBound { breaks.append(place) }
    }
    if breaks.count >= count { return breaks[breaks.count - count]..<range.upperBound }
    return start < range.upperBound ? start..<range.upperBound : nil
  }

  // MARK: Encoding

  private func written(_ directive: Directive) -> String {
    var out = "text="
    if let prefix = directive.prefix { out += encode(prefix) + "-," }
    out += encode(directive.start)
    if let end = directive.end { out += "," + encode(end) }
    if let suffix = directive.suffix { out += ",-" + encode(suffix) }
    return out
  }

  /// Percent-encodes all but letters and digits: a plain hyphen or comma would be syntax.
  private func encode(_ range: Range<Int>) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(range.count * 2)
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 48 : value + 55 }
    for place in range {
      let byte = text.bytes[place]
      if byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 {
        out.append(byte)
      } else {
        out.append(UInt8(ascii: "%"))
        out.append(digit(byte >> 4))
        out.append(digit(byte & 15))
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
