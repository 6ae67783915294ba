internal import HTMLTree

/// Tells lines of the site from lines of the text: bylines, stamps, rows of links, advertisements.
struct SiteLines {
  private let page: Page
  private let tree: HTMLTree

  init(_ page: Page) {
    self.page = page
    tree = page.tree
  }

  /// Whether a block is a line of the site rather than of the text.
  func isNoise(_ block: PageBlock) -> Bool {
    if block.text.count > 200 { return false }
    if onlyTime(block) || isNoiseByLine(block) { return true }
    if tree.nodes[block.container].tag == .h1 { return false }
    if page.headingLevel(around: block.container) == nil, LineNoise.isByline(page.string(block)) {
      return true
    }
    return LineNoise.isNoise(page.string(block), linkShare: block.linkShare)
  }

  /// Whether a block is an advertisement's label with the linked line under it.
  func isLinkedAdvert(_ block: PageBlock) -> Bool {
    guard block.text.count < 300, block.linkShare > 0.5, let end = block.breaks.first else {
      return false
    }
    let label = String(decoding: page.text[block.text.lowerBound..<end], as: UTF8.self)
    return LineNoise.isAdvertLabel(label)
  }

  /// Whether a line is three links or more with nothing but signs between: "[ Home | Print | Up ]".
  func isLinkRow(_ block: PageBlock) -> Bool {
    var links = 0
    var node = block.nodes.lowerBound
    while node <= block.nodes.upperBound {
      switch tree.nodes[node].tag {
      case .a:
        links += 1
        node = tree.nodes[node].end
        continue
      case .text where tree.string(of: node).contains(where: { $0.isLetter || $0.isNumber }):
        guard isInLink(node, below: block.container) else { return false }
        links += 1
      default: break
      }
      node += 1
    }
    return links >= 3
  }

  private func isInLink(_ node: Int, below top: Int) -> Bool {
    var place = node
    while place > top {
      if tree.nodes[place].tag == .a { return true }
      place = tree.nodes[place].parent
    }
    return false
  }

  /// Whether a block is short lines of which half are the site's: a byline, a date, who checked it.
  private func isNoiseByLine(_ block: PageBlock) -> Bool {
    guard !block.breaks.isEmpty, block.linkShare < 1 else { return false }
    var noisy = 0
    var start = block.text.lowerBound
    let ends = block.breaks + [block.text.upperBound]
    for end in ends {
      guard end - start <= 70 else { return false }
      let line = String(decoding: page.text[start..<end], as: UTF8.self)
      if LineNoise.isNoise(line, linkShare: 0) || LineNoise.isByline(line) { noisy += 1 }
      start = end
    }
    return noisy * 2 >= ends.count
  }

  /// Whether a block is nothing but a time.
  private func onlyTime(_ block: PageBlock) -> Bool {
    var node = block.nodes.lowerBound
    while node > block.container {
      node = tree.nodes[node].parent
      if tree.nodes[node].tag == .time {
        return tree.nodes[node].end > block.nodes.upperBound
      }
    }
    return false
  }
}
