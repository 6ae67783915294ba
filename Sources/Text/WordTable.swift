/// Byte strings numbered from 0 in the order in which they first came.
struct WordTable {
  private var arena: [UInt8] = []
  private var offsets: [UInt32] = [0]
  private var hashes: [UInt32] = []
  private var slots: [UInt32]
  private var mask: Int

  init() {
    slots = [UInt32](repeating: 0, count: 256)
    mask = 255
  }

  var count: Int { hashes.count }

  @inline(__always)
  static func hash(_ bytes: Span<UInt8>) -> UInt32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 29))
  }

  /// The string's number, and whether it is new.
  mutating func insert(_ bytes: Span<UInt8>) -> (number: Int, isNew: Bool) {
    let hash = Self.hash(bytes)
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, matches(number, bytes) { return (number, false) }
      slot = (slot + 1) & mask
    }
    let number = hashes.count
    slots[slot] = UInt32(number + 1)
    hashes.append(hash)
    for index in bytes.indices { arena.append(bytes[index]) }
    offsets.append(UInt32(arena.count))
    if hashes.count * 2 > mask { grow() }
    return (number, true)
  }

  func bytes(_ number: Int) -> ArraySlice<UInt8> {
    arena[Int(offsets[number])..<Int(offsets[number + 1])]
  }

  func withBytes<Result>(_ number: Int, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    try body(arena.span.extracting(Int(offsets[number])..<Int(offsets[number + 1])))
  }

  mutating func removeAll() { self = WordTable() }

  private func matches(_ number: Int, _ bytes: Span<UInt8>) -> Bool {
    let start = Int(offsets[number])
    if Int(offsets[number + 1]) - start != bytes.count { return false }
    for index in bytes.indices where arena[start + index] != bytes[index] { return false }
    return true
  }

  private mutating func grow() {
    mask = mask * 2 + 1
    slots = [UInt32](repeating: 0, count: mask + 1)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(number + 1)
    }
  }
}
