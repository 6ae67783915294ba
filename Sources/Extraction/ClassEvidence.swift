internal import HTMLTree

/// What the words of an element's class and id say about it.
enum ClassEvidence: UInt8 {
  /// A part that is no article.
  case weak = 1
  /// A part that is never an article.
  case strong = 2
  /// What readers wrote under it.
  case comments = 3

  /// The strongest evidence in an element's class, id and label, or nil.
  ///
  /// A heading's id is made of its own words, which may be "cookies" or "comments".
  static func of(_ node: Int, on page: Page) -> ClassEvidence? {
    let tree = page.tree
    let words = page.names.ofClass[node]
    if words.contains(.wholeEntry) { return nil }
    var found = words.contains(.inserted) ? ClassEvidence.strong : words.evidence
    if page.isHeading(node) {
      guard found != nil, let value = tree.bytes(of: .class, at: node) else { return nil }
      return ofShortNames(value)
    }
    found = stronger(found, page.names.ofID[node].evidence)
    if tree.has(.role, at: node) || tree.nodes[node].tag == .section,
      let label = tree.bytes(of: .ariaLabel, at: node), label.count(where: { $0 == 0x20 }) <= 1
    {
      found = stronger(found, NameWords(reading: label).evidence)
    }
    return found
  }

  private static func stronger(_ one: ClassEvidence?, _ other: ClassEvidence?) -> ClassEvidence? {
    (one?.rawValue ?? 0) >= (other?.rawValue ?? 0) ? one : other
  }

  /// The evidence of a heading's class names that are no compounds of many words, such as
  /// `anchorWithStickyNavbar_LWe7`: those are about the heading's looks.
  private static func ofShortNames(_ value: ArraySlice<UInt8>) -> ClassEvidence? {
    var found: ClassEvidence?
    for name in value.split(whereSeparator: { $0 <= 0x20 }) {
      var words = 0
      ClassWords.split(name) { _ in words += 1 }
      if words <= 3 { found = stronger(found, NameWords(reading: name).evidence) }
    }
    return found
  }

  /// The evidence that only an element's id gives, where its class gives less.
  static func isOnlyOfID(_ node: Int, on page: Page) -> Bool {
    let names = page.names
    return (names.ofID[node].evidence?.rawValue ?? 0)
      > (names.ofClass[node].evidence?.rawValue ?? 0)
  }

  /// Reads the list; a line that is no entry is left out, which a test forbids.
  static func entries(_ bytes: [UInt8]) -> [(String, UInt8)] {
    bytes.split(separator: 0x0A).compactMap { line in
      let parts = line.split(separator: 0x09)
      guard line.first != UInt8(ascii: "#"), parts.count == 2 else { return nil }
      let kind: ClassEvidence
      switch String(decoding: parts[1], as: UTF8.self) {
      case "weak": kind = .weak
      case "strong": kind = .strong
      case "comments": kind = .comments
      default: return nil
      }
      return (String(decoding: parts[0], as: UTF8.self), kind.rawValue)
    }
  }
}
