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
    // The first eight bytes decide nearly always.
    var order: [(prefix: UInt64, number: Int)] = []
    order.reserveCapacity(entries.count)
    for (number, entry) in entries.enumerated() {
      var prefix: UInt64 = 0
      for index in 0..<8 {
        prefix = prefix << 8 | (index < entry.key.count ? UInt64(entry.key[index]) : 0)
      }
      order.append((prefix, number))
    }
    order.sort { a, b in
      a.prefix != b.prefix
        ? a.prefix < b.prefix
        : entries[a.number].key.lexicographicallyPrecedes(entries[b.number].key)
    }
    var writer = Writer()
    for (_, number) in order {
      writer.append(entries[number].key[...]) { $0 += entries[number].value }
    }
    return writer.bytes
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
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      guard let found = record(middle) else { return count }
      if found.key.lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func offset(_ number: Int) -> Int {
    let at = 4 + 4 * number
    return Int(bytes[at]) | Int(bytes[at + 1]) << 8 | Int(bytes[at + 2]) << 16
      | Int(bytes[at + 3]) << 24
  }
}
