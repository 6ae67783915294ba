internal import Conversation
internal import JSON
internal import Text

/// Reads the members of a request's `params` or a tool's `arguments`; what is absent or null has
/// its default, what is of the wrong form is a fault that names it.
struct Parameters {
  let object: JSONValue

  /// Longest text of a question or message, in UTF-8 bytes.
  static let textLimit = 65_536
  /// Most earlier messages that may come with one.
  static let contextLimit = 200

  init(_ object: JSONValue) { self.object = object }

  private func value(_ name: String) -> JSONValue? {
    let value = object[name]
    return value == .null ? nil : value
  }

  func string(_ name: String) throws(RequestFault) -> String? {
    guard let value = value(name) else { return nil }
    guard case .string(let text) = value else {
      throw .invalidParameter(name, expected: "a string")
    }
    return text
  }

  func requiredString(_ name: String) throws(RequestFault) -> String {
    guard let text = try string(name) else {
      throw .invalidParameter(name, expected: "given, a string")
    }
    return text
  }

  /// A message of a person: not blank, and no longer than the limit.
  func message(_ name: String) throws(RequestFault) -> String {
    let text = try requiredString(name)
    try Self.check(text, name)
    if text.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
      throw .invalidParameter(name, expected: "a text that is not empty")
    }
    return text
  }

  /// Messages of a person, oldest first.
  func messages(_ name: String) throws(RequestFault) -> [String]? {
    guard let value = value(name) else { return nil }
    guard case .array(let elements) = value else {
      throw .invalidParameter(name, expected: "an array of strings")
    }
    if elements.count > Self.contextLimit {
      throw .invalidParameter(name, expected: "at most \(Self.contextLimit) strings")
    }
    var texts: [String] = []
    var byteCount = 0
    for element in elements {
      guard case .string(let text) = element else {
        throw .invalidParameter(name, expected: "an array of strings")
      }
      byteCount += text.utf8.count
      texts.append(text)
    }
    if byteCount > 4 * Self.textLimit {
      throw .invalidParameter(name, expected: "at most \(4 * Self.textLimit) bytes in all")
    }
    return texts
  }

  func integer(_ name: String, in range: ClosedRange<Int64>, default: Int64)
    throws(RequestFault) -> Int64
  {
    guard let value = value(name) else { return `default` }
    guard let number = value.integerValue, range.contains(number) else {
      throw .invalidParameter(
        name, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func boolean(_ name: String, default: Bool) throws(RequestFault) -> Bool {
    guard let value = value(name) else { return `default` }
    guard case .bool(let truth) = value else {
      throw .invalidParameter(name, expected: "true or false")
    }
    return truth
  }

  func date(_ name: String) throws(RequestFault) -> CalendarDate? {
    guard let text = try string(name) else { return nil }
    guard let date = CalendarDate(iso8601: text) else {
      throw .invalidParameter(name, expected: "a day as YYYY-MM-DD")
    }
    return date
  }

  /// The members of an object, or nil where it is absent.
  func nested(_ name: String) throws(RequestFault) -> Parameters? {
    guard let value = value(name) else { return nil }
    guard case .object = value else { throw .invalidParameter(name, expected: "an object") }
    return Parameters(value)
  }

  /// How an answer is to be cut into messages, where the caller wants that.
  func render() throws(RequestFault) -> MessageFormat? {
    guard let render = try nested("render") else { return nil }
    let name = try render.string("format") ?? "plain"
    guard let style = MessageStyle(rawValue: name) else {
      let names = MessageStyle.allCases.map(\.rawValue).joined(separator: ", ")
      throw .invalidParameter("render.format", expected: "one of \(names)")
    }
    let range =
      Int64(MessageFormat.byteRange.lowerBound)...Int64(MessageFormat.byteRange.upperBound)
    let limit = try render.integer(
      "max_bytes", in: range, default: Int64(style.defaultByteLimit))
    return MessageFormat(style: style, maxBytes: Int(limit))
  }

  private static func check(_ text: String, _ name: String) throws(RequestFault) {
    if text.utf8.count > textLimit {
      throw .invalidParameter(name, expected: "at most \(textLimit) bytes long")
    }
  }
}
