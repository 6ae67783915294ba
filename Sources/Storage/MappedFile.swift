import Glibc

/// A read-only file in memory; unmapped when this value goes.
///
/// Opening costs the same whatever the file's length; pages are read when they are touched.
/// A file that another process cuts short while it is mapped is beyond what a mapping can guard
/// against: writers replace files by renaming, as `AtomicFile` does.
@safe public struct MappedFile: ~Copyable, @unchecked Sendable {
  private let base: UnsafeRawPointer?
  /// The file's length in bytes.
  public let count: Int

  /// Maps the regular file at `path`.
  public init(path: String) throws(StorageError) {
    let mapped = unsafe try Self.map(path)
    unsafe base = mapped.baseAddress
    count = mapped.count
  }

  /// Memory that holds a copy of `bytes`, in place of a file.
  public init(copying bytes: Span<UInt8>) throws(StorageError) {
    count = bytes.count
    if bytes.isEmpty {
      unsafe base = nil
      return
    }
    let mapping = unsafe mmap(
      nil, bytes.count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
      throw .failed(operation: .map, path: "", code: errno)
    }
    unsafe bytes.withUnsafeBytes { source in
      if let start = source.baseAddress {
        unsafe mapping.copyMemory(from: start, byteCount: source.count)
      }
    }
    unsafe base = UnsafeRawPointer(mapping)
  }

  /// Maps the first bytes of the file at `path` with some of them changed in memory; the file stays
  /// as it is. For tests of damage, which would spend their time copying.
  ///
  /// - Parameters:
  ///   - length: how many bytes, at most as many as there are.
  ///   - changes: offsets below `length` and what to read there; later ones win.
  public init(path: String, length: Int, changes: [(offset: Int, byte: UInt8)])
    throws(StorageError)
  {
    let mapped = unsafe try Self.map(path, length: length, isWritable: true)
    precondition(
      length == mapped.count && changes.allSatisfy { 0..<length ~= $0.offset }, "in the file")
    unsafe base = mapped.baseAddress
    count = mapped.count
    if let start = mapped.baseAddress {
      let bytes = unsafe UnsafeMutableRawPointer(mutating: start)
      for change in changes {
        unsafe bytes.storeBytes(of: change.byte, toByteOffset: change.offset, as: UInt8.self)
      }
    }
  }

  private static func map(
    _ path: String, length: Int = .max, isWritable: Bool = false
  ) throws(StorageError) -> UnsafeRawBufferPointer {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      throw errno == ENOENT || errno == ENOTDIR
        ? .missing(path: path) : .failed(operation: .open, path: path, code: errno)
    }
    defer { close(descriptor) }
    var status = stat()
    if unsafe fstat(descriptor, &status) != 0 {
      throw .failed(operation: .inspect, path: path, code: errno)
    }
    if status.st_mode & S_IFMT != S_IFREG { throw .notAFile(path: path) }
    let count = min(Int(status.st_size), length)
    if count == 0 { return unsafe UnsafeRawBufferPointer(start: nil, count: 0) }
    // Private memory: a page that is written to becomes this process's own.
    let protection = isWritable ? PROT_READ | PROT_WRITE : PROT_READ
    let mapping = unsafe mmap(nil, count, protection, MAP_PRIVATE, descriptor, 0)
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
      throw .failed(operation: .map, path: path, code: errno)
    }
    return unsafe UnsafeRawBufferPointer(start: mapping, count: count)
  }

  /// Asks for all pages at once, for whoever is about to read the whole file.
  public func populate() {
    guard count > 0, let base = unsafe base else { return }
    // MADV_POPULATE_READ of Linux 5.14; where there is none, pages come one by one.
    unsafe madvise(UnsafeMutableRawPointer(mutating: base), count, 22)
  }

  /// The file's bytes, valid while this value is borrowed.
  public var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get {
      let buffer = unsafe UnsafeRawBufferPointer(start: base, count: count)
      let span = unsafe Span<UInt8>(_unsafeBytes: buffer)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// The file's bytes without bounds checks, for measured kernels that validate what they read.
  ///
  /// Valid while this value lives.
  @unsafe public var unsafeBytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: base, count: count)
  }

  deinit {
    if let base = unsafe base { unsafe munmap(UnsafeMutableRawPointer(mutating: base), count) }
  }
}
