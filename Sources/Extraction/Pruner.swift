internal import HTMLTree

/// Drops what stands inside the chosen element and is no part of the article: link lists, advertisements, forms,
/// calls to action, other articles, bylines.
struct Pruner {
  private let page: Page
  private let tree: HTMLTree
  private let prose: Prose
  private let names: ElementEvidence
  private let lines: SiteLines
  /// The chosen element.
  private let root: Int
  /// Whether each block was set aside before.
  private let isAside: [Bool]
  /// Entries under a heading that announces sources.
  private let isReference: [Bool]
  /// The prose in articles inside the chosen element.
  private var nestedArticleProse = 0
  /// Whether each block is kept.
  private(set) var isKept: [Bool]
  /// What was dropped and why.
  private(set) var reasons: [RemovedElement] = []

  init(
    _ page: Page, prose: Prose, names: ElementEvidence, lines: SiteLines, root: Int,
    isAside: [Bool], isKept: [Bool], isReference: [Bool]
  ) {
    self.page = page
    tree = page.tree
    self.prose = prose
    self.names = names
    self.lines = lines
    self.root = root
    self.isAside = isAside
    self.isKept = isKept
    self.isReference = isReference
    for node in (root + 1)..<max(root + 1, tree.nodes[root].end)
    where tree.nodes[node].tag == .article {
      nestedArticleProse += prose.sum(page.blocks(in: node), without: isAside)
    }
  }

  /// Drops what is no part of the article, an element or a line at a time.
  mutating func prune(_ strictness: ContentSelector.Strictness) {
    let rootBlocks = page.blocks(in: root)
    let kept = prose.sum(rootBlocks, without: isAside)
    var node = root + 1
    while node < tree.nodes[root].end {
      let tag = tree.nodes[node].tag
      if tag != .text, tag.layout == .block || tag == .span || tag == .a {
        let range = page.blocks(in: node)
        if !range.isEmpty, let reason = reasonToPrune(node, tag, range, kept, strictness) {
          drop(node, range, reason)
          node = tree.nodes[node].end
          continue
        }
      }
      node += 1
    }
    for index in rootBlocks where isKept[index] && !isReference[index] {
      let block = page.blocks[index]
      if lines.isNoise(block) || lines.isLinkedAdvert(block)
        || block.text.count < 300 && block.linkShare > 0.5 && lines.isLinkRow(block)
      {
        isKept[index] = false
      }
    }
  }

  /// Drops the blocks of an element, but for references.
  private mutating func drop(_ node: Int, _ range: Range<Int>, _ reason: String) {
    var changed = false
    for index in range where isKept[index] && !isReference[index] {
      isKept[index] = false
      changed = true
    }
    if changed { reasons.append(RemovedElement(node: node, reason: reason)) }
  }

  /// Why an element inside the article is no part of it, or nil.
  private func reasonToPrune(
    _ node: Int, _ tag: HTMLTag, _ range: Range<Int>, _ kept: Int,
    _ strictness: ContentSelector.Strictness
  ) -> String? {
    var bytes = 0
    var links = 0
    var controls = 0
    for index in range where isKept[index] {
      bytes += page.blocks[index].text.count
      links += page.blocks[index].linkBytes
      controls += page.blocks[index].controlBytes
    }
    if bytes == 0 { return nil }
    let own = prose.sum(range, without: isAside)
    let share = Double(links) / Double(bytes)
    if bytes < 450, own * 5 < kept, isAdvert(range) { return "advert" }
    if bytes < 450, own * 5 < kept, holdsField(node) { return "form" }
    if bytes < 200, own * 5 < kept, tag == .div || tag == .section, holdsButtonLink(range) {
      return "call to action"
    }
    if tag == .article, own * 4 < kept, nestedArticleProse * 2 < kept { return "another article" }
    switch tag {
    case .table, .tr, .tbody, .thead, .td, .th, .caption, .blockquote, .pre, .p, .a, .span: break
    default:
      if share > 0.6, own * 3 < kept { return "links" }
    }
    if tag == .p || tag == .span || tag == .a, share > 0.9, bytes < 150 { return "links" }
    if bytes < 300, share > 0.5, range.count == 1, lines.isLinkRow(page.blocks[range.lowerBound]) {
      return "links"
    }
    if controls * 2 > bytes, bytes < 200, !page.isInHeading(node), !headsSection(range) {
      return "controls"
    }
    if strictness == .full, names.evidence(node) == .weak, !names.isTable(node),
      !names.isTablePart(tag),
      own * 20 < kept || own < 160 || share > 0.3, !page.isInHeading(node), !headsText(range)
    {
      return "class words"
    }
    return nil
  }

  /// Whether a range holds a heading that opens what follows, as a button or not.
  private func headsSection(_ range: Range<Int>) -> Bool {
    range.count == 1 && range.allSatisfy { isKept[$0] && page.opensSection($0) }
  }

  /// Whether blocks are the headings of a section whose text follows at once: `section-header` is about
  /// where they stand.
  private func headsText(_ range: Range<Int>) -> Bool {
    range.allSatisfy { isKept[$0] && page.opensSection($0) && page.blocks[$0].linkBytes == 0 }
      && range.upperBound < page.blocks.count && isKept[range.upperBound]
      && !page.opensSection(range.upperBound) && page.blocks[range.upperBound].linkShare < 0.5
  }

  /// Whether what is left of an element is a label that says "advertisement" with a little text.
  private func isAdvert(_ range: Range<Int>) -> Bool {
    let lines = range.filter { isKept[$0] }
    guard lines.count >= 2, lines.count <= 4, let first = lines.first else { return false }
    let block = page.blocks[first]
    return block.text.count <= 60 && LineNoise.isAdvertLabel(page.string(block))
  }

  /// Whether a line or two end with a link that is dressed as a button.
  private func holdsButtonLink(_ range: Range<Int>) -> Bool {
    let lines = range.filter { isKept[$0] }
    guard lines.count == 2 || lines.count == 3, let last = lines.last else { return false }
    let block = page.blocks[last]
    guard block.linkShare > 0.9, block.text.count <= 60 else { return false }
    var node = block.nodes.lowerBound
    while node > block.container {
      if tree.nodes[node].tag == .a, page.names.ofClass[node].contains(.button) { return true }
      node = tree.nodes[node].parent
    }
    return false
  }

  /// Whether a person is asked to write something into an element: its text says what and why.
  private func holdsField(_ node: Int) -> Bool {
    var headings = 0
    var holds = false
    for inner in node..<tree.nodes[node].end {
      if tree.nodes[inner].tag.headingLevel != nil { headings += 1 }
      // So many headings head more than a form.
      if headings > 2 { return false }
      if tree.value(of: .role, at: inner, is: "textbox") { holds = true }
      switch tree.nodes[inner].tag {
      case .form, .textarea: holds = true
      case .input:
        let kind = tree.value(of: .type, at: inner) ?? "text"
        if kind == "text" || kind == "email" { holds = true }
      case .h1, .table, .ol: return holds
      default: continue
      }
    }
    return holds
  }
}
