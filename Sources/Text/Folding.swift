/// Text folded for matching, with a map back to the bytes it came from.
///
/// Letters become lower case without diacritics; typographic quotes, dashes and spaces become their
/// plain ASCII forms; full-width and mathematical letters and digits become plain ones; ligatures
/// are taken apart; characters without width (soft hyphens, joiners, combining marks of Latin) go.
/// Letters of other scripts are only put into lower case.
///
/// ```swift
/// let folded = FoldedText("Crème brûlée")       // "creme brulee"
/// folded.sourceRange(of: 0..<5)                 // 0..<6: "Crème" has six bytes
/// ```
///
/// - Complexity: O(bytes); text that is all ASCII needs no map.
public struct FoldedText: Sendable {
  /// The folded text in UTF-8.
  public let utf8: [UInt8]
  /// For each folded byte, where its source scalar starts, then the source's length; empty for the
  /// identity (all ASCII).
  private let sources: [Int]

  /// Folds `text`.
  public init(_ text: String) {
    self.init(bytes: Array(text.utf8))
  }

  /// Folds valid UTF-8.
  private init(bytes: [UInt8]) {
    if let plain = Self.asciiFold(bytes) {
      utf8 = plain
      sources = []
      return
    }
    var builder = FoldedBuilder(capacity: bytes.count)
    var decoder = UTF8Walk(bytes: bytes)
    while let (scalar, start) = decoder.next() { builder.fold(scalar, at: start) }
    utf8 = builder.bytes
    sources = builder.sources + [bytes.count]
  }

  /// The folded text as a string.
  public var text: String { String(decoding: utf8, as: UTF8.self) }

  /// The range of source bytes that became `range` of the folded ones, on whole scalars.
  ///
  /// A scalar that folds to several bytes is included when any of them is. Characters that folded
  /// to nothing belong to what precedes them.
  public func sourceRange(of range: Range<Int>) -> Range<Int> {
    let range = range.clamped(to: 0..<utf8.count)
    if sources.isEmpty { return range }
    let lower = sources[range.lowerBound]
    if range.isEmpty { return lower..<lower }
    var end = range.upperBound
    while end < utf8.count, sources[end] == sources[range.upperBound - 1] { end += 1 }
    return lower..<sources[end]
  }

  private static func asciiFold(_ bytes: [UInt8]) -> [UInt8]? {
    var result = bytes
    for index in result.indices {
      let byte = result[index]
      if byte >= 0x80 { return nil }
      if byte &- 0x41 < 26 { result[index] = byte | 0x20 }
    }
    return result
  }
}

/// Walks over the scalars of valid UTF-8 with their offsets.
private struct UTF8Walk {
  let bytes: [UInt8]
  var offset = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> (UInt32, Int)? {
    guard offset < bytes.count else { return nil }
    let start = offset
    let first = bytes[offset]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = UInt32(length == 1 ? first : first & (0x7F >> UInt8(length)))
    offset += 1
    while offset < bytes.count, offset < start + length {
      value = value << 6 | UInt32(bytes[offset] & 0x3F)
      offset += 1
    }
    return (value, start)
  }
}

/// Collects folded bytes and where each came from.
private struct FoldedBuilder {
  var bytes: [UInt8] = []
  var sources: [Int] = []

  init(capacity: Int) {
    bytes.reserveCapacity(capacity)
    sources.reserveCapacity(capacity + 1)
  }

  mutating func fold(_ scalar: UInt32, at offset: Int) {
    switch scalar {
    case 0x41...0x5A: emit(UInt8(scalar | 0x20), offset)
    case 0..<0x80: emit(UInt8(scalar), offset)
    default: foldWide(scalar, at: offset)
    }
  }

  private mutating func foldWide(_ scalar: UInt32, at offset: Int) {
    switch scalar {
    case 0xC0..<0x250:
      foldLatin(scalar, Int(scalar) - 0xC0, FoldingTables.latin, offset)
    case 0x1E00..<0x1F00:
      foldLatin(scalar, Int(scalar) - 0x1E00, FoldingTables.latinAdditional, offset)
    case 0xFF01...0xFF5E: fold(scalar - 0xFEE0, at: offset)
    case 0x1D400...0x1D6A3:
      emit(UInt8(0x61 + (scalar - 0x1D400) % 26), offset)
    case 0x1D7CE...0x1D7FF: emit(UInt8(0x30 + (scalar - 0x1D7CE) % 10), offset)
    case 0x300...0x36F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20F0, 0xFE00...0xFE0F,
      0xAD, 0x200B...0x200F, 0x2060...0x2064, 0x202A...0x202E, 0xFEFF:
      break
    default:
      if let plain = FoldingTables.plain(scalar) {
        for byte in plain.utf8 { emit(byte, offset) }
      } else {
        emitLowercase(scalar, offset)
      }
    }
  }

  private mutating func foldLatin(_ scalar: UInt32, _ index: Int, _ table: [UInt8], _ offset: Int) {
    let base = table[index]
    if base != UInt8(ascii: ".") {
      emit(base, offset)
    } else if let plain = FoldingTables.plain(scalar) {
      for byte in plain.utf8 { emit(byte, offset) }
    } else {
      emitLowercase(scalar, offset)
    }
  }

  private mutating func emitLowercase(_ scalar: UInt32, _ offset: Int) {
    guard let scalar = Unicode.Scalar(scalar) else { return }
    for byte in scalar.properties.lowercaseMapping.utf8 { emit(byte, offset) }
  }

  private mutating func emit(_ byte: UInt8, _ offset: Int) {
    bytes.append(byte)
    sources.append(offset)
  }
}

/// Base letters and plain forms, derived from the compatibility decompositions of Unicode 16.
private enum FoldingTables {
  /// U+00C0 to U+024F; `.` where there is no single base letter.
  static let latin = Array(
    ("aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllll."
      + ".llnnnnnn.nnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
      + "bbbb..occdddd...effg..iikkl..nnooo..ppr....ttttuu.vyyzz........."
      + ".............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa..oo"
      + "aaaaeeeeiiiioooorrrruuuusstt..hhnd..zzaaeeooooooooyylnt...acclts"
      + "z..bu.eejjqqrryy").utf8)

  /// U+1E00 to U+1EFF.
  static let latinAdditional = Array(
    ("aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
      + "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
      + "wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
      + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......").utf8)

  /// The plain form of a character that is no accented Latin letter, or nil.
  static func plain(_ scalar: UInt32) -> String? {
    switch scalar {
    case 0x2018...0x201B, 0x2032, 0x2035, 0xB4, 0x2BC, 0x2B9, 0x2039, 0x203A, 0xFF40: "'"
    case 0x201C...0x201F, 0x2033, 0x2036, 0xAB, 0xBB, 0x300C...0x300F: "\""
    case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0x2E3A, 0x2E3B: "-"
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
    case 0x85, 0x2028, 0x2029: "\n"
    case 0x2026: "..."
    case 0x3001: ","
    case 0x3002: "."
    case 0xC6, 0xE6, 0x1FC, 0x1FD, 0x1E2, 0x1E3: "ae"
    case 0x152, 0x153: "oe"
    case 0xDF, 0x1E9E, 0x1E9C, 0x1E9D: "ss"
    case 0xDE, 0xFE: "th"
    case 0x132, 0x133: "ij"
    case 0x13F, 0x140: "l"
    case 0x149: "n"
    case 0x1C4...0x1C6, 0x1F1...0x1F3: "dz"
    case 0x1C7...0x1C9: "lj"
    case 0x1CA...0x1CC: "nj"
    case 0xFB00: "ff"
    case 0xFB01: "fi"
    case 0xFB02: "fl"
    case 0xFB03: "ffi"
    case 0xFB04: "ffl"
    case 0xFB05, 0xFB06: "st"
    case 0xB9, 0x2081: "1"
    case 0xB2, 0x2082: "2"
    case 0xB3, 0x2083: "3"
    case 0x2070, 0x2080: "0"
    case 0x2074...0x2079: superscript(scalar - 0x2070)
    case 0x2084...0x2089: superscript(scalar - 0x2080)
    case 0xBC: " 1/4"
    case 0xBD: " 1/2"
    case 0xBE: " 3/4"
    case 0x2044: "/"
    case 0xBA: "\u{B0}"
    case 0x2103: "\u{B0}c"
    case 0x2109: "\u{B0}f"
    case 0x212A: "k"
    case 0xD7: "x"
    default: nil
    }
  }

  private static func superscript(_ digit: UInt32) -> String {
    switch digit {
    case 4: "4"
    case 5: "5"
    case 6: "6"
    case 7: "7"
    case 8: "8"
    default: "9"
    }
  }
}
