/// Byte strings numbered from 0 in the order in which they first came.
///
/// The hot loop of a build: a look-up for each word of the collection. A slot holds all of a word of
/// up to 15 bytes, so that a look-up touches one place in memory; raw loads stay within
/// bounds that the code keeps.
package struct WordTable: Sendable {
  /// A word as two numbers: for up to 15 bytes the bytes themselves and, in the highest byte, how many;
  /// for longer ones a digest, and the length below a highest byte of 255.
  private struct Key: Equatable {
    var low: UInt64
    var high: UInt64

    var isWhole: Bool { high < 0xFF << 56 }

    var hash: Int {
      var hash = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0x9FB2_1C65_1E98_DF25
      hash ^= hash >> 29
      return Int(truncatingIfNeeded: (hash &* 0xD6E8_FEB8_6659_FD93) >> 24)
    }
  }

  private struct Slot {
    var key: Key
    /// The word's number plus one; 0 where free.
    var number: Int
  }

  private var arena: [UInt8] = []
  private var offsets: [UInt32] = [0]
  private var slots: [Slot]
  private var mask: Int

  /// No strings yet.
  package init() {
    slots = [Slot](repeating: Slot(key: Key(low: 0, high: 0), number: 0), count: 1024)
    mask = 1023
  }

  /// How many there are.
  package var count: Int { offsets.count - 1 }

  @inline(__always)
  private static func key(_ bytes: UnsafeRawPointer, _ count: Int) -> Key {
    let length = UInt64(count) << 56
    if count >= 8 {
      let low = unsafe bytes.loadUnaligned(as: UInt64.self)
      if count == 8 { return Key(low: low, high: length) }
      if count > 15 { return unsafe longKey(bytes, count) }
      let last = unsafe bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      return Key(low: low, high: length | last >> UInt64(8 * (16 - count)))
    }
    if count >= 4 {
      let first = unsafe UInt64(bytes.loadUnaligned(as: UInt32.self))
      let last = unsafe UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      return Key(low: first | last << UInt64(8 * (count - 4)), high: length)
    }
    var low: UInt64 = 0
    for index in 0..<count {
      low |= UInt64(unsafe bytes.load(fromByteOffset: index, as: UInt8.self)) << UInt64(8 * index)
    }
    return Key(low: low, high: length)
  }

  @inline(never)
  private static func longKey(_ bytes: UnsafeRawPointer, _ count: Int) -> Key {
    var hash = UInt64(count)
    var offset = 0
    while offset + 8 <= count {
      hash =
        unsafe (hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        &* 0x9FB2_1C65_1E98_DF25
      hash ^= hash >> 32
      offset += 8
    }
    let last = unsafe bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    hash = (hash ^ last) &* 0xD6E8_FEB8_6659_FD93
    return Key(low: hash ^ hash >> 31, high: 0xFF << 56 | UInt64(count))
  }

  /// The string's number, and whether it is new.
  package mutating func insert(_ bytes: Span<UInt8>) -> (number: Int, isNew: Bool) {
    let (key, found) = look(bytes)
    if let found { return (found, false) }
    let number = self.count
    unsafe bytes.withUnsafeBufferPointer { unsafe arena.append(contentsOf: $0) }
    offsets.append(UInt32(arena.count))
    if (number + 1) * 2 > mask { grow() }
    place(Slot(key: key, number: number + 1))
    return (number, true)
  }

  /// The string's number, or nil where it never came.
  package func number(of bytes: Span<UInt8>) -> Int? { look(bytes).number }

  @inline(__always)
  private func look(_ bytes: Span<UInt8>) -> (key: Key, number: Int?) {
    let count = bytes.count
    return unsafe bytes.withUnsafeBytes { raw -> (Key, Int?) in
      // A span of no bytes may have no address.
      guard let base = raw.baseAddress else {
        let key = Key(low: 0, high: 0)
        return unsafe (key, find(key, nil, 0))
      }
      let key = unsafe Self.key(base, count)
      return (key, unsafe find(key, base, count))
    }
  }

  @inline(__always)
  private func find(_ key: Key, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int? {
    unsafe slots.withUnsafeBufferPointer { slots in
      var slot = key.hash & mask
      while true {
        let entry = unsafe slots[slot]
        if entry.number == 0 { return nil }
        if entry.key == key,
          key.isWhole || (unsafe isStored(entry.number - 1, bytes, count))
        {
          return entry.number - 1
        }
        slot = (slot + 1) & mask
      }
    }
  }

  private func isStored(_ number: Int, _ bytes: UnsafeRawPointer?, _ count: Int) -> Bool {
    let start = Int(offsets[number])
    guard let bytes = unsafe bytes, Int(offsets[number + 1]) - start == count else { return false }
    for index in 0..<count
    where unsafe arena[start + index] != bytes.load(fromByteOffset: index, as: UInt8.self) {
      return false
    }
    return true
  }

  private mutating func place(_ entry: Slot) {
    var slot = entry.key.hash & mask
    while slots[slot].number != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }

  /// A string by its number.
  package func bytes(_ number: Int) -> ArraySlice<UInt8> {
    arena[Int(offsets[number])..<Int(offsets[number + 1])]
  }

  /// Calls `body` with a string; the span is valid during the call.
  package func withBytes<Result>(_ number: Int, _ body: (Span<UInt8>) throws -> Result) rethrows
    -> Result
  {
    try body(arena.span.extracting(Int(offsets[number])..<Int(offsets[number + 1])))
  }

  mutating func removeAll() { self = WordTable() }

  private mutating func grow() {
    let old = slots
    mask = mask * 2 + 1
    slots = [Slot](repeating: Slot(key: Key(low: 0, high: 0), number: 0), count: mask + 1)
    for entry in old where entry.number != 0 { place(entry) }
  }
}
