/// A word of at most 16 bytes as a number, to compare words without strings.
///
/// Longer words are told from all of those, not from each other.
struct PackedWord: Sendable, Equatable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  /// The most bytes that a word of a table may have.
  static let limit = 16

  /// The word without bytes.
  init() {}

  /// A word's UTF-8 bytes, none of them 0.
  init(_ bytes: Span<UInt8>) {
    guard bytes.count <= Self.limit else {
      // No word in UTF-8 has this byte.
      low = 0xFF
      return
    }
    for index in 0..<min(8, bytes.count) { low |= UInt64(bytes[index]) << UInt64(8 * index) }
    if bytes.count > 8 {
      for index in 8..<bytes.count { high |= UInt64(bytes[index]) << UInt64(8 * (index - 8)) }
    }
  }

  /// A word's UTF-8 bytes.
  init(_ word: String) {
    var word = word
    self = word.withUTF8 { unsafe Self($0.span) }
  }

  /// One of 64 bits, for a first look.
  var bit: UInt64 { 1 << (hash & 63) }

  /// A number that depends on all bytes.
  var hash: UInt64 {
    let mixed = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ (mixed >> 32)
  }
}
