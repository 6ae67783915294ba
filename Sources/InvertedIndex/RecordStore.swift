import Storage

/// Writes byte strings that are found again by number: groups of 16, each group its lengths and
/// then its bytes, and the groups' offsets apart.
struct RecordWriter {
  private var groups: [UInt64] = []
  /// Lengths and bytes of the records of the group that is not full yet.
  private var lengths: [Int] = []
  private var body: [UInt8] = []
  private var length = 0
  private(set) var hasContent = false

  /// The offset of each group.
  var offsets: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendFixed(contentsOf: groups)
    return bytes
  }

  /// Takes the next record; returns bytes to append to the data when a group is full.
  mutating func add(_ record: [UInt8]) -> [UInt8] {
    if !record.isEmpty { hasContent = true }
    lengths.append(record.count)
    body += record
    return lengths.count == Format.groupLength ? finishGroup() : []
  }

  /// Whether a whole group of another writer's can come next.
  var isAtGroupStart: Bool { lengths.isEmpty }

  /// How many records fit into the group.
  var room: Int { Format.groupLength - lengths.count }

  /// Takes a group as another writer has written it.
  mutating func add(groupOf bytes: Int) {
    // A group of empty records is its lengths alone.
    if bytes > Format.groupLength { hasContent = true }
    groups.append(UInt64(length))
    length += bytes
  }

  /// Takes records that lie one behind the other, at most as many as there is room for; `write` gets
  /// bytes to append to the data when the group is full.
  mutating func add(
    _ records: Span<UInt8>, lengths more: ArraySlice<Int>,
    _ write: (_ bytes: Span<UInt8>) throws(IndexError) -> Void
  ) throws(IndexError) {
    if !records.isEmpty { hasContent = true }
    lengths += more
    if lengths.count < Format.groupLength {
      unsafe records.withUnsafeBufferPointer { unsafe body.append(contentsOf: $0) }
      return
    }
    // What completes a group is not copied.
    let head = finishGroup(followedBy: records.count)
    try write(head.span)
    try write(records)
  }

  /// Ends the last group.
  mutating func finishGroup() -> [UInt8] { finishGroup(followedBy: 0) }

  private mutating func finishGroup(followedBy rest: Int) -> [UInt8] {
    if lengths.isEmpty { return [] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * Format.groupLength + body.count)
    for length in lengths { bytes.appendVarint(length) }
    bytes += body
    lengths.removeAll(keepingCapacity: true)
    body.removeAll(keepingCapacity: true)
    groups.append(UInt64(length))
    length += bytes.count + rest
    return bytes
  }
}

/// Writes strings that often begin like the one before: groups of 16, front-coded.
struct KeyWriter: ~Copyable {
  private(set) var bytes = RawBytes()
  private var groups: [UInt64] = []
  private var previous = RawBytes()
  private var count = 0

  /// The offset of each group.
  var offsets: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendFixed(contentsOf: groups)
    return bytes
  }

  mutating func add(_ key: [UInt8]) { add(key.span) }

  mutating func add(_ key: Span<UInt8>) {
    var shared = 0
    let limit = min(previous.count, key.count)
    while shared < limit, previous.span[shared] == key[shared] { shared += 1 }
    add(key.extracting(shared..<key.count), shared: shared)
  }

  /// Takes a key that begins with `shared` bytes of the one before.
  mutating func add(_ rest: Span<UInt8>, shared: Int) {
    previous.truncate(to: shared)
    previous.append(rest)
    if isAtGroupStart {
      groups.append(UInt64(bytes.count))
      bytes.append(0)
      bytes.appendVarint(previous.count)
      bytes.append(previous)
    } else {
      bytes.appendVarint(shared)
      bytes.appendVarint(rest.count)
      bytes.append(rest)
    }
    count += 1
  }

  /// Whether a whole group of another writer's can come next.
  var isAtGroupStart: Bool { count % Format.groupLength == 0 }

  /// Takes a group as another writer has written it.
  mutating func add(group: Span<UInt8>) {
    groups.append(UInt64(bytes.count))
    bytes.append(group)
    count += Format.groupLength
    // Unknown now, and not needed where a group begins.
    previous.removeAll()
  }

  /// How long the key before is.
  var previousLength: Int { previous.count }
}
