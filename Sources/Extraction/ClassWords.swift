/// Splits `class` and `id` values into words and looks for them.
enum ClassWords {
  /// Whether any of `words` (lower case) is a word of the value: parts between other characters than
  /// letters and digits, camel case split.
  static func contains(_ value: ArraySlice<UInt8>, anyOf words: [StaticString]) -> Bool {
    var found = false
    split(value) { part in
      if !found {
        found = words.contains { word in
          word.utf8CodeUnitCount == part.count
            && "\(word)".utf8.elementsEqual(part) { $0 == ($1 &- 65 < 26 ? $1 | 0x20 : $1) }
        }
      }
    }
    return found
  }

  /// Calls `body` with each word of a `class` or `id` value.
  @inline(__always)
  static func split(_ value: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) {
    var start = value.startIndex
    var place = start
    func isWordByte(_ byte: UInt8) -> Bool {
      byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || byte >= 0x80
    }
    while place < value.endIndex {
      let byte = value[place]
      if !isWordByte(byte) {
        if place > start { body(value[start..<place]) }
        start = place + 1
      } else if byte &- 65 < 26, place > start, value[place - 1] &- 97 < 26 {
        body(value[start..<place])
        start = place
      }
      place += 1
    }
    if place > start { body(value[start..<place]) }
  }
}
