/// Finds words in text.
///
/// A word is a run of letters and digits after folding (`FoldedText`): case and diacritics are gone.
///
/// - An apostrophe between letters belongs to the word and is left out of it: `don't` becomes
///   `dont`; a possessive or contracted `'s` goes altogether: `patient's` becomes `patient`.
/// - A hyphen separates: `low-dose` becomes `low`, `dose`. `Token.isJoined` tells that only a
///   hyphen stood before a word, for a caller who wants the compound as well.
/// - Numbers stay; a full stop or comma between digits separates them.
/// - Han and kana have no spaces between words: each run gives its overlapping pairs, or a
///   single character where it stands alone.
/// - What is left of a word after its first 255 bytes is not part of it.
public enum Tokenizer {
  static let longestWord = 255

  /// Calls `body` with each word of `text`, in order: its folded bytes (valid during the call), and
  /// where it stands in `text`.
  ///
  /// - Complexity: O(bytes). Text in ASCII is not copied.
  public static func forEachWord(
    in text: Span<UInt8>, _ body: (Span<UInt8>, Range<Int>, _ isJoined: Bool) -> Void
  ) {
    if isASCII(text) { return scan(text, body) }
    let string = unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    let folded = FoldedText(string)
    let limit = text.count
    scan(folded.utf8.span) { word, range, isJoined in
      let source = folded.sourceRange(of: range)
      body(word, min(source.lowerBound, limit)..<min(source.upperBound, limit), isJoined)
    }
  }

  private static func isASCII(_ text: Span<UInt8>) -> Bool {
    unsafe text.withUnsafeBytes { raw in
      var high: UInt64 = 0
      var offset = 0
      while offset + 8 <= raw.count {
        high |= unsafe raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        offset += 8
      }
      while offset < raw.count {
        high |= UInt64(unsafe raw[offset])
        offset += 1
      }
      return high & 0x8080_8080_8080_8080 == 0
    }
  }

  private enum ByteClass {
    /// What a letter or digit is folded to; 0 for all others.
    static let table: [UInt8] = (0..<256).map { byte in
      switch UInt8(byte) {
      case 0x61...0x7A, 0x30...0x39: UInt8(byte)
      case 0x41...0x5A: UInt8(byte) | 0x20
      default: 0
      }
    }
  }

  private static func scan(
    _ text: Span<UInt8>, _ body: (Span<UInt8>, Range<Int>, Bool) -> Void
  ) {
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longestWord + 4) { word in
      unsafe ByteClass.table.withUnsafeBufferPointer { table in
        unsafe scan(text, table, word, body)
      }
    }
  }

  /// - Parameters:
  ///   - table: `ByteClass.table`, of 256 bytes.
  ///   - word: room for the longest word.
  ///
  /// A third of a build passes through the first loops here, so they read and write without
  /// bounds checks, which took as long as the work itself (24% of a build of 22 MB, 13% now).
  private static func scan(
    _ text: Span<UInt8>, _ table: UnsafeBufferPointer<UInt8>,
    _ word: UnsafeMutableBufferPointer<UInt8>, _ body: (Span<UInt8>, Range<Int>, Bool) -> Void
  ) {
    let end = text.count
    var offset = 0
    var previousEnd = -1
    while true {
      unsafe text.withUnsafeBufferPointer { text in
        while offset < end {
          let byte = unsafe text[offset]
          if unsafe byte >= 0x80 || table[Int(byte)] != 0 { break }
          offset += 1
        }
      }
      if offset >= end { return }
      if text[offset] >= 0x80 {
        let (scalar, length) = decode(text, offset)
        if isIdeographic(scalar) {
          offset = pairs(text, from: offset, body)
          continue
        }
        if !isWordScalar(scalar) {
          offset += length
          continue
        }
      }
      let start = offset
      var count = 0
      unsafe text.withUnsafeBufferPointer { text in
        let limit = min(end, start + longestWord)
        while offset < limit {
          let folded = unsafe table[Int(text[offset])]
          if folded == 0 { break }
          unsafe word[count] = folded
          count += 1
          offset += 1
        }
      }
      if offset < end, text[offset] == 0x27 || text[offset] >= 0x80 || count == longestWord {
        unsafe finishWord(text, start, table, word, &offset, &count)
      }
      let isJoined =
        previousEnd >= 0 && start == previousEnd + 1 && text[previousEnd] == UInt8(ascii: "-")
      previousEnd = offset
      let bytes = unsafe Span(_unsafeElements: UnsafeBufferPointer(word)).extracting(0..<count)
      body(bytes, start..<offset, isJoined)
    }
  }

  /// Goes on with a word from where it has an apostrophe, a letter beyond ASCII or too many bytes.
  @inline(never)
  private static func finishWord(
    _ text: Span<UInt8>, _ start: Int, _ table: UnsafeBufferPointer<UInt8>,
    _ word: UnsafeMutableBufferPointer<UInt8>, _ offset: inout Int, _ count: inout Int
  ) {
    var possessive = -1
    while offset < text.count {
      let byte = text[offset]
      let folded = unsafe table[Int(byte)]
      if folded != 0 {
        if count < longestWord {
          unsafe word[count] = folded
          count += 1
        }
        offset += 1
      } else if byte == 0x27 {
        guard offset > start, offset + 1 < text.count, isLetter(text, offset + 1),
          isLetterBefore(text, offset)
        else { break }
        if text[offset + 1] | 0x20 == 0x73, !continuesWord(text, offset + 2) {
          possessive = count
        }
        offset += 1
      } else if byte >= 0x80 {
        let (scalar, length) = decode(text, offset)
        guard isWordScalar(scalar), !isIdeographic(scalar) else { break }
        if count + length <= longestWord {
          for index in 0..<length { unsafe word[count + index] = text[offset + index] }
          count += length
        }
        offset += length
      } else {
        break
      }
    }
    if possessive > 0 { count = possessive }
  }

  private static func isLetter(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    let byte = text[offset]
    return byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
  }

  private static func isLetterBefore(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    isLetter(text, offset - 1) || text[offset - 1] >= 0x80
  }

  private static func continuesWord(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    offset < text.count
      && (isLetter(text, offset) || text[offset] >= 0x80
        || (text[offset] >= 0x30 && text[offset] <= 0x39))
  }

  private static func pairs(
    _ text: Span<UInt8>, from start: Int, _ body: (Span<UInt8>, Range<Int>, Bool) -> Void
  ) -> Int {
    var previous = start
    var offset = start
    var isFirst = true
    while offset < text.count {
      let (scalar, length) = decode(text, offset)
      guard isIdeographic(scalar) else { break }
      if !isFirst {
        let range = previous..<(offset + length)
        body(text.extracting(range), range, false)
      }
      previous = offset
      isFirst = false
      offset += length
    }
    let (_, firstLength) = decode(text, start)
    if offset == start + firstLength {
      body(text.extracting(start..<offset), start..<offset, false)
    }
    return offset
  }

  /// The scalar at `offset` and its length; a byte that begins none is U+FFFD of length 1.
  private static func decode(_ text: Span<UInt8>, _ offset: Int) -> (UInt32, Int) {
    let first = text[offset]
    if first < 0x80 { return (UInt32(first), 1) }
    let length = first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF8 ? 4 : 0
    guard length > 0, offset + length <= text.count else { return (0xFFFD, 1) }
    var value = UInt32(first & (0x7F >> UInt8(length)))
    for index in 1..<length {
      let byte = text[offset + index]
      if byte & 0xC0 != 0x80 { return (0xFFFD, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (value, length)
  }

  private static func isIdeographic(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x31F0...0x31FF, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF:
      true
    default: false
    }
  }

  private static func isWordScalar(_ scalar: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(scalar) else { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber:
      return true
    default: return false
    }
  }
}
