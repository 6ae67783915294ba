internal import HTMLTree
internal import JSON

/// Reads title, author, dates, language and address of a page.
struct MetadataReader {
  private let tree: HTMLTree
  private let declared: [JSONValue]
  private var metas: [(name: String, content: String)] = []

  init(_ tree: HTMLTree, declared: [JSONValue]) {
    self.tree = tree
    self.declared = declared
    for node in tree.nodes.indices where tree.nodes[node].tag == .meta {
      let name =
        tree.value(of: .property, at: node) ?? tree.value(of: .name, at: node)
        ?? tree.value(of: .itemprop, at: node)
      if let name, let content = tree.value(of: .content, at: node) {
        let folded = content.foldingSpace
        if !folded.isEmpty { metas.append((name.lowercased(), folded)) }
      }
    }
  }

  func read() -> ArticleMetadata {
    let article = articleObject()
    var found = ArticleMetadata()
    found.siteName =
      meta("og:site_name") ?? name(of: article?["publisher"]) ?? meta("application-name")
    found.title = title(article, siteName: found.siteName)
    found.author = author(article)
    found.published =
      declaredDate(article, "datePublished") ?? metaDate(Self.publishedNames)
      ?? timeElement("datePublished")
    found.modified =
      declaredDate(article, "dateModified") ?? metaDate(Self.modifiedNames)
      ?? timeElement("dateModified")
    found.language = language(article)
    found.canonicalURL = canonical(article)
    return found
  }

  // MARK: Declared data

  private static let articleTypes: Set<String> = [
    "Article", "NewsArticle", "BlogPosting", "MedicalWebPage", "WebPage", "TechArticle", "Report",
    "ScholarlyArticle", "FAQPage", "ReportageNewsArticle", "HealthTopicContent", "QAPage",
    "OpinionNewsArticle", "AnalysisNewsArticle",
  ]

  /// The declared object that describes the article: an article type before a page type.
  private func articleObject() -> JSONValue? {
    let objects = declared.filter { !$0.types.isDisjoint(with: Self.articleTypes) }
    return objects.first { $0.types.contains { $0.hasSuffix("Article") || $0 == "BlogPosting" } }
      ?? objects.first { $0["headline"] != nil || $0["datePublished"] != nil } ?? objects.first
  }

  private func name(of value: JSONValue?) -> String? {
    switch value {
    case .string(let text): return nonEmpty(text.foldingSpace)
    case .array(let values):
      let names = values.compactMap { name(of: $0) }
      return names.isEmpty ? nil : names.joined(separator: ", ")
    case .object:
      if let direct = value?["name"]?.stringValue { return nonEmpty(direct.foldingSpace) }
      guard let id = value?["@id"]?.stringValue else { return nil }
      return declared.first { $0["@id"]?.stringValue == id && $0["name"]?.stringValue != nil }?[
        "name"]?
        .stringValue.flatMap { nonEmpty($0.foldingSpace) }
    default: return nil
    }
  }

  private func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }

  // MARK: Title

  private func title(_ article: JSONValue?, siteName: String?) -> String {
    let element = firstElement(.title).map { tree.string(of: $0).foldingSpace } ?? ""
    let headings = tree.nodes.indices.filter { tree.nodes[$0].tag == .h1 }
      .map { visibleText($0).foldingSpace }.filter { !$0.isEmpty }
    let graph = meta("og:title") ?? meta("twitter:title")
    let headline = article?["headline"]?.stringValue.map(\.foldingSpace).flatMap(nonEmpty)
    // A heading that the title element or OpenGraph repeats is the title itself.
    let long = [element, graph ?? ""].map(\.matchKey)
    if let shown = headings.first(where: { heading in
      let key = heading.matchKey
      return key.count > 3 && long.contains { $0.hasPrefix(key) || $0.hasSuffix(key) }
    }) {
      return shown
    }
    if let headline, headline.matchKey.count > 3,
      long.contains(where: { $0.hasPrefix(headline.matchKey) })
    {
      return withoutSuffix(headline, siteName)
    }
    if let graph { return withoutSuffix(graph, siteName) }
    if !element.isEmpty { return withoutSuffix(element, siteName) }
    return headline ?? headings.first ?? ""
  }

  /// Cuts " | Site" and the like: a last part that names the site, or is short beside the first.
  private func withoutSuffix(_ title: String, _ siteName: String?) -> String {
    let site = siteName?.matchKey ?? ""
    for separator in [" | ", " – ", " — ", " - ", " :: ", " · ", " • ", " » ", " « "] {
      let parts = title.components(separatedBy: separator)
      guard parts.count > 1, let last = parts.last, let first = parts.first else { continue }
      let key = last.matchKey
      if !site.isEmpty, key == site || site.hasPrefix(key) || key.hasPrefix(site) {
        return parts.dropLast().joined(separator: separator)
      }
      if !site.isEmpty, first.matchKey == site {
        return parts.dropFirst().joined(separator: separator)
      }
      if separator == " | " || separator == " :: " || separator == " » ", first.count >= 10 {
        return first
      }
      let words = last.split(separator: " ").count
      let before = parts.dropLast().joined(separator: separator)
      if words <= 4, before.split(separator: " ").count > words, last.first?.isUppercase == true {
        return before
      }
    }
    return title
  }

  // MARK: The rest

  private func author(_ article: JSONValue?) -> String? {
    if let declared = name(of: article?["author"]) { return declared }
    for name in [
      "author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl",
    ] {
      if let found = meta(name), !found.contains("://") {
        let lower = found.lowercased()
        return lower.hasPrefix("by ") ? String(found.dropFirst(3)) : found
      }
    }
    for node in tree.nodes.indices {
      if let relation = tree.bytes(of: .rel, at: node),
        ClassWords.contains(relation, anyOf: ["author"]), tree.nodes[node].tag == .a
      {
        let text = visibleText(node).foldingSpace
        if !text.isEmpty, text.utf8.count < 80 { return text }
      }
      if tree.value(of: .itemprop, at: node, is: "author") {
        let text = visibleText(node).foldingSpace
        if !text.isEmpty, text.utf8.count < 80 { return text }
      }
    }
    return nil
  }

  private func date(_ text: String) -> String? {
    let folded = text.foldingSpace
    return folded.isEmpty || folded.utf8.count > 40 ? nil : folded
  }

  private func declaredDate(_ article: JSONValue?, _ name: String) -> String? {
    article?[name]?.stringValue.flatMap { date($0) }
  }

  private func metaDate(_ names: [String]) -> String? {
    for name in names {
      if let content = meta(name), let found = date(content) { return found }
    }
    return nil
  }

  private static let publishedNames = [
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "pubdate", "sailthru.date", "parsely-pub-date",
  ]

  private static let modifiedNames = [
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified",
  ]

  private func timeElement(_ property: StaticString) -> String? {
    for node in tree.nodes.indices {
      let isMarked = tree.value(of: .itemprop, at: node, is: property)
      if isMarked {
        if let found = tree.value(of: .datetime, at: node) ?? tree.value(of: .content, at: node) {
          return date(found)
        }
      }
    }
    guard "\(property)" == "datePublished" else { return nil }
    for node in tree.nodes.indices where tree.nodes[node].tag == .time {
      if let found = tree.value(of: .datetime, at: node) { return date(found) }
    }
    return nil
  }

  private func language(_ article: JSONValue?) -> String? {
    if let root = firstElement(.html),
      let found = tree.value(of: .lang, at: root) ?? tree.value(of: .xmlLang, at: root),
      !found.isEmpty
    {
      return found
    }
    return article?["inLanguage"]?.stringValue ?? meta("content-language")
      ?? meta("og:locale").map { $0.replacing("_", with: "-") }
  }

  private func canonical(_ article: JSONValue?) -> String? {
    for node in tree.nodes.indices where tree.nodes[node].tag == .link {
      if let relation = tree.bytes(of: .rel, at: node),
        ClassWords.contains(relation, anyOf: ["canonical"]),
        let address = tree.value(of: .href, at: node)?.foldingSpace, !address.isEmpty
      {
        return address
      }
    }
    return meta("og:url") ?? article?["url"]?.stringValue
  }

  private func meta(_ name: String) -> String? { metas.first { $0.name == name }?.content }

  private func firstElement(_ tag: HTMLTag) -> Int? {
    tree.nodes.indices.first { tree.nodes[$0].tag == tag }
  }

  /// An element's text without scripts and the like.
  private func visibleText(_ node: Int) -> String {
    var bytes: [UInt8] = []
    var place = node
    while place < tree.nodes[node].end {
      let tag = tree.nodes[place].tag
      if tag == .text {
        bytes.append(contentsOf: tree.text[tree.nodes[place].text])
      } else if tag.layout == .dropped {
        place = tree.nodes[place].end
        continue
      } else if tag == .br || tag.layout == .block {
        bytes.append(0x20)
      }
      place += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension JSONValue {
  /// The object's schema.org types without their address.
  var types: Set<String> {
    let values: [JSONValue]
    switch self["@type"] {
    case .some(.array(let list)): values = list
    case .some(let one): values = [one]
    case nil: return []
    }
    return Set(
      values.compactMap(\.stringValue).map { type in
        type.split(separator: "/").last.map(String.init) ?? type
      })
  }
}

/// Reads the JSON-LD of a page.
enum DeclaredData {
  /// All objects, those of `@graph` and of arrays included, in order; and how many blocks were no JSON.
  static func objects(in tree: HTMLTree) -> (objects: [JSONValue], invalid: Int) {
    var objects: [JSONValue] = []
    var invalid = 0
    for bytes in tree.jsonLD where bytes.contains(where: { $0 > 0x20 }) {
      // Raw line breaks inside strings are common and harmless.
      let repaired = bytes.map { $0 < 0x20 ? 0x20 : $0 }
      guard let value = try? JSONValue(parsing: repaired, depthLimit: 64) else {
        invalid += 1
        continue
      }
      collect(value, into: &objects, depth: 0)
    }
    return (objects, invalid)
  }

  private static func collect(_ value: JSONValue, into objects: inout [JSONValue], depth: Int) {
    guard depth < 16, objects.count < 10_000 else { return }
    switch value {
    case .array(let list):
      for element in list { collect(element, into: &objects, depth: depth + 1) }
    case .object:
      objects.append(value)
      if let graph = value["@graph"] { collect(graph, into: &objects, depth: depth + 1) }
      if let main = value["mainEntity"], !value.types.contains("FAQPage"),
        !value.types.contains("QAPage")
      {
        collect(main, into: &objects, depth: depth + 1)
      }
      if let main = value["mainEntityOfPage"] { collect(main, into: &objects, depth: depth + 1) }
    default: return
    }
  }
}

extension String {
  /// White space folded to single spaces, none at the ends.
  var foldingSpace: String {
    let bytes = Array(utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var pending = false
    var place = 0
    while place < bytes.count {
      let length = Self.spaceLength(bytes, place)
      if length > 0 {
        pending = !out.isEmpty
        place += length
      } else {
        if pending { out.append(0x20) }
        pending = false
        out.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// How many bytes of white space stand at a place: 0 where there is none.
  private static func spaceLength(_ bytes: [UInt8], _ place: Int) -> Int {
    let byte = bytes[place]
    if byte < 0x80 { return byte == 0x20 || byte &- 9 < 5 ? 1 : 0 }
    guard byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3, place + 1 < bytes.count
    else { return 0 }
    if byte == 0xC2 { return bytes[place + 1] == 0xA0 || bytes[place + 1] == 0x85 ? 2 : 0 }
    guard place + 2 < bytes.count else { return 0 }
    let (second, third) = (bytes[place + 1], bytes[place + 2])
    switch (byte, second) {
    // U+2000…U+200A, U+2028, U+2029, U+202F; U+205F; U+3000; U+1680.
    case (0xE2, 0x80): return third &- 0x80 <= 10 || [0xA8, 0xA9, 0xAF].contains(third) ? 3 : 0
    case (0xE2, 0x81): return third == 0x9F ? 3 : 0
    case (0xE3, 0x80): return third == 0x80 ? 3 : 0
    case (0xE1, 0x9A): return third == 0x80 ? 3 : 0
    default: return 0
    }
  }

  /// Letters and digits in lower case, to tell whether two texts say the same.
  var matchKey: String {
    var out: [UInt8] = []
    out.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      let value = scalar.value
      if value < 0x80 {
        let byte = UInt8(value)
        if byte &- 48 < 10 || byte &- 97 < 26 {
          out.append(byte)
        } else if byte &- 65 < 26 {
          out.append(byte | 0x20)
        }
      } else if value &- 0x2010 < 0x60 || value == 0xA0 {
        // Dashes, quotes, dots, bullets and spaces are most of what stands between words.
        continue
      } else {
        for folded in scalar.properties.lowercaseMapping.unicodeScalars
        where folded.properties.isAlphabetic || folded.properties.numericType != nil {
          out.append(contentsOf: UTF8.encode(folded) ?? UTF8.EncodedScalar())
        }
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The parts between occurrences of a separator.
  func components(separatedBy separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
