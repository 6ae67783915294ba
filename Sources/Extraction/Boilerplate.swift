internal import HTMLTree

/// The blocks that are set aside before the article is looked for: elements that are none, as far as the page can
/// do without them.
struct Boilerplate {
  private let page: Page
  private let tree: HTMLTree
  private let prose: Prose
  private let names: ElementEvidence
  private let lines: SiteLines
  /// Whether each block is set aside.
  private(set) var isAside: [Bool]
  /// Of these, blocks that are only hidden until something is opened.
  private(set) var isHidden: [Bool]
  /// What was set aside and why.
  private(set) var reasons: [RemovedElement] = []

  init(_ page: Page, prose: Prose, names: ElementEvidence, lines: SiteLines) {
    self.page = page
    tree = page.tree
    self.prose = prose
    self.names = names
    self.lines = lines
    isAside = Array(repeating: false, count: page.blocks.count)
    isHidden = isAside
  }

  /// Sets aside what the rules say and the page can do without.
  mutating func setAside(_ rules: AsideRules, _ strictness: ContentSelector.Strictness) {
    var node = 1
    while node < tree.nodes.count {
      if tree.nodes[node].tag != .text, let reason = rules.reason(toSetAside: node, strictness) {
        let range = page.blocks(in: node)
        if !range.isEmpty, maySetAside(node, range) {
          setAside(node, range, reason)
          node = tree.nodes[node].end
          continue
        }
      }
      node += 1
    }
  }

  private mutating func setAside(_ node: Int, _ range: Range<Int>, _ reason: String) {
    let isHeader = tree.nodes[node].tag == .header
    let holdsTitle =
      isHeader && range.contains { page.headingLevel(around: page.blocks[$0].container) == 1 }
    for index in range where !isHeader || !isSectionHeading(index) {
      if holdsTitle, isLeadText(index, in: node) { continue }
      isAside[index] = true
    }
    if reason == "hidden" { for index in range { isHidden[index] = true } }
    reasons.append(RemovedElement(node: node, reason: reason))
  }

  /// Whether a page can do without an element: it holds less than half of the prose; or enough is
  /// left, and the title and what is marked as the main content stand elsewhere.
  private func maySetAside(_ node: Int, _ range: Range<Int>) -> Bool {
    let total = prose.total
    let held = prose.sum(range)
    switch tree.nodes[node].tag {
    case .table: return held * 5 <= total
    // Some sites take it for the head of the page with everything above a comment form.
    case .header where held >= 300: return held * 5 <= total
    case .thead, .tbody, .tfoot, .tr, .td, .th: return held <= 200 && held * 5 <= total
    default: break
    }
    if held * 2 <= total { return true }
    return total - held >= 250 && !holdsTitle(node)
  }

  /// Whether an element holds the title or what is marked as the main content.
  private func holdsTitle(_ node: Int) -> Bool {
    for inner in node..<tree.nodes[node].end {
      switch tree.nodes[inner].tag {
      case .h1, .main: return true
      case .text: continue
      default: if names.isArticleBody(inner) { return true }
      }
    }
    return false
  }

  /// Whether a block beside the title is a lead: a sentence that nothing names as something else.
  private func isLeadText(_ index: Int, in header: Int) -> Bool {
    let block = page.blocks[index]
    return prose.ofBlock[index] >= 60 && prose.endsSentence(block) && block.linkShare < 0.2
      && !names.isNamed(block, below: header, root: 0) && !lines.isNoise(block)
  }

  /// Whether a block is a heading below the title.
  private func isSectionHeading(_ index: Int) -> Bool {
    guard let level = tree.nodes[page.blocks[index].container].tag.headingLevel else {
      return false
    }
    return level > 1
  }

  /// Sets aside a range of blocks.
  mutating func setAside(_ range: Range<Int>, _ reason: RemovedElement) {
    for index in range { isAside[index] = true }
    reasons.append(reason)
  }
}
