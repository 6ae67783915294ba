internal import HTMLTree

/// The page as the search for questions sees it: what each block is, before any line is taken for a question.
///
/// It doesn't change during the search, and all its parts share it.
struct QuestionGround {
  let page: Page
  /// The heading level of each block; 0 where it is none.
  let levels: [Int]
  /// Whether each block is a mark beside a question and no text of its own.
  let isOrnament: [Bool]
  /// Blocks inside elements that are never part of an article.
  let isExcluded: [Bool]
  /// Blocks that are hidden until something is opened: they may answer, but not ask.
  let isHidden: [Bool]
  /// Blocks that were chosen as the article.
  let isKept: [Bool]
  private let tree: HTMLTree

  init(_ page: Page, isExcluded: [Bool], isHidden: [Bool], isKept: [Bool]) {
    self.page = page
    tree = page.tree
    levels = page.blocks.map { Self.level(of: $0, on: page) }
    isOrnament = page.blocks.map {
      $0.text.count <= 24 && QuestionMarks.isOrnament(page.string($0))
    }
    self.isExcluded = isExcluded
    self.isHidden = isHidden
    self.isKept = isKept
  }

  /// Whether a node's text is only the question, with ornaments.
  func isOnly(_ block: Int, in node: Int) -> Bool {
    let range = page.blocks(in: node)
    guard range.contains(block), range.count <= 6 else { return false }
    return range.allSatisfy { $0 == block || isOrnament[$0] }
  }

  /// The nearest element of a tag, the node itself or one around it; nil where there is none.
  func ancestor(of node: Int, _ tag: HTMLTag) -> Int? {
    var node = node
    while node > 0 {
      if tree.nodes[node].tag == tag { return node }
      node = tree.nodes[node].parent
    }
    return nil
  }

  /// Where the first link in a block leads.
  func address(_ block: PageBlock) -> ArraySlice<UInt8>? {
    var node = block.nodes.lowerBound
    while node > 0, tree.nodes[node].tag != .a {
      if node == block.container { return nil }
      node = tree.nodes[node].parent
    }
    return tree.bytes(of: .href, at: node)
  }

  /// The heading level of a block; 0 where it is none.
  private static func level(of block: PageBlock, on page: Page) -> Int {
    var node = block.container
    var steps = 0
    while node > 0, steps < 4 {
      if let level = page.headingLevel(node) { return level }
      node = page.tree.nodes[node].parent
      steps += 1
    }
    var inline = block.nodes.lowerBound
    while inline > 0, inline != block.container {
      if let level = page.headingLevel(inline) { return level }
      inline = page.tree.nodes[inline].parent
    }
    return 0
  }
}
