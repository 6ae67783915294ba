internal import Conversation
internal import JSON

/// Errors as sentences for a person; the one place where they become text.
enum ErrorText {
  static func describe(_ error: JSONError) -> String { "\(error)" }

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
