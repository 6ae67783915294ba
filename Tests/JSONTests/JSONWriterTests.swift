import JSON
import Testing

@Suite struct `Writing JSON` {
  private func text(_ value: JSONValue) -> String {
    String(decoding: value.serialized, as: UTF8.self)
  }

  @Test(
    arguments: [
      (.null, "null"),
      (.bool(true), "true"),
      (.integer(.min), "-9223372036854775808"),
      (.number(1), "1"),
      (.number(-0.5), "-0.5"),
      (.number(.nan), "null"),
      (.number(.infinity), "null"),
      (.number(1e300), "1e+300"),
      (.string("a/b \u{2028} é 😀"), "\"a/b \u{2028} é 😀\""),
      (.string("\"\\\n\r\t\u{8}\u{C}\0\u{1F}\u{7F}"), #""\"\\\n\r\t\b\f\u0000\u001f\u007f""#),
      (.array([]), "[]"),
      (.object([]), "{}"),
      (["b": 1, "a": [.null, "x"]], #"{"b":1,"a":[null,"x"]}"#),
    ] as [(JSONValue, String)])
  func `one line, members in their order`(value: JSONValue, expected: String) {
    #expect(text(value) == expected)
  }

  @Test func `what is written is read as the same`() throws {
    // A linear congruential generator: random shapes, the same in every run.
    var state: UInt64 = 7
    func next(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    func string() -> String {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<next(12) {
        let range: UInt64 = [0x20, 0x80, 0x800, 0xD800, 0x10FFFF][Int(next(5))]
        if let scalar = Unicode.Scalar(UInt32(next(range))) { scalars.append(scalar) }
      }
      return String(scalars)
    }
    func value(_ depth: Int) -> JSONValue {
      switch next(depth > 4 ? 5 : 7) {
      case 0: .null
      case 1: .bool(next(2) == 0)
      case 2: .integer(Int64(bitPattern: state))
      case 3:
        .number(Double(bitPattern: state).isFinite ? Double(Int32(next(1 << 31))) + 0.25 : 0.5)
      case 4: .string(string())
      case 5: .array((0..<next(5)).map { _ in value(depth + 1) })
      default: .object((0..<next(5)).map { _ in .init(string(), value(depth + 1)) })
      }
    }
    for _ in 0..<2_000 {
      let original = value(0)
      let bytes = original.serialized
      #expect(!bytes.contains(0x0A))
      #expect(try JSONValue(parsing: bytes) == original)
    }
  }
}
