internal import HTMLTree
internal import Regression

/// The places of a page that links can lead to, and its links to such places.
enum PageAnchors {
  /// Reads a page of the corpus; nil where it can't be read, which indexing tells.
  static func page(_ file: CorpusSource.File) throws(CommandFailure) -> CorpusLint.Page? {
    let tree: HTMLTree
    do {
      tree = try HTMLTree(parsing: try FileBytes.read(file.path, limit: 64 << 20))
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      return nil
    }
    var page = CorpusLint.Page(document: file.name)
    for node in tree.nodes.indices {
      let id = tree.value(of: .id, at: node) ?? ""
      if !id.isEmpty { page.anchors.append(id) }
      if tree.nodes[node].tag == .a, let name = tree.value(of: .name, at: node), !name.isEmpty,
        name != id
      {
        page.names.insert(name)
      }
      if tree.nodes[node].tag == .a, let href = tree.value(of: .href, at: node),
        let link = link(href, from: file.name)
      {
        page.links.append(link)
      }
    }
    return page
  }

  /// A link to a named place of a page given by a relative path; nil for any other.
  private static func link(_ href: String, from name: String) -> CorpusLint.Page.Link? {
    guard let mark = href.utf8.firstIndex(of: UInt8(ascii: "#")) else { return nil }
    let fragment = percentDecoded(href[href.utf8.index(after: mark)...])
    if fragment.isEmpty || fragment.lowercased() == "top" || fragment.hasPrefix(":~:") {
      return nil
    }
    let address = href[..<mark]
    if address.isEmpty { return .init(page: name, fragment: fragment) }
    // Another site, or a path whose root is not known.
    if address.hasPrefix("/") || address.contains(":") { return nil }
    let path = address.prefix { $0 != "?" }
    var parts = name.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        if parts.popLast() == nil { return nil }
      } else {
        parts.append(percentDecoded(part))
      }
    }
    return .init(page: parts.joined(separator: "/"), fragment: fragment)
  }

  private static func percentDecoded(_ text: Substring) -> String {
    var out: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "%"), bytes.count >= 2,
        let value = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16)
      {
        out.append(value)
        bytes = bytes.dropFirst(2)
      } else {
        out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
