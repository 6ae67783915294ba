/// Some lines of a file, copied so that another thread can read them.
public struct LineBatch: Sendable {
  private var bytes: [UInt8] = []
  private var lines: [(end: Int, number: Int)] = []

  /// Takes lines from `reader` until they have `length` bytes or the file ends; empty lines are
  /// left out.
  ///
  /// - Returns: nil when there is no line left.
  public init?(_ reader: inout LineReader, length: Int) throws(StorageError) {
    bytes.reserveCapacity(length + (1 << 14))
    do {
      while bytes.count < length {
        let line: Void? = try reader.withNextLine { line in
          unsafe line.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        }
        if line == nil { break }
        if bytes.count > lines.last?.end ?? 0 { lines.append((bytes.count, reader.lineNumber)) }
      }
    } catch let error as StorageError {
      throw error
    } catch {
      return nil
    }
    if lines.isEmpty { return nil }
  }

  /// How many lines there are.
  public var count: Int { lines.count }

  /// The number of a line in its file, from 1.
  public func lineNumber(_ position: Int) -> Int { lines[position].number }

  /// The bytes of a line without its end.
  public func withLine<Result>(_ position: Int, _ body: (Span<UInt8>) throws -> Result) rethrows
    -> Result
  {
    let start = position == 0 ? 0 : lines[position - 1].end
    return try body(bytes.span.extracting(start..<lines[position].end))
  }
}
