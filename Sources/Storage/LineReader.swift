import CZlib
import Glibc

/// Reads a text file line by line in bounded memory; files compressed by gzip are read as if they
/// were not.
///
/// A line ends at U+000A, which is not part of it; U+000D before that is taken off; the last line
/// needs no end.
///
/// ```swift
/// var reader = try LineReader(path: "questions.txt")
/// while let line = try reader.next() { use(reader.bytes.extracting(line)) }
/// ```
@safe public struct LineReader: ~Copyable {
  private let path: String
  private let lineLimit: Int
  private var source: LineWindow
  private var start = 0
  /// The number of the line that was read last, from 1.
  public private(set) var lineNumber = 0

  /// Opens the file at `path`.
  ///
  /// - Parameters:
  ///   - lineLimit: the longest line allowed, in bytes.
  ///   - totalLimit: the greatest length allowed, in bytes after decompression.
  ///   - maps: whether a file that is not compressed may be mapped in place of read: a third of the
  ///     time of passing over its lines. A file that shrinks meanwhile then ends the process by
  ///     `SIGBUS`, which `ShrunkenFile` turns into an exit with a message.
  public init(
    path: String, lineLimit: Int = 1 << 26, totalLimit: Int = 1 << 42, maps: Bool = false
  ) throws(StorageError) {
    self.path = path
    self.lineLimit = lineLimit
    source = try LineWindow(path: path, totalLimit: totalLimit, maps: maps)
  }

  /// Goes to the next line: where it lies in `bytes` until the next call, or nil at the file's end.
  public mutating func next() throws(StorageError) -> Range<Int>? {
    var scanned = start
    while true {
      if let newline = source.firstNewline(from: scanned) {
        defer { start = newline + 1 }
        return try line(start..<newline)
      }
      let end = source.count
      if source.isAtEnd {
        if start == end { return nil }
        defer { start = end }
        return try line(start..<end)
      }
      if end - start > lineLimit {
        throw .lineTooLong(path: path, line: lineNumber + 1, limit: lineLimit)
      }
      try source.advance(to: start)
      scanned = end - start
      start = 0
    }
  }

  /// Passes over the next line where it has this length and fingerprint; false where it has not, or
  /// where that can't be told, and then `next` gives it.
  ///
  /// Half the time of finding the line's end first: whether a line feed stands in the line is settled
  /// by the fingerprint, which is that of a line.
  public mutating func skipLine(length: Int, fingerprint: UInt64) -> Bool {
    let bytes = source.bytes
    guard length > 0, length <= lineLimit, length < bytes.count - start else { return false }
    let end = start + length
    // First what reads on from where reading has come to.
    if Fingerprint.of(bytes.extracting(start..<end)) != fingerprint { return false }
    var next = end + 1
    if bytes[end] == 0x0D, next < bytes.count, bytes[next] == 0x0A {
      next += 1
    } else if bytes[end] != 0x0A || bytes[end - 1] == 0x0D {
      return false
    }
    start = next
    lineNumber += 1
    return true
  }

  /// The bytes among which `next` finds a line.
  public var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { source.bytes }
  }

  /// Calls `body` with the next line, or returns nil at the end of the file.
  ///
  /// The span is valid during the call only; nothing is allocated per line.
  public mutating func withNextLine<Result>(
    _ body: (Span<UInt8>) throws -> Result
  ) throws -> Result? {
    guard let range = try next() else { return nil }
    return try body(bytes.extracting(range))
  }

  private mutating func line(_ range: Range<Int>) throws(StorageError) -> Range<Int> {
    lineNumber += 1
    if range.count > lineLimit {
      throw .lineTooLong(path: path, line: lineNumber, limit: lineLimit)
    }
    if let last = range.last, source.bytes[last] == 0x0D { return range.lowerBound..<last }
    return range
  }
}
