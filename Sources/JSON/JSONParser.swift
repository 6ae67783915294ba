extension JSONValue {
  /// Reads exactly one JSON value, with white space around it.
  ///
  /// Unpaired surrogate escapes become U+FFFD, because chat clients that cut text at UTF-16 units
  /// send them. Whole numbers beyond 64 bits become `number`.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8 text.
  ///   - depthLimit: how many arrays and objects may enclose one another.
  /// - Throws: `JSONError` with the byte offset of the first fault.
  public init(parsing bytes: some Collection<UInt8>, depthLimit: Int = 256) throws(JSONError) {
    var parser = JSONParser(bytes: Array(bytes), depthLimit: depthLimit)
    self = try parser.document()
  }
}

/// A recursive-descent reader; its recursion is bounded by `depthLimit`.
struct JSONParser {
  let bytes: [UInt8]
  let depthLimit: Int
  var offset = 0

  init(bytes: [UInt8], depthLimit: Int) {
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
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), 0x30...0x39: return try number()
    case let byte: throw .unexpected(byte: byte, offset: offset)
    }
  }

  private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONError)
    -> JSONValue
  {
    for byte in "\(text)".utf8 { try expect(byte) }
    return value
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
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if isWhole, let value = Int64(text) { return .integer(value) }
    guard let value = Double(text) else { throw .invalidNumber(offset: start) }
    return .number(value)
  }

  private mutating func skipDigits() {
    while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) { offset += 1 }
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
      let text = try validated(bytes[start..<offset], at: start)
      offset += 1
      return text
    }
    return try escapedString(from: start)
  }

  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var buffer = Array(bytes[start..<offset])
    while true {
      let byte = try peek()
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return try validated(buffer[...], at: start)
      case UInt8(ascii: "\\"):
        buffer.append(contentsOf: Unicode.UTF8.bytes(of: try escape()))
      case 0..<0x20:
        throw .unexpected(byte: byte, offset: offset)
      default:
        buffer.append(byte)
        offset += 1
      }
    }
  }

  private func validated(_ slice: ArraySlice<UInt8>, at start: Int) throws(JSONError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw .invalidUTF8(offset: start)
    }
    return text
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
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw .invalidEscape(offset: start)
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }
}

extension Unicode.UTF8 {
  fileprivate static func bytes(of scalar: Unicode.Scalar) -> some Sequence<UInt8> {
    UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
  }
}
