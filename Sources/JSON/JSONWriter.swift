extension JSONValue {
  /// The value as compact JSON in UTF-8 on one line: no white space, members in their order.
  ///
  /// Control characters are escaped, `/` is not. A number that JSON can't say (NaN, infinity)
  /// becomes `null`. Whole numbers below 2⁵³ print without a fraction.
  public var serialized: [UInt8] {
    var out: [UInt8] = []
    append(to: &out)
    return out
  }

  /// Appends the compact JSON text to `out`.
  public func append(to out: inout [UInt8]) {
    switch self {
    case .null: out.append(contentsOf: "null".utf8)
    case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): out.append(contentsOf: String(value).utf8)
    case .number(let value): Self.append(value, to: &out)
    case .string(let text): Self.append(text, to: &out)
    case .array(let elements):
      out.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        element.append(to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      out.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        Self.append(member.name, to: &out)
        out.append(UInt8(ascii: ":"))
        member.value.append(to: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  private static func append(_ value: Double, to out: inout [UInt8]) {
    if !value.isFinite {
      out.append(contentsOf: "null".utf8)
    } else if value == value.rounded(), value.magnitude < 9_007_199_254_740_992 {
      out.append(contentsOf: String(Int64(value)).utf8)
    } else {
      out.append(contentsOf: value.description.utf8)
    }
  }

  /// Copies runs that need no escape whole.
  private static func append(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    let utf8 = text.utf8
    var run = utf8.startIndex
    var index = run
    while index < utf8.endIndex {
      let byte = utf8[index]
      let next = utf8.index(after: index)
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F {
        out.append(contentsOf: utf8[run..<index])
        appendEscape(of: byte, to: &out)
        run = next
      }
      index = next
    }
    out.append(contentsOf: utf8[run...])
    out.append(UInt8(ascii: "\""))
  }

  private static func appendEscape(of byte: UInt8, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: out.append(UInt8(ascii: "b"))
    case 0x09: out.append(UInt8(ascii: "t"))
    case 0x0A: out.append(UInt8(ascii: "n"))
    case 0x0C: out.append(UInt8(ascii: "f"))
    case 0x0D: out.append(UInt8(ascii: "r"))
    case 0..<0x20, 0x7F:
      let digits = String(byte, radix: 16)
      out.append(contentsOf: ("u00" + (digits.count == 1 ? "0" : "") + digits).utf8)
    default: out.append(byte)
    }
  }
}
