/// Reads typed values out of a suite's nodes; what does not fit is an error with file, line and name.
struct NodeReader {
  var file: String

  func fault(_ line: Int, _ problem: SuiteError.Problem) -> SuiteError {
    SuiteError(file: file, line: line, problem: problem)
  }

  /// The entries of a mapping, none but the known keys among them.
  func mapping(_ node: SuiteNode, _ name: String, known: [String]) throws(SuiteError)
    -> [SuiteNode.Entry]
  {
    guard case .mapping(let entries) = node.value else {
      throw bad(node, name, "a mapping")
    }
    for entry in entries where !known.contains(entry.key) {
      throw fault(entry.line, .unknownKey(entry.key, known: known))
    }
    return entries
  }

  /// The elements of a list.
  func sequence(_ node: SuiteNode, _ name: String) throws(SuiteError) -> [SuiteNode] {
    guard case .sequence(let nodes) = node.value else { throw bad(node, name, "a list") }
    return nodes
  }

  /// A text with something in it.
  func text(_ node: SuiteNode, _ name: String) throws(SuiteError) -> String {
    guard case .scalar(let text, _) = node.value else { throw bad(node, name, "a text") }
    guard text.utf8.contains(where: { $0 > 0x20 }) else {
      throw bad(node, name, "a text with something in it")
    }
    return text
  }

  /// One text or a list of them.
  func texts(_ node: SuiteNode, _ name: String) throws(SuiteError) -> [String] {
    guard case .sequence(let nodes) = node.value else { return [try text(node, name)] }
    if nodes.isEmpty { throw bad(node, name, "a list with something in it") }
    var result: [String] = []
    for node in nodes { result.append(try text(node, name)) }
    return result
  }

  func truth(_ node: SuiteNode, _ name: String) throws(SuiteError) -> Bool {
    switch node.value {
    case .scalar("true", _): return true
    case .scalar("false", _): return false
    default: throw bad(node, name, "true or false")
    }
  }

  /// A whole number within a range.
  func count(_ node: SuiteNode, _ name: String, _ range: ClosedRange<Int>) throws(SuiteError) -> Int
  {
    guard case .scalar(let text, _) = node.value, let value = Int(text), range.contains(value)
    else {
      throw bad(node, name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A share: `0.95` or `95%`.
  func share(_ node: SuiteNode, _ name: String) throws(SuiteError) -> Double {
    if case .scalar(let text, _) = node.value {
      let value = text.hasSuffix("%") ? Double(text.dropLast()).map { $0 / 100 } : Double(text)
      if let value, (0...1).contains(value) { return value }
    }
    throw bad(node, name, "a share such as 0.95 or 95%")
  }

  /// One of a few words.
  func word<Words: Sequence>(_ node: SuiteNode, _ name: String, of words: Words)
    throws(SuiteError) -> String where Words.Element == String
  {
    let known = Array(words)
    if case .scalar(let text, _) = node.value, known.contains(text) { return text }
    throw bad(node, name, known.joined(separator: ", "))
  }

  /// One or several of a few words.
  func words(_ node: SuiteNode, _ name: String, of known: [String]) throws(SuiteError) -> [String] {
    guard case .sequence(let nodes) = node.value else { return [try word(node, name, of: known)] }
    var result: [String] = []
    for node in nodes { result.append(try word(node, name, of: known)) }
    return result
  }

  func bad(_ node: SuiteNode, _ name: String, _ expected: String) -> SuiteError {
    fault(node.line, .badValue(key: name, found: node.shape, expected: expected))
  }
}
