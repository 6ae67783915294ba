extension JSONValue {
  /// Reads exactly one JSON value, with white space around it.
  ///
  /// Unpaired surrogate escapes become U+FFFD, because chat clients that cut text at UTF-16 units
  /// send them. Whole numbers beyond 64 bits become `number`; a number beyond binary64 becomes
  /// infinity, which is written as `null`. A byte-order mark is no white space.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8 text.
  ///   - depthLimit: how many arrays and objects may enclose one another.
  /// - Throws: `JSONError` with the byte offset of the first fault.
  /// - Complexity: O(bytes); an array is read in place, any other collection is copied once.
  public init(parsing bytes: some Collection<UInt8>, depthLimit: Int = 256) throws(JSONError) {
    let text = (bytes as? [UInt8]) ?? Array(bytes)
    var parser = JSONParser(bytes: text.span, depthLimit: depthLimit)
    self = try parser.document()
  }
}

/// A recursive-descent reader; its recursion is bounded by `depthLimit`.
struct JSONParser: ~Escapable {
  let bytes: Span<UInt8>
  let depthLimit: Int
  var offset = 0

  @_lifetime(copy bytes)
  init(bytes: Span<UInt8>, depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
  }

  mutating func document() throws(JSONError) -> JSONValue {
    let result = try value(depth: 0)
    skipSpace()
    if offset < bytes.count { throw .unexpected(byte: bytes[offset], offset: offset) }
    return result
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default: return
      }
    }
  }

  private func peek() throws(JSONError) -> UInt8 {
    guard offset < bytes.count else { throw .truncated(offset: offset) }
    return bytes[offset]
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    let found = try peek()
    if found != byte { throw .unexpected(byte: found, offset: offset) }
    offset += 1
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    switch try peek() {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"):
      try literal([0x74, 0x72, 0x75, 0x65])
      return .bool(true)
    case UInt8(ascii: "f"):
      try literal([0x66, 0x61, 0x6C, 0x73, 0x65])
      return .bool(false)
    case UInt8(ascii: "n"):
      try literal([0x6E, 0x75, 0x6C, 0x6C])
      return .null
    case UInt8(ascii: "-"), 0x30...0x39: return try number()
    case let byte: throw .unexpected(byte: byte, offset: offset)
    }
  }

  private mutating func literal(_ text: [UInt8]) throws(JSONError) {
    for byte in text { try expect(byte) }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    if depth > depthLimit { throw .tooDeep(offset: offset, limit: depthLimit) }
    offset += 1
    var members: [JSONValue.Member] = []
    skipSpace()
    if try peek() == UInt8(ascii: "}") {
      offset += 1
      return .object(members)
    }
    while true {
      skipSpace()
      if try peek() != UInt8(ascii: "\"") {
        throw .unexpected(byte: bytes[offset], offset: offset)
      }
      let name = try string()
      skipSpace()
      try expect(UInt8(ascii: ":"))
      members.append(.init(name, try value(depth: depth)))
      skipSpace()
      if try peek() == UInt8(ascii: ",") {
        offset += 1
        continue
      }
      try expect(UInt8(ascii: "}"))
      return .object(members)
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    if depth > depthLimit { throw .tooDeep(offset: offset, limit: depthLimit) }
    offset += 1
    var elements: [JSONValue] = []
    skipSpace()
    if try peek() == UInt8(ascii: "]") {
      offset += 1
      return .array(elements)
    }
    while true {
      elements.append(try value(depth: depth))
      skipSpace()
      if try peek() == UInt8(ascii: ",") {
        offset += 1
        continue
      }
      try expect(UInt8(ascii: "]"))
      return .array(elements)
    }
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = offset
    var isWhole = true
    if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    let firstDigit = offset
    skipDigits()
    let digits = offset - firstDigit
    if digits == 0 || (digits > 1 && bytes[firstDigit] == 0x30) {
      throw .invalidNumber(offset: start)
    }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      isWhole = false
      offset += 1
      let fraction = offset
      skipDigits()
      if offset == fraction { throw .invalidNumber(offset: start) }
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      offset += 1
      if offset < bytes.count,
        bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-")
      {
        offset += 1
      }
      let exponent = offset
      skipDigits()
      if offset == exponent { throw .invalidNumber(offset: start) }
    }
    let text = try text(start..<offset)
    if isWhole, let value = Int64(text) { return .integer(value) }
    guard let value = Double(text) else { throw .invalidNumber(offset: start) }
    return .number(value)
  }

  private mutating func skipDigits() {
    while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) { offset += 1 }
  }

  private func text(_ range: Range<Int>) throws(JSONError) -> String {
    do {
      return String(copying: try UTF8Span(validating: bytes.extracting(range)))
    } catch {
      throw .invalidUTF8(offset: range.lowerBound + error.byteOffsets.lowerBound)
    }
  }

  private mutating func string() throws(JSONError) -> String {
    offset += 1
    let start = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""),
      bytes[offset] != UInt8(ascii: "\\"), bytes[offset] >= 0x20
    {
      offset += 1
    }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
      let result = try text(start..<offset)
      offset += 1
      return result
    }
    return try escapedString(from: start)
  }

  /// Goes on where `string` met an escape: runs without one are validated and copied whole.
  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var result = try text(start..<offset)
    while true {
      let byte = try peek()
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return result
      case UInt8(ascii: "\\"):
        result.unicodeScalars.append(try escape())
      case 0..<0x20:
        throw .unexpected(byte: byte, offset: offset)
      default:
        let run = offset
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""),
          bytes[offset] != UInt8(ascii: "\\"), bytes[offset] >= 0x20
        {
          offset += 1
        }
        result.append(try text(run..<offset))
      }
    }
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = offset
    offset += 1
    let byte = try peek()
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw .invalidEscape(offset: start)
    }
    let unit = try hexadecimal(start)
    guard (0xD800..<0xDC00).contains(unit) else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
    let mark = offset
    if offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u")
    {
      offset += 2
      let low = try hexadecimal(mark)
      if (0xDC00..<0xE000).contains(low) {
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
      }
      offset = mark
    }
    return "\u{FFFD}"
  }

  private mutating func hexadecimal(_ start: Int) throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      let byte = try peek()
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x41 + 10
      case 0x61...0x66: digit = byte - 0x61 + 10
      default: throw .invalidEscape(offset: start)
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }
}
