internal import HTMLTree

/// Cuts what is short at the ends of the article.
struct TextEnds {
  private let page: Page
  private let tree: HTMLTree
  private let prose: Prose
  /// Entries under a heading that announces sources.
  private let isReference: [Bool]

  init(_ page: Page, prose: Prose, isReference: [Bool]) {
    self.page = page
    tree = page.tree
    self.prose = prose
    self.isReference = isReference
  }

  /// Drops short lines before the first prose and after the last.
  func trim(_ isKept: inout [Bool]) {
    let kept = isKept.indices.filter { isKept[$0] }
    guard let first = kept.firstIndex(where: { prose.ofBlock[$0] > 0 }) else { return }
    for place in 0..<first where !opensText(kept[place]) { isKept[kept[place]] = false }
    // The title, should it stand among the first lines.
    for place in 0...min(first + 1, kept.count - 1)
    where tree.nodes[page.blocks[kept[place]].container].tag == .h1 {
      isKept[kept[place]] = false
    }
    var last = kept.count - 1
    guard let final = kept.lastIndex(where: { prose.ofBlock[$0] > 0 }) else { return }
    let holder = page.holder(of: page.blocks[kept[final]])
    while last > final, !closesText(kept[last], after: holder) {
      isKept[kept[last]] = false
      last -= 1
    }
  }

  /// Whether a short line opens the text: a heading, an item or a cell.
  private func opensText(_ index: Int) -> Bool {
    let block = page.blocks[index]
    let tag = tree.nodes[block.container].tag
    if tag == .td || tag == .th { return block.linkShare < 0.5 }
    return tag.headingLevel.map { $0 > 1 } == true || tag == .li
  }

  /// Whether a short line ends the text: an item, a cell, a sentence, or a paragraph beside the last
  /// prose.
  private func closesText(_ index: Int, after holder: Int) -> Bool {
    let block = page.blocks[index]
    if isReference[index] { return true }
    let tag = tree.nodes[block.container].tag
    if tag == .p || tag == .pre, page.holder(of: block) == holder, block.linkShare < 0.3 {
      return true
    }
    let outer = tree.nodes[tree.nodes[block.container].parent].tag
    return [HTMLTag.td, .th, .li, .dd].contains {
      $0 == tag || $0 == outer && block.linkShare < 0.3
    }
      || prose.endsSentence(page.blocks[index]) && tag.headingLevel == nil
  }
}
