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
  private let titleKey: String
  private(set) var isKept: [Bool]
  private(set) var removals: [Removal] = []
  /// Blocks inside elements that are never part of an article.
  private(set) var isBoilerplate: [Bool]
  /// Of these, blocks that are only hidden until something is opened.
  private(set) var isHidden: [Bool]
  private(set) var root = 0
  private(set) var foundArticle = true
  /// How much each block counts as prose.
  private var prose: [Int] = []
  /// Sums of `prose` before each block.
  private var proseSums: [Int] = []
  /// The prose in articles inside the chosen element.
  private var nestedArticleProse = 0
  private var reasons: [(node: Int, reason: String)] = []
  /// Blocks under a heading that announces sources: entries, however much of them is a link.
  private var isReference: [Bool] = []
  /// The ids of panels that a toggle opens.
  private let panels: Set<String>

  init(_ page: Page, title: String) {
    self.page = page
    tree = page.tree
    titleKey = title.matchKey
    isKept = Array(repeating: false, count: page.blocks.count)
    isBoilerplate = isKept
    isHidden = isKept
    isReference = isKept
    panels = Panels.ids(in: page.tree)
  }

  mutating func run() {
    prose = page.blocks.map(proseValue)
    proseSums = [0]
    proseSums.reserveCapacity(prose.count + 1)
    for value in prose { proseSums.append(proseSums[proseSums.count - 1] + value) }
    select(.full)
    rescue()
    if !isKept.contains(true) {
      foundArticle = false
      isKept = isKept.map { _ in true }
      reasons = []
    }
    for (node, reason) in reasons { note(node, reason) }
  }

  /// Runs again with less evidence where little was kept of much, and with the title as evidence
  /// where the text chosen lies before it.
  private mutating func rescue() {
    let first = (
      kept: isKept, boilerplate: isBoilerplate, reasons: reasons, prose: keptProse, root: root
    )
    let range = page.blocks(in: root)
    if let title = titleBlock, range.upperBound <= title || title + 60 < range.lowerBound {
      select(.full, from: title)
      if keptProse >= 400 { return }
      (isKept, isBoilerplate, reasons, root) = (
        first.kept, first.boilerplate, first.reasons, first.root
      )
    }
    guard first.prose < 1000 else { return }
    select(.tags)
    let widens = page.blocks(in: root).contains(range.lowerBound) || range.isEmpty
    let isBetter =
      first.prose < 250
      ? keptProse >= (widens ? 250 : max(400, first.prose * 4))
      : widens && keptProse > first.prose * 4
    if !isBetter {
      (isKept, isBoilerplate, reasons, root) = (
        first.kept, first.boilerplate, first.reasons, first.root
      )
    }
  }

  /// The block of the heading of level 1 or 2 that says the page's title, where it has just one.
  private var titleBlock: Int? {
    guard titleKey.count >= 8 else { return nil }
    var found: Int?
    for node in tree.nodes.indices
    where tree.nodes[node].tag == .h1 || tree.nodes[node].tag == .h2 {
      guard let block = page.blocks(in: node).first,
        page.string(page.blocks[block]).matchKey == titleKey
      else { continue }
      if found != nil { return nil }
      found = block
    }
    return found
  }

  private var keptProse: Int {
    isKept.indices.reduce(0) { $0 + (isKept[$1] ? prose[$1] : 0) }
  }

  private mutating func select(_ strictness: Strictness, from start: Int = 0) {
    isKept = Array(repeating: false, count: page.blocks.count)
    isBoilerplate = isKept
    reasons = []
    root = 0
    setAside(strictness)
    if strictness != .none { setAsideSections() }
    root = chooseRoot(from: start)
    for index in page.blocks(in: root) { isKept[index] = !isBoilerplate[index] }
    let lead = leadBlocks()
    if strictness != .none { prune(strictness) }
    for index in lead { isKept[index] = true }
    trim()
  }

  /// Prose between the title and the chosen element: a lead that stands by itself.
  private func leadBlocks() -> [Int] {
    let start = page.blocks(in: root).lowerBound
    var top = root
    var steps = 0
    while top > 0, steps < 6, tree.nodes[top].tag != .article, tree.nodes[top].tag != .main,
      tree.nodes[tree.nodes[top].parent].tag != .html
    {
      top = tree.nodes[top].parent
      steps += 1
    }
    let first = page.blocks(in: top).lowerBound
    var found: [Int] = []
    var index = start - 1
    while index >= first, start - index < 30 {
      let block = page.blocks[index]
      if headingLevel(of: block.container) == 1 { return found }
      if !isBoilerplate[index], prose[index] >= 60, !hasEvidence(block, below: top), !isNoise(block)
      {
        found.append(index)
      }
      index -= 1
    }
    return []
  }

  /// Whether an element around a block, up to `top`, is named as no article.
  private func hasEvidence(_ block: PageBlock, below top: Int) -> Bool {
    var node = block.nodes.lowerBound
    while node > top {
      node = tree.nodes[node].parent
      // What holds the article too says nothing about the block.
      if node <= top || node <= root && root < tree.nodes[node].end { break }
      if isLead(node) { return false }
      if evidence(node) != nil || isPicture(node) { return true }
    }
    return false
  }

  /// Whether an element is named as a lead.
  private func isLead(_ node: Int) -> Bool {
    page.names.ofClass[node].contains(.lead)
  }

  /// Whether an element is named for a picture, so that its text is a caption.
  private func isPicture(_ node: Int) -> Bool {
    page.names.ofClass[node].contains(.picture)
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
    var node = 1
    while node < tree.nodes.count {
      if tree.nodes[node].tag != .text, let reason = reasonToSetAside(node, strictness) {
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

  /// Whether a page can do without an element: it holds less than half of the prose; or enough is
  /// left, and the title and what is marked as the main content stand elsewhere.
  private func maySetAside(_ node: Int, _ range: Range<Int>) -> Bool {
    let total = proseSums[proseSums.count - 1]
    let held = proseSum(range)
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

  private func holdsTitle(_ node: Int) -> Bool {
    for inner in node..<tree.nodes[node].end {
      switch tree.nodes[inner].tag {
      case .h1, .main: return true
      case .text: continue
      default: if isArticleBody(inner) { return true }
      }
    }
    return false
  }

  private mutating func setAside(_ node: Int, _ range: Range<Int>, _ reason: String) {
    let isHeader = tree.nodes[node].tag == .header
    let holdsTitle =
      isHeader && range.contains { headingLevel(of: page.blocks[$0].container) == 1 }
    for index in range where !isHeader || !isSectionHeading(index) {
      if holdsTitle, isLeadText(index, in: node) { continue }
      isBoilerplate[index] = true
    }
    if reason == "hidden" { for index in range { isHidden[index] = true } }
    reasons.append((node, reason))
  }

  /// Whether a block beside the title is a lead: a sentence that nothing names as something else.
  private func isLeadText(_ index: Int, in header: Int) -> Bool {
    let block = page.blocks[index]
    return prose[index] >= 60 && endsSentence(block) && block.linkShare < 0.2
      && !hasEvidence(block, below: header) && !isNoise(block)
  }

  /// What an element's names say, unless its id repeats the words of its first line, as generated
  /// ones do: `<section id="cookies-and-cheese"><h2>Cookies and cheese</h2>`.
  private func evidence(_ node: Int) -> ClassEvidence? {
    guard let found = ClassEvidence.of(node, on: page) else { return nil }
    guard ClassEvidence.isOnlyOfID(node, on: page), let id = tree.value(of: .id, at: node),
      id.count(where: { $0 == "-" || $0 == "_" }) >= 3, let first = page.blocks(in: node).first,
      page.blocks[first].text.count <= 200
    else { return found }
    let line = page.string(page.blocks[first])
    let (name, words) = (id.matchKey, line.matchKey)
    // A truncated id, or one with a number after it, still says the same.
    guard name.hasPrefix(words) || name.hasSuffix(words) || words.hasPrefix(name),
      !words.isEmpty, LineNoise.section(opened: line) == nil
    else { return found }
    return nil
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
    case .nav where isText(node): break
    case .nav, .footer, .aside, .menu, .dialog, .form, .header, .search: return tag.name
    case .figure where isFrameOfText(node): return nil
    case .figure: return holdsStructure(node) ? nil : "figure"
    case .figcaption: return isNumberedCaption(node) ? nil : "caption"
    default: break
    }
    if let reason = hiddenReason(node) { return reason }
    if let role = tree.bytes(of: .role, at: node),
      ClassWords.contains(
        role,
        anyOf: [
          "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog",
          "menu", "menubar", "toolbar", "form",
        ])
    {
      return "role"
    }
    switch evidence(node) {
    case .comments where !isTable(node): return "comments"
    case .strong
    where strictness == .full && !isTable(node) && !isTextPanel(node)
      && !isBesideTable(node):
      return "class words"
    default: return nil
    }
  }

  /// Whether an element is a panel of text that a toggle opens, whatever its names say of its looks.
  private func isTextPanel(_ node: Int) -> Bool {
    guard !panels.isEmpty, let id = tree.value(of: .id, at: node), panels.contains(id) else {
      return false
    }
    return isText(node)
  }

  /// Whether an element is a short line right before or after a table, as its caption is.
  private func isBesideTable(_ node: Int) -> Bool {
    guard tree.nodes[node].tag == .p || tree.nodes[node].tag == .div else { return false }
    let range = page.blocks(in: node)
    guard range.count == 1, page.blocks[range.lowerBound].text.count <= 200,
      page.names.ofClass[node].contains(.caption)
    else { return false }
    let next = tree.nodes[node].end
    if next < tree.nodes.count, tree.nodes[next].tag == .table { return true }
    var before = node - 1
    while before > 0, tree.nodes[before].tag == .text { before -= 1 }
    while before > 0, tree.nodes[before].end <= node {
      if tree.nodes[before].tag == .table, tree.nodes[before].parent == tree.nodes[node].parent {
        return true
      }
      before = tree.nodes[before].parent
    }
    return false
  }

  /// Whether an element holds sentences and hardly a link, whatever its tag says.
  private func isText(_ node: Int) -> Bool {
    let range = page.blocks(in: node)
    guard proseSum(range) >= 60 else { return false }
    let bytes = range.reduce(0) { $0 + page.blocks[$1].text.count }
    let links = range.reduce(0) { $0 + page.blocks[$1].linkBytes }
    return links * 10 < bytes && proseSum(range) * 2 > bytes
  }

  /// Whether a figure is a frame around sentences, without a picture or a caption.
  private func isFrameOfText(_ node: Int) -> Bool {
    for inner in node..<tree.nodes[node].end {
      switch tree.nodes[inner].tag {
      case .img, .picture, .video, .audio, .iframe, .svg, .object, .canvas, .figcaption:
        return false
      default: continue
      }
    }
    return isText(node)
  }

  /// Whether a figure holds more than a picture.
  private func holdsStructure(_ node: Int) -> Bool {
    for inner in node..<tree.nodes[node].end {
      switch tree.nodes[inner].tag {
      case .table, .pre, .blockquote, .ul, .ol, .dl: return true
      case .figcaption: if isNumberedCaption(inner) { return true }
      default: continue
      }
    }
    return false
  }

  /// Whether a caption is part of the text, as "Figure 2." is, and not a picture's credit.
  private func isNumberedCaption(_ node: Int) -> Bool {
    guard let first = page.blocks(in: node).first else { return false }
    let text = page.string(page.blocks[first])
    for word in ["figure ", "fig. ", "fig ", "table ", "abbildung ", "abb. ", "tabelle "] {
      if text.utf8.count > word.utf8.count + 1, text.prefix(word.count).lowercased() == word,
        text.dropFirst(word.count).first?.isNumber == true
      {
        return true
      }
    }
    return false
  }

  private func isTablePart(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .table, .thead, .tbody, .tfoot, .tr, .td, .th, .caption: true
    default: false
    }
  }

  /// Whether an element is part of a table with headers or many rows, or a quotation: names say
  /// nothing then.
  private func isTable(_ node: Int) -> Bool {
    var place = node
    switch tree.nodes[node].tag {
    case .blockquote: return true
    case .table, .thead, .tbody, .tfoot, .tr, .td, .th, .caption: break
    default: return false
    }
    while place > 0, tree.nodes[place].tag != .table { place = tree.nodes[place].parent }
    var inner = place + 1
    let end = min(tree.nodes[place].end, place + 200)
    var rows = 0
    var cells = 0
    while inner < end {
      switch tree.nodes[inner].tag {
      case .th, .caption: return true
      case .tr:
        rows += 1
        // Tables that arrange a page have few rows, or one cell in each.
        if rows > 6, cells >= (rows - 1) * 2 { return true }
        inner += 1
      case .td:
        cells += 1
        inner += 1
      case .table: inner = tree.nodes[inner].end
      default: inner += 1
      }
    }
    return false
  }

  /// Why an element is not visible, or nil; panels that a person can open are visible.
  private func hiddenReason(_ node: Int) -> String? {
    var isHidden = tree.has(.hidden, at: node)
    if !isHidden, let style = tree.bytes(of: .style, at: node) {
      isHidden = Style.hides(style)
    }
    if !isHidden, tree.value(of: .ariaHidden, at: node, is: "true") { isHidden = true }
    let names = page.names.ofClass[node]
    if !isHidden,
      names.contains(.hides) || names.contains(.hidesUnlessShown) && !names.contains(.shows)
    {
      return "hidden"
    }
    guard isHidden else { return nil }
    if !panels.isEmpty, let id = tree.value(of: .id, at: node), panels.contains(id),
      proseSum(page.blocks(in: node)) > 0
    {
      return nil
    }
    if names.contains(.opens) { return nil }
    return "hidden"
  }

  // MARK: Choosing

  /// The element around which paragraphs gather.
  ///
  /// Each paragraph gives its weight to the element that holds it and a part to each ancestor, less
  /// with each step up, so that the nearest common ancestor of a dense run wins over the page.
  private func chooseRoot(from start: Int) -> Int {
    var scores: [Int: Double] = [:]
    for index in start..<max(start, page.blocks.count)
    where !isBoilerplate[index] && prose[index] > 0 {
      let block = page.blocks[index]
      let weight = 1 + min(Double(prose[index]) / 100, 6)
      var node = holder(of: block)
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
    return climbed(from: best)
  }

  /// The element that a paragraph or an item speaks for: the one around it or around its list.
  private func holder(of block: PageBlock) -> Int {
    let node = block.container
    switch tree.nodes[node].tag {
    case .p, .pre, .h1, .h2, .h3, .h4, .h5, .h6: return tree.nodes[node].parent
    case .li, .dd, .dt: return tree.nodes[tree.nodes[node].parent].parent
    default: return node
    }
  }

  /// Goes up to an element around that holds much more gathered prose: a text that
  /// advertisements or sections split over siblings.
  private func climbed(from node: Int) -> Int {
    if isArticleBody(node) { return node }
    var best = node
    var own = keptProse(page.blocks(in: best))
    var current = node
    var steps = 0
    while current > 0, steps < 8 {
      let parent = tree.nodes[current].parent
      let tag = tree.nodes[parent].tag
      if parent == 0 || tag == .html { break }
      let leavesArticle = tree.nodes[current].tag == .article || tree.nodes[current].tag == .main
      let range = page.blocks(in: parent)
      let gain = gatheredProse(range, besides: page.blocks(in: best))
      let needed = leavesArticle || tag == .body ? own : tag == .article ? own / 10 : own * 3 / 10
      if gain > needed {
        best = parent
        own = keptProse(range)
      }
      current = parent
      steps += 1
    }
    return best
  }

  /// The prose in elements that hold several paragraphs or a long one, as articles do and teasers
  /// don't.
  private func gatheredProse(_ range: Range<Int>, besides inner: Range<Int>) -> Int {
    var sums: [Int: (blocks: Int, prose: Int)] = [:]
    for index in range where !inner.contains(index) && !isBoilerplate[index] && prose[index] > 0 {
      let holder = self.holder(of: page.blocks[index])
      let before = sums[holder] ?? (0, 0)
      sums[holder] = (before.blocks + 1, before.prose + prose[index])
    }
    var gathered = 0
    for (holder, sum) in sums {
      if sum.blocks > 1 || sum.prose > 400 || !standsAmongLinks(holder) { gathered += sum.prose }
    }
    return gathered
  }

  /// Whether an element with one paragraph, or the one around it, holds a line that is a link, as a
  /// teaser's title is.
  private func standsAmongLinks(_ holder: Int) -> Bool {
    let range = page.blocks(in: tree.nodes[holder].parent)
    if range.count > 30 { return true }
    return range.contains { page.blocks[$0].linkShare > 0.8 }
  }

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
    let words =
      tree.has(.class, at: node) ? page.names.ofClass[node] : page.names.ofID[node]
    if words.contains(.body) {
      value *= 1.1
    }
    return value
  }

  // MARK: Pruning

  private mutating func prune(_ strictness: Strictness) {
    let rootBlocks = page.blocks(in: root)
    let kept = keptProse(rootBlocks)
    nestedArticleProse = 0
    for node in (root + 1)..<max(root + 1, tree.nodes[root].end)
    where tree.nodes[node].tag == .article {
      nestedArticleProse += keptProse(page.blocks(in: node))
    }
    markReferences(rootBlocks)
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
      if isNoise(block) || isLinkedAdvert(block)
        || block.text.count < 300 && block.linkShare > 0.5 && isLinkRow(block)
      {
        isKept[index] = false
      }
    }
  }

  /// Marks the entries under a heading that announces sources, and the heading.
  private mutating func markReferences(_ range: Range<Int>) {
    isReference = Array(repeating: false, count: page.blocks.count)
    for index in range where isKept[index] {
      let block = page.blocks[index]
      guard block.text.count <= 40,
        headingLevel(at: index) != nil || block.boldBytes == block.text.count,
        LineNoise.headsReferences(page.string(block))
      else { continue }
      var entry = index + 1
      var first: Int?
      while entry < range.upperBound, entry - index < 400, isKept[entry],
        headingLevel(at: entry) == nil,
        page.blocks[entry].text.count >= 20 || isNumber(page.blocks[entry])
      {
        let container = page.blocks[entry].container
        if !isNumber(page.blocks[entry]) {
          if let first, !isAlike(first, container) { break }
          first = first ?? container
        }
        isReference[entry] = true
        entry += 1
      }
      if first != nil { isReference[index] = true }
    }
  }

  /// Whether two elements have the same tag and class.
  private func isAlike(_ one: Int, _ other: Int) -> Bool {
    tree.nodes[one].tag == tree.nodes[other].tag
      && (tree.bytes(of: .class, at: one) ?? []).elementsEqual(
        tree.bytes(of: .class, at: other) ?? [])
  }

  /// Whether a block is only a number, as before a footnote.
  private func isNumber(_ block: PageBlock) -> Bool {
    block.text.count <= 4 && page.text[block.text].contains { $0 &- 48 < 10 }
  }

  /// Whether a block is an advertisement's label with the linked line under it.
  private func isLinkedAdvert(_ block: PageBlock) -> Bool {
    guard block.text.count < 300, block.linkShare > 0.5, let end = block.breaks.first else {
      return false
    }
    let label = String(decoding: page.text[block.text.lowerBound..<end], as: UTF8.self)
    return LineNoise.isAdvertLabel(label)
  }

  /// Whether a range holds a heading that opens what follows, as a button or not.
  private func headsSection(_ range: Range<Int>) -> Bool {
    range.count == 1 && range.allSatisfy { isKept[$0] && opensSection($0) }
  }

  /// Whether blocks are the headings of a section whose text follows at once: `section-header` is about
  /// where they stand.
  private func headsText(_ range: Range<Int>) -> Bool {
    range.allSatisfy { isKept[$0] && opensSection($0) && page.blocks[$0].linkBytes == 0 }
      && range.upperBound < page.blocks.count && isKept[range.upperBound]
      && !opensSection(range.upperBound) && page.blocks[range.upperBound].linkShare < 0.5
  }

  /// Whether a block is a heading below the title, be it a button in one.
  private func opensSection(_ index: Int) -> Bool { headingLevel(at: index).map { $0 > 1 } == true }

  /// Whether an element is a heading or part of one.
  private func isHeading(_ node: Int) -> Bool {
    var place = node
    var steps = 0
    while place > 0, steps < 4 {
      if page.isHeading(place) { return true }
      place = tree.nodes[place].parent
      steps += 1
    }
    return false
  }

  private mutating func drop(_ node: Int, _ range: Range<Int>, _ reason: String) {
    var changed = false
    for index in range where isKept[index] && !isReference[index] {
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
    if bytes < 300, share > 0.5, range.count == 1, isLinkRow(page.blocks[range.lowerBound]) {
      return "links"
    }
    if controls * 2 > bytes, bytes < 200, !isHeading(node), !headsSection(range) {
      return "controls"
    }
    if strictness == .full, evidence(node) == .weak, !isTable(node),
      !isTablePart(tag),
      own * 20 < kept || own < 160 || share > 0.3, !isHeading(node), !headsText(range)
    {
      return "class words"
    }
    return nil
  }

  /// Whether a line is three links or more with nothing but signs between: "[ Home | Print | Up ]".
  private func isLinkRow(_ block: PageBlock) -> Bool {
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

  // MARK: Sections

  /// Sets aside what stands under a line that opens another part of the page: comments, related
  /// texts, the author.
  private mutating func setAsideSections() {
    let total = proseSums[proseSums.count - 1]
    var index = 0
    while index < page.blocks.count {
      let block = page.blocks[index]
      guard !isBoilerplate[index], block.text.count <= 60,
        let section = section(openedBy: index)
      else {
        index += 1
        continue
      }
      let end = sectionEnd(index, section)
      let before = proseSum(0..<index)
      let left = total - proseSum(index..<end)
      let isSmall = proseSum(index..<end) * 2 <= total
      guard end > index, before > 0, isSmall || left >= 250,
        section == .comments || end < page.blocks.count || isSmall || before >= 250
      else {
        index += 1
        continue
      }
      for place in index..<end { isBoilerplate[place] = true }
      reasons.append((block.container, "another section"))
      index = end
    }
  }

  /// The part of the page that a line opens, by its words or because the text under it begins with the name
  /// that it gives.
  private func section(openedBy index: Int) -> LineNoise.Section? {
    let line = page.string(page.blocks[index])
    if let found = LineNoise.section(opened: line) { return found }
    guard index + 1 < page.blocks.count, let name = LineNoise.introduced(by: line),
      page.string(page.blocks[index + 1]).hasPrefix(name)
    else { return nil }
    return .other
  }

  /// Where the part of the page ends that a line opens: at the next heading of its level or above, or
  /// with the element around its first text, whatever comes first.
  private func sectionEnd(_ index: Int, _ section: LineNoise.Section) -> Int {
    let container = page.blocks[index].container
    var unit = container
    // Up to the element that holds more than the line.
    while unit > 0, page.blocks(in: unit).upperBound <= index + 1 { unit = tree.nodes[unit].parent }
    let range = page.blocks(in: unit)
    guard range.contains(index), unit > 0 else { return index }
    let level = headingLevel(of: container)
    let opens = !range.prefix(index - range.lowerBound).contains { !isBoilerplate[$0] }
    // A plain line may open a small element, but not end a large one.
    guard level != nil || page.blocks[index].boldBytes == page.blocks[index].text.count || opens
    else { return index }
    if level == nil, proseSum(range) * 3 > proseSums[proseSums.count - 1] {
      // Pages of tables hold text and comments in one cell, with a bold line between.
      let rest = proseSum(index..<range.upperBound)
      return section == .comments && rest * 3 <= proseSum(range) ? range.upperBound : index
    }
    for place in (index + 1)..<max(index + 1, range.upperBound) {
      if let level, let other = headingLevel(of: page.blocks[place].container), other <= level {
        return place
      }
    }
    return range.upperBound
  }

  private func headingLevel(of node: Int) -> Int? {
    var place = node
    for _ in 0..<3 where place > 0 {
      if let level = page.headingLevel(place) { return level }
      place = tree.nodes[place].parent
    }
    return nil
  }

  /// The level of a block that is a heading, by an element around it or the one inside that holds all of it.
  private func headingLevel(at index: Int) -> Int? {
    let block = page.blocks[index]
    if let level = headingLevel(of: block.container) { return level }
    let inline = tree.nodes[block.nodes.lowerBound].parent
    return inline > block.container ? page.headingLevel(inline) : nil
  }

  /// Whether a block is a line of the site rather than of the text.
  private func isNoise(_ block: PageBlock) -> Bool {
    if block.text.count > 200 { return false }
    if onlyTime(block) || isNoiseByLine(block) { return true }
    if tree.nodes[block.container].tag == .h1 { return false }
    if headingLevel(of: block.container) == nil, LineNoise.isByline(page.string(block)) {
      return true
    }
    return LineNoise.isNoise(page.string(block), linkShare: block.linkShare)
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
    // The title, should it stand among the first lines.
    for place in 0...min(first + 1, kept.count - 1)
    where tree.nodes[page.blocks[kept[place]].container].tag == .h1 {
      isKept[kept[place]] = false
    }
    var last = kept.count - 1
    guard let final = kept.lastIndex(where: { prose[$0] > 0 }) else { return }
    let holder = self.holder(of: page.blocks[kept[final]])
    while last > final, !closesText(kept[last], after: holder) {
      isKept[kept[last]] = false
      last -= 1
    }
  }

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
    if tag == .p || tag == .pre, self.holder(of: block) == holder, block.linkShare < 0.3 {
      return true
    }
    let outer = tree.nodes[tree.nodes[block.container].parent].tag
    return [HTMLTag.td, .th, .li, .dd].contains {
      $0 == tag || $0 == outer && block.linkShare < 0.3
    }
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

/// Reads inline styles as far as they hide an element or make it bold.
enum Style {
  /// The weight of type that a style sets, 100…900; nil where it sets none.
  static func weight(_ style: ArraySlice<UInt8>) -> Int? {
    for declaration in style.split(separator: UInt8(ascii: ";")) {
      let name = declaration.drop { $0 <= 0x20 }
      guard name.starts(with: "font-weight".utf8),
        let colon = name.firstIndex(of: UInt8(ascii: ":"))
      else { continue }
      let value = name[(colon + 1)...].drop { $0 <= 0x20 }
      if value.starts(with: "bold".utf8) { return 700 }
      if value.starts(with: "normal".utf8) { return 400 }
      return Int(String(decoding: value.prefix { $0 &- 48 < 10 }.prefix(4), as: UTF8.self))
    }
    return nil
  }

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
