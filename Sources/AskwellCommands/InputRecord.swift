internal import Conversation
internal import JSON
internal import Text

/// One line of input to `pipe` or `triage`, read as text or as a JSON object.
enum InputFormat: String, CaseIterable, Sendable {
  /// The line is the question.
  case text
  /// The line is a JSON object.
  case jsonl
}

/// Why a line of input has no reply; becomes that line's error object.
struct InputFault: Error, Equatable {
  /// One sentence.
  var message: String
  /// The id of the record, where it could be read.
  var id: JSONValue?

  /// The error object, version 1.
  func object(line: Int) -> JSONValue {
    var members: [JSONValue.Member] = [.init("v", 1)]
    if let id { members.append(.init("id", id)) }
    members.append(.init("error", .string(message)))
    members.append(.init("line", .integer(Int64(line))))
    return .object(members)
  }
}

/// A question as `askwell pipe` reads it.
struct InputRecord: Equatable {
  /// The caller's id, or nil.
  var id: JSONValue?
  /// What is asked.
  var question: Question

  /// Reads one line.
  init(line: [UInt8], format: InputFormat, today: CalendarDate?) throws(InputFault) {
    switch format {
    case .text:
      guard let text = String(validating: line, as: UTF8.self) else {
        throw InputFault(message: "the line is not UTF-8")
      }
      id = nil
      question = Question(text, today: today)
    case .jsonl:
      let value: JSONValue
      do {
        value = try JSONValue(parsing: line)
      } catch {
        throw InputFault(message: "the line is not a JSON object (\(ErrorText.describe(error)))")
      }
      guard case .object = value else {
        throw InputFault(message: "the line is not a JSON object")
      }
      id = value["id"]
      guard let text = value["question"]?.stringValue else {
        throw InputFault(message: "\"question\" is missing or no string", id: id)
      }
      question = Question(
        text, context: try Self.strings(value["context"], "context", id),
        today: try Self.day(value["today"], id) ?? today)
    }
    guard question.text.utf8.contains(where: { $0 > 0x20 }) else {
      throw InputFault(message: "the question is empty", id: id)
    }
  }

  /// The strings of an array member; empty where the member is missing or null.
  static func strings(_ value: JSONValue?, _ name: String, _ id: JSONValue?) throws(InputFault)
    -> [String]
  {
    guard let value, value != .null else { return [] }
    let fault = InputFault(message: "\"\(name)\" is not an array of strings", id: id)
    guard let elements = value.arrayValue else { throw fault }
    var result: [String] = []
    for element in elements {
      guard let text = element.stringValue else { throw fault }
      result.append(text)
    }
    return result
  }

  /// The day of a member `today`; nil where it is missing or null.
  static func day(_ value: JSONValue?, _ id: JSONValue?) throws(InputFault) -> CalendarDate? {
    guard let value, value != .null else { return nil }
    guard let day = value.stringValue.flatMap(CalendarDate.init(iso8601:)) else {
      throw InputFault(message: "\"today\" is not a day as YYYY-MM-DD", id: id)
    }
    return day
  }
}
