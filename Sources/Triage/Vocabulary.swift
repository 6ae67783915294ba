/// The words that rules speak of, each with a number; an open-addressing hash table over flat bytes.
///
/// Loading interns thousands of words, so there are no strings here.
struct Vocabulary: Sendable {
  private(set) var count = 0
  private var bytes = FlatTable<UInt8>()
  private var starts = FlatTable<Int32>([0])
  private var slots: FlatTable<Int32>
  private var mask: Int

  /// No words yet, and room for some: a power of two. A set that a snapshot fills needs none.
  init(capacity: Int = 16) {
    slots = FlatTable([Int32](repeating: -1, count: capacity * 4))
    mask = capacity * 4 - 1
    bytes.reserveCapacity(capacity * 8)
    starts.reserveCapacity(capacity + 1)
  }

  mutating func exchange(with codec: inout some SnapshotCodec) {
    codec.number(&count)
    codec.table(&bytes)
    codec.table(&starts)
    codec.table(&slots)
    mask = slots.count - 1
  }

  /// The bytes of word `id`.
  func word(_ id: Int) -> ArraySlice<UInt8> {
    let start = Int(starts[id])
    let end = Int(starts[id + 1])
    return unsafe bytes.withBytes { unsafe Array($0[start..<end]) }[...]
  }

  /// Calls `body` with the bytes of word `id`, valid during the call.
  func withWord<Result>(_ id: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    bytes.withSpan { body($0.extracting(Int(starts[id])..<Int(starts[id + 1]))) }
  }

  /// Word `id` as text.
  func text(_ id: Int) -> String { String(decoding: word(id), as: UTF8.self) }

  /// The first byte of word `id`.
  func firstByte(_ id: Int) -> UInt8 { bytes[Int(starts[id])] }

  /// The length in bytes of word `id`.
  func length(_ id: Int) -> Int { Int(starts[id + 1] - starts[id]) }

  /// The number of `text[range]` with one more byte at its end, or -1.
  func find(_ text: [UInt8], _ range: Range<Int>, adding byte: UInt8) -> Int {
    var slot = Self.slot(Self.step(Self.steps(text, range), byte)) & mask
    while slots[slot] >= 0 {
      let id = Int(slots[slot])
      let end = Int(starts[id + 1]) - 1
      if end - Int(starts[id]) == range.count, bytes[end] == byte, starts(id, text, range) {
        return id
      }
      slot = (slot + 1) & mask
    }
    return -1
  }

  /// The number of `text[range]`, or -1.
  func find(_ text: [UInt8], _ range: Range<Int>) -> Int {
    var slot = Self.hash(text, range) & mask
    while slots[slot] >= 0 {
      let id = Int(slots[slot])
      if isWord(id, text, range) { return id }
      slot = (slot + 1) & mask
    }
    return -1
  }

  /// The number of `text[range]`, which is added when it's new.
  mutating func intern(_ text: [UInt8], _ range: Range<Int>) -> Int {
    var slot = Self.hash(text, range) & mask
    while slots[slot] >= 0 {
      let id = Int(slots[slot])
      if isWord(id, text, range) { return id }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(count)
    bytes.append(contentsOf: text[range])
    starts.append(Int32(bytes.count))
    count += 1
    if count * 2 > mask { grow() }
    return count - 1
  }

  private func isWord(_ id: Int, _ text: [UInt8], _ range: Range<Int>) -> Bool {
    Int(starts[id + 1] - starts[id]) == range.count && starts(id, text, range)
  }

  /// Whether word `id`, which is no shorter, starts with `text[range]`.
  private func starts(_ id: Int, _ text: [UInt8], _ range: Range<Int>) -> Bool {
    let start = Int(starts[id])
    for offset in 0..<range.count
    where bytes[start + offset] != text[range.lowerBound + offset] { return false }
    return true
  }

  private mutating func grow() {
    mask = mask * 2 + 1
    slots = FlatTable([Int32](repeating: -1, count: mask + 1))
    for id in 0..<count {
      let word = word(id)
      var slot = Self.hash(Array(word), 0..<word.count) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(id)
    }
  }

  /// FNV-1a.
  private static func hash(_ text: [UInt8], _ range: Range<Int>) -> Int {
    slot(steps(text, range))
  }

  private static func steps(_ text: [UInt8], _ range: Range<Int>) -> UInt64 {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in range { value = step(value, text[index]) }
    return value
  }

  private static func step(_ value: UInt64, _ byte: UInt8) -> UInt64 {
    (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  private static func slot(_ value: UInt64) -> Int {
    Int(truncatingIfNeeded: value ^ (value >> 29)) & Int.max
  }
}
