internal import Glibc

/// An open file descriptor of a pipe, a socket or a file, used as it was inherited: its flags are
/// never changed, because they belong to every process that shares it.
struct Descriptor: Sendable {
  let number: Int32
  private let isPipe: Bool
  private let pipeCapacity: Int

  init(_ number: Int32) {
    self.number = number
    var status = stat()
    isPipe = unsafe fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    let capacity = isPipe ? Int(fcntl(number, 1032)) : 0  // F_GETPIPE_SZ
    pipeCapacity = max(capacity, 4096)
  }

  /// Reads once into `room` of the storage; how many bytes came, 0 at the end or on a failure.
  func read(into storage: inout [UInt8], _ room: Range<Int>) -> Int {
    precondition(room.upperBound <= storage.count)
    while true {
      let count = unsafe storage.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(
          number, buffer.baseAddress.map { unsafe $0 + room.lowerBound }, room.count)
      }
      if count >= 0 { return count }
      if errno == EAGAIN {
        // Another process that shares the descriptor has made it non-blocking.
        var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&request, 1, -1)
      } else if errno != EINTR {
        return 0
      }
    }
  }

  /// How many bytes can be written now without waiting, at most `wanted`.
  func room(for wanted: Int) -> Int {
    if isPipe {
      var unread = Int32(0)
      if unsafe ioctl(number, UInt(FIONREAD), &unread) == 0, unread == 0 {
        return min(wanted, pipeCapacity)
      }
    }
    // A descriptor that polls as writable takes at least a page.
    var request = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    guard unsafe poll(&request, 1, 0) == 1 else { return 0 }
    return min(wanted, 4096)
  }

  /// Writes a range of bytes, waiting as long as it takes.
  func write(_ bytes: [UInt8], _ range: Range<Int>) throws(WriteFault) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          number, buffer.baseAddress.map { unsafe $0 + offset }, range.upperBound - offset)
      }
      if written >= 0 {
        offset += written
      } else if errno == EAGAIN {
        var request = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&request, 1, -1)
      } else if errno != EINTR {
        throw WriteFault(code: errno)
      }
    }
  }
}

/// The `errno` of a write that failed.
struct WriteFault: Error, Equatable {
  var code: Int32

  /// Whether the reader has gone, which is an ordinary end.
  var isClosed: Bool { code == EPIPE || code == ECONNRESET }
}
