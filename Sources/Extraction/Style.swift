/// Reads inline styles as far as they hide an element or make it bold.
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
    for declaration in style.split(separator: UInt8(ascii: ";")) {
      let folded = declaration.filter { $0 > 0x20 }.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
      if folded.starts(with: "display:none".utf8) || folded.starts(with: "visibility:hidden".utf8) {
        return true
      }
    }
    return false
  }
}
