import JSON
import Testing

@Suite struct `Reading JSON` {
  private func parse(_ text: String) throws(JSONError) -> JSONValue {
    try JSONValue(parsing: text.utf8)
  }

  @Test(arguments: [
    ("0", JSONValue.integer(0)),
    ("-0", .integer(0)),
    ("9223372036854775807", .integer(.max)),
    ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)),  // one past 64 bits
    ("123456789012345678901234567890", .number(1.2345678901234568e29)),
    ("1.0", .number(1)),
    ("1e2", .number(100)),
    ("1E+2", .number(100)),
    ("-1.5e-3", .number(-0.0015)),
    ("1e400", .number(.infinity)),  // beyond binary64
    ("1e-400", .number(0)),
  ])
  func `numbers keep their value as far as 64 bits hold it`(text: String, value: JSONValue) throws {
    #expect(try parse(text) == value)
  }

  @Test(arguments: [
    "01", "-", "-01", "1.", ".5", "1.e2", "1e", "1e+", "+1", "0x10", "1_000", "--1", "NaN",
    "Infinity", "1.2.3", "０",
  ])
  func `malformed numbers are refused`(text: String) {
    #expect(throws: JSONError.self) { try parse(text) }
  }

  @Test func `a number of a hundred thousand digits is read in no time`() throws {
    let digits = String(repeating: "7", count: 100_000)
    #expect(try parse(digits) == .number(.infinity))
    #expect(try parse("0." + digits) == .number(7.0 / 9))
  }

  @Test(arguments: [
    (#""plain""#, "plain"),
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#""\u0041\u00e9\u20AC""#, "Aé€"),
    (#""\ud83d\ude00""#, "😀"),
    (#""\ud800""#, "\u{FFFD}"),  // alone: chat clients cut text at UTF-16 units
    (#""\udc00x""#, "\u{FFFD}x"),
    (#""\ud800\ud83d\ude00""#, "\u{FFFD}😀"),
    (#""\ud800\n""#, "\u{FFFD}\n"),
    (#""\udfff\ud800""#, "\u{FFFD}\u{FFFD}"),
    (#""\u0000""#, "\0"),
    ("\"\u{2028}\u{85}\u{7F}\"", "\u{2028}\u{85}\u{7F}"),
    (#""""#, ""),
  ])
  func `strings`(text: String, value: String) throws {
    #expect(try parse(text) == .string(value))
  }

  @Test func `combining characters stay the scalars that were sent`() throws {
    let value = try parse(#""e\u0301""#)
    #expect(value.stringValue.map { Array($0.unicodeScalars) } == ["e", "\u{301}"])
  }

  @Test(arguments: [
    (#""\q""#, JSONError.invalidEscape(offset: 1)),
    (#""\u00g0""#, .invalidEscape(offset: 1)),
    ("\"\\u12", .truncated(offset: 5)),
    ("\"\\", .truncated(offset: 2)),
    ("\"abc", .truncated(offset: 4)),
    ("\"a\nb\"", .unexpected(byte: 0x0A, offset: 2)),
    ("'a'", .unexpected(byte: 0x27, offset: 0)),
    (#"[1,]"#, .unexpected(byte: 0x5D, offset: 3)),
    (#"{"a":1,}"#, .unexpected(byte: 0x7D, offset: 7)),
    (#"{a:1}"#, .unexpected(byte: 0x61, offset: 1)),
    (#"{"a" 1}"#, .unexpected(byte: 0x31, offset: 5)),
    ("[1 2]", .unexpected(byte: 0x32, offset: 3)),
    ("{} x", .unexpected(byte: 0x78, offset: 3)),
    ("tru", .truncated(offset: 3)),
    ("", .truncated(offset: 0)),
    ("  ", .truncated(offset: 2)),
    ("[", .truncated(offset: 1)),
    ("\u{FEFF}{}", .unexpected(byte: 0xEF, offset: 0)),
  ])
  func `a fault is named with its place`(text: String, error: JSONError) {
    #expect(throws: error) { try parse(text) }
  }

  @Test(arguments: [
    ([0x22, 0x61, 0xFF, 0x22] as [UInt8], 2),
    ([0x22, 0xC0, 0x80, 0x22], 1),  // overlong
    ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),  // a surrogate in UTF-8
    ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1),  // beyond U+10FFFF
    ([0x22, 0xE2, 0x82, 0x22], 1),
    ([0x22, 0x5C, 0x6E, 0x61, 0x80, 0x22], 4),
  ])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8], offset: Int) {
    #expect(throws: JSONError.invalidUTF8(offset: offset)) { try JSONValue(parsing: bytes) }
  }

  @Test func `nesting ends at the limit and not on the stack`() throws {
    let open = String(repeating: "[", count: 256)
    let close = String(repeating: "]", count: 256)
    _ = try parse(open + close)
    #expect(throws: JSONError.tooDeep(offset: 256, limit: 256)) { try parse("[" + open) }
    #expect(throws: JSONError.tooDeep(offset: 256 * 5, limit: 256)) {
      try parse(String(repeating: #"{"a":"#, count: 1_000_000))
    }
  }

  @Test func `of members with one name the last counts and all are kept`() throws {
    let value = try parse(#"{"a":1,"b":2,"a":3}"#)
    #expect(value["a"] == 3)
    #expect(value == .object([.init("a", 1), .init("b", 2), .init("a", 3)]))
  }

  @Test func `a part of a larger buffer is read as well as an array`() throws {
    let line = Array(#"xx{"a":[true,false,null]}"#.utf8)
    #expect(try JSONValue(parsing: line[2...]) == ["a": [true, false, .null]])
  }

  @Test func `white space may stand anywhere between`() throws {
    #expect(try parse(" \t\r\n{ \"a\" : [ 1 , 2 ] } ") == ["a": [1, 2]])
    #expect(throws: JSONError.self) { try parse("\u{A0}1") }
  }
}

@Suite struct `Looking into JSON` {
  @Test func `a whole number may be written with a point`() {
    #expect(JSONValue.number(3).integerValue == 3)
    #expect(JSONValue.number(3.5).integerValue == nil)
    #expect(JSONValue.number(.infinity).integerValue == nil)
    #expect(JSONValue.string("3").integerValue == nil)
  }

  @Test func `names differ by bytes and not by canonical equivalence alone`() throws {
    let value: JSONValue = ["é": 1]
    #expect(value["é"] == 1)
    #expect(value["e"] == nil)
    #expect(JSONValue.array([1])["é"] == nil)
  }
}
