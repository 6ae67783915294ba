internal import HTMLTree

/// An element that was left out of the article, and why.
struct RemovedElement {
  var node: Int
  var reason: String

  /// The element as a report shows it; nil where it holds no text.
  func removal(on page: Page) -> Removal? {
    let blocks = page.blocks(in: node)
    guard let first = blocks.first else { return nil }
    return Removal(
      element: selector(in: page.tree), reason: reason,
      bytes: blocks.reduce(0) { $0 + page.blocks[$1].text.count },
      sample: String(page.string(page.blocks[first]).prefix(60)))
  }

  /// The element as a selector would name it.
  private func selector(in tree: HTMLTree) -> String {
    var text = tree.nodes[node].tag.name
    if let id = tree.value(of: .id, at: node) { text += "#" + id }
    if let name = tree.value(of: .class, at: node)?.split(separator: " ").first {
      text += "." + name
    }
    return text
  }
}
