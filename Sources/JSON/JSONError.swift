/// Why bytes are not one JSON value.
public enum JSONError: Error, Equatable {
  /// A byte that no JSON text has there.
  case unexpected(byte: UInt8, offset: Int)
  /// The text ends inside a value.
  case truncated(offset: Int)
  /// Arrays and objects nest deeper than the limit.
  case tooDeep(offset: Int, limit: Int)
  /// A byte sequence that is not UTF-8.
  case invalidUTF8(offset: Int)
  /// A number whose form JSON does not have, such as `01` or `1.`.
  case invalidNumber(offset: Int)
  /// An escape that JSON does not have, such as `\q`.
  case invalidEscape(offset: Int)
}

extension JSONError: CustomStringConvertible {
  /// What is wrong and where, as half a sentence.
  public var description: String {
    switch self {
    case .unexpected(let byte, let offset):
      let sign =
        (0x21..<0x7F).contains(byte) ? "'\(Character(Unicode.Scalar(byte)))'" : "byte \(byte)"
      return "unexpected \(sign) at byte \(offset)"
    case .truncated(let offset): return "it ends inside a value at byte \(offset)"
    case .tooDeep(let offset, let limit):
      return "more than \(limit) levels deep at byte \(offset)"
    case .invalidUTF8(let offset): return "not UTF-8 after byte \(offset)"
    case .invalidNumber(let offset): return "not a JSON number at byte \(offset)"
    case .invalidEscape(let offset): return "not a JSON escape at byte \(offset)"
    }
  }
}
