internal import HTMLTree

/// Finds the entries under a heading that announces sources: they stay, however much of them is a link.
enum References {
  /// For each block, whether it is such an entry or the heading over it.
  static func blocks(in range: Range<Int>, of page: Page, isKept: [Bool]) -> [Bool] {
    var isReference = Array(repeating: false, count: page.blocks.count)
    for index in range where isKept[index] {
      let block = page.blocks[index]
      guard block.text.count <= 40,
        page.headingLevel(ofBlock: index) != nil || block.boldBytes == block.text.count,
        LineNoise.headsReferences(page.string(block))
      else { continue }
      var entry = index + 1
      var first: Int?
      while entry < range.upperBound, entry - index < 400, isKept[entry],
        page.headingLevel(ofBlock: entry) == nil,
        page.blocks[entry].text.count >= 20 || isNumber(page.blocks[entry], on: page)
      {
        let container = page.blocks[entry].container
        if !isNumber(page.blocks[entry], on: page) {
          if let first, !isAlike(first, container, in: page.tree) { break }
          first = first ?? container
        }
        isReference[entry] = true
        entry += 1
      }
      if first != nil { isReference[index] = true }
    }
    return isReference
  }

  /// Whether two elements have the same tag and class.
  private static func isAlike(_ one: Int, _ other: Int, in tree: HTMLTree) -> Bool {
    tree.nodes[one].tag == tree.nodes[other].tag
      && (tree.bytes(of: .class, at: one) ?? []).elementsEqual(
        tree.bytes(of: .class, at: other) ?? [])
  }

  /// Whether a block is only a number, as before a footnote.
  private static func isNumber(_ block: PageBlock, on page: Page) -> Bool {
    block.text.count <= 4 && page.text[block.text].contains { $0 &- 48 < 10 }
  }
}
