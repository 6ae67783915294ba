internal import HTMLTree

/// What the words of an element's class and id say about it.
enum ClassEvidence: UInt8 {
  /// A part that is no article.
  case weak = 1
  /// A part that is never an article.
  case strong = 2
  /// What readers wrote under it.
  case comments = 3

  /// The strongest evidence in an element's class and id, or nil.
  ///
  /// A heading's id is made of its own words, which may be "cookies" or "comments".
  static func of(_ node: Int, in tree: HTMLTree) -> ClassEvidence? {
    var found: UInt8 = 0
    let isHeading =
      tree.nodes[node].tag.headingLevel != nil || tree.value(of: .role, at: node, is: "heading")
    if let value = tree.bytes(of: .class, at: node) {
      if isEntry(value) { return nil }
      found =
        isInserted(value)
        ? ClassEvidence.strong.rawValue : isHeading ? strongestOfShort(value) : strongest(value)
    }
    if !isHeading, let value = tree.bytes(of: .id, at: node) {
      found = max(found, strongest(value))
    }
    if !isHeading, tree.has(.role, at: node) || tree.nodes[node].tag == .section,
      let label = tree.bytes(of: .ariaLabel, at: node), label.count(where: { $0 == 0x20 }) <= 1
    {
      found = max(found, strongest(label))
    }
    return ClassEvidence(rawValue: found)
  }

  /// The evidence of a heading's class names that are no compounds of many words, such as
  /// `anchorWithStickyNavbar_LWe7`: those are about the heading's looks.
  private static func strongestOfShort(_ value: ArraySlice<UInt8>) -> UInt8 {
    var found: UInt8 = 0
    for name in value.split(whereSeparator: { $0 <= 0x20 }) {
      var words = 0
      ClassWords.split(name) { _ in words += 1 }
      if words <= 3 { found = max(found, strongest(name)) }
    }
    return found
  }

  /// The evidence that only an element's id gives, where its class gives less.
  static func isOnlyOfID(_ node: Int, in tree: HTMLTree) -> Bool {
    guard let id = tree.bytes(of: .id, at: node) else { return false }
    return strongest(id) > (tree.bytes(of: .class, at: node).map(strongest) ?? 0)
  }

  private static func strongest(_ value: ArraySlice<UInt8>) -> UInt8 {
    var found: UInt8 = 0
    ClassWords.split(value) { word in
      if let kind = table.find(withoutNumber(word)), kind > found { found = kind }
    }
    return found
  }

  /// A word without the number that tells elements of a kind apart: `ad3`.
  private static func withoutNumber(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let last = word.last, last &- 48 < 10 else { return word }
    var end = word.endIndex
    while end > word.startIndex, word[end - 1] &- 48 < 10 { end -= 1 }
    return end - word.startIndex >= 2 ? word[..<end] : word
  }

  /// Whether a class is that of a block which a plug-in puts between paragraphs: `code-block
  /// code-block-3`.
  private static func isInserted(_ value: ArraySlice<UInt8>) -> Bool {
    value.split(whereSeparator: { $0 <= 0x20 }).contains {
      $0.starts(with: "code-block-".utf8) && $0.count > 11
        && $0.dropFirst(11).allSatisfy { $0 &- 48 < 10 }
    }
  }

  /// Whether a class names a whole entry; publishing systems add its categories' names, whatever
  /// they are.
  private static func isEntry(_ value: ArraySlice<UInt8>) -> Bool {
    value.split(whereSeparator: { $0 <= 0x20 }).contains {
      $0.elementsEqual("hentry".utf8) || $0.starts(with: "type-".utf8)
        || $0.starts(with: "status-".utf8) || $0.elementsEqual("article".utf8)
    }
  }

  private static let table = NameTable(entries(PackageResources.class_words_tsv))

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
