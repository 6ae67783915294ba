internal import Conversation
internal import JSON

/// Errors as sentences for a person; the one place where they become text.
enum ErrorText {
  static func describe(_ error: JSONError) -> String {
    switch error {
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

  static func describe(_ error: OperatorConfiguration.ConfigurationError) -> String {
    switch error {
    case .notAnObject: "holds no JSON object"
    case .notJSON(let error): "is not JSON (\(describe(error)))"
    case .unknownMember(let name):
      "has a member '\(name)' that askwell does not know; known are emergency_number, crisis_line"
    case .wrongType(let member, let expected): "needs \(expected) for '\(member)'"
    }
  }
}
