import CZlib
import Glibc

/// Reads a text file line by line in bounded memory; files compressed by gzip are read as if they
/// were not.
///
/// A line ends at U+000A, which is not part of it; U+000D before that is taken off; the last line
/// needs no end.
@safe public struct LineReader: ~Copyable {
  private let path: String
  private let file: gzFile
  private let lineLimit: Int
  private let totalLimit: Int
  private var buffer: [UInt8]
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  private var total = 0
  /// The number of the line that was read last, from 1.
  public private(set) var lineNumber = 0

  /// Opens the file at `path`.
  ///
  /// - Parameters:
  ///   - lineLimit: the longest line allowed, in bytes.
  ///   - totalLimit: the greatest length allowed, in bytes after decompression.
  public init(path: String, lineLimit: Int = 1 << 26, totalLimit: Int = 1 << 42)
    throws(StorageError)
  {
    self.path = path
    self.lineLimit = lineLimit
    self.totalLimit = totalLimit
    buffer = [UInt8](repeating: 0, count: 1 << 18)
    var status = stat()
    if unsafe stat(path, &status) != 0 {
      throw errno == ENOENT || errno == ENOTDIR
        ? .missing(path: path) : .failed(operation: .open, path: path, code: errno)
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw .notAFile(path: path) }
    guard let opened = unsafe gzopen(path, "rbe") else {
      throw .failed(operation: .open, path: path, code: errno)
    }
    unsafe file = opened
    // Half of the least read below: then uncompressed files are read without a copy in between.
    unsafe gzbuffer(opened, 1 << 15)
  }

  /// Calls `body` with the next line, or returns nil at the end of the file.
  ///
  /// The span is valid during the call only; nothing is allocated per line.
  public mutating func withNextLine<Result>(
    _ body: (Span<UInt8>) throws -> Result
  ) throws -> Result? {
    guard let range = try nextRange() else { return nil }
    return try body(buffer.span.extracting(range))
  }

  private mutating func nextRange() throws(StorageError) -> Range<Int>? {
    var scanned = start
    while true {
      if let newline = firstNewline(from: scanned) {
        defer { start = newline + 1 }
        return try line(start..<newline)
      }
      scanned = end
      if isAtEnd {
        if start == end { return nil }
        defer { start = end }
        return try line(start..<end)
      }
      if end - start > lineLimit {
        throw .lineTooLong(path: path, line: lineNumber + 1, limit: lineLimit)
      }
      let unread = scanned - start
      try fill()
      scanned = unread
    }
  }

  private mutating func line(_ range: Range<Int>) throws(StorageError) -> Range<Int> {
    lineNumber += 1
    if range.count > lineLimit {
      throw .lineTooLong(path: path, line: lineNumber, limit: lineLimit)
    }
    if let last = range.last, buffer[last] == 0x0D { return range.lowerBound..<last }
    return range
  }

  private func firstNewline(from position: Int) -> Int? {
    if position >= end { return nil }
    let end = end
    return unsafe buffer.withUnsafeBytes { raw -> Int? in
      guard let base = raw.baseAddress,
        let found = unsafe memchr(base + position, 0x0A, end - position)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// Moves what is unread to the front and reads more.
  private mutating func fill() throws(StorageError) {
    if start > 0 {
      let (start, end) = (start, end)
      unsafe buffer.withUnsafeMutableBytes { raw in
        guard let base = raw.baseAddress else { return }
        unsafe memmove(base, base + start, end - start)
      }
      self.end = end - start
      self.start = 0
    }
    if end == buffer.count {
      buffer.append(contentsOf: [UInt8](repeating: 0, count: buffer.count))
    }
    let end = end
    let read = unsafe buffer.withUnsafeMutableBytes { raw in
      unsafe gzread(file, raw.baseAddress?.advanced(by: end), UInt32(min(raw.count - end, 1 << 30)))
    }
    if read < 0 { throw failure() }
    total += Int(read)
    if total > totalLimit { throw .tooLong(path: path, limit: totalLimit) }
    self.end += Int(read)
    if read == 0 {
      isAtEnd = true
      var code: Int32 = 0
      _ = unsafe gzerror(file, &code)
      if code != Z_OK && code != Z_STREAM_END { throw failure() }
    }
  }

  private func failure() -> StorageError {
    var code: Int32 = 0
    _ = unsafe gzerror(file, &code)
    return code == Z_ERRNO
      ? .failed(operation: .read, path: path, code: errno) : .damagedCompression(path: path)
  }

  deinit { unsafe gzclose(file) }
}
