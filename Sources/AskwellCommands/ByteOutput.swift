#if canImport(Glibc)
  internal import Glibc
#endif

/// Buffered bytes to a file descriptor, written in whole by `write(2)`.
///
/// A reader that has gone away (`EPIPE`) is `isClosed`, not an error: the program then ends quietly.
struct ByteOutput: ~Copyable {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// Whether the reader has closed its end.
  private(set) var isClosed = false

  /// Standard output is 1, standard error 2.
  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Adds bytes; they are written at the latest when 64 KiB have gathered.
  mutating func write(_ bytes: some Sequence<UInt8>) throws(CommandFailure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 65_536 { try flush() }
  }

  /// Adds a line.
  mutating func writeLine(_ text: String) throws(CommandFailure) {
    buffer.append(contentsOf: text.utf8)
    try write([0x0A])
  }

  /// Writes all that has gathered.
  mutating func flush() throws(CommandFailure) {
    var start = 0
    while start < buffer.count, !isClosed {
      let written = unsafe buffer.withUnsafeBytes { bytes in
        unsafe Glibc.write(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if written >= 0 {
        start += written
      } else if errno == EPIPE {
        isClosed = true
      } else if errno == EAGAIN {
        var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe Glibc.poll(&poll, 1, -1)
      } else if errno != EINTR {
        let reason = unsafe String(cString: strerror(errno))
        buffer.removeAll()
        throw CommandFailure(status: .inputOutput, message: "output can't be written: \(reason)")
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
