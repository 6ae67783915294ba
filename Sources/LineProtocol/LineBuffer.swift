/// Cuts a byte stream into lines at 0x0A, and nowhere else.
///
/// Memory stays below twice the line limit and a read, whatever the stream holds.
struct LineBuffer {
  /// What stood between two line ends.
  enum Line: Equatable {
    /// The line's bytes without its end.
    case bytes([UInt8])
    /// A line over the limit; its bytes are gone.
    case tooLong
  }

  let limit: Int
  /// Bytes in `start..<end` are of the stream and not used up; those behind `end` are room.
  private var storage: [UInt8]
  private var start = 0
  private var end = 0
  /// No line end lies between `start` and this.
  private var scanned = 0
  private var isDiscarding = false
  private var isFirstLine = true
  private let readSize = 65536

  init(limit: Int) {
    self.limit = limit
    storage = Array(repeating: 0, count: readSize)
  }

  /// Takes in the next bytes of the stream.
  mutating func append(_ bytes: some Collection<UInt8>) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(readSize)
      rest = rest.dropFirst(piece.count)
      _ = fill { storage, room in
        storage.replaceSubrange(room.lowerBound..<(room.lowerBound + piece.count), with: piece)
        return piece.count
      }
    }
  }

  /// Lets `body` put bytes into the room it is given and say how many; hands that number on.
  mutating func fill(_ body: (inout [UInt8], Range<Int>) -> Int) -> Int {
    makeRoom()
    let count = body(&storage, end..<(end + readSize))
    end += count
    return count
  }

  /// Moves the unfinished line to the front, so that the room never runs out.
  private mutating func makeRoom() {
    if start == end {
      if storage.count > 1 << 20 { storage = Array(repeating: 0, count: readSize) }
      end = 0
      scanned = 0
      start = 0
    }
    if storage.count - end >= readSize { return }
    if start > 0 {
      storage.removeFirst(start)
      end -= start
      scanned -= start
      start = 0
    }
    // Grow by half, so that a long line is moved a few times only.
    let wanted = end + max(readSize, end / 2)
    if storage.count < wanted {
      storage.append(contentsOf: repeatElement(0, count: wanted - storage.count))
    }
  }

  /// The next complete line, or nil until more bytes come.
  ///
  /// Empty lines and lines of white space are left out, as is a carriage return at the end of a
  /// line and a byte-order mark at the beginning of the stream.
  mutating func next() -> Line? {
    while let lineEnd = endOfLine() {
      let line = start..<lineEnd
      start = lineEnd + 1
      scanned = start
      if isDiscarding || line.count > limit {
        isDiscarding = false
        isFirstLine = false
        return .tooLong
      }
      if let bytes = trimmed(line) { return .bytes(bytes) }
    }
    if isDiscarding || scanned - start > limit {
      isDiscarding = true
      start = scanned
    }
    return nil
  }

  /// Whether at least `count` more complete lines wait.
  func holds(lines count: Int) -> Bool {
    let bytes = storage.span
    var found = 0
    var index = scanned
    while index < end, found < count {
      if bytes[index] == 0x0A { found += 1 }
      index += 1
    }
    return found >= count
  }

  /// What stands after the last line end once the stream has ended, or nil if that is nothing.
  mutating func rest() -> Line? {
    let line = start..<end
    start = end
    scanned = end
    if isDiscarding || line.count > limit { return .tooLong }
    return trimmed(line).map { .bytes($0) }
  }

  private mutating func endOfLine() -> Int? {
    let found = Self.firstLineEnd(in: storage.span, scanned..<end)
    scanned = found ?? end
    return found
  }

  private static func firstLineEnd(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    for index in range where bytes[index] == 0x0A { return index }
    return nil
  }

  private mutating func trimmed(_ line: Range<Int>) -> [UInt8]? {
    var slice = storage[line]
    if isFirstLine, slice.starts(with: [0xEF, 0xBB, 0xBF]) { slice = slice.dropFirst(3) }
    isFirstLine = false
    if slice.last == 0x0D { slice = slice.dropLast() }
    if slice.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return nil }
    return Array(slice)
  }
}
