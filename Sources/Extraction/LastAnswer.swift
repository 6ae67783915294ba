internal import HTMLTree

/// Cuts the last answer of a run where what closes the page begins.
struct LastAnswer {
  private let ground: QuestionGround
  private let page: Page
  private let tree: HTMLTree
  private let text: AnswerText
  private let run: QuestionRun

  init(_ ground: QuestionGround, text: AnswerText, run: QuestionRun) {
    self.ground = ground
    page = ground.page
    tree = page.tree
    self.text = text
    self.run = run
  }

  /// The last answer of a run often swallows what closes the page: it ends where a kind of element
  /// follows that none of the other answers has.
  func cut(_ accepted: inout [AnsweredQuestion]) {
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
        // A letter is signed at the right.
        let mayClose = own.isAtRight || ![.text, .p, .ul, .ol].contains(own.tag)
        if end > 0, mayClose, !seen.contains(own), !isIntroduced(blocks[end], under: parent) {
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
    while next < page.blocks.count, ground.isOrnament[next] || text.isReturn(next) { next += 1 }
    return run.contains(next)
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
    var isAtRight: Bool
  }

  /// The child of `parent` that holds a block: its tag, first class and whether its text stands at the right.
  private func signature(_ block: Int, under parent: Int) -> Signature {
    var node = page.blocks[block].nodes.lowerBound
    while node > 0, tree.nodes[node].parent != parent { node = tree.nodes[node].parent }
    let tag = tree.nodes[node].tag
    let name = Array((tree.bytes(of: .class, at: node) ?? []).prefix { $0 > 0x20 })
    let isAtRight =
      tree.value(of: .align, at: node, is: "right")
      || tree.bytes(of: .style, at: node).map(Style.alignsRight) ?? false
    return Signature(
      tag: tag.layout == .inline ? .text : tag, name: name, isAtRight: isAtRight)
  }
}
