internal import HTMLTree

/// Reads from a question to the end of its answer.
///
/// What is marked as the answer comes first, then the panel that the question opens, then what follows it: in
/// the element around it, or the next one around that, up to where another question or a heading ends it.
struct AnswerReader {
  private let ground: QuestionGround
  private let page: Page
  private let tree: HTMLTree
  private let items: MarkedItems
  private let text: AnswerText
  private var usedPanels = Set<Int>()

  init(_ ground: QuestionGround, items: MarkedItems, text: AnswerText) {
    self.ground = ground
    page = ground.page
    tree = page.tree
    self.items = items
    self.text = text
  }

  /// The blocks that answer a question, and the element in which they follow it.
  ///
  /// - Parameters:
  ///   - run: The questions that are answered together.
  ///   - isTaken: For each block, whether it's part of a question or an answer already.
  mutating func answer(
    to candidate: QuestionCandidate, in run: QuestionRun, isTaken: [Bool]
  ) -> (blocks: [Int], parent: Int) {
    if let item = candidate.itemType, let answer = items.answer(of: item) {
      let range = page.blocks(in: answer)
      let blocks = range.contains(candidate.block) ? [] : text.usable(range)
      if !blocks.isEmpty { return (blocks, answer) }
    }
    if let panel = candidate.panel, usedPanels.insert(panel).inserted {
      let range = page.blocks(in: panel)
      if !range.contains(candidate.block), !range.isEmpty {
        let blocks = text.usable(range)
        if !blocks.isEmpty { return (blocks, panel) }
        let named = text.usable(range, trustsPlace: candidate.inContext)
        if !named.isEmpty { return (named, panel) }
      }
    }
    var unit = candidate.unit
    // Question and answer may be lines of one element.
    var isShared = !ground.isOnly(candidate.block, in: unit) && !page.blocks(in: unit).isEmpty
    while unit > 0 {
      let parent = isShared ? unit : tree.nodes[unit].parent
      let scope = page.blocks(in: parent)
      let start =
        isShared ? candidate.block + 1 : max(page.blocks(in: unit).upperBound, candidate.block + 1)
      isShared = false
      var end = start
      while end < scope.upperBound, !isStop(end, candidate, parent: parent, run, isTaken) {
        end += 1
      }
      // What follows in an entry of a list of questions answers, be it dressed as a menu.
      let isNamed = candidate.isNamed && candidate.inContext && end == scope.upperBound
      var blocks = text.usable(start..<max(start, end))
      if blocks.isEmpty, isNamed, !run.holdsOther(than: candidate.block, scope) {
        blocks = text.usable(start..<max(start, end), trustsPlace: true)
      }
      if !blocks.isEmpty {
        let isOpen = tree.nodes[parent].tag == .p && end == scope.upperBound
        return (
          isOpen ? blocks + continuation(of: parent, candidate, run, isTaken) : blocks, parent
        )
      }
      if tree.nodes[parent].tag == .body || parent == 0 { return ([], parent) }
      let others = run.holdsOther(than: candidate.block, scope)
      if others || end < scope.upperBound { return ([], parent) }
      unit = parent
    }
    return ([], 0)
  }

  /// What follows the paragraph that holds a question and the beginning of its answer, where something ends
  /// it before the element around the paragraph does; else the list that the paragraph announces.
  private func continuation(
    of paragraph: Int, _ candidate: QuestionCandidate, _ run: QuestionRun, _ isTaken: [Bool]
  ) -> [Int] {
    let outer = tree.nodes[paragraph].parent
    let scope = page.blocks(in: outer)
    let start = page.blocks(in: paragraph).upperBound
    var end = start
    while end < scope.upperBound, !isStop(end, candidate, parent: outer, run, isTaken) { end += 1 }
    if end == scope.upperBound {
      // The last answer of a page goes on only into the list that it announces.
      end = start
      if start > 0, page.text[page.blocks[start - 1].text].last == UInt8(ascii: ":") {
        while end < scope.upperBound, tree.nodes[page.blocks[end].container].tag == .li { end += 1 }
      }
    }
    return text.usable(start..<max(start, end))
  }

  /// Whether a block ends an answer that is read from the blocks of `parent`.
  private func isStop(
    _ index: Int, _ candidate: QuestionCandidate, parent: Int, _ run: QuestionRun, _ isTaken: [Bool]
  ) -> Bool {
    if run.contains(index) || isTaken[index] { return true }
    let block = page.blocks[index]
    if block.text.count <= 160, AnswerNoise.mayEndAnswers(page.text[block.text]) {
      let line = page.string(block)
      if AnswerNoise.isCopyright(line) || AnswerNoise.isDivider(line) { return true }
    }
    let level = ground.levels[index]
    if level == 0 { return candidate.level == nil && candidate.isBold && isBoldHeading(index) }
    if let own = candidate.level { return level <= own }
    // Beside questions that are no headings, any heading ends the answer unless it is within
    // a container of the answer's own.
    return run.holdsOther(than: candidate.block, page.blocks(in: parent))
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
}
