internal import HTMLTree

/// Chooses which blocks of a page are its article.
///
/// Four steps: elements that are no article by tag, role, class or style are set aside; of the rest,
/// the element around which paragraphs gather is chosen; inside it, what is link list, caption, byline
/// or call to action goes; and what is short at the ends goes. When little is left of a page with
/// much prose, the steps run again with less evidence.
struct ContentSelector {
  /// How much evidence counts.
  enum Strictness: Int {
    /// Tags, roles, hidden elements and class words.
    case full
    /// Tags, roles and hidden elements.
    case tags
    /// Nothing but scripts is set aside.
    case none
  }

  private let page: Page
  private let tree: HTMLTree
  private(set) var isKept: [Bool]
  private(set) var removals: [Removal] = []
  /// Blocks inside elements that are never part of an article.
  private(set) var isBoilerplate: [Bool]
  private(set) var root = 0
  private(set) var foundArticle = true
  /// How much each block counts as prose.
  private var prose: [Int] = []
  /// Sums of `prose` before each block.
  private var proseSums: [Int] = []
  private var reasons: [(node: Int, reason: String)] = []

  init(_ page: Page) {
    self.page = page
    tree = page.tree
    isKept = Array(repeating: false, count: page.blocks.count)
    isBoilerplate = isKept
  }

  mutating func run() {
    prose = page.blocks.map(proseValue)
    proseSums = [0]
    proseSums.reserveCapacity(prose.count + 1)
    for value in prose { proseSums.append(proseSums[proseSums.count - 1] + value) }
    let total = proseSums[proseSums.count - 1]
    select(.full)
    if keptProse < 250 || keptProse * 8 < total {
      let first = (isKept, isBoilerplate, reasons, keptProse)
      select(.tags)
      if keptProse < 250 || keptProse < first.3 * 2 {
        (isKept, isBoilerplate, reasons) = (first.0, first.1, first.2)
      }
    }
    if !isKept.contains(true) {
      foundArticle = false
      isKept = isKept.map { _ in true }
      reasons = []
    }
    for (node, reason) in reasons { note(node, reason) }
  }

  private var keptProse: Int {
    isKept.indices.reduce(0) { $0 + (isKept[$1] ? prose[$1] : 0) }
  }

  private mutating func select(_ strictness: Strictness) {
    isKept = Array(repeating: false, count: page.blocks.count)
    isBoilerplate = isKept
    reasons = []
    setAside(strictness)
    root = chooseRoot()
    for index in page.blocks(in: root) { isKept[index] = !isBoilerplate[index] }
    if strictness != .none { prune(strictness) }
    trim()
  }

  // MARK: Values

  /// A block's bytes as far as they are prose: none for short lines and for links.
  private func proseValue(_ block: PageBlock) -> Int {
    let count = block.text.count
    let share = block.linkShare
    if count < 30 || share > 0.5 || block.controlBytes * 2 > count { return 0 }
    if count < 80, !endsSentence(block) { return 0 }
    return Int(Double(min(count, 2000)) * (1 - share))
  }

  /// Whether a block ends as a sentence does.
  private func endsSentence(_ block: PageBlock) -> Bool {
    var place = block.text.upperBound - 1
    var steps = 0
    while place >= block.text.lowerBound, steps < 8 {
      switch page.text[place] {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"): return true
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"), 0x20: break
      case 0x82 where place >= 2 && page.text[place - 2] == 0xE3: return true
      case 0x80..<0xC0, 0xE2: break
      default: return false
      }
      place -= 1
      steps += 1
    }
    return false
  }

  private func proseSum(_ range: Range<Int>) -> Int {
    proseSums[range.upperBound] - proseSums[range.lowerBound]
  }

  // MARK: Setting aside

  private mutating func setAside(_ strictness: Strictness) {
    let total = proseSums[proseSums.count - 1]
    var node = 1
    while node < tree.nodes.count {
      if tree.nodes[node].tag != .text, let reason = reasonToSetAside(node, strictness) {
        let range = page.blocks(in: node)
        if !range.isEmpty, proseSum(range) * 2 <= total {
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
    for index in range where !isHeader || !isSectionHeading(index) { isBoilerplate[index] = true }
    reasons.append((node, reason))
  }

  /// Whether a block is a heading below the title.
  private func isSectionHeading(_ index: Int) -> Bool {
    guard let level = tree.nodes[page.blocks[index].container].tag.headingLevel else {
      return false
    }
    return level > 1
  }

  private func reasonToSetAside(_ node: Int, _ strictness: Strictness) -> String? {
    let tag = tree.nodes[node].tag
    switch tag {
    case .text, .root, .html, .head, .body, .article, .main: return nil
    case .nav, .footer, .aside, .menu, .dialog, .form, .header, .search: return tag.name
    case .figcaption: return "caption"
    default: break
    }
    if let reason = hiddenReason(node) { return reason }
    if let role = tree.bytes(of: .role, at: node),
      ClassWords.contains(
        role,
        anyOf: [
          "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog",
          "menu", "menubar", "toolbar", "tablist",
        ])
    {
      return "role"
    }
    if strictness == .full, ClassEvidence.of(node, in: tree) == .strong, !isTable(tag) {
      return "class words"
    }
    return nil
  }

  private func isTable(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .table, .thead, .tbody, .tr, .caption: true
    default: false
    }
  }

  /// Why an element is not visible, or nil; panels that a person can open are visible.
  private func hiddenReason(_ node: Int) -> String? {
    var isHidden = tree.has(.hidden, at: node)
    if !isHidden, let style = tree.bytes(of: .style, at: node) {
      isHidden = Style.hides(style)
    }
    if !isHidden, tree.value(of: .ariaHidden, at: node, is: "true") { isHidden = true }
    guard isHidden else { return nil }
    if let words = tree.bytes(of: .class, at: node),
      ClassWords.contains(
        words,
        anyOf: [
          "collapse", "panel", "accordion", "tab", "answer", "faq", "toggle", "content", "body",
          "article", "expandable", "collapsible",
        ])
    {
      return nil
    }
    return "hidden"
  }

  // MARK: Choosing

  /// The element around which paragraphs gather.
  ///
  /// Each paragraph gives its weight to the element that holds it and a part to each ancestor, less
  /// with each step up, so that the nearest common ancestor of a dense run wins over the page.
  private func chooseRoot() -> Int {
    var scores: [Int: Double] = [:]
    for index in page.blocks.indices where !isBoilerplate[index] && prose[index] > 0 {
      let block = page.blocks[index]
      let weight = 1 + min(Double(prose[index]) / 100, 6)
      var node = block.container
      switch tree.nodes[node].tag {
      case .p, .pre, .h1, .h2, .h3, .h4, .h5, .h6: node = tree.nodes[node].parent
      case .li, .dd, .dt:
        // An item speaks for the element that holds the list.
        node = tree.nodes[tree.nodes[node].parent].parent
      default: break
      }
      var part = weight
      var steps = 0
      while node > 0, steps < 8 {
        scores[node, default: 0] += part
        part *= 0.75
        node = tree.nodes[node].parent
        steps += 1
      }
    }
    var best = 0
    var bestScore = 0.0
    for (node, score) in scores {
      let value = score * hint(node)
      if value > bestScore || value == bestScore && node < best {
        (best, bestScore) = (node, value)
      }
    }
    return climbed(from: best, scores)
  }

  /// Goes up while the parent holds much more prose of the same article: a text that
  /// advertisements or sections split over siblings.
  private func climbed(from node: Int, _ scores: [Int: Double]) -> Int {
    var best = node
    var current = node
    var steps = 0
    while current > 0, steps < 6 {
      let parent = tree.nodes[current].parent
      if parent == 0 || tree.nodes[parent].tag == .html { break }
      let own = keptProse(page.blocks(in: best))
      let wide = keptProse(page.blocks(in: parent))
      if isArticleBody(best) { break }
      if wide * 10 > own * 14, score(scores, parent) > score(scores, best) * 0.6 { best = parent }
      current = parent
      steps += 1
    }
    return best
  }

  private func score(_ scores: [Int: Double], _ node: Int) -> Double { scores[node] ?? 0 }

  private func keptProse(_ range: Range<Int>) -> Int {
    range.reduce(0) { $0 + (isBoilerplate[$1] ? 0 : prose[$1]) }
  }

  private func isArticleBody(_ node: Int) -> Bool {
    tree.value(of: .itemprop, at: node, is: "articleBody")
  }

  private func hint(_ node: Int) -> Double {
    if isArticleBody(node) { return 1.5 }
    var value = 1.0
    switch tree.nodes[node].tag {
    case .article: value = 1.15
    case .main: value = 1.1
    case .li, .ul, .ol, .table, .tr: value = 0.8
    case .body: value = 0.7
    default: break
    }
    if let words = tree.bytes(of: .class, at: node) ?? tree.bytes(of: .id, at: node),
      ClassWords.contains(
        words, anyOf: ["article", "body", "content", "entry", "post", "story", "text"])
    {
      value *= 1.1
    }
    return value
  }

  // MARK: Pruning

  private mutating func prune(_ strictness: Strictness) {
    let rootBlocks = page.blocks(in: root)
    let kept = keptProse(rootBlocks)
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
    for index in rootBlocks where isKept[index] && isNoise(page.blocks[index]) {
      isKept[index] = false
    }
  }

  private mutating func drop(_ node: Int, _ range: Range<Int>, _ reason: String) {
    var changed = false
    for index in range where isKept[index] {
      isKept[index] = false
      changed = true
    }
    if changed { reasons.append((node, reason)) }
  }

  private func reasonToPrune(
    _ node: Int, _ tag: HTMLTag, _ range: Range<Int>, _ kept: Int, _ strictness: Strictness
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
    let own = keptProse(range)
    let share = Double(links) / Double(bytes)
    switch tag {
    case .table, .tr, .tbody, .thead, .td, .th, .caption, .blockquote, .pre, .p, .a, .span: break
    default:
      if share > 0.6, own * 3 < kept { return "links" }
    }
    if tag == .p || tag == .span || tag == .a, share > 0.9, bytes < 150 { return "links" }
    if controls * 2 > bytes, bytes < 200 { return "controls" }
    if strictness == .full, ClassEvidence.of(node, in: tree) == .weak, !isTable(tag),
      own * 10 < kept || share > 0.3, tag.headingLevel == nil
    {
      return own * 20 < kept || share > 0.3 ? "class words" : nil
    }
    return nil
  }

  /// Whether a block is a line of the site rather than of the text.
  private func isNoise(_ block: PageBlock) -> Bool {
    if block.text.count > 200 { return false }
    if onlyTime(block) { return true }
    if tree.nodes[block.container].tag == .h1 { return false }
    return LineNoise.isNoise(page.string(block), linkShare: block.linkShare)
  }

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

  // MARK: Ends

  /// Drops short lines before the first prose and after the last.
  private mutating func trim() {
    let kept = isKept.indices.filter { isKept[$0] }
    guard let first = kept.firstIndex(where: { prose[$0] > 0 }) else { return }
    for place in 0..<first where !opensText(kept[place]) { isKept[kept[place]] = false }
    var last = kept.count - 1
    while last > first, prose[kept[last]] == 0, !closesText(kept[last]) {
      isKept[kept[last]] = false
      last -= 1
    }
  }

  private func opensText(_ index: Int) -> Bool {
    let tag = tree.nodes[page.blocks[index].container].tag
    return tag.headingLevel.map { $0 > 1 } == true || tag == .td || tag == .th || tag == .li
  }

  private func closesText(_ index: Int) -> Bool {
    let tag = tree.nodes[page.blocks[index].container].tag
    return tag == .td || tag == .th || tag == .li || tag == .dd
      || endsSentence(page.blocks[index]) && tag.headingLevel == nil
  }

  // MARK: Explaining

  private mutating func note(_ node: Int, _ reason: String) {
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
}

/// Reads inline styles as far as they hide an element.
enum Style {
  static func hides(_ style: ArraySlice<UInt8>) -> Bool {
    for declaration in style.split(separator: UInt8(ascii: ";")) {
      let folded = declaration.filter { $0 > 0x20 }.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
      if folded.starts(with: "display:none".utf8) || folded.starts(with: "visibility:hidden".utf8) {
        return true
      }
    }
    return false
  }
}
