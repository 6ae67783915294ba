/// Finds the string members `id`, `title` and `text` of a JSON object on one line.
///
/// Reads no more of JSON than that needs: other members are passed over, whatever they hold.
/// Strings are unescaped; unpaired surrogates become U+FFFD.
struct PlainRecordScanner {
  /// The record's id.
  private(set) var id: [UInt8] = []
  /// The title and the text, with a line feed between them where both are there.
  private(set) var text: [UInt8] = []
  private var title: [UInt8] = []
  private var name: [UInt8] = []

  /// Reads a line; false when it is no object with a string `id`.
  mutating func read(_ line: Span<UInt8>) -> Bool {
    id.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    title.removeAll(keepingCapacity: true)
    var offset = 0
    var hasID = false
    skipSpace(line, &offset)
    guard take(line, &offset, UInt8(ascii: "{")) else { return false }
    skipSpace(line, &offset)
    if take(line, &offset, UInt8(ascii: "}")) { return false }
    while true {
      skipSpace(line, &offset)
      name.removeAll(keepingCapacity: true)
      guard string(line, &offset, into: &name) else { return false }
      skipSpace(line, &offset)
      guard take(line, &offset, UInt8(ascii: ":")) else { return false }
      skipSpace(line, &offset)
      let isString = offset < line.count && line[offset] == UInt8(ascii: "\"")
      if isString, name == Self.idName {
        id.removeAll(keepingCapacity: true)
        guard string(line, &offset, into: &id) else { return false }
        hasID = true
      } else if isString, name == Self.textName {
        text.removeAll(keepingCapacity: true)
        guard string(line, &offset, into: &text) else { return false }
      } else if isString, name == Self.titleName {
        title.removeAll(keepingCapacity: true)
        guard string(line, &offset, into: &title) else { return false }
      } else {
        guard skipValue(line, &offset) else { return false }
      }
      skipSpace(line, &offset)
      if take(line, &offset, UInt8(ascii: ",")) { continue }
      guard take(line, &offset, UInt8(ascii: "}")) else { return false }
      skipSpace(line, &offset)
      if !title.isEmpty {
        title.append(0x0A)
        title.append(contentsOf: text)
        swap(&title, &text)
      }
      return hasID && offset == line.count
    }
  }

  private static let idName = Array("id".utf8)
  private static let textName = Array("text".utf8)
  private static let titleName = Array("title".utf8)

  private func skipSpace(_ line: Span<UInt8>, _ offset: inout Int) {
    while offset < line.count, line[offset] <= 0x20 { offset += 1 }
  }

  private func take(_ line: Span<UInt8>, _ offset: inout Int, _ byte: UInt8) -> Bool {
    guard offset < line.count, line[offset] == byte else { return false }
    offset += 1
    return true
  }

  /// Appends a string's bytes, unescaped.
  private func string(_ line: Span<UInt8>, _ offset: inout Int, into bytes: inout [UInt8]) -> Bool {
    guard take(line, &offset, UInt8(ascii: "\"")) else { return false }
    while true {
      let start = offset
      while offset < line.count, line[offset] != 0x22, line[offset] != 0x5C { offset += 1 }
      guard offset < line.count else { return false }
      unsafe line.extracting(start..<offset).withUnsafeBufferPointer {
        unsafe bytes.append(contentsOf: $0)
      }
      if line[offset] == 0x22 {
        offset += 1
        return true
      }
      guard escape(line, &offset, into: &bytes) else { return false }
    }
  }

  private func escape(_ line: Span<UInt8>, _ offset: inout Int, into bytes: inout [UInt8]) -> Bool {
    guard offset + 1 < line.count else { return false }
    let kind = line[offset + 1]
    offset += 2
    switch kind {
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case 0x22, 0x5C, 0x2F: bytes.append(kind)
    case UInt8(ascii: "u"):
      guard var value = unit(line, &offset) else { return false }
      if value & 0xFC00 == 0xD800, offset + 1 < line.count, line[offset] == 0x5C,
        line[offset + 1] == UInt8(ascii: "u")
      {
        var ahead = offset + 2
        guard let low = unit(line, &ahead) else { return false }
        if low & 0xFC00 == 0xDC00 {
          value = 0x10000 + (value & 0x3FF) << 10 + (low & 0x3FF)
          offset = ahead
        }
      }
      let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
      bytes.append(contentsOf: Character(scalar).utf8)
    default: return false
    }
    return true
  }

  private func unit(_ line: Span<UInt8>, _ offset: inout Int) -> UInt32? {
    guard offset + 4 <= line.count else { return nil }
    var value: UInt32 = 0
    for index in 0..<4 {
      let digit: UInt8
      switch line[offset + index] {
      case let byte where byte >= 0x30 && byte <= 0x39: digit = byte - 0x30
      case let byte where byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66: digit = (byte | 0x20) - 0x57
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    offset += 4
    return value
  }

  /// Passes over any value: to the comma or bracket that ends it.
  private func skipValue(_ line: Span<UInt8>, _ offset: inout Int) -> Bool {
    var depth = 0
    while offset < line.count {
      switch line[offset] {
      case 0x22:
        offset += 1
        while offset < line.count, line[offset] != 0x22 {
          offset += line[offset] == 0x5C ? 2 : 1
        }
        guard offset < line.count else { return false }
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { return true }
        depth -= 1
      case UInt8(ascii: ","):
        if depth == 0 { return true }
      default: break
      }
      offset += 1
    }
    return false
  }
}
