#if canImport(Glibc)
  internal import Glibc
#endif

/// Lines of a file descriptor, cut at byte 0x0A only, with a bound on their length.
struct InputLines: ~Copyable {
  /// A line of input.
  enum Line: Equatable {
    /// The bytes without the line's end (U+000A, or U+000D U+000A).
    case bytes([UInt8])
    /// The line was longer than the limit and has been skipped.
    case tooLong(limit: Int)
  }

  /// Bytes a line may have.
  static let lengthLimit = 4 << 20

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private var isSkipping = false
  private var isFirst = true

  /// Standard input is 0.
  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The next line, or nil at the end of input.
  ///
  /// - Parameter beforeWaiting: called whenever nothing complete is left and more must be read, so
  ///   that what was answered can be flushed first.
  mutating func next(beforeWaiting: () throws(CommandFailure) -> Void) throws(CommandFailure)
    -> Line?
  {
    var scanned = start
    while true {
      if let end = buffer[scanned...].firstIndex(of: 0x0A) {
        let line = take(upTo: end)
        start = end + 1
        if isSkipping {
          isSkipping = false
          return .tooLong(limit: Self.lengthLimit)
        }
        return .bytes(line)
      }
      scanned = buffer.count
      if isAtEnd {
        if isSkipping {
          isSkipping = false
          start = buffer.count
          return .tooLong(limit: Self.lengthLimit)
        }
        if start == buffer.count { return nil }
        let line = take(upTo: buffer.count)
        start = buffer.count
        return .bytes(line)
      }
      if isSkipping || buffer.count - start > Self.lengthLimit {
        isSkipping = true
        buffer.removeAll(keepingCapacity: true)
        start = 0
        scanned = 0
      } else if start > 0 {
        buffer.removeFirst(start)
        scanned -= start
        start = 0
      }
      try beforeWaiting()
      try fill()
    }
  }

  private mutating func take(upTo end: Int) -> [UInt8] {
    var line = buffer[start..<end]
    if line.last == 0x0D { line.removeLast() }
    if isFirst {
      isFirst = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    return Array(line)
  }

  private mutating func fill() throws(CommandFailure) {
    let capacity = 65_536
    var chunk = [UInt8](repeating: 0, count: capacity)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes { bytes in
        unsafe read(descriptor, bytes.baseAddress, capacity)
      }
      if count > 0 {
        buffer.append(contentsOf: chunk[..<count])
        return
      }
      if count == 0 {
        isAtEnd = true
        return
      }
      if errno == EINTR { continue }
      if errno == EAGAIN {
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe Glibc.poll(&poll, 1, -1)
        continue
      }
      let reason = unsafe String(cString: strerror(errno))
      throw CommandFailure(status: .inputOutput, message: "input can't be read: \(reason)")
    }
  }
}
