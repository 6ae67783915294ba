internal import Corpus

/// Common slips of function words ("teh"), mended before a message is looked up.
///
/// Words that carry the meaning are left to the ranking, which knows what the corpus says; it can't
/// tell a misspelt "the" from a word of its own.
struct Slips: Sendable {
  /// The file's bytes; the right words are ranges of it.
  private let bytes: [UInt8]
  /// Slips and the places of their words, by hash: an open-addressing table. An empty range is a free slot.
  private var slots: [(slip: PackedWord, word: Range<Int>)]
  private var count = 0

  /// Reads `word <tab> slips` lines from UTF-8 bytes, without strings: every start does it. Lines of
  /// another form are left out, and so are slips of more than 16 bytes.
  init(parsing bytes: [UInt8]) {
    self.bytes = bytes
    slots = Array(repeating: (PackedWord(), 0..<0), count: 512)
    let span = bytes.span
    var start = 0
    while start < span.count {
      var end = start
      var tab = -1
      while end < span.count, span[end] != UInt8(ascii: "\n") {
        if tab < 0, span[end] == UInt8(ascii: "\t") { tab = end }
        end += 1
      }
      if tab > start, span[start] != UInt8(ascii: "#") {
        addLine(span, word: start..<tab, slips: (tab + 1)..<end)
      }
      start = end + 1
    }
  }

  private mutating func addLine(_ span: Span<UInt8>, word: Range<Int>, slips: Range<Int>) {
    var start = slips.lowerBound
    for end in slips.lowerBound...slips.upperBound
    where end == slips.upperBound || span[end] == 0x20 {
      if start < end, end - start <= PackedWord.limit, count < slots.count / 2 {
        let slip = PackedWord(span.extracting(start..<end))
        let slot = slot(of: slip)
        if slots[slot].word.isEmpty { count += 1 }
        slots[slot] = (slip, word)
      }
      start = end + 1
    }
  }

  /// Where a slip is, or would be put.
  private func slot(of slip: PackedWord) -> Int {
    var slot = Int(truncatingIfNeeded: slip.hash) & (slots.count - 1)
    while !slots[slot].word.isEmpty, slots[slot].slip != slip {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  /// The list that the program ships; a test rules out that it does not fit the table.
  static let builtIn = Slips(parsing: PackageResources.slips_tsv)

  /// The text with its slips replaced.
  func mended(_ text: String) -> String {
    var result: [UInt8] = []
    var word: [UInt8] = []
    var folded: [UInt8] = []
    var hasSlip = false
    func endWord() {
      let right = slots[slot(of: PackedWord(folded.span))].word
      if right.isEmpty || folded.isEmpty {
        result += word
      } else {
        result += bytes[right]
        hasSlip = true
      }
      word.removeAll(keepingCapacity: true)
      folded.removeAll(keepingCapacity: true)
    }
    for byte in text.utf8.prefix(20_000) {
      let isLetter = (byte | 0x20) &- 0x61 < 26
      if isLetter || byte >= 0x80 || byte == UInt8(ascii: "'") || byte &- 0x30 < 10 {
        word.append(byte)
        folded.append(isLetter ? byte | 0x20 : byte)
      } else {
        endWord()
        result.append(byte)
      }
    }
    endWord()
    return hasSlip ? String(decoding: result, as: UTF8.self) : text
  }
}
