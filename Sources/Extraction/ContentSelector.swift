internal import HTMLTree

/// Chooses which blocks of a page are its article.
struct ContentSelector {
  private let page: Page
  private let tree: HTMLTree
  private(set) var isKept: [Bool]
  private(set) var removals: [Removal] = []
  /// Blocks inside elements that are never part of an article.
  private(set) var isBoilerplate: [Bool]
  private(set) var root = 0
  private(set) var foundArticle = true

  init(_ page: Page) {
    self.page = page
    tree = page.tree
    isKept = Array(repeating: false, count: page.blocks.count)
    isBoilerplate = isKept
  }

  mutating func run() {
    var reasons: [(node: Int, reason: String)] = []
    let prose = page.blocks.map { proseValue($0) }
    var sums = [0]
    for value in prose { sums.append(sums[sums.count - 1] + max(0, value)) }
    let total = sums[sums.count - 1]
    var node = 0
    while node < tree.nodes.count {
      if let reason = boilerplateReason(node) {
        let range = page.blocks(in: node)
        let held = sums[range.upperBound] - sums[range.lowerBound]
        if !range.isEmpty, held * 2 <= total {
          for index in range { isBoilerplate[index] = true }
          reasons.append((node, reason))
          node = tree.nodes[node].end
          continue
        }
      }
      node += 1
    }
    // The subtree whose good text outweighs its other text most.
    var values = [0]
    for index in page.blocks.indices {
      let value = isBoilerplate[index] ? 0 : prose[index]
      values.append(values[values.count - 1] + value)
    }
    var best = 0
    var bestValue = Int.min
    for node in tree.nodes.indices
    where tree.nodes[node].tag.layout == .block && tree.nodes[node].tag != .p {
      let range = page.blocks(in: node)
      if range.isEmpty { continue }
      var value = values[range.upperBound] - values[range.lowerBound]
      if value > 0 { value = value * hint(node) / 100 }
      if value >= bestValue {
        best = node
        bestValue = value
      }
    }
    root = best
    for index in page.blocks(in: best) where !isBoilerplate[index] {
      let block = page.blocks[index]
      isKept[index] = block.linkShare < 0.6 || block.text.count > 150
    }
    for (node, reason) in reasons { remove(node, reason) }
  }

  private mutating func remove(_ node: Int, _ reason: String) {
    let blocks = page.blocks(in: node)
    guard let first = blocks.first else { return }
    removals.append(
      Removal(
        element: describe(node), reason: reason,
        bytes: blocks.reduce(0) { $0 + page.blocks[$1].text.count },
        sample: String(page.string(page.blocks[first]).prefix(60))))
  }

  /// An element as a selector would name it.
  private func describe(_ node: Int) -> String {
    var text = tree.nodes[node].tag.name
    if let id = tree.value(of: .id, at: node) { text += "#" + id }
    if let name = tree.value(of: .class, at: node)?.split(separator: " ").first {
      text += "." + name
    }
    return text
  }

  private func hint(_ node: Int) -> Int {
    if tree.value(of: .itemprop, at: node, is: "articleBody") { return 130 }
    switch tree.nodes[node].tag {
    case .article: return 110
    case .main: return 108
    default: return 100
    }
  }

  /// What a block adds to its ancestors: its length for prose, less than nothing for link text.
  private func proseValue(_ block: PageBlock) -> Int {
    let count = block.text.count
    let share = block.linkShare
    if share > 0.5 { return -min(count, 60) }
    if count < 25 { return -8 }
    return Int(Double(min(count, 1500)) * (1 - share))
  }

  private func boilerplateReason(_ node: Int) -> String? {
    let tag = tree.nodes[node].tag
    switch tag {
    case .nav, .footer, .aside, .menu, .dialog: return tag.name
    case .text, .root, .html, .head, .body, .article, .main: return nil
    default: break
    }
    if tree.has(.hidden, at: node) { return "hidden" }
    if let role = tree.bytes(of: .role, at: node),
      ClassWords.contains(
        role,
        anyOf: [
          "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog",
          "menu", "menubar", "toolbar",
        ])
    {
      return "role"
    }
    for attribute in [HTMLAttribute.class, .id] {
      if let words = tree.bytes(of: attribute, at: node),
        ClassWords.contains(
          words,
          anyOf: [
            "comment", "comments", "share", "sharing", "social", "related", "newsletter", "promo",
            "sidebar", "footer", "nav", "navbar", "menu", "breadcrumb", "breadcrumbs", "cookie",
            "consent", "banner", "advert", "ad", "ads", "advertisement", "sponsored", "popup",
            "byline",
          ])
      {
        return "class words"
      }
    }
    return nil
  }
}
