/// Splits a passage's text into sentences.
enum Sentences {
  /// UTF-8 ranges of the sentences, in order, without the space around them.
  ///
  /// A sentence ends at `.`, `!` or `?` (with closing quotes and brackets) before white space and
  /// something other than a lower-case letter, at a line's end and at a tab. An initial or a
  /// one-letter abbreviation before the full stop does not end one.
  static func ranges(in text: String) -> [Range<Int>] {
    let bytes = Array(text.utf8)
    var ranges: [Range<Int>] = []
    var start = 0
    var index = 0
    func close(_ end: Int) {
      var lower = start
      var upper = end
      while lower < upper, bytes[lower] <= 0x20 { lower += 1 }
      while upper > lower, bytes[upper - 1] <= 0x20 { upper -= 1 }
      if lower < upper { ranges.append(lower..<upper) }
      start = end
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x09 {
        close(index)
        index += 1
        continue
      }
      if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") {
        var end = index + 1
        while end < bytes.count, isClosing(bytes, &end) {}
        if end < bytes.count, bytes[end] == 0x20, !isInitial(bytes, index),
          startsSentence(bytes, end)
        {
          close(end)
          index = end
          continue
        }
      }
      index += 1
    }
    close(bytes.count)
    return ranges
  }

  private static func isClosing(_ bytes: [UInt8], _ end: inout Int) -> Bool {
    switch bytes[end] {
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "."),
      UInt8(ascii: "!"), UInt8(ascii: "?"):
      end += 1
      return true
    case 0xE2
    where end + 2 < bytes.count && bytes[end + 1] == 0x80
      && (bytes[end + 2] == 0x99 || bytes[end + 2] == 0x9D):
      end += 3
      return true
    default: return false
    }
  }

  private static func isInitial(_ bytes: [UInt8], _ stop: Int) -> Bool {
    guard bytes[stop] == UInt8(ascii: "."), stop >= 1 else { return false }
    let before = bytes[stop - 1] | 0x20
    guard before >= 0x61, before <= 0x7A else { return false }
    return stop == 1 || bytes[stop - 2] == 0x20 || bytes[stop - 2] == UInt8(ascii: ".")
  }

  private static func startsSentence(_ bytes: [UInt8], _ space: Int) -> Bool {
    var next = space
    while next < bytes.count, bytes[next] == 0x20 { next += 1 }
    guard next < bytes.count else { return true }
    return !(bytes[next] >= 0x61 && bytes[next] <= 0x7A)
  }
}
