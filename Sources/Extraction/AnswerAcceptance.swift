internal import HTMLTree

/// Decides which members of a group are questions that the page answers, and whether what was read for one is
/// its answer.
struct AnswerAcceptance {
  private let ground: QuestionGround
  private let page: Page
  private let tree: HTMLTree
  private let candidates: QuestionCandidates
  private let markup: QuestionMarkup
  private let run: QuestionRun
  /// Whether at least half of the group are questions.
  private let amongQuestions: Bool
  /// Whether few of the group stand outside the places where questions were announced.
  private let isStray: Bool

  init(
    _ ground: QuestionGround, candidates: QuestionCandidates, group: [Int], markup: QuestionMarkup,
    run: QuestionRun
  ) {
    self.ground = ground
    page = ground.page
    tree = page.tree
    self.candidates = candidates
    self.markup = markup
    self.run = run
    let questions = group.count { candidates.all[$0].isQuestion }
    amongQuestions = questions * 2 >= group.count
    // Beside questions that are announced, one or two bold lines elsewhere are headings that ask.
    let outside = group.count { !candidates.all[$0].inContext }
    isStray = outside < 3 && outside < group.count
  }

  /// Whether a member of the group asks here, so that an answer is to be looked for.
  func asks(_ candidate: QuestionCandidate) -> Bool {
    guard isMember(candidate) else { return false }
    if markup == .bold, !candidate.inContext, isStray { return false }
    guard candidate.isLink, !candidate.isToggle, candidate.panel == nil else { return true }
    return !candidates.isContentsEntry(candidate)
      && !(candidate.level ?? 0 > 1 && leadsAway(candidate))
  }

  /// Whether blocks that were read for a question answer it.
  func isAnswer(_ blocks: [Int], to candidate: QuestionCandidate) -> Bool {
    if blocks.isEmpty || isInvitation(blocks) || isChoice(blocks, of: candidate)
      || markup == .heading && opensWithQuestion(blocks, candidate)
    {
      return false
    }
    // Where few of a run are questions, the others are so only if a text answers them.
    return candidate.isQuestion || amongQuestions || markup == .microdata || markup == .declared
      || markup == .labelled || isText(blocks, of: candidate)
  }

  /// Whether a member of a plausible group is a question by itself.
  private func isMember(_ candidate: QuestionCandidate) -> Bool {
    switch markup {
    case .microdata, .declared, .labelled: return true
    case .details, .definitionList, .accordion, .named:
      return candidate.isQuestion || candidate.inContext
    case .heading: return candidate.inContext
    case .bold, .numbered, .plain: return true
    }
  }

  /// Whether a heading leads to another page: a teaser of what is answered there.
  private func leadsAway(_ candidate: QuestionCandidate) -> Bool {
    let block = page.blocks[candidate.block]
    var card = tree.nodes[block.container].parent
    var steps = 0
    while card > 0, steps < 3, tree.nodes[card].tag != .a {
      card = tree.nodes[card].parent
      steps += 1
    }
    let isCard = card > 0 && tree.nodes[card].tag == .a
    guard let address = ground.address(block) ?? (isCard ? tree.bytes(of: .href, at: card) : nil)
    else {
      return false
    }
    return !address.isEmpty && !address.contains(UInt8(ascii: "#"))
      && !address.starts(with: "javascript:".utf8)
  }

  /// Whether what follows a heading that asks begins with a lower one that asks: the first is over a section.
  private func opensWithQuestion(_ blocks: [Int], _ candidate: QuestionCandidate) -> Bool {
    guard let first = blocks.first, let inner = candidates.candidate(at: first),
      let own = candidate.level, let level = inner.level
    else { return false }
    return level > own && inner.isQuestion && inner.inContext
  }

  /// Whether all that answers is a link on its own, in no paragraph or item: "Ready to ship? Book now".
  private func isInvitation(_ blocks: [Int]) -> Bool {
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

  /// Whether what follows a question is for the reader to fill in: a control stands before the text or, in a
  /// group of a form, anywhere in it.
  private func isChoice(_ blocks: [Int], of candidate: QuestionCandidate) -> Bool {
    guard let first = blocks.first, let last = blocks.last, first > candidate.block,
      !candidate.isToggle, candidate.panel == nil
    else { return false }
    let start = page.blocks[candidate.block].nodes.upperBound
    let isGroup = isInFormGroup(candidate)
    let end = isGroup ? page.blocks[last].nodes.upperBound : page.blocks[first].nodes.lowerBound
    // A form says soon that it is one; looking on would cost a page without any too much.
    return start < end
      && (start..<end).prefix(400).contains { isControl($0, isGroup: isGroup) }
  }

  /// Whether an element is filled in by the reader. Outside a form's group a box is a switch, with which style
  /// sheets show an answer.
  private func isControl(_ node: Int, isGroup: Bool) -> Bool {
    switch tree.nodes[node].tag {
    case .select, .textarea: true
    case .input:
      !tree.value(of: .type, at: node, is: "hidden")
        && (isGroup
          || !tree.value(of: .type, at: node, is: "checkbox")
            && !tree.value(of: .type, at: node, is: "radio"))
    default: false
    }
  }

  /// Whether the question heads a `fieldset`.
  private func isInFormGroup(_ candidate: QuestionCandidate) -> Bool {
    var node = page.blocks[candidate.block].container
    var steps = 0
    while node > 0, steps < 4 {
      if tree.nodes[node].tag == .fieldset { return true }
      node = tree.nodes[node].parent
      steps += 1
    }
    return false
  }

  /// Whether blocks are a text, not links or further questions of the run.
  private func isText(_ blocks: [Int], of candidate: QuestionCandidate) -> Bool {
    guard let first = blocks.first, let last = blocks.last,
      !run.holdsOther(than: candidate.block, first..<max(first, last + 1))
    else { return false }
    let bytes = blocks.reduce(0) { $0 + page.blocks[$1].text.count }
    let links = blocks.reduce(0) { $0 + page.blocks[$1].linkBytes }
    return bytes >= 25 && links * 2 < bytes
      && (candidate.isToggle || candidate.isSummary || candidate.isTerm
        || ground.isKept[candidate.block])
  }
}
