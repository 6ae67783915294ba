import Glibc

/// A file that comes into being all at once: written under another name in the same folder,
/// forced to disk, then renamed over the old one.
///
/// The other name is fixed (the final name and `.partial`) and locked while written, so a killed
/// writer leaves at most one such file, which the next writer takes over; two writers at
/// once are refused as `busy`. A link under that name is not followed: it may lead to a file that is
/// nobody's to overwrite.
@safe public struct AtomicFile: ~Copyable {
  private let path: String
  private let partialPath: String
  private let descriptor: Int32
  private var isCommitted = false
  /// What is not written yet: plain memory, so that it is neither cleared nor copied.
  private let buffer: UnsafeMutableRawPointer
  private var buffered = 0
  /// How many bytes were written, those still in the buffer included.
  public private(set) var count = 0

  /// Writes of this length at multiples of it are the cheapest: large pages of the file cache, and
  /// memory that stays in the second-level cache.
  private static let bufferSize = 1 << 19

  /// Begins to write what will be the file at `path`.
  public init(path: String) throws(StorageError) {
    let partialPath = path + ".partial"
    let opened = try Self.openLocked(partialPath, for: path)
    self.path = path
    self.partialPath = partialPath
    descriptor = opened
    unsafe buffer = .allocate(byteCount: Self.bufferSize, alignment: 4096)
  }

  /// Opens the partial file for this process alone.
  private static func openLocked(_ partialPath: String, for path: String) throws(StorageError)
    -> Int32
  {
    while true {
      let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
      let descriptor = unsafe open(partialPath, flags, 0o644)
      if descriptor < 0 {
        if errno == ELOOP || errno == EISDIR || errno == ENXIO {
          throw .obstructed(path: partialPath)
        }
        throw errno == ENOENT || errno == ENOTDIR
          ? .missing(path: path) : .failed(operation: .open, path: partialPath, code: errno)
      }
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        let code = errno
        close(descriptor)
        throw code == EWOULDBLOCK
          ? .busy(path: path) : .failed(operation: .lock, path: partialPath, code: code)
      }
      // Another writer may have renamed this very file between opening and locking: then the lock
      // is on the finished file, which must not be touched.
      var named = stat()
      var opened = stat()
      if unsafe lstat(partialPath, &named) == 0, unsafe fstat(descriptor, &opened) == 0,
        named.st_ino == opened.st_ino, named.st_dev == opened.st_dev
      {
        if opened.st_mode & S_IFMT != S_IFREG || opened.st_nlink != 1 {
          close(descriptor)
          throw .obstructed(path: partialPath)
        }
        if ftruncate(descriptor, 0) == 0 { return descriptor }
        let code = errno
        close(descriptor)
        throw .failed(operation: .write, path: partialPath, code: code)
      }
      close(descriptor)
    }
  }

  /// Appends bytes.
  public mutating func write(_ bytes: Span<UInt8>) throws(StorageError) {
    count += bytes.count
    var offset = 0
    while offset < bytes.count {
      let length = min(bytes.count - offset, Self.bufferSize - buffered)
      unsafe bytes.withUnsafeBytes { source in
        guard let start = source.baseAddress else { return }
        unsafe (buffer + buffered).copyMemory(from: start + offset, byteCount: length)
      }
      buffered += length
      offset += length
      if buffered == Self.bufferSize { try flush() }
    }
  }

  /// Replaces bytes that were written before, at `offset`.
  public mutating func overwrite(_ bytes: Span<UInt8>, at offset: Int) throws(StorageError) {
    try flush()
    let written = unsafe bytes.withUnsafeBytes {
      unsafe pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset))
    }
    if written != bytes.count { throw failure(of: .write) }
  }

  /// Makes the file durable and gives it its name; until here the old file is untouched.
  ///
  /// - Parameter durably: false for a file that may be damaged when the system stops soon after.
  public consuming func commit(durably: Bool = true) throws(StorageError) {
    try flush()
    if durably, fsync(descriptor) != 0 { throw failure(of: .synchronise) }
    if unsafe rename(partialPath, path) != 0 { throw failure(of: .rename) }
    isCommitted = true
    if !durably { return }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let folderDescriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folderDescriptor >= 0 {
      fsync(folderDescriptor)
      close(folderDescriptor)
    }
  }

  private mutating func flush() throws(StorageError) {
    let length = buffered
    buffered = 0
    var offset = 0
    while offset < length {
      let written = unsafe Glibc.write(descriptor, buffer + offset, length - offset)
      if written < 0, errno == EINTR { continue }
      if written <= 0 { throw failure(of: .write) }
      offset += written
    }
  }

  private func failure(of operation: StorageError.Operation) -> StorageError {
    errno == ENOSPC || errno == EDQUOT
      ? .full(path: path) : .failed(operation: operation, path: partialPath, code: errno)
  }

  deinit {
    if !isCommitted { unsafe unlink(partialPath) }
    close(descriptor)
    unsafe buffer.deallocate()
  }
}
