import CZlib
import Glibc

/// The part of a text file that a `LineReader` looks at: read and uncompressed, or mapped.
@safe struct LineWindow: ~Copyable {
  private let path: String
  private let totalLimit: Int
  /// What is read from; none where the file is mapped.
  private let file: gzFile?
  /// The mapped file and its length.
  private let descriptor: Int32
  private let length: Int
  /// Where the window begins in a mapped file; otherwise how much was read so far.
  private var offset = 0
  /// A buffer of this value's, or a mapping.
  private var memory: UnsafeMutableRawPointer?
  private var capacity = 0
  /// Bytes of the memory before the window: a mapping begins at a page.
  private var margin = 0
  /// How many bytes the window has.
  private(set) var count = 0
  /// Whether the window reaches the file's end.
  private(set) var isAtEnd = false

  private static let bufferLength = 1 << 18
  /// So much is mapped at a time: a large file takes no more memory than that.
  private static let mappedLength = 1 << 23
  private static let pageLength = 1 << 12

  init(path: String, totalLimit: Int, maps: Bool) throws(StorageError) {
    self.path = path
    self.totalLimit = totalLimit
    var status = stat()
    if unsafe stat(path, &status) != 0 {
      throw errno == ENOENT || errno == ENOTDIR
        ? .missing(path: path) : .failed(operation: .open, path: path, code: errno)
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw .notAFile(path: path) }
    if maps, status.st_mode & S_IFMT == S_IFREG, let plain = Self.openPlain(path) {
      if plain.length > totalLimit {
        close(plain.descriptor)
        throw .tooLong(path: path, limit: totalLimit)
      }
      unsafe file = nil
      (descriptor, length) = plain
      isAtEnd = length == 0
      return
    }
    guard let opened = unsafe gzopen(path, "rbe") else {
      throw .failed(operation: .open, path: path, code: errno)
    }
    // Half of the least read below: then uncompressed files are read without a copy in between.
    unsafe gzbuffer(opened, 1 << 15)
    unsafe file = opened
    (descriptor, length) = (-1, 0)
    unsafe memory = .allocate(byteCount: Self.bufferLength, alignment: 64)
    capacity = Self.bufferLength
  }

  /// Opens a file that is not compressed; nil where that isn't so.
  private static func openPlain(_ path: String) -> (descriptor: Int32, length: Int)? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return nil }
    var status = stat()
    var head: (UInt8, UInt8) = (0, 0)
    let read = unsafe pread(descriptor, &head, 2, 0)
    let known = unsafe fstat(descriptor, &status)
    if read < 0 || known != 0 || (read == 2 && head == (0x1F, 0x8B)) {
      close(descriptor)
      return nil
    }
    return (descriptor, Int(status.st_size))
  }

  /// The window's bytes, until it moves on.
  var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get {
      let start = unsafe memory.map { unsafe $0 + margin }
      let buffer = unsafe UnsafeRawBufferPointer(start: start, count: count)
      let span = unsafe Span<UInt8>(_unsafeBytes: buffer)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Where the first line feed is that is not before `position`.
  func firstNewline(from position: Int) -> Int? {
    if position >= count { return nil }
    guard let start = unsafe memory.map({ unsafe $0 + margin }),
      let found = unsafe memchr(start + position, 0x0A, count - position)
    else { return nil }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }

  /// Lets the window begin at `position` and have more bytes than before, unless the file ends.
  mutating func advance(to position: Int) throws(StorageError) {
    if unsafe file == nil {
      try map(from: position)
    } else {
      try read(from: position)
    }
  }

  private mutating func map(from position: Int) throws(StorageError) {
    let unread = count - position
    offset += position
    margin = offset % Self.pageLength
    let first = offset - margin
    let wanted = min(length - first, margin + max(Self.mappedLength, 2 * unread))
    unmap()
    let mapping = unsafe mmap(
      nil, wanted, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, off_t(first))
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
      throw .failed(operation: .map, path: path, code: errno)
    }
    unsafe memory = mapping
    capacity = wanted
    count = wanted - margin
    isAtEnd = first + wanted == length
  }

  private mutating func unmap() {
    if let mapping = unsafe memory { unsafe munmap(mapping, capacity) }
    unsafe memory = nil
    (capacity, count) = (0, 0)
  }

  private mutating func read(from position: Int) throws(StorageError) {
    guard let file = unsafe file, var buffer = unsafe memory else { return }
    let unread = count - position
    if position > 0 { unsafe memmove(buffer, buffer + position, unread) }
    count = unread
    if count == capacity {
      let larger = UnsafeMutableRawPointer.allocate(byteCount: 2 * capacity, alignment: 64)
      unsafe larger.copyMemory(from: buffer, byteCount: count)
      unsafe buffer.deallocate()
      unsafe (buffer, memory) = (larger, larger)
      capacity *= 2
    }
    let read = unsafe gzread(file, buffer + count, UInt32(min(capacity - count, 1 << 30)))
    if read < 0 { throw unsafe failure(file) }
    offset += Int(read)
    if offset > totalLimit { throw .tooLong(path: path, limit: totalLimit) }
    count += Int(read)
    if read == 0 {
      isAtEnd = true
      var code: Int32 = 0
      _ = unsafe gzerror(file, &code)
      if code != Z_OK && code != Z_STREAM_END { throw unsafe failure(file) }
    }
  }

  private func failure(_ file: gzFile) -> StorageError {
    var code: Int32 = 0
    _ = unsafe gzerror(file, &code)
    return code == Z_ERRNO
      ? .failed(operation: .read, path: path, code: errno) : .damagedCompression(path: path)
  }

  deinit {
    if let file = unsafe file {
      unsafe memory?.deallocate()
      unsafe gzclose(file)
    } else {
      if let mapping = unsafe memory { unsafe munmap(mapping, capacity) }
      close(descriptor)
    }
  }
}
