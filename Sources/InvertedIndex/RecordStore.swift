import Storage

/// Writes byte strings that are found again by number: groups of 16, each group its lengths and
/// then its bytes, and the groups' offsets apart.
struct RecordWriter {
  private(set) var offsets: [UInt8] = []
  private var group: [[UInt8]] = []
  private var length = 0
  private(set) var hasContent = false

  /// Takes the next record; returns bytes to append to the data when a group is full.
  mutating func add(_ record: [UInt8]) -> [UInt8] {
    if !record.isEmpty { hasContent = true }
    group.append(record)
    return group.count == Format.groupLength ? finishGroup() : []
  }

  /// Whether a whole group of another writer's can come next.
  var isAtGroupStart: Bool { group.isEmpty }

  /// Takes a group as another writer has written it.
  mutating func add(groupOf bytes: Int) {
    // A group of empty records is its lengths alone.
    if bytes > Format.groupLength { hasContent = true }
    offsets.appendFixed(UInt64(length))
    length += bytes
  }

  /// Ends the last group.
  mutating func finishGroup() -> [UInt8] {
    if group.isEmpty { return [] }
    var bytes: [UInt8] = []
    for record in group { bytes.appendVarint(record.count) }
    for record in group { bytes.append(contentsOf: record) }
    group.removeAll(keepingCapacity: true)
    offsets.appendFixed(UInt64(length))
    length += bytes.count
    return bytes
  }
}

/// Writes strings that often begin like the one before: groups of 16, front-coded.
struct KeyWriter {
  private(set) var bytes: [UInt8] = []
  private(set) var offsets: [UInt8] = []
  private var previous: [UInt8] = []
  private var count = 0

  mutating func add(_ key: [UInt8]) {
    if count % Format.groupLength == 0 {
      offsets.appendFixed(UInt64(bytes.count))
      previous = []
    }
    var shared = 0
    let limit = min(previous.count, key.count)
    while shared < limit, previous[shared] == key[shared] { shared += 1 }
    bytes.appendVarint(shared)
    bytes.appendVarint(key.count - shared)
    bytes.append(contentsOf: key[shared...])
    previous = key
    count += 1
  }

  /// Whether a whole group of another writer's can come next.
  var isAtGroupStart: Bool { count % Format.groupLength == 0 }

  /// Takes a group as another writer has written it.
  mutating func add(group: Span<UInt8>) {
    offsets.appendFixed(UInt64(bytes.count))
    unsafe group.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    count += Format.groupLength
  }
}
