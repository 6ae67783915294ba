internal import HTMLTree

/// Reads the items that elements are marked as by microdata or RDFa: their types and properties.
struct MarkedItems {
  private let page: Page
  private let tree: HTMLTree

  init(_ page: Page) {
    self.page = page
    tree = page.tree
  }

  /// Whether an element is what its item calls `name`.
  func hasProperty(_ node: Int, _ name: StaticString) -> Bool {
    for attribute in [HTMLAttribute.itemprop, .property] {
      if let value = tree.bytes(of: attribute, at: node) {
        if value.split(separator: 0x20).contains(where: { part in
          let local =
            part.lastIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") })
            .map { part[($0 + 1)...] } ?? part
          return local.elementsEqual("\(name)".utf8)
        }) {
          return true
        }
      }
    }
    return false
  }

  /// Whether an element is an item of a type of schema.org, whatever the vocabulary's address.
  func isType(_ node: Int, _ name: StaticString) -> Bool {
    for attribute in [HTMLAttribute.itemtype, .typeof] {
      if let value = tree.bytes(of: attribute, at: node) {
        let last =
          value.lastIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") })
          .map { value[($0 + 1)...] } ?? value
        if last.elementsEqual("\(name)".utf8) { return true }
      }
    }
    return false
  }

  /// The element that a declared item calls its answer: the accepted one before a suggested one, and of it
  /// the text.
  func answer(of item: Int) -> Int? {
    var suggested: Int?
    for node in item + 1..<tree.nodes[item].end where tree.nodes[node].tag != .text {
      if hasProperty(node, "acceptedAnswer") { return itemText(node) }
      if suggested == nil, hasProperty(node, "suggestedAnswer") { suggested = node }
    }
    return suggested.map(itemText)
  }

  private func itemText(_ node: Int) -> Int {
    (node..<tree.nodes[node].end).first {
      tree.nodes[$0].tag != .text && hasProperty($0, "text") && !page.blocks(in: $0).isEmpty
    } ?? node
  }
}
