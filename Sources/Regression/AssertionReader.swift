internal import Conversation
internal import Triage

/// Reads the assertions of a test, in each of the forms that a suite may use:
/// `contains: text`, a list of such, or `{type: contains, value: text}`.
package struct AssertionReader {
  var reader: NodeReader

  /// The names that `assert` knows.
  package static let names = [
    "outcome", "reason", "contains", "icontains", "regex", "equals", "cites", "quote-verbatim",
    "flags", "level", "rank", "confidence", "same-as", "messages-fit", "see-a-doctor",
    "not-contains", "not-icontains", "not-regex", "not-equals", "not-cites", "not-flags",
    "not-same-as",
  ]

  func assertions(_ node: SuiteNode) throws(SuiteError) -> [Assertion] {
    switch node.value {
    case .sequence(let nodes):
      var result: [Assertion] = []
      for node in nodes { result += try group(node) }
      return result
    default: return try group(node)
    }
  }

  private func group(_ node: SuiteNode) throws(SuiteError) -> [Assertion] {
    guard case .mapping(let entries) = node.value else {
      throw reader.bad(node, "assert", "a mapping such as 'contains: text'")
    }
    if let type = entries.first(where: { $0.key == "type" }) {
      let fields = try reader.mapping(node, "assert", known: ["type", "value"])
      let name = try reader.text(type.value, "type")
      let value = fields.first { $0.key == "value" }?.value
      return try assertions(
        name, line: type.line,
        value ?? SuiteNode(value: .scalar("true", isPlain: true), line: type.line))
    }
    var result: [Assertion] = []
    for entry in entries { result += try assertions(entry.key, line: entry.line, entry.value) }
    return result
  }

  /// One assertion, or one for each of several texts.
  private func assertions(_ name: String, line: Int, _ value: SuiteNode) throws(SuiteError)
    -> [Assertion]
  {
    guard Self.names.contains(name) else {
      throw reader.fault(line, .unknownKey(name, known: Self.names))
    }
    let isNegated = name.hasPrefix("not-")
    let base = isNegated ? String(name.dropFirst(4)) : name
    var kinds: [Assertion.Kind] = []
    switch base {
    case "contains", "icontains":
      kinds = try reader.texts(value, name).map { .contains($0, ignoringCase: base == "icontains") }
    case "regex":
      for source in try reader.texts(value, name) {
        do {
          kinds.append(.regex(try TextPattern(source)))
        } catch {
          throw reader.fault(
            value.line,
            .badValue(key: name, found: "'\(source)' (\(error.reason))", expected: "an expression"))
        }
      }
    case "flags":
      if isNegated {
        kinds = try flags(value, name).map { .flags([$0]) }
      } else {
        kinds = [.flags(try flags(value, name))]
      }
    default: kinds = [try kind(base, name, value)]
    }
    // "quote-verbatim: false" would assert nothing that anybody wants.
    return kinds.map { kind in
      var negated = isNegated
      if base == "see-a-doctor", case .scalar("false", _) = value.value { negated.toggle() }
      return Assertion(kind, name: name, isNegated: negated, line: line)
    }
  }

  private func kind(_ base: String, _ name: String, _ value: SuiteNode) throws(SuiteError)
    -> Assertion.Kind
  {
    switch base {
    case "outcome":
      return .outcome(try reader.words(value, name, of: Outcome.allCases.map(\.rawValue)))
    case "reason":
      return .reason(try reader.words(value, name, of: AbstentionReason.allCases.map(\.rawValue)))
    case "equals": return .equals(try reader.text(value, name))
    case "cites": return .cites(try passage(value, name))
    case "level":
      return .level(try reader.words(value, name, of: TriageLevel.allCases.map(\.name)))
    case "rank": return try rank(value)
    case "confidence": return try confidence(value)
    case "same-as": return .sameAs(try reader.texts(value, name))
    case "messages-fit": return try messages(value)
    case "see-a-doctor":
      _ = try reader.truth(value, name)
      return .doctorNote
    default:
      guard try reader.truth(value, name) else {
        throw reader.bad(value, name, "true, or left out")
      }
      return .quoteVerbatim
    }
  }

  private func flags(_ node: SuiteNode, _ name: String) throws(SuiteError) -> [FlagID] {
    let names = try reader.texts(node, name)
    for flag in names where !Self.isFlag(flag) {
      throw reader.fault(
        node.line, .badValue(key: name, found: "'\(flag)'", expected: "flags such as RF1 or EM2"))
    }
    return names.map { FlagID($0) }.sorted()
  }

  /// Capital letters, then digits.
  private static func isFlag(_ name: String) -> Bool {
    let digits = name.utf8.drop { (0x41...0x5A).contains($0) }
    return digits.count < name.utf8.count && !digits.isEmpty && digits.count < 4
      && digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static let passageKeys = ["document", "section", "passage", "text"]

  /// `text`, or a mapping of document, section, passage, text.
  func passage(_ node: SuiteNode, _ name: String, also keys: [String] = []) throws(SuiteError)
    -> PassageDescription
  {
    guard case .mapping = node.value else {
      return PassageDescription(texts: try reader.texts(node, name))
    }
    let entries = try reader.mapping(node, name, known: Self.passageKeys + keys)
    var result = PassageDescription()
    for entry in entries where !keys.contains(entry.key) {
      let texts = try reader.texts(entry.value, entry.key)
      switch entry.key {
      case "document": result.documents = texts
      case "section": result.sections = texts
      case "passage": result.passages = texts
      default: result.texts = texts
      }
    }
    if result == PassageDescription() {
      throw reader.bad(node, name, "one of \(Self.passageKeys.joined(separator: ", "))")
    }
    return result
  }

  private func rank(_ node: SuiteNode) throws(SuiteError) -> Assertion.Kind {
    let description = try passage(node, "rank", also: ["within"])
    guard case .mapping(let entries) = node.value,
      let within = entries.first(where: { $0.key == "within" })
    else { return .rank(description, within: 1) }
    return .rank(description, within: try reader.count(within.value, "within", 1...10))
  }

  private func confidence(_ node: SuiteNode) throws(SuiteError) -> Assertion.Kind {
    let levels = ["high", "medium", "low"]
    guard case .mapping = node.value else {
      return .confidence(
        least: nil, most: nil, levels: try reader.words(node, "confidence", of: levels))
    }
    var least: Double?
    var most: Double?
    var named: [String] = []
    for entry in try reader.mapping(node, "confidence", known: ["at-least", "at-most", "level"]) {
      switch entry.key {
      case "at-least": least = try reader.share(entry.value, entry.key)
      case "at-most": most = try reader.share(entry.value, entry.key)
      default: named = try reader.words(entry.value, entry.key, of: levels)
      }
    }
    if least == nil, most == nil, named.isEmpty {
      throw reader.bad(node, "confidence", "at-least, at-most or level")
    }
    return .confidence(least: least, most: most, levels: named)
  }

  private func messages(_ node: SuiteNode) throws(SuiteError) -> Assertion.Kind {
    let styles = MessageStyle.allCases.map(\.rawValue)
    guard case .mapping = node.value else {
      let name = try reader.word(node, "messages-fit", of: styles)
      return .messagesFit(
        MessageFormat(style: MessageStyle(rawValue: name) ?? .plain), messages: 1)
    }
    var style = MessageStyle.plain
    var bytes: Int?
    var messages = 1
    for entry in try reader.mapping(
      node, "messages-fit", known: ["style", "bytes", "messages"])
    {
      switch entry.key {
      case "style":
        let name = try reader.word(entry.value, entry.key, of: styles)
        style = MessageStyle(rawValue: name) ?? .plain
      case "bytes": bytes = try reader.count(entry.value, "bytes", MessageFormat.byteRange)
      default: messages = try reader.count(entry.value, "messages", 1...1000)
      }
    }
    return .messagesFit(MessageFormat(style: style, maxBytes: bytes), messages: messages)
  }
}
