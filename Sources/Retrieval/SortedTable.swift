import Storage

/// Byte-string keys in byte order with their values, in one block that needs no parsing.
///
/// Layout: count (u32), one offset (u32) for each record and one past the last, then the records: the
/// key with its length before it, then the value up to the next record. A damaged block finds less
/// than it should; it never reads outside itself.
struct SortedTable: Sendable {
  let bytes: [UInt8]
  let count: Int

  /// Opens a block; one that is too short for its count is taken as empty.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var reader = ByteReader(bytes.span)
    let count = (try? reader.fixed(UInt32.self)).map(Int.init) ?? 0
    self.count = bytes.count >= 8 + 4 * count ? count : 0
  }

  /// The block for a set of keys and values.
  static func encode(_ entries: [(key: [UInt8], value: [UInt8])]) -> [UInt8] {
    var writer = Writer()
    for number in order(entries.map(\.key)) {
      writer.append(entries[number].key[...]) { $0 += entries[number].value }
    }
    return writer.bytes
  }

  /// The positions of keys in byte order.
  static func order(_ keys: [[UInt8]]) -> [Int] {
    // The first eight bytes decide nearly always.
    var order: [(prefix: UInt64, number: Int)] = []
    order.reserveCapacity(keys.count)
    for (number, key) in keys.enumerated() { order.append((prefix(key[...]), number)) }
    order.sort { a, b in
      a.prefix != b.prefix
        ? a.prefix < b.prefix : keys[a.number].lexicographicallyPrecedes(keys[b.number])
    }
    return order.map(\.number)
  }

  private static func prefix(_ key: ArraySlice<UInt8>) -> UInt64 { prefix(key.span) }

  /// The first eight bytes of a key as a number that is in order as the keys are.
  static func prefix(_ key: Span<UInt8>) -> UInt64 {
    var prefix: UInt64 = 0
    for index in 0..<8 { prefix = prefix << 8 | (index < key.count ? UInt64(key[index]) : 0) }
    return prefix
  }

  /// Whether a key comes before another.
  static func precedes(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    for index in 0..<min(one.count, other.count) where one[index] != other[index] {
      return one[index] < other[index]
    }
    return one.count < other.count
  }

  /// Makes a block of keys that come in byte order.
  struct Writer {
    private var offsets: [UInt32] = []
    private var records: [UInt8] = []

    /// Appends a record; `value` appends what belongs to the key.
    mutating func append(_ key: ArraySlice<UInt8>, _ value: (inout [UInt8]) -> Void) {
      offsets.append(UInt32(records.count))
      records.appendVarint(key.count)
      records += key
      value(&records)
    }

    /// Appends records of another block as they are.
    mutating func append(_ table: SortedTable, _ range: Range<Int>) {
      guard let first = range.first, range.upperBound <= table.count else { return }
      let base = 8 + 4 * table.count
      let (start, end) = (table.offset(first), table.offset(range.upperBound))
      guard start <= end, base + end <= table.bytes.count else { return }
      // Modulo 2³², as the sum is in range again.
      let moved = UInt32(truncatingIfNeeded: records.count - start)
      unsafe table.bytes.withUnsafeBytes { raw in
        for number in range {
          let offset = unsafe raw.loadUnaligned(fromByteOffset: 4 + 4 * number, as: UInt32.self)
          offsets.append(UInt32(littleEndian: offset) &+ moved)
        }
      }
      records += table.bytes[(base + start)..<(base + end)]
    }

    var bytes: [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(8 + 4 * offsets.count + records.count)
      bytes.appendFixed(UInt32(offsets.count))
      bytes.appendFixed(contentsOf: offsets)
      bytes.appendFixed(UInt32(records.count))
      return bytes + records
    }
  }

  /// The key and the value of a record, or nil where the block is damaged.
  func record(_ number: Int) -> (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
    guard number >= 0, number < count else { return nil }
    let base = 8 + 4 * count
    let start = base + offset(number)
    let end = base + offset(number + 1)
    guard start < end, end <= bytes.count else { return nil }
    var length = Int(bytes[start])
    var key = start + 1
    if length >= 0x80 {
      guard key < end else { return nil }
      length = length & 0x7F | Int(bytes[key]) << 7
      key += 1
    }
    guard length <= end - key else { return nil }
    return (bytes[key..<(key + length)], bytes[(key + length)..<end])
  }

  /// The value for a key.
  func value(of key: some Collection<UInt8>) -> ArraySlice<UInt8>? {
    let position = lowerBound(key)
    guard let found = record(position), found.key.elementsEqual(key) else { return nil }
    return found.value
  }

  /// The first record whose key is not before `key`.
  func lowerBound(_ key: some Collection<UInt8>) -> Int {
    let wanted = Self.prefix(of: key)
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      let prefix = prefix(ofRecord: middle)
      var precedes = prefix < wanted
      if prefix == wanted {
        guard let found = record(middle) else { return count }
        precedes = found.key.lexicographicallyPrecedes(key)
      }
      if precedes { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func prefix(of key: some Collection<UInt8>) -> UInt64 {
    var prefix: UInt64 = 0
    var count = 0
    for byte in key.prefix(8) {
      prefix = prefix << 8 | UInt64(byte)
      count += 1
    }
    return count == 8 || count == 0 ? prefix : prefix << UInt64(64 - 8 * count)
  }

  /// The first record from `start` on whose key is not before `key`, by looking at one after another.
  ///
  /// - Parameter prefix: that of the key.
  func lowerBound(_ key: [UInt8], prefix wanted: UInt64, from start: Int) -> Int {
    var number = start
    while number < count {
      let prefix = prefix(ofRecord: number)
      if prefix > wanted { break }
      if prefix == wanted {
        guard let found = record(number), found.key.lexicographicallyPrecedes(key) else { break }
      }
      number += 1
    }
    return number
  }

  /// The prefix of a record's key; that of the greatest key where the block is damaged.
  private func prefix(ofRecord number: Int) -> UInt64 {
    let start = 8 + 4 * count + offset(number)
    if start + 9 > bytes.count || bytes[start] >= 0x80 {
      return record(number).map { Self.prefix($0.key) } ?? .max
    }
    // What belongs to the value or the next record is cut off.
    let first = unsafe bytes.withUnsafeBytes {
      unsafe $0.loadUnaligned(fromByteOffset: start + 1, as: UInt64.self)
    }
    let length = Int(bytes[start])
    let prefix = UInt64(bigEndian: first)
    return length >= 8 ? prefix : length == 0 ? 0 : prefix & (.max << UInt64(64 - 8 * length))
  }

  private func offset(_ number: Int) -> Int {
    let at = 4 + 4 * number
    return Int(bytes[at]) | Int(bytes[at + 1]) << 8 | Int(bytes[at + 2]) << 16
      | Int(bytes[at + 3]) << 24
  }
}
