import Glibc

/// Terms numbered from 0 in the order in which they first came.
///
/// A slot holds all of a term of up to seven bytes, as n-grams are, so that a look-up touches one place
/// in memory. Longer ones are read eight bytes at a time by raw loads, within bounds that the loops
/// keep.
struct TermTable {
  private var arena: [UInt8] = []
  private var offsets: [UInt32] = [0]
  private var slots = [Slot](repeating: Slot(key: 0, number: 0), count: 256)
  private var mask = 255

  private struct Slot {
    var key: UInt64
    /// The term's number plus one; 0 where free.
    var number: UInt32
  }

  var count: Int { offsets.count - 1 }

  /// The term's number, and whether it is new.
  mutating func insert(_ bytes: Span<UInt8>) -> (number: Int, isNew: Bool) {
    let key = Self.key(bytes)
    if let found = find(key, bytes) { return (found, false) }
    let number = count
    precondition(arena.count + bytes.count <= Int(UInt32.max), "terms of less than 4 GiB")
    unsafe bytes.withUnsafeBufferPointer { unsafe arena.append(contentsOf: $0) }
    offsets.append(UInt32(arena.count))
    if (number + 1) * 2 > mask { grow() }
    place(key, number)
    return (number, true)
  }

  /// The number of a term that was inserted, or nil.
  func number(of bytes: Span<UInt8>) -> Int? { find(Self.key(bytes), bytes) }

  /// Appends a term's bytes.
  func appendBytes(of number: Int, to bytes: inout RawBytes) {
    bytes.append(arena.span.extracting(Int(offsets[number])..<Int(offsets[number + 1])))
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

  /// Up to seven bytes and, in the highest byte, how many: all of a short term. For longer ones a
  /// digest below a highest byte of 255.
  private static func key(_ bytes: Span<UInt8>) -> UInt64 {
    unsafe bytes.withUnsafeBytes { raw in
      if raw.count < 8 {
        var key = UInt64(raw.count) << 56
        for index in 0..<raw.count { key |= UInt64(unsafe raw[index]) << UInt64(8 * index) }
        return key
      }
      var hash = UInt64(raw.count) &* 0x9E37_79B9_7F4A_7C15
      var offset = 0
      while offset + 8 <= raw.count {
        hash =
          unsafe (hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
          &* 0x9FB2_1C65_1E98_DF25
        hash ^= hash >> 32
        offset += 8
      }
      let last = unsafe raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self)
      hash = (hash ^ last) &* 0xD6E8_FEB8_6659_FD93
      return hash ^ hash >> 29 | 0xFF << 56
    }
  }

  private static func slot(_ key: UInt64) -> Int {
    var hash = key &* 0x9FB2_1C65_1E98_DF25
    hash ^= hash >> 29
    return Int(truncatingIfNeeded: (hash &* 0xD6E8_FEB8_6659_FD93) >> 24)
  }

  private func find(_ key: UInt64, _ bytes: Span<UInt8>) -> Int? {
    unsafe slots.withUnsafeBufferPointer { slots in
      var slot = Self.slot(key) & mask
      while true {
        let entry = unsafe slots[slot]
        if entry.number == 0 { return nil }
        if entry.key == key, key >> 56 != 0xFF || isStored(Int(entry.number) - 1, bytes) {
          return Int(entry.number) - 1
        }
        slot = (slot + 1) & mask
      }
    }
  }

  private func isStored(_ number: Int, _ bytes: Span<UInt8>) -> Bool {
    let start = Int(offsets[number])
    if Int(offsets[number + 1]) - start != bytes.count { return false }
    return unsafe bytes.withUnsafeBytes { bytes in
      unsafe arena.withUnsafeBytes { arena in
        guard let stored = arena.baseAddress, let wanted = bytes.baseAddress else { return true }
        return unsafe memcmp(stored + start, wanted, bytes.count) == 0
      }
    }
  }

  private mutating func place(_ key: UInt64, _ number: Int) {
    var slot = Self.slot(key) & mask
    while slots[slot].number != 0 { slot = (slot + 1) & mask }
    slots[slot] = Slot(key: key, number: UInt32(number + 1))
  }

  private mutating func grow() {
    let old = slots
    mask = mask * 2 + 1
    slots = [Slot](repeating: Slot(key: 0, number: 0), count: mask + 1)
    for entry in old where entry.number != 0 { place(entry.key, Int(entry.number) - 1) }
  }
}
