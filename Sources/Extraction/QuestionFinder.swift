internal import HTMLTree
internal import JSON

/// A question on the page and the blocks that answer it.
struct FoundPair {
  var question: String
  var questionBlocks: Range<Int>
  var answerBlocks: [Int]
  var markup: QuestionFinder.Markup
}

/// Finds question/answer pairs in every common markup.
///
/// Kinds of markup are tried from the most to the least explicit. Each kind's questions get their
/// answers before the next kind is looked at, and blocks inside an answer are no longer
/// candidates, so that a question inside an answer stays there. Declared data (JSON-LD) says where to
/// look; the visible text is the answer.
struct QuestionFinder {
  /// What marks a block as a question, the most explicit first.
  enum Markup: String, CaseIterable {
    case microdata, declared, details, definitionList = "dl", accordion, labelled, named, heading
    case bold, numbered, plain

    /// Whether nothing but words, type or a number marks a question.
    var isWordsOnly: Bool { self == .bold || self == .numbered || self == .plain }
  }

  private struct Candidate {
    var block: Int
    /// The largest element that holds only the question.
    var unit: Int
    var text: String
    var key: String
    var isQuestion: Bool
    var isCall: Bool
    var isLink: Bool
    var isToggle = false
    var panel: Int?
    var level: Int?
    var isSummary = false
    var isTerm = false
    var isNamed = false
    var isBold = false
    var isLabelled = false
    var number: Int?
    var itemType: Int?
    var isDeclared = false
    var inContext = false
    var isBoilerplate = false
  }

  private let page: Page
  private let tree: HTMLTree
  private let declared: [DeclaredQuestion]
  private let title: String
  /// Whether the title says that questions follow.
  private var pageContext: Bool
  private var levels: [Int] = []
  private var ornament: [Bool] = []
  private var isMarked: [Bool] = []
  private var candidates: [Candidate] = []
  private var inFAQSection: [Bool] = []
  private var isTaken: [Bool]
  private let isExcluded: [Bool]
  /// Blocks that are hidden until something is opened: they may answer, but not ask.
  private let isHidden: [Bool]
  /// Blocks that were chosen as the article.
  private let isKept: [Bool]
  /// For each question: whether it stands anywhere outside a link, and its last block.
  private var occurrences: [String: (hasPlain: Bool, last: Int)] = [:]
  /// The questions of the run that is being answered, ascending.
  private var stops: [Int] = []
  private var usedPanels = Set<Int>()
  /// The first element with an id, by a hash of it.
  private var nodeOfID: [UInt64: Int] = [:]
  /// How often each line that is a link stands on the page, by a hash of its text.
  private var returnCounts: [UInt64: Int] = [:]
  /// How many buttons of one parent and class are followed by a box.
  private var bareToggles: [UInt64: Int] = [:]
  /// How many headings of the first level ask: one alone is the page's title.
  private var firstLevelQuestions = 0
  /// How many headings of each level ask where questions were announced.
  private var askingHeadings: [Int: Int] = [:]
  /// The candidate of each block that has one.
  private var candidateOfBlock: [Int: Int] = [:]
  private(set) var pairs: [FoundPair] = []

  init(
    _ page: Page, declared: [DeclaredQuestion], title: String, isExcluded: [Bool], isHidden: [Bool],
    isKept: [Bool]
  ) {
    self.page = page
    tree = page.tree
    self.declared = declared
    pageContext =
      QuestionMarks.announcesQuestions(title) || Self.titleAnnounces(page.tree)
    self.title = title
    isTaken = Array(repeating: false, count: page.blocks.count)
    self.isExcluded = isExcluded
    self.isHidden = isHidden
    self.isKept = isKept
  }

  /// Whether the title element begins by announcing questions ("FAQ | The Riverside Clinic"); what stands
  /// behind a bar is the site's name.
  private static func titleAnnounces(_ tree: HTMLTree) -> Bool {
    guard let node = tree.nodes.indices.first(where: { tree.nodes[$0].tag == .title }) else {
      return false
    }
    let separators = [" | ", " - ", " – ", " — ", " · ", " :: "]
    let first = separators.reduce(tree.string(of: node).foldingSpace) {
      $0.components(separatedBy: $1).first ?? $0
    }
    return QuestionMarks.announcesQuestions(first)
  }

  mutating func run() {
    prepare()
    if candidates.isEmpty { return }
    for markup in Markup.allCases { accept(markup) }
    pairs.sort { $0.questionBlocks.lowerBound < $1.questionBlocks.lowerBound }
    mergeRepeated()
  }

  // MARK: Candidates

  private mutating func prepare() {
    for block in page.blocks {
      ornament.append(block.text.count <= 24 && QuestionMarks.isOrnament(page.string(block)))
      levels.append(level(of: block))
      if block.linkBytes == block.text.count, block.text.count <= 60 {
        returnCounts[Self.hash(page.text[block.text]), default: 0] += 1
      }
    }
    for node in tree.nodes.indices where tree.nodes[node].tag != .text {
      if tree.nodes[node].tag == .button, boxAfter(node) != nil {
        bareToggles[bareToggleKey(node), default: 0] += 1
      }
      guard let id = tree.bytes(of: .id, at: node), !id.isEmpty else { continue }
      let key = Self.hash(id)
      if nodeOfID[key] == nil { nodeOfID[key] = node }
    }
    pageContext = pageContext || hasAskingTitle
    markSections()
    markTables()
    let keys = Set(declared.map(\.key))
    markStructure()
    for (index, block) in page.blocks.enumerated() {
      guard !ornament[index], block.text.count <= 400 else { continue }
      let isMarked = isMarked[index] || !keys.isEmpty || block.badge == UInt8(ascii: "Q")
      guard isMarked || mayAsk(block) else { continue }
      let text = page.string(block)
      guard isMarked || QuestionMarks.isQuestion(text) || QuestionMarks.hasQuestionLabel(text)
      else { continue }
      if let found = candidate(index, text: text, declaredKeys: keys) {
        if found.level == 1, found.isQuestion { firstLevelQuestions += 1 }
        candidateOfBlock[index] = candidates.count
        candidates.append(found)
        if let level = found.level, fits(found, .heading), found.inContext {
          askingHeadings[level, default: 0] += 1
        }
        let before = occurrences[found.key]
        occurrences[found.key] = ((before?.hasPlain ?? false) || !found.isLink, index)
      }
    }
  }

  /// Whether a block's bytes let it end or begin as a question does.
  private func mayAsk(_ block: PageBlock) -> Bool {
    let bytes = page.text[block.text]
    if let first = bytes.first, "qfpdvQFPDV".utf8.contains(first) { return true }
    // Question marks of Latin, full-width, Arabic and Greek text.
    return bytes.suffix(24).contains { $0 == 0x3F || $0 == 0xEF || $0 == 0xD8 || $0 == 0xCD }
  }

  /// Marks the first blocks of elements that may hold a question, whatever its words.
  private mutating func markStructure() {
    isMarked = Array(repeating: false, count: page.blocks.count)
    for node in tree.nodes.indices {
      let tag = tree.nodes[node].tag
      if tag == .text { continue }
      if tag == .summary || tag == .dt || isToggle(node) || hasQuestionName(node)
        || isItemType(node, "Question") || isNamedEntry(node)
      {
        for index in page.blocks(in: node).prefix(4) { isMarked[index] = true }
      }
    }
  }

  /// The heading level of a block; 0 where it is none.
  private func level(of block: PageBlock) -> Int {
    var node = block.container
    var steps = 0
    while node > 0, steps < 4 {
      if let level = page.headingLevel(node) { return level }
      node = tree.nodes[node].parent
      steps += 1
    }
    var inline = block.nodes.lowerBound
    while inline > 0, inline != block.container {
      if let level = page.headingLevel(inline) { return level }
      inline = tree.nodes[inline].parent
    }
    return 0
  }

  /// Whether a line announces questions; in plain words only where it is part of the article.
  private func heads(_ index: Int, _ text: String) -> Bool {
    // "Why?" announces nothing, and a page may have very many such lines.
    if QuestionMarks.isQuestion(text), text.utf8.count < 24 { return false }
    return QuestionMarks.announcesQuestions(text)
      || isKept[index] && QuestionMarks.headsQuestions(text)
  }

  /// Whether the title speaks of questions and the headings under it ask: "Billing questions". Such words in
  /// a title alone would not be enough, and "questions to ask" are others' questions.
  private var hasAskingTitle: Bool {
    guard QuestionMarks.headsQuestions(title), !title.contains(where: \.isNumber),
      !title.matchKey.contains("toask")
    else { return false }
    let headings = page.blocks.indices.filter { levels[$0] > 1 && isKept[$0] }
    let asking = headings.count { QuestionMarks.isQuestion(page.string(page.blocks[$0])) }
    return asking >= 3 && asking * 2 >= headings.count
  }

  /// Marks the blocks under a heading that announces questions.
  private mutating func markSections() {
    inFAQSection = Array(repeating: pageContext, count: page.blocks.count)
    if pageContext { return }
    var open: Int?
    for index in page.blocks.indices {
      let level = levels[index]
      let block = page.blocks[index]
      if level > 0 {
        if let current = open, level <= current { open = nil }
        if open == nil, block.text.count <= 400, heads(index, page.string(block)) {
          open = level
          continue
        }
      } else if open == nil, block.text.count < 60, block.boldBytes == block.text.count,
        heads(index, page.string(block))
      {
        open = 7
      }
      inFAQSection[index] = open != nil
    }
  }

  /// Marks the blocks of tables one of whose columns is headed as questions and another as answers.
  private mutating func markTables() {
    for node in tree.nodes.indices where tree.nodes[node].tag == .table {
      let range = page.blocks(in: node)
      let heads = range.prefix(4).filter { page.blocks[$0].text.count <= 40 }
        .map { page.string(page.blocks[$0]) }
      guard heads.contains(where: QuestionMarks.headsQuestionColumn),
        heads.contains(where: QuestionMarks.headsAnswerColumn)
      else { continue }
      for index in range { inFAQSection[index] = true }
    }
  }

  private mutating func candidate(_ index: Int, text: String, declaredKeys: Set<String>)
    -> Candidate?
  {
    let block = page.blocks[index]
    let question = QuestionMarks.withoutLabel(text)
    let key = question.matchKey
    guard key.count >= 2 else { return nil }
    var found = Candidate(
      block: index, unit: block.container, text: question, key: key,
      isQuestion: QuestionMarks.isQuestion(text), isCall: QuestionMarks.isCallToAction(question),
      isLink: block.linkBytes * 2 > block.text.count)
    found.level = levels[index] > 0 ? levels[index] : nil
    found.isBold = block.boldBytes * 10 >= block.text.count * 9
    found.isLabelled = QuestionMarks.hasQuestionLabel(text) || block.badge == UInt8(ascii: "Q")
    found.number = QuestionMarks.number(text)
    found.isDeclared = declaredKeys.contains(key)
    found.inContext = inFAQSection[index]
    found.isBoilerplate = isExcluded[index]
    inspectAncestors(&found)
    let isMarked =
      found.isQuestion || found.isDeclared || found.isSummary || found.isTerm || found.isNamed
      || found.isToggle || found.itemType != nil || found.isLabelled
    return isMarked ? found : nil
  }

  /// Whether a node's text is only the question, with ornaments.
  private func isOnly(_ block: Int, in node: Int) -> Bool {
    let range = page.blocks(in: node)
    guard range.contains(block), range.count <= 6 else { return false }
    return range.allSatisfy { $0 == block || ornament[$0] }
  }

  private func inspectAncestors(_ found: inout Candidate) {
    var node = page.blocks[found.block].nodes.lowerBound
    var climbing = true
    var steps = 0
    while node > 0, steps < 40 {
      steps += 1
      node = tree.nodes[node].parent
      let tag = tree.nodes[node].tag
      let range = page.blocks(in: node)
      let isInline = range.isEmpty
      if climbing, isInline || isOnly(found.block, in: node) {
        if tag == .body || tag == .html { climbing = false } else if !isInline { found.unit = node }
      } else {
        climbing = false
      }
      if climbing {
        if tag == .summary { found.isSummary = true }
        if tag == .dt { found.isTerm = true }
        if isToggle(node) {
          found.isToggle = true
          if found.panel == nil { found.panel = panel(of: node) }
        }
        if hasQuestionName(node) { found.isNamed = true }
      } else {
        if tag == .summary || tag == .dt { return }
        if !range.isEmpty, isNamedEntry(node), opens(found.block, range) { found.isNamed = true }
      }
      if isItemType(node, "Question"), range.count > 1 || !climbing, found.itemType == nil {
        found.itemType = node
      }
      if !found.inContext, hasFAQName(node), tag != .body, tag != .html { found.inContext = true }
    }
    if found.itemType != nil, !isItemName(found) { found.itemType = nil }
  }

  /// Whether a block is the first of several that are no ornaments.
  private func opens(_ block: Int, _ range: Range<Int>) -> Bool {
    range.first { !ornament[$0] } == block
      && range.contains { $0 > block && !ornament[$0] }
  }

  /// Whether the candidate is what its item calls its name, or the first text of it.
  private func isItemName(_ found: Candidate) -> Bool {
    guard let item = found.itemType else { return false }
    var node = page.blocks[found.block].nodes.lowerBound
    while node > item {
      node = tree.nodes[node].parent
      if hasProperty(node, "name") { return true }
      if hasProperty(node, "acceptedAnswer") || hasProperty(node, "suggestedAnswer")
        || hasProperty(node, "text")
      {
        return false
      }
    }
    return page.blocks(in: item).first { !ornament[$0] } == found.block
  }

  private func hasProperty(_ node: Int, _ name: StaticString) -> Bool {
    for attribute in [HTMLAttribute.itemprop, .property] {
      if let value = tree.bytes(of: attribute, at: node) {
        if value.split(separator: 0x20).contains(where: { part in
          let local =
            part.lastIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") })
            .map { part[($0 + 1)...] } ?? part
          return local.elementsEqual("\(name)".utf8)
        }) {
          return true
        }
      }
    }
    return false
  }

  private func isItemType(_ node: Int, _ name: StaticString) -> Bool {
    for attribute in [HTMLAttribute.itemtype, .typeof] {
      if let value = tree.bytes(of: attribute, at: node) {
        let last =
          value.lastIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") })
          .map { value[($0 + 1)...] } ?? value
        if last.elementsEqual("\(name)".utf8) { return true }
      }
    }
    return false
  }

  private func isToggle(_ node: Int) -> Bool {
    if tree.has(.ariaExpanded, at: node) || tree.has(.ariaControls, at: node) { return true }
    for attribute in [HTMLAttribute.dataToggle, .dataBsToggle] {
      if tree.value(of: attribute, at: node, is: "collapse") { return true }
    }
    return isSwitchLabel(node) || isAMPTitle(node) || bareTogglePanel(node) != nil
  }

  /// What a button opens that says nothing of it: the box that follows, where another button of the same
  /// class and its box are among the children of the same element.
  private func bareTogglePanel(_ node: Int) -> Int? {
    guard tree.nodes[node].tag == .button, bareToggles[bareToggleKey(node), default: 0] > 1 else {
      return nil
    }
    return boxAfter(node)
  }

  /// A button's parent and class.
  private func bareToggleKey(_ node: Int) -> UInt64 {
    let name = Self.hash(tree.bytes(of: .class, at: node) ?? [])
    return name &* 31 &+ UInt64(tree.nodes[node].parent)
  }

  /// The next element, where it is a box of text.
  private func boxAfter(_ node: Int) -> Int? {
    var next = tree.nodes[node].end
    let end = tree.nodes[tree.nodes[node].parent].end
    while next < end, tree.nodes[next].tag == .text, page.blocks(in: next).isEmpty {
      next = tree.nodes[next].end
    }
    guard next < end, !page.blocks(in: next).isEmpty else { return nil }
    switch tree.nodes[next].tag {
    case .div, .section, .article, .p, .ul, .ol: return next
    default: return nil
    }
  }

  /// Whether an element is the title of a section of AMP's accordion: its first child.
  private func isAMPTitle(_ node: Int) -> Bool {
    let section = tree.nodes[node].parent
    return tree.nodes[section].tag == .section && section + 1 == node
      && tree.nodes[tree.nodes[section].parent].tag == .ampAccordion
  }

  /// Whether an element is the label of a switch that style sheets make an accordion of: the box
  /// before it, a block of text after it.
  private func isSwitchLabel(_ node: Int) -> Bool {
    guard tree.nodes[node].tag == .label, let id = tree.value(of: .for, at: node),
      let box = element(withID: id), tree.nodes[box].tag == .input, box < node,
      tree.nodes[box].parent == tree.nodes[node].parent,
      tree.value(of: .type, at: box, is: "checkbox") || tree.value(of: .type, at: box, is: "radio")
    else { return false }
    let next = tree.nodes[node].end
    guard next < tree.nodes[tree.nodes[node].parent].end else { return false }
    switch tree.nodes[next].tag {
    case .div, .section, .article, .p, .ul, .ol: return true
    default: return false
    }
  }

  private static func hash(_ id: some Sequence<UInt8>) -> UInt64 {
    id.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private func element(withID id: String) -> Int? {
    guard let found = nodeOfID[Self.hash(id.utf8)],
      tree.bytes(of: .id, at: found)?.elementsEqual(id.utf8) == true
    else { return nil }
    return found
  }

  /// The element that a toggle opens.
  private func panel(of node: Int) -> Int? {
    for attribute in [HTMLAttribute.ariaControls, .dataTarget, .dataBsTarget, .href] {
      guard let value = tree.value(of: attribute, at: node), !value.isEmpty else { continue }
      let isAddress = attribute == .href || attribute == .dataTarget || attribute == .dataBsTarget
      guard !isAddress || value.hasPrefix("#") else { continue }
      let id = isAddress ? String(value.dropFirst()) : value
      if let found = element(withID: id), found != node { return found }
    }
    return bareTogglePanel(node)
  }

  /// Whether an element's class names it as a question, alone or under an element that is named as a list of
  /// them: `<div class="accordion"><div class="title">`.
  private func hasQuestionName(_ node: Int) -> Bool {
    let words = page.names.ofClass[node]
    return words.namesQuestion
      || !words.isDisjoint(with: [.title, .head])
        && !page.names.ofClass[tree.nodes[node].parent]
          .isDisjoint(with: [.accordion, .announcesQuestions])
  }

  /// Whether an element is named as one entry of a list of questions: `faq-item`.
  private func isNamedEntry(_ node: Int) -> Bool {
    page.names.ofClass[node].namesEntry
  }

  private func hasFAQName(_ node: Int) -> Bool {
    if page.names.ofClass[node].contains(.announcesQuestions)
      || page.names.ofID[node].contains(.announcesQuestions)
    {
      return true
    }
    return isItemType(node, "FAQPage")
  }

  // MARK: Acceptance

  private mutating func accept(_ markup: Markup) {
    let fitting = candidates.indices.filter { place in
      let candidate = candidates[place]
      return !isTaken[candidate.block] && !candidate.isBoilerplate && fits(candidate, markup)
    }
    let chosen = withoutNested(fitting, markup)
    guard !chosen.isEmpty else { return }
    if markup == .declared { return answer(withAlike(chosen), markup) }
    for group in groups(chosen, markup) where isPlausible(group, markup) { answer(group, markup) }
  }

  /// Leaves out what is opened inside the panel of another question: it is a part of that answer.
  private func withoutNested(_ chosen: [Int], _ markup: Markup) -> [Int] {
    guard markup == .details || markup == .accordion || markup == .definitionList else {
      return chosen
    }
    let chosen = chosen.filter { !opensPart(candidates[$0]) }
    if chosen.count < 2 || markup == .definitionList { return chosen }
    let panels = chosen.compactMap { place -> (block: Int, blocks: Range<Int>)? in
      let candidate = candidates[place]
      guard candidate.isQuestion else { return nil }
      let panel = markup == .details ? ancestor(of: candidate.unit, .details) : candidate.panel
      return panel.map { (candidate.block, page.blocks(in: $0)) }
    }
    if panels.isEmpty { return chosen }
    return chosen.filter { place in
      let block = candidates[place].block
      return !panels.contains { $0.block != block && $0.block < block && $0.blocks.contains(block) }
    }
  }

  /// Whether a line that is no question opens a part of the answer to a heading that asks: some text stands
  /// under the heading before it.
  private func opensPart(_ candidate: Candidate) -> Bool {
    if candidate.isQuestion || candidate.isDeclared || askingHeadings.isEmpty { return false }
    var heading = candidate.block
    var opened = 0
    var text = 0
    while heading > 0 {
      heading -= 1
      if levels[heading] > 0 { break }
      if let place = candidateOfBlock[heading],
        candidates[place].isSummary || candidates[place].isToggle
      {
        opened += 1
        text = 0
        // So many are a list, and the heading is only over it.
        if opened == 3 { return false }
      } else if !ornament[heading], !isExcluded[heading] || isHidden[heading] {
        text += page.blocks[heading].text.count
      }
    }
    guard text >= 20 || opened > 0, let place = candidateOfBlock[heading],
      let level = candidates[place].level
    else { return false }
    // A heading of the same rank is beside it, not under it.
    if let own = candidate.level, own <= level { return false }
    return candidates[place].inContext && fits(candidates[place], .heading)
      && askingHeadings[level, default: 0] >= 2
  }

  private func fits(_ candidate: Candidate, _ markup: Markup) -> Bool {
    if candidate.isCall, !candidate.isDeclared, candidate.itemType == nil { return false }
    // The heading over the questions, dressed as one of them.
    if !candidate.isQuestion, !candidate.isDeclared,
      QuestionMarks.announcesQuestions(candidate.text)
    {
      return false
    }
    switch markup {
    case .microdata: return candidate.itemType != nil
    case .declared: return candidate.isDeclared
    case .details: return candidate.isSummary
    case .definitionList: return candidate.isTerm
    case .accordion: return candidate.isToggle
    case .labelled: return candidate.isLabelled
    case .named: return candidate.isNamed
    case .heading:
      return candidate.level.map { $0 > 1 || firstLevelQuestions > 1 } == true
        && candidate.isQuestion
    case .bold: return candidate.isBold && candidate.isQuestion && candidate.level == nil
    case .numbered: return candidate.number != nil && candidate.isQuestion
    case .plain:
      return candidate.isQuestion && candidate.inContext && candidate.text.utf8.count <= 240
        && (candidate.level != 1 || firstLevelQuestions > 1)
    }
  }

  /// Declared questions and those that stand in the same kind of element: declared data is often
  /// incomplete.
  private func withAlike(_ chosen: [Int]) -> [Int] {
    let keys = Set(
      chosen.filter { isDistinctive(candidates[$0]) }.map { signatureKey(candidates[$0]) })
    return candidates.indices.filter { place in
      let candidate = candidates[place]
      if candidate.isDeclared { return !isTaken[candidate.block] && !candidate.isBoilerplate }
      return candidate.isQuestion && !candidate.isCall && !isTaken[candidate.block]
        && !candidate.isBoilerplate && candidate.level != 1
        && (candidate.level == nil || candidate.inContext)
        && keys.contains(signatureKey(candidate))
    }
  }

  /// Whether the element says more than that it is a paragraph.
  private func isDistinctive(_ candidate: Candidate) -> Bool {
    let container = page.blocks[candidate.block].container
    switch tree.nodes[container].tag {
    case .summary, .dt, .button: return true
    case .h2: return candidate.inContext
    case .h3, .h4, .h5, .h6: return true
    default: return tree.bytes(of: .class, at: container) != nil
    }
  }

  /// Candidates that stand for one list of questions: by heading level, by list, else all.
  private func groups(_ chosen: [Int], _ markup: Markup) -> [[Int]] {
    var keyed: [(key: Int, members: [Int])] = []
    var placeOfKey: [Int: Int] = [:]
    for place in chosen {
      let candidate = candidates[place]
      let key: Int
      switch markup {
      case .heading: key = candidate.level ?? 0
      case .definitionList: key = ancestor(of: candidate.unit, .dl) ?? 0
      case .plain: key = signatureKey(candidate)
      default: key = 0
      }
      if let found = placeOfKey[key] {
        keyed[found].members.append(place)
      } else {
        placeOfKey[key] = keyed.count
        keyed.append((key, [place]))
      }
    }
    if markup == .heading { keyed.sort { $0.key < $1.key } }
    return keyed.map(\.members)
  }

  private func ancestor(of node: Int, _ tag: HTMLTag) -> Int? {
    var node = node
    while node > 0 {
      if tree.nodes[node].tag == tag { return node }
      node = tree.nodes[node].parent
    }
    return nil
  }

  private func isPlausible(_ group: [Int], _ markup: Markup) -> Bool {
    let questions = group.count { candidates[$0].isQuestion }
    let inContext = group.count { candidates[$0].inContext }
    switch markup {
    case .microdata, .declared, .labelled: return true
    case .details, .definitionList, .accordion, .named:
      return questions > 0 || inContext > 0 && group.count > 1
    case .heading: return inContext > 0
    case .bold: return inContext > 0 || questions >= 3
    case .numbered: return inContext > 0 || questions >= 3
    case .plain: return group.count >= 2
    }
  }

  /// A number that is the same for candidates in the same kind of element: tag and class.
  private func signatureKey(_ candidate: Candidate) -> Int {
    let container = page.blocks[candidate.block].container
    let name = tree.bytes(of: .class, at: container) ?? []
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(tree.nodes[container].tag.rawValue)
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash)
  }

  /// Whether a member of a plausible group is a question by itself.
  private func isMember(_ candidate: Candidate, _ markup: Markup) -> Bool {
    switch markup {
    case .microdata, .declared, .labelled: return true
    case .details, .definitionList, .accordion, .named:
      return candidate.isQuestion || candidate.inContext
    case .heading: return candidate.inContext
    case .bold, .numbered, .plain: return true
    }
  }

  // MARK: Answers

  private mutating func answer(_ group: [Int], _ markup: Markup) {
    stops = group.map { candidates[$0].block }.sorted()
    let questions = group.count { candidates[$0].isQuestion }
    let amongQuestions = questions * 2 >= group.count
    // Beside questions that are announced, one or two bold lines elsewhere are headings that ask.
    let outside = group.count { !candidates[$0].inContext }
    let isStray = outside < 3 && outside < group.count
    var accepted: [(candidate: Candidate, blocks: [Int], parent: Int)] = []
    for place in group {
      let candidate = candidates[place]
      guard isMember(candidate, markup) else { continue }
      if markup == .bold, !candidate.inContext, isStray { continue }
      if candidate.isLink, !candidate.isToggle, candidate.panel == nil,
        isContentsEntry(candidate) || candidate.level ?? 0 > 1 && leadsAway(candidate)
      {
        continue
      }
      let found = answerBlocks(of: candidate)
      if found.blocks.isEmpty || isInvitation(found.blocks, markup)
        || markup == .heading && opensWithQuestion(found.blocks, candidate)
      {
        continue
      }
      // Where few of a run are questions, the others are so only if a text answers them.
      if !candidate.isQuestion, !amongQuestions, markup != .microdata, markup != .declared,
        markup != .labelled, !isText(found.blocks, of: candidate)
      {
        continue
      }
      accepted.append((candidate, found.blocks, found.parent))
    }
    // A list of questions, of which one or two seem to be answered by what stands between.
    if markup.isWordsOnly, group.count >= 5, accepted.count * 5 <= group.count { return }
    cutLastAnswers(&accepted)
    shareAnswers(group, markup, &accepted)
    for (candidate, blocks, _) in accepted {
      guard let first = blocks.first, let last = blocks.last else { continue }
      let unit = page.blocks(in: candidate.unit)
      let question =
        isOnly(candidate.block, in: candidate.unit)
        ? unit : candidate.block..<(candidate.block + 1)
      for index in question { isTaken[index] = true }
      for index in min(first, last)...max(first, last) { isTaken[index] = true }
      pairs.append(
        FoundPair(
          question: candidate.text, questionBlocks: question, answerBlocks: blocks, markup: markup))
    }
  }

  /// Whether what follows a heading that asks begins with a lower one that asks: the first is over a section.
  private func opensWithQuestion(_ blocks: [Int], _ candidate: Candidate) -> Bool {
    guard let first = blocks.first, let place = candidateOfBlock[first], let own = candidate.level,
      let level = candidates[place].level
    else { return false }
    return level > own && candidates[place].isQuestion && candidates[place].inContext
  }

  /// Whether all that answers is a link on its own, in no paragraph or item: "Ready to ship? Book now".
  private func isInvitation(_ blocks: [Int], _ markup: Markup) -> Bool {
    guard markup.isWordsOnly || markup == .heading else { return false }
    let bytes = blocks.reduce(0) { $0 + page.blocks[$1].text.count }
    return bytes <= 40
      && blocks.allSatisfy { index in
        let block = page.blocks[index]
        guard block.linkBytes == block.text.count else { return false }
        switch tree.nodes[block.container].tag {
        case .p, .li, .dd, .td: return false
        default: return true
        }
      }
  }

  /// Whether blocks are a text, not links or further questions of the run.
  private func isText(_ blocks: [Int], of candidate: Candidate) -> Bool {
    guard let first = blocks.first, let last = blocks.last,
      !holdsOther(than: candidate.block, first..<max(first, last + 1))
    else { return false }
    let bytes = blocks.reduce(0) { $0 + page.blocks[$1].text.count }
    let links = blocks.reduce(0) { $0 + page.blocks[$1].linkBytes }
    return bytes >= 25 && links * 2 < bytes
      && (candidate.isToggle || candidate.isSummary || candidate.isTerm || isKept[candidate.block])
  }

  /// Gives a question that another one follows at once the answer of that one.
  private func shareAnswers(
    _ group: [Int], _ markup: Markup,
    _ accepted: inout [(candidate: Candidate, blocks: [Int], parent: Int)]
  ) {
    guard markup == .definitionList || markup == .heading || markup == .labelled else { return }
    let answered = Set(accepted.map(\.candidate.block))
    for place in group.reversed() {
      let candidate = candidates[place]
      guard !answered.contains(candidate.block), candidate.isQuestion, !candidate.isLink,
        let next = accepted.firstIndex(where: { $0.candidate.block > candidate.block }),
        (candidate.block + 1..<accepted[next].candidate.block).allSatisfy({ ornament[$0] })
      else { continue }
      accepted.insert((candidate, accepted[next].blocks, accepted[next].parent), at: next)
    }
  }

  /// Whether a question that is a link is an entry of a table of contents: it leads to a place on
  /// this page and the same words stand elsewhere.
  private func isContentsEntry(_ candidate: Candidate) -> Bool {
    guard let same = occurrences[candidate.key] else { return false }
    return same.hasPlain || candidate.block < same.last
  }

  /// Whether a heading leads to another page: a teaser of what is answered there.
  private func leadsAway(_ candidate: Candidate) -> Bool {
    let block = page.blocks[candidate.block]
    var card = tree.nodes[block.container].parent
    var steps = 0
    while card > 0, steps < 3, tree.nodes[card].tag != .a {
      card = tree.nodes[card].parent
      steps += 1
    }
    let isCard = card > 0 && tree.nodes[card].tag == .a
    guard let address = address(block) ?? (isCard ? tree.bytes(of: .href, at: card) : nil) else {
      return false
    }
    return !address.isEmpty && !address.contains(UInt8(ascii: "#"))
      && !address.starts(with: "javascript:".utf8)
  }

  /// The element that a declared item calls its answer: the accepted one before a suggested one, and of it
  /// the text.
  private func itemAnswer(_ item: Int) -> Int? {
    var suggested: Int?
    for node in item + 1..<tree.nodes[item].end where tree.nodes[node].tag != .text {
      if hasProperty(node, "acceptedAnswer") { return itemText(node) }
      if suggested == nil, hasProperty(node, "suggestedAnswer") { suggested = node }
    }
    return suggested.map(itemText)
  }

  private func itemText(_ node: Int) -> Int {
    (node..<tree.nodes[node].end).first {
      tree.nodes[$0].tag != .text && hasProperty($0, "text") && !page.blocks(in: $0).isEmpty
    } ?? node
  }

  private mutating func answerBlocks(of candidate: Candidate) -> (blocks: [Int], parent: Int) {
    if let item = candidate.itemType, let answer = itemAnswer(item) {
      let range = page.blocks(in: answer)
      let blocks = range.contains(candidate.block) ? [] : usable(range, candidate: candidate)
      if !blocks.isEmpty { return (blocks, answer) }
    }
    if let panel = candidate.panel, usedPanels.insert(panel).inserted {
      let range = page.blocks(in: panel)
      if !range.contains(candidate.block), !range.isEmpty {
        let blocks = usable(range, candidate: candidate)
        if !blocks.isEmpty { return (blocks, panel) }
        let named = usable(range, candidate: candidate, trustsPlace: candidate.inContext)
        if !named.isEmpty { return (named, panel) }
      }
    }
    var unit = candidate.unit
    // Question and answer may be lines of one element.
    var isShared = !isOnly(candidate.block, in: unit) && !page.blocks(in: unit).isEmpty
    while unit > 0 {
      let parent = isShared ? unit : tree.nodes[unit].parent
      let scope = page.blocks(in: parent)
      let start =
        isShared ? candidate.block + 1 : max(page.blocks(in: unit).upperBound, candidate.block + 1)
      isShared = false
      var end = start
      while end < scope.upperBound, !isStop(end, candidate, parent: parent) { end += 1 }
      // What follows in an entry of a list of questions answers, be it dressed as a menu.
      let isNamed = candidate.isNamed && candidate.inContext && end == scope.upperBound
      var blocks = usable(start..<max(start, end), candidate: candidate)
      if blocks.isEmpty, isNamed, !holdsOther(than: candidate.block, scope) {
        blocks = usable(start..<max(start, end), candidate: candidate, trustsPlace: true)
      }
      if !blocks.isEmpty {
        let isOpen = tree.nodes[parent].tag == .p && end == scope.upperBound
        return (isOpen ? blocks + continuation(of: parent, candidate) : blocks, parent)
      }
      if tree.nodes[parent].tag == .body || parent == 0 { return ([], parent) }
      let others = holdsOther(than: candidate.block, scope)
      if others || end < scope.upperBound { return ([], parent) }
      unit = parent
    }
    return ([], 0)
  }

  /// What follows the paragraph that holds a question and the beginning of its answer, where something ends
  /// it before the element around the paragraph does.
  private func continuation(of paragraph: Int, _ candidate: Candidate) -> [Int] {
    let outer = tree.nodes[paragraph].parent
    let scope = page.blocks(in: outer)
    let start = page.blocks(in: paragraph).upperBound
    var end = start
    while end < scope.upperBound, !isStop(end, candidate, parent: outer) { end += 1 }
    return end < scope.upperBound ? usable(start..<max(start, end), candidate: candidate) : []
  }

  /// Where a block is or would be in the run's questions.
  private func stopPlace(_ block: Int) -> Int {
    var low = 0
    var high = stops.count
    while low < high {
      let middle = (low + high) / 2
      if stops[middle] < block { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether a range of blocks holds another question of the run.
  private func holdsOther(than block: Int, _ range: Range<Int>) -> Bool {
    let first = stopPlace(range.lowerBound)
    let end = stopPlace(range.upperBound)
    return end - first > 1 || end - first == 1 && stops[first] != block
  }

  private func isStop(_ index: Int, _ candidate: Candidate, parent: Int) -> Bool {
    let place = stopPlace(index)
    if place < stops.count && stops[place] == index || isTaken[index] { return true }
    let block = page.blocks[index]
    if block.text.count <= 160, AnswerNoise.mayEndAnswers(page.text[block.text]) {
      let text = page.string(block)
      if AnswerNoise.isCopyright(text) || AnswerNoise.isDivider(text) { return true }
    }
    let level = levels[index]
    if level == 0 { return candidate.level == nil && candidate.isBold && isBoldHeading(index) }
    if let own = candidate.level { return level <= own }
    // Beside questions that are no headings, any heading ends the answer unless it is within
    // a container of the answer's own.
    return holdsOther(than: candidate.block, page.blocks(in: parent))
  }

  /// Whether a line is a heading by bold type: after a question in bold type, it is of the same rank.
  private func isBoldHeading(_ index: Int) -> Bool {
    let block = page.blocks[index]
    guard block.boldBytes == block.text.count, (2...120).contains(block.text.count),
      block.linkBytes == 0, block.controlBytes == 0, !block.isMarkedItem
    else { return false }
    switch tree.nodes[block.container].tag {
    case .li, .td, .th, .dt, .dd: return false
    default: break
    }
    // A bold line that says something, or that a list or a further line of its own follows, is text.
    let last = page.text[block.text.upperBound - 1]
    return ![0x2E, 0x21, 0x3A, 0x2C, 0x3B].contains(last)
  }

  /// The blocks of a range that are text of an answer.
  ///
  /// - Parameter trustsPlace: whether the place says enough that it answers, whatever its names say.
  private func usable(
    _ range: Range<Int>, candidate: Candidate, trustsPlace: Bool = false
  ) -> [Int] {
    range.filter { index in
      let block = page.blocks[index]
      if isExcluded[index] && !isHidden[index] && !trustsPlace { return false }
      if ornament[index], block.text.count < 3, !isCell(block) { return false }
      if block.controlBytes == block.text.count, block.text.count < 40 { return false }
      let text = block.text.count <= 60 ? page.string(block) : ""
      if block.linkBytes == block.text.count, AnswerNoise.isNavigation(text) { return false }
      if AnswerNoise.isFeedback(text) { return false }
      if AnswerNoise.isVote(text), index > range.lowerBound,
        AnswerNoise.isFeedback(page.string(page.blocks[index - 1]))
      {
        return false
      }
      return !isReturn(index) && !isTool(index, in: range)
    }
  }

  private func isCell(_ block: PageBlock) -> Bool {
    tree.nodes[block.container].tag == .td || tree.nodes[block.container].tag == .th
  }

  /// Whether a line is one of several links of the same words that lead back to one place further up: to
  /// the list of questions.
  private func isReturn(_ index: Int) -> Bool {
    let block = page.blocks[index]
    guard block.linkBytes == block.text.count, block.text.count <= 60, let address = address(block),
      address.first == UInt8(ascii: "#")
    else { return false }
    let target = element(withID: String(decoding: address.dropFirst(), as: UTF8.self)) ?? 0
    guard target < block.container, page.blocks(in: target).lowerBound < index else { return false }
    return returnCounts[Self.hash(page.text[block.text]), default: 0] > 1
  }

  /// Where the first link in a block leads.
  private func address(_ block: PageBlock) -> ArraySlice<UInt8>? {
    var node = block.nodes.lowerBound
    while node > 0, tree.nodes[node].tag != .a {
      if node == block.container { return nil }
      node = tree.nodes[node].parent
    }
    return tree.bytes(of: .href, at: node)
  }

  /// Whether a block stands in a small element inside an answer that is named for something else:
  /// share links, a category, a vote.
  private func isTool(_ index: Int, in range: Range<Int>) -> Bool {
    let block = page.blocks[index]
    guard block.text.count <= 80, range.count > 1 else { return false }
    var node = block.container
    if tree.nodes[node].tag == .caption { return false }
    var steps = 0
    while node > 0, steps < 6 {
      let inner = page.blocks(in: node)
      guard range.contains(inner.lowerBound), inner.upperBound <= range.upperBound,
        inner.count * 2 <= range.count || inner.lowerBound > range.lowerBound
      else { return false }
      switch ClassEvidence.of(node, on: page) {
      case .strong, .comments: return true
      case .weak where block.linkShare > 0.3: return true
      default: break
      }
      node = tree.nodes[node].parent
      steps += 1
    }
    return false
  }

  /// The last answer of a run often swallows what closes the page: it ends where a kind of element
  /// follows that none of the other answers has.
  private func cutLastAnswers(
    _ accepted: inout [(candidate: Candidate, blocks: [Int], parent: Int)]
  ) {
    var byParent: [Int: [Int]] = [:]
    for (place, item) in accepted.enumerated() { byParent[item.parent, default: []].append(place) }
    for places in byParent.values where places.count >= 2 {
      guard let last = places.last else { continue }
      let parent = accepted[last].parent
      var seen = Set<Signature>()
      for place in places.dropLast() {
        for block in accepted[place].blocks { seen.insert(signature(block, under: parent)) }
      }
      let blocks = accepted[last].blocks
      if let end = blocks.last, isFollowedByQuestion(end) { continue }
      if places.dropLast().allSatisfy({ ruleWithin(accepted[$0].blocks) == nil }),
        let rule = ruleWithin(blocks)
      {
        accepted[last].blocks = Array(blocks[..<rule])
        continue
      }
      var end = 0
      while end < blocks.count {
        let own = signature(blocks[end], under: parent)
        if end > 0, !seen.contains(own), own.tag != .text, own.tag != .p, own.tag != .ul,
          own.tag != .ol, !isIntroduced(blocks[end], under: parent)
        {
          break
        }
        end += 1
      }
      accepted[last].blocks = Array(blocks[..<end])
    }
  }

  /// The first place in an answer that a rule (`<hr>`) stands before.
  private func ruleWithin(_ blocks: [Int]) -> Int? {
    for place in blocks.indices.dropFirst() {
      let from = page.blocks[blocks[place - 1]].nodes.lowerBound
      let to = page.blocks[blocks[place]].nodes.lowerBound
      if from < to, (from..<to).contains(where: { tree.nodes[$0].tag == .hr }) { return place }
    }
    return nil
  }

  /// Whether the next text after a block is a question of the run, so that nothing of the page lies between.
  private func isFollowedByQuestion(_ block: Int) -> Bool {
    var next = block + 1
    while next < page.blocks.count, ornament[next] || isReturn(next) { next += 1 }
    let place = stopPlace(next)
    return place < stops.count && stops[place] == next
  }

  /// Whether a block is an item of a list or comes after a colon, so that it goes with what stands before it.
  private func isIntroduced(_ block: Int, under parent: Int) -> Bool {
    if block > 0, page.text[page.blocks[block - 1].text].last == UInt8(ascii: ":") { return true }
    var node = page.blocks[block].container
    while node > parent {
      if tree.nodes[node].tag == .li { return page.blocks[block].linkShare < 0.5 }
      node = tree.nodes[node].parent
    }
    return false
  }

  private struct Signature: Hashable {
    var tag: HTMLTag
    var name: [UInt8]
  }

  /// The child of `parent` that holds a block: its tag and first class.
  private func signature(_ block: Int, under parent: Int) -> Signature {
    var node = page.blocks[block].nodes.lowerBound
    while node > 0, tree.nodes[node].parent != parent { node = tree.nodes[node].parent }
    let tag = tree.nodes[node].tag
    let name = Array((tree.bytes(of: .class, at: node) ?? []).prefix { $0 > 0x20 })
    return Signature(tag: tag.layout == .inline ? .text : tag, name: name)
  }

  // MARK: Merging

  /// Of pairs with the same question, keeps the first of the most explicit markup.
  private mutating func mergeRepeated() {
    var seen = Set<String>()
    pairs = pairs.filter { seen.insert($0.question.matchKey).inserted }
  }
}

/// Lines that stand among answers and belong to the site.
enum AnswerNoise {
  static func isNavigation(_ text: String) -> Bool {
    let key = text.matchKey
    return names.contains(key)
  }

  private static let names: Set<String> = [
    "top", "backtotop", "backtothetop", "returntotop", "returntothetop", "gototop", "totop",
    "topofpage", "topofthepage", "backtotopofpage", "backtothetopofthepage", "uparrow",
    "permalink", "linktothisanswer", "backtoquestions", "backtolist", "backtocontents",
    "backtomenu", "nachoben", "zumseitenanfang", "seitenanfang", "volverarriba", "arriba",
    "hautdepage", "retourenhaut", "tornasu", "inizio", "share", "print", "edit",
  ]

  /// Whether a line is one of two words to choose from after a question about the page.
  static func isVote(_ text: String) -> Bool { ["yes", "no"].contains(text.matchKey) }

  /// Whether a line's bytes let it be a divider or a copyright, to spare making a string of each line: it begins
  /// with a sign or has "reserv".
  static func mayEndAnswers(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return false }
    if "*-_=~.(".utf8.contains(first) || first == 0xC2 { return true }
    return line.indices.dropFirst(5).contains { place in
      line[place] | 0x20 == UInt8(ascii: "v")
        && line[(place - 5)..<place].elementsEqual("reser".utf8) { $0 | 0x20 == $1 }
    }
  }

  /// Whether a line is nothing but three signs or more: "* * *".
  static func isDivider(_ text: String) -> Bool {
    let signs = text.utf8.filter { $0 != 0x20 }
    guard (3...40).contains(signs.count), let first = signs.first else { return false }
    return "*-_=~.".utf8.contains(first) && signs.allSatisfy { $0 == first }
  }

  /// Whether a line says whose the page is: what follows it answers nothing.
  static func isCopyright(_ text: String) -> Bool {
    let isMarked = text.utf8.starts(with: "©".utf8) || text.utf8.starts(with: "(c) ".utf8)
    return isMarked && text.contains(where: \.isNumber)
      || text.matchKey.contains("allrightsreserved")
  }

  static func isFeedback(_ text: String) -> Bool {
    guard !text.isEmpty else { return false }
    let key = text.matchKey
    return LineNoise.isFeedback(key) || key == "yesno" || key == "helpful" || key == "nothelpful"
      || key.hasPrefix("didthisansweryour")
      || key.hasPrefix("thankyouforyourfeedback") || key.hasPrefix("thanksforyourfeedback")
  }
}
