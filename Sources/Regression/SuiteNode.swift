/// A value of a suite with the line it stands in, read from YAML or JSON alike.
///
/// Scalars stay text until somebody asks for a number or a truth value, so that the question `no` or
/// `1.10` is never anything but what was written.
struct SuiteNode: Sendable, Equatable {
  /// A key and its value.
  struct Entry: Sendable, Equatable {
    var key: String
    var line: Int
    var value: SuiteNode
  }

  /// The three shapes.
  enum Value: Sendable, Equatable {
    case scalar(String, isPlain: Bool)
    case sequence([SuiteNode])
    case mapping([Entry])
  }

  var value: Value
  var line: Int

  /// What a reader would call the value, for messages.
  var shape: String {
    switch value {
    case .scalar(let text, _) where text.utf8.count <= 40: text.isEmpty ? "empty" : "'\(text)'"
    case .scalar: "a text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// The node as it stands where an alias repeats it.
  func moved(to line: Int) -> SuiteNode {
    let moved: Value =
      switch value {
      case .scalar: value
      case .sequence(let nodes): .sequence(nodes.map { $0.moved(to: line) })
      case .mapping(let entries):
        .mapping(
          entries.map { Entry(key: $0.key, line: line, value: $0.value.moved(to: line)) })
      }
    return SuiteNode(value: moved, line: line)
  }

  /// The node with `{{name}}` in every text replaced.
  func filled(with columns: [String: String]) -> SuiteNode {
    switch value {
    case .scalar(let text, let isPlain):
      SuiteNode(value: .scalar(Self.fill(text, columns), isPlain: isPlain), line: line)
    case .sequence(let nodes):
      SuiteNode(value: .sequence(nodes.map { $0.filled(with: columns) }), line: line)
    case .mapping(let entries):
      SuiteNode(
        value: .mapping(
          entries.map {
            Entry(key: $0.key, line: $0.line, value: $0.value.filled(with: columns))
          }), line: line)
    }
  }

  /// Every `{{name}}` in the node's texts.
  var placeholders: Set<String> {
    switch value {
    case .scalar(let text, _): Self.placeholders(in: text)
    case .sequence(let nodes):
      nodes.reduce(into: []) { $0.formUnion($1.placeholders) }
    case .mapping(let entries):
      entries.reduce(into: []) { $0.formUnion($1.value.placeholders) }
    }
  }

  private static func placeholders(in text: String) -> Set<String> {
    var result: Set<String> = []
    for piece in text.split(separator: "{{", omittingEmptySubsequences: false).dropFirst() {
      if let end = piece.firstRange(of: "}}") {
        result.insert(trimmed(piece[..<end.lowerBound]))
      }
    }
    return result
  }

  private static func fill(_ text: String, _ columns: [String: String]) -> String {
    guard text.contains("{{") else { return text }
    let pieces = text.split(separator: "{{", omittingEmptySubsequences: false)
    var out = String(pieces[0])
    for piece in pieces.dropFirst() {
      guard let end = piece.firstRange(of: "}}"),
        let value = columns[trimmed(piece[..<end.lowerBound])]
      else {
        out += "{{" + piece
        continue
      }
      out += value + piece[end.upperBound...]
    }
    return out
  }

  private static func trimmed(_ text: Substring) -> String {
    var slice = text
    while slice.first == " " { slice.removeFirst() }
    while slice.last == " " { slice.removeLast() }
    return String(slice)
  }
}
