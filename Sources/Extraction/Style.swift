/// Reads inline styles as far as they hide an element, make it bold or put it at the right.
enum Style {
  /// The weight of type that a style sets, 100…900; nil where it sets none.
  static func weight(_ style: ArraySlice<UInt8>) -> Int? {
    for declaration in style.split(separator: UInt8(ascii: ";")) {
      let name = declaration.drop { $0 <= 0x20 }
      guard name.starts(with: "font-weight".utf8),
        let colon = name.firstIndex(of: UInt8(ascii: ":"))
      else { continue }
      let value = name[(colon + 1)...].drop { $0 <= 0x20 }
      if value.starts(with: "bold".utf8) { return 700 }
      if value.starts(with: "normal".utf8) { return 400 }
      return Int(String(decoding: value.prefix { $0 &- 48 < 10 }.prefix(4), as: UTF8.self))
    }
    return nil
  }

  static func hides(_ style: ArraySlice<UInt8>) -> Bool {
    declares(style) {
      $0.starts(with: "display:none".utf8) || $0.starts(with: "visibility:hidden".utf8)
    }
  }

  static func alignsRight(_ style: ArraySlice<UInt8>) -> Bool {
    declares(style) { $0.starts(with: "text-align:right".utf8) }
  }

  /// Whether a declaration, in lower case and without spaces, is as wanted.
  private static func declares(_ style: ArraySlice<UInt8>, _ isWanted: ([UInt8]) -> Bool) -> Bool {
    style.split(separator: UInt8(ascii: ";")).contains { declaration in
      isWanted(declaration.filter { $0 > 0x20 }.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 })
    }
  }
}
