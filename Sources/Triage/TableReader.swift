/// Reads tab-separated lines: `#` starts a comment line, empty lines are skipped.
struct TableReader {
  let file: String
  let bytes: [UInt8]
  private(set) var line = 0
  private var offset = 0

  init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
  }

  /// The columns' byte ranges of the next line with content, or nil at the end.
  ///
  /// - Throws: `RuleError.columnCount` when there aren't `columns` of them.
  mutating func next<let columns: Int>(
    _ type: [columns of Range<Int>].Type
  ) throws(RuleError) -> [columns of Range<Int>]? {
    while offset < bytes.count {
      line += 1
      let start = offset
      var end = start
      var found = 0
      var result = [columns of Range<Int>](repeating: 0..<0)
      var columnStart = start
      let isComment = bytes[start] == UInt8(ascii: "#")
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
        if !isComment, bytes[end] == UInt8(ascii: "\t") {
          if found < columns { result[found] = columnStart..<end }
          found += 1
          columnStart = end + 1
        }
        end += 1
      }
      offset = end + 1
      if isComment || end == start { continue }
      if found < columns { result[found] = columnStart..<end }
      found += 1
      guard found == columns else {
        throw .columnCount(file: file, line: line, found: found, expected: columns)
      }
      return result
    }
    return nil
  }

  /// A range of the file as text.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
