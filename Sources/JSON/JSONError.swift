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
