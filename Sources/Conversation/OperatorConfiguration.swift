public import JSON

/// What the operator may set with `--config FILE`; without it the wording is neutral.
///
/// ```json
/// {"emergency_number": "999", "crisis_line": "Samaritans, 116 123"}
/// ```
public struct OperatorConfiguration: Sendable, Equatable {
  /// What to dial in an emergency, such as `112`.
  public var emergencyNumber: String?
  /// Whom to call in a mental-health crisis.
  public var crisisLine: String?

  /// Why a configuration can't be used.
  public enum ConfigurationError: Error, Equatable {
    /// The file holds no JSON object.
    case notAnObject
    /// The file is not JSON.
    case notJSON(JSONError)
    /// A member that askwell does not know.
    case unknownMember(String)
    /// A member whose value is not of the type expected.
    case wrongType(member: String, expected: String)
  }

  /// Neutral wording.
  public init() {}

  /// Reads a configuration file's bytes.
  public init(parsing bytes: [UInt8]) throws(ConfigurationError) {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw .notJSON(error)
    }
    guard case .object(let members) = value else { throw .notAnObject }
    for member in members {
      guard let text = member.value.stringValue, text.utf8.count <= 500 else {
        throw .wrongType(member: member.name, expected: "a string of at most 500 bytes")
      }
      switch member.name {
      case "emergency_number": emergencyNumber = text
      case "crisis_line": crisisLine = text
      default: throw .unknownMember(member.name)
      }
    }
  }
}
