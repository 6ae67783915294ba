/// The address of a document or a passage: `askwell://doc/{doc}`, `askwell://passage/{doc}/{passage}`.
///
/// The braces hold percent-encoded ids: every byte but letters, digits and `-._~` is written `%XX`.
/// Reading is tolerant of clients that leave other characters as they are.
enum ResourceAddress: Equatable {
  case document(String)
  case passage(document: String, local: String)

  static let documentTemplate = "askwell://doc/{doc}"
  static let passageTemplate = "askwell://passage/{doc}/{passage}"

  init?(_ uri: String) {
    let parts = uri.split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count >= 4, parts[0] == "askwell:", parts[1].isEmpty else { return nil }
    if parts[2] == "doc", let id = parts[3...].joined(separator: "/").percentDecoded, !id.isEmpty {
      self = .document(id)
    } else if parts[2] == "passage", parts.count == 5,
      let document = String(parts[3]).percentDecoded,
      let local = String(parts[4]).percentDecoded
    {
      self = .passage(document: document, local: local)
    } else {
      return nil
    }
  }

  var uri: String {
    switch self {
    case .document(let id): "askwell://doc/\(id.percentEncoded)"
    case .passage(let document, let local):
      "askwell://passage/\(document.percentEncoded)/\(local.percentEncoded)"
    }
  }
}

extension String {
  /// All bytes but the unreserved ones of RFC 3986 as `%XX`.
  var percentEncoded: String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
      default:
        bytes.append(contentsOf: [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text with `%XX` resolved, or nil where that is malformed or not UTF-8.
  var percentDecoded: String? {
    func digit(_ byte: UInt8) -> UInt8? {
      switch byte {
      case 0x30...0x39: byte - 0x30
      case 0x41...0x46: byte - 0x41 + 10
      case 0x61...0x66: byte - 0x61 + 10
      default: nil
      }
    }
    var bytes: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      if byte != 0x25 {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
