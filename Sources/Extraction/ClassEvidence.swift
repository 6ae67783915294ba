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
  static func of(_ node: Int, in tree: HTMLTree) -> ClassEvidence? {
    var found: UInt8 = 0
    if let value = tree.bytes(of: .class, at: node), isEntry(value) { return nil }
    for attribute in [HTMLAttribute.class, .id] {
      if let value = tree.bytes(of: attribute, at: node) {
        ClassWords.split(value) { word in
          if let kind = table.find(word), kind > found { found = kind }
        }
      }
    }
    return ClassEvidence(rawValue: found)
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
