import Glibc

/// Terms numbered from 0 in the order in which they first came.
///
/// Words are hashed and compared eight bytes at a time by raw loads, within bounds that the
/// loops keep.
struct TermTable {
  private var arena: [UInt8] = []
  private var offsets: [UInt32] = [0]
  /// Number plus one in the low half, hash in the high half; 0 where free.
  private var slots = [UInt64](repeating: 0, count: 256)
  private var mask = 255

  var count: Int { offsets.count - 1 }

  /// The term's number, and whether it is new.
  mutating func insert(_ bytes: Span<UInt8>) -> (number: Int, isNew: Bool) {
    let hash = Self.hash(bytes)
    if let found = find(hash, bytes) { return (found, false) }
    let number = count
    precondition(arena.count + bytes.count <= Int(UInt32.max), "terms of less than 4 GiB")
    unsafe bytes.withUnsafeBufferPointer { unsafe arena.append(contentsOf: $0) }
    offsets.append(UInt32(arena.count))
    if (number + 1) * 2 > mask { grow() }
    place(hash, number)
    return (number, true)
  }

  /// The number of a term that was inserted, or nil.
  func number(of bytes: Span<UInt8>) -> Int? { find(Self.hash(bytes), bytes) }

  /// Appends a term's bytes.
  func appendBytes(of number: Int, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: arena[Int(offsets[number])..<Int(offsets[number + 1])])
  }

  /// Numbers in the byte order of their terms.
  func sorted(_ numbers: [Int]) -> [Int] {
    // The first eight bytes decide nearly always.
    var keys: [(prefix: UInt64, number: UInt32)] = []
    keys.reserveCapacity(numbers.count)
    for number in numbers { keys.append((prefix(number), UInt32(number))) }
    keys.sort { a, b in
      a.prefix != b.prefix ? a.prefix < b.prefix : precedes(Int(a.number), Int(b.number))
    }
    return keys.map { Int($0.number) }
  }

  private func prefix(_ number: Int) -> UInt64 {
    let (start, end) = (Int(offsets[number]), Int(offsets[number + 1]))
    var prefix: UInt64 = 0
    for index in start..<(start + 8) {
      prefix = prefix << 8 | (index < end ? UInt64(arena[index]) : 0)
    }
    return prefix
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    let x = Int(offsets[a])..<Int(offsets[a + 1])
    let y = Int(offsets[b])..<Int(offsets[b + 1])
    return arena[x].lexicographicallyPrecedes(arena[y])
  }

  private static func hash(_ bytes: Span<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBytes { raw in
      var hash = UInt64(raw.count) &* 0x9E37_79B9_7F4A_7C15
      var offset = 0
      while offset + 8 <= raw.count {
        hash =
          unsafe (hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
          &* 0x9FB2_1C65_1E98_DF25
        hash ^= hash >> 32
        offset += 8
      }
      var rest: UInt64 = 0
      while offset < raw.count {
        rest = rest << 8 | UInt64(unsafe raw[offset])
        offset += 1
      }
      hash = (hash ^ rest) &* 0x9FB2_1C65_1E98_DF25
      hash ^= hash >> 29
      return UInt32(truncatingIfNeeded: (hash &* 0xD6E8_FEB8_6659_FD93) >> 32)
    }
  }

  private func find(_ hash: UInt32, _ bytes: Span<UInt8>) -> Int? {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe arena.withUnsafeBytes { arena in
        var slot = Int(hash) & mask
        while true {
          let entry = slots[slot]
          if entry == 0 { return nil }
          if UInt32(truncatingIfNeeded: entry >> 32) == hash {
            let number = Int(entry & 0xFFFF_FFFF) - 1
            let start = Int(offsets[number])
            if Int(offsets[number + 1]) - start == bytes.count {
              guard let stored = arena.baseAddress, let wanted = bytes.baseAddress else {
                return number
              }
              if unsafe memcmp(stored + start, wanted, bytes.count) == 0 { return number }
            }
          }
          slot = (slot + 1) & mask
        }
      }
    }
  }

  private mutating func place(_ hash: UInt32, _ number: Int) {
    var slot = Int(hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt64(hash) << 32 | UInt64(number + 1)
  }

  private mutating func grow() {
    let old = slots
    mask = mask * 2 + 1
    slots = [UInt64](repeating: 0, count: mask + 1)
    for entry in old where entry != 0 {
      place(UInt32(truncatingIfNeeded: entry >> 32), Int(entry & 0xFFFF_FFFF) - 1)
    }
  }
}
