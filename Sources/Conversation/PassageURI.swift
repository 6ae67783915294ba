/// The addresses of documents and passages, as citations and protocol resources use them.
public enum PassageURI {
  /// `askwell://passage/<document>/<local name>`, where the local name is what follows the document's
  /// id and `#` in the passage's id.
  public static func address(document: String, passage: String) -> String {
    let local =
      passage.hasPrefix(document + "#") ? passage.dropFirst(document.count + 1) : passage[...]
    return "askwell://passage/\(encoded(document[...]))/\(encoded(local))"
  }

  /// `askwell://doc/<document>`.
  public static func address(document: String) -> String {
    "askwell://doc/\(encoded(document[...]))"
  }

  /// Percent-encodes everything but RFC 3986's unreserved characters.
  private static func encoded(_ text: Substring) -> String {
    var out: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        out.append(byte)
      default:
        out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
