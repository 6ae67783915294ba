internal import HTMLTree

/// Reads which lines of a page may be questions, and what marks each as one.
struct CandidateReader {
  private let ground: QuestionGround
  private let page: Page
  private let tree: HTMLTree
  private let sections: QuestionSections
  private let toggles: Toggles
  private let items: MarkedItems

  init(_ ground: QuestionGround, sections: QuestionSections, toggles: Toggles, items: MarkedItems) {
    self.ground = ground
    page = ground.page
    tree = page.tree
    self.sections = sections
    self.toggles = toggles
    self.items = items
  }

  /// All candidates in the order of the page.
  ///
  /// - Parameter declaredKeys: The questions that JSON-LD declares, as they are compared.
  func read(declaredKeys keys: Set<String>) -> QuestionCandidates {
    var candidates = QuestionCandidates()
    let isMarkedBlock = markedBlocks()
    for (index, block) in page.blocks.enumerated() {
      guard !ground.isOrnament[index], block.text.count <= 400 else { continue }
      let isMarked = isMarkedBlock[index] || !keys.isEmpty || block.badge == UInt8(ascii: "Q")
      guard isMarked || mayAsk(block) else { continue }
      let text = page.string(block)
      guard isMarked || QuestionMarks.isQuestion(text) || QuestionMarks.hasQuestionLabel(text)
      else { continue }
      if let found = candidate(index, text: text, declaredKeys: keys) { candidates.append(found) }
    }
    return candidates
  }

  private func candidate(_ index: Int, text: String, declaredKeys: Set<String>)
    -> QuestionCandidate?
  {
    let block = page.blocks[index]
    let question = QuestionMarks.withoutLabel(text)
    let key = question.matchKey
    guard key.count >= 2 else { return nil }
    var found = QuestionCandidate(
      block: index, unit: block.container, text: question, key: key,
      isQuestion: QuestionMarks.isQuestion(text), isCall: QuestionMarks.isCallToAction(question),
      isLink: block.linkBytes * 2 > block.text.count)
    found.level = ground.levels[index] > 0 ? ground.levels[index] : nil
    found.isBold = block.boldBytes * 10 >= block.text.count * 9
    found.isLabelled = QuestionMarks.hasQuestionLabel(text) || block.badge == UInt8(ascii: "Q")
    found.number = QuestionMarks.number(text)
    found.isDeclared = declaredKeys.contains(key)
    found.inContext = sections.isAnnounced[index]
    found.isBoilerplate = ground.isExcluded[index]
    inspectAncestors(&found)
    let isMarked =
      found.isQuestion || found.isDeclared || found.isSummary || found.isTerm || found.isNamed
      || found.isToggle || found.itemType != nil || found.isLabelled
    return isMarked ? found : nil
  }

  /// The first blocks of elements that may hold a question, whatever its words.
  private func markedBlocks() -> [Bool] {
    var isMarked = Array(repeating: false, count: page.blocks.count)
    for node in tree.nodes.indices {
      let tag = tree.nodes[node].tag
      if tag == .text { continue }
      if tag == .summary || tag == .dt || toggles.isToggle(node) || page.isNamedQuestion(node)
        || items.isType(node, "Question") || page.isNamedEntry(node)
      {
        for index in page.blocks(in: node).prefix(4) { isMarked[index] = true }
      }
    }
    return isMarked
  }

  private func inspectAncestors(_ found: inout QuestionCandidate) {
    var node = page.blocks[found.block].nodes.lowerBound
    var climbing = true
    var steps = 0
    while node > 0, steps < 40 {
      steps += 1
      node = tree.nodes[node].parent
      let tag = tree.nodes[node].tag
      let range = page.blocks(in: node)
      let isInline = range.isEmpty
      if climbing, isInline || ground.isOnly(found.block, in: node) {
        if tag == .body || tag == .html { climbing = false } else if !isInline { found.unit = node }
      } else {
        climbing = false
      }
      if climbing {
        if tag == .summary { found.isSummary = true }
        if tag == .dt { found.isTerm = true }
        if toggles.isToggle(node) {
          found.isToggle = true
          if found.panel == nil { found.panel = toggles.panel(of: node) }
        }
        if page.isNamedQuestion(node) { found.isNamed = true }
      } else {
        if tag == .summary || tag == .dt { return }
        if !range.isEmpty, page.isNamedEntry(node), opens(found.block, range) {
          found.isNamed = true
        }
      }
      if items.isType(node, "Question"), range.count > 1 || !climbing, found.itemType == nil {
        found.itemType = node
      }
      if !found.inContext, isList(node), tag != .body, tag != .html { found.inContext = true }
    }
    if found.itemType != nil, !isItemName(found) { found.itemType = nil }
  }

  /// Whether a block is the first of several that are no ornaments.
  private func opens(_ block: Int, _ range: Range<Int>) -> Bool {
    range.first { !ground.isOrnament[$0] } == block
      && range.contains { $0 > block && !ground.isOrnament[$0] }
  }

  /// Whether the candidate is what its item calls its name, or the first text of it.
  private func isItemName(_ found: QuestionCandidate) -> Bool {
    guard let item = found.itemType else { return false }
    var node = page.blocks[found.block].nodes.lowerBound
    while node > item {
      node = tree.nodes[node].parent
      if items.hasProperty(node, "name") { return true }
      if items.hasProperty(node, "acceptedAnswer") || items.hasProperty(node, "suggestedAnswer")
        || items.hasProperty(node, "text")
      {
        return false
      }
    }
    return page.blocks(in: item).first { !ground.isOrnament[$0] } == found.block
  }

  /// Whether a block's bytes let it end or begin as a question does.
  private func mayAsk(_ block: PageBlock) -> Bool {
    let bytes = page.text[block.text]
    if let first = bytes.first, "qfpdvQFPDV".utf8.contains(first) { return true }
    // Question marks of Latin, full-width, Arabic and Greek text.
    return bytes.suffix(24).contains { $0 == 0x3F || $0 == 0xEF || $0 == 0xD8 || $0 == 0xCD }
  }

  /// Whether an element is a list of questions by its names or its type.
  private func isList(_ node: Int) -> Bool {
    page.isNamedList(node) || items.isType(node, "FAQPage")
  }
}
