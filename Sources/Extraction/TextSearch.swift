/// Finds runs of a page's text in it as a browser does for a text fragment: without regard to case,
/// from word to word.
struct TextSearch {
  /// What a byte is part of.
  private enum Kind: UInt8 {
    case sign, word
    /// A script without spaces, where a word may begin at each character.
    case ideograph
    /// Any but the first byte of a character that is no part of a word.
    case inside
  }

  /// So many candidates for a match are looked at for one page; after that, nothing is found. Real
  /// pages need some ten thousands.
  private static let budget = 3_000_000

  private let folded: [UInt8]
  private let kinds: [Kind]
  /// Where words begin, by the eight bytes that begin there.
  private let heads: [(key: UInt64, place: Int32)]
  private var left = TextSearch.budget

  init(_ bytes: [UInt8]) {
    let folded = Self.fold(bytes)
    let kinds = Self.kinds(of: bytes)
    self.folded = folded
    self.kinds = kinds
    var heads: [(key: UInt64, place: Int32)] = []
    heads.reserveCapacity(folded.count / 5)
    var last = Kind.sign
    for place in folded.indices {
      let kind = kinds[place]
      if folded[place] > 0x20, kind != .inside, kind != .word || last != .word {
        if kind != .ideograph || folded[place] & 0xC0 != 0x80 {
          heads.append((Self.key(folded, place, folded.count), Int32(place)))
        }
      }
      last = kind
    }
    heads.sort { $0.key != $1.key ? $0.key < $1.key : $0.place < $1.place }
    self.heads = heads
  }

  /// Whether nothing more will be found.
  var isExhausted: Bool { left <= 0 }

  /// The first place at or after `start` where the same text stands as in `range`.
  mutating func firstMatch(of range: Range<Int>, from start: Int) -> Int? {
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

  /// Whether the same text stands at a place as in `range`.
  func matches(_ range: Range<Int>, at place: Int) -> Bool {
    guard place >= 0, place + range.count <= folded.count else { return false }
    var offset = 0
    while offset < range.count {
      if folded[place + offset] != folded[range.lowerBound + offset] { return false }
      offset += 1
    }
    return isBoundary(place) && isBoundary(place + range.count)
  }

  /// The first place at or after this one that is no space.
  func afterSpace(_ place: Int) -> Int {
    var place = place
    while place < folded.count, folded[place] <= 0x20 { place += 1 }
    return place
  }

  /// The length of the space or of the sign of a script without spaces at a place; 0 where there is
  /// none.
  func breakLength(at place: Int) -> Int {
    if folded[place] == 0x20 { return 1 }
    guard folded[place] == 0xE3 || folded[place] == 0xEF, kinds[place] == .sign else { return 0 }
    return 3
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

  /// Up to eight bytes from a place, so that keys sort as their texts do.
  private static func key(_ bytes: [UInt8], _ place: Int, _ end: Int) -> UInt64 {
    var key: UInt64 = 0
    for offset in 0..<8 {
      key = key << 8 | (place + offset < end ? UInt64(bytes[place + offset]) : 0)
    }
    return key
  }

  /// Whether a word could begin or end here.
  private func isBoundary(_ place: Int) -> Bool {
    place == 0 || place >= folded.count || kinds[place - 1] != .word || kinds[place] != .word
  }

  /// ASCII, Latin-1 and Cyrillic letters in lower case; browsers fold more, which only makes more
  /// texts count as repeated there than here.
  private static func fold(_ bytes: [UInt8]) -> [UInt8] {
    var folded = bytes
    var last: UInt8 = 0
    for place in bytes.indices {
      let byte = bytes[place]
      if byte &- 65 < 26 {
        folded[place] = byte | 0x20
      } else if last == 0xC3, byte &- 0x80 < 0x1F, byte != 0x97 {
        folded[place] = byte + 0x20
      } else if last == 0xD0, byte &- 0x90 < 0x20 {
        folded[place] = byte < 0xA0 ? byte + 0x20 : byte - 0x20
        if byte >= 0xA0 { folded[place - 1] = 0xD1 }
      }
      last = byte
    }
    return folded
  }

  private static func kinds(of bytes: [UInt8]) -> [Kind] {
    var kinds: [Kind] = []
    kinds.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte < 0x80 {
        kinds.append(byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 ? .word : .sign)
        place += 1
        continue
      }
      let length = min(bytes.count - place, byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4)
      let second = length > 1 ? bytes[place + 1] : 0
      let third = length > 2 ? bytes[place + 2] : 0
      let kind: Kind =
        isSign(byte, second, third) ? .sign : isIdeograph(byte, second) ? .ideograph : .word
      kinds.append(kind)
      for _ in 1..<max(2, length) where kinds.count < bytes.count {
        kinds.append(kind == .sign ? .inside : kind)
      }
      place = kinds.count
    }
    return kinds
  }

  /// Whether a character of several bytes is punctuation or a symbol.
  private static func isSign(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch first {
    case 0xC2: second != 0xAA && second != 0xB5 && second != 0xBA
    case 0xC3: second == 0x97 || second == 0xB7
    // U+2000…U+20FF, U+2140…U+2BFF: punctuation, currencies, arrows, mathematics, shapes.
    case 0xE2: second < 0x84 || second > 0x85 && second < 0xB0
    case 0xE3: second == 0x80 && third != 0x85 && third != 0x86 && third != 0x87
    case 0xEF:
      second == 0xBC && (third < 0x90 || third &- 0x9A < 7 || third >= 0xBB)
        || second == 0xBD && (third == 0x80 || third &- 0x9B < 11)
    case 0xF0: second == 0x9F
    default: false
    }
  }

  /// Whether a character is of a script whose words no spaces part: Kana, Han, Thai, Lao, Khmer.
  private static func isIdeograph(_ first: UInt8, _ second: UInt8) -> Bool {
    switch first {
    case 0xE3...0xE9, 0xF0: true
    case 0xE0: second == 0xB8 || second == 0xB9 || second == 0xBA || second == 0xBB
    case 0xE1: second == 0x9E || second == 0x9F
    default: false
    }
  }
}
