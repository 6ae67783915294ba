/// A word of at most 16 bytes as a number, to compare words without strings.
///
/// Longer words are told from all of those, not from each other.
struct PackedWord: Sendable, Equatable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  /// The most bytes that a word of a table may have.
  static let limit = 16

  /// A word's UTF-8 bytes, none of them 0.
  init(_ bytes: some Sequence<UInt8>) {
    var count: UInt64 = 0
    for byte in bytes {
      if count < 8 {
        low |= UInt64(byte) << (8 * count)
      } else if count < 16 {
        high |= UInt64(byte) << (8 * (count - 8))
      } else {
        // No word in UTF-8 has this byte.
        (low, high) = (0xFF, 0)
        return
      }
      count += 1
    }
  }

  /// A word's UTF-8 bytes.
  init(_ word: String) { self.init(word.utf8) }

  /// One of 64 bits, for a first look.
  var bit: UInt64 { 1 << (hash & 63) }

  /// A number that depends on all bytes.
  var hash: UInt64 {
    let mixed = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ (mixed >> 32)
  }
}
