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
    if let value = tree.bytes(of: .class, at: node) {
      if isEntry(value) { return nil }
      found = isInserted(value) ? ClassEvidence.strong.rawValue : strongest(value)
    }
    if tree.nodes[node].tag.headingLevel == nil, let value = tree.bytes(of: .id, at: node) {
      found = max(found, strongest(value))
    }
    return ClassEvidence(rawValue: found)
  }

  /// The evidence that only an element's id gives, where its class gives less.
  static func isOnlyOfID(_ node: Int, in tree: HTMLTree) -> Bool {
    guard let id = tree.bytes(of: .id, at: node) else { return false }
    return strongest(id) > (tree.bytes(of: .class, at: node).map(strongest) ?? 0)
  }

  private static func strongest(_ value: ArraySlice<UInt8>) -> UInt8 {
    var found: UInt8 = 0
    ClassWords.split(value) { word in
      if let kind = table.find(word), kind > found { found = kind }
    }
    return found
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
