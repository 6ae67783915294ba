internal import HTMLTree

/// Tells which blocks are text of an answer from what the site puts among answers: links back, votes, tools.
struct AnswerText {
  private let ground: QuestionGround
  private let page: Page
  private let tree: HTMLTree
  private let ids: ElementIDs
  /// How often each line that is a link stands on the page, by a hash of its text.
  private var returnCounts: [UInt64: Int] = [:]

  init(_ ground: QuestionGround, ids: ElementIDs) {
    self.ground = ground
    page = ground.page
    tree = page.tree
    self.ids = ids
    for block in page.blocks where block.linkBytes == block.text.count && block.text.count <= 60 {
      returnCounts[page.text[block.text].fnv1a, default: 0] += 1
    }
  }

  /// The blocks of a range that are text of an answer.
  ///
  /// - Parameter trustsPlace: whether the place says enough that it answers, whatever its names say.
  func usable(
    _ range: Range<Int>, trustsPlace: Bool = false
  ) -> [Int] {
    range.filter { index in
      let block = page.blocks[index]
      if ground.isExcluded[index] && !ground.isHidden[index] && !trustsPlace { return false }
      if ground.isOrnament[index], block.text.count < 3, !isCell(block) { return false }
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
  func isReturn(_ index: Int) -> Bool {
    let block = page.blocks[index]
    guard block.linkBytes == block.text.count, block.text.count <= 60,
      let address = ground.address(block),
      address.first == UInt8(ascii: "#")
    else { return false }
    let target = ids.element(withID: String(decoding: address.dropFirst(), as: UTF8.self)) ?? 0
    guard target < block.container, page.blocks(in: target).lowerBound < index else { return false }
    return returnCounts[(page.text[block.text]).fnv1a, default: 0] > 1
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
}
