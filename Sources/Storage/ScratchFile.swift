import Glibc

/// Bytes put aside on disk in a file that has no name: whatever ends the process, nothing is left.
@safe public struct ScratchFile: ~Copyable {
  private let folder: String
  private let descriptor: Int32
  /// How many bytes there are.
  public private(set) var count = 0

  /// Linux's `O_TMPFILE`, a macro that Swift does not see.
  private static let nameless: Int32 = 0o20_000_000 | O_DIRECTORY

  /// An empty file on the disk of `folder`.
  public init(folder: String) throws(StorageError) {
    self.folder = folder
    var opened = unsafe open(folder, Self.nameless | O_RDWR | O_CLOEXEC, 0o600)
    if opened < 0, errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL {
      opened = Self.openUnlinked(folder + "/askwell.scratch")
    }
    if opened < 0 { throw .failed(operation: .open, path: folder, code: errno) }
    descriptor = opened
  }

  /// For file systems that know no files without names: the name is taken away at once.
  private static func openUnlinked(_ path: String) -> Int32 {
    for _ in 0..<100 {
      unsafe unlink(path)
      let opened = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if opened >= 0 {
        unsafe unlink(path)
        return opened
      }
      if errno != EEXIST { return -1 }
    }
    return -1
  }

  /// Appends bytes.
  public mutating func append(_ bytes: Span<UInt8>) throws(StorageError) {
    var offset = 0
    while offset < bytes.count {
      let written = unsafe bytes.withUnsafeBytes {
        unsafe pwrite(
          descriptor, $0.baseAddress?.advanced(by: offset), $0.count - offset,
          off_t(count + offset))
      }
      if written < 0, errno == EINTR { continue }
      if written <= 0 {
        throw errno == ENOSPC || errno == EDQUOT
          ? .full(path: folder) : .failed(operation: .write, path: folder, code: errno)
      }
      offset += written
    }
    count += bytes.count
  }

  /// Appends the bytes of a range to `bytes`.
  public func read(_ range: Range<Int>, into bytes: inout [UInt8]) throws(StorageError) {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: range.count))
    var offset = 0
    while offset < range.count {
      let read = unsafe bytes.withUnsafeMutableBytes {
        unsafe pread(
          descriptor, $0.baseAddress?.advanced(by: start + offset), range.count - offset,
          off_t(range.lowerBound + offset))
      }
      if read < 0, errno == EINTR { continue }
      if read <= 0 { throw .failed(operation: .read, path: folder, code: read < 0 ? errno : EIO) }
      offset += read
    }
  }

  deinit { close(descriptor) }
}
