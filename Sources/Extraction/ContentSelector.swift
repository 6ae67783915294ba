internal import HTMLTree

/// Chooses which blocks of a page are its article.
///
/// Four steps: elements that are no article by tag, role, class or style are set aside
/// (`Boilerplate`, `OtherSections`); of the rest, the element around which paragraphs gather is
/// chosen (`RootChooser`); inside it, what is link list, caption, byline or call to action goes
/// (`Pruner`); and what is short at the ends goes (`TextEnds`). When little is left of a page with
/// much prose, the steps run again with less evidence.
struct ContentSelector {
  /// How much evidence counts.
  enum Strictness {
    /// Tags, roles, hidden elements and class words.
    case full
    /// Tags, roles and hidden elements.
    case tags
  }

  /// What one run of the steps chose.
  private struct Choice {
    var isKept: [Bool]
    var isBoilerplate: [Bool]
    var root: Int
    var removed: [RemovedElement]
  }

  private let page: Page
  private let tree: HTMLTree
  private let titleKey: String
  private let prose: Prose
  private let names: ElementEvidence
  private let lines: SiteLines
  private let rules: AsideRules
  private(set) var isKept: [Bool]
  private(set) var removals: [Removal] = []
  /// Blocks inside elements that are never part of an article.
  private(set) var isBoilerplate: [Bool]
  /// Of these, blocks that are only hidden until something is opened.
  private(set) var isHidden: [Bool]
  private(set) var foundArticle = true

  init(_ page: Page, title: String) {
    self.page = page
    tree = page.tree
    titleKey = title.matchKey
    prose = Prose(page)
    names = ElementEvidence(page)
    lines = SiteLines(page)
    rules = AsideRules(page, prose: prose, names: names)
    isKept = Array(repeating: false, count: page.blocks.count)
    isBoilerplate = isKept
    isHidden = isKept
  }

  mutating func run() {
    let choice = rescued(select(.full))
    isKept = choice.isKept
    isBoilerplate = choice.isBoilerplate
    if isKept.contains(true) {
      removals = choice.removed.compactMap { $0.removal(on: page) }
    } else {
      foundArticle = false
      isKept = isKept.map { _ in true }
    }
  }

  /// Runs again with less evidence where little was kept of much, and with the title as evidence
  /// where the text chosen lies before it.
  private mutating func rescued(_ first: Choice) -> Choice {
    let range = page.blocks(in: first.root)
    if let title = titleBlock, range.upperBound <= title || title + 60 < range.lowerBound {
      let second = select(.full, from: title)
      if keptProse(second) >= 400 { return second }
    }
    let kept = keptProse(first)
    guard kept < 1000 else { return first }
    let second = select(.tags)
    let widens = page.blocks(in: second.root).contains(range.lowerBound) || range.isEmpty
    let isBetter =
      kept < 250
      ? keptProse(second) >= (widens ? 250 : max(400, kept * 4))
      : widens && keptProse(second) > kept * 4
    return isBetter ? second : first
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

  /// The prose of the blocks that a choice keeps.
  private func keptProse(_ choice: Choice) -> Int {
    choice.isKept.indices.reduce(0) { $0 + (choice.isKept[$1] ? prose.ofBlock[$1] : 0) }
  }

  /// Takes the steps once.
  ///
  /// - Parameter start: The block before which no prose counts when the element is chosen.
  private mutating func select(_ strictness: Strictness, from start: Int = 0) -> Choice {
    var boilerplate = Boilerplate(page, prose: prose, names: names, lines: lines)
    boilerplate.setAside(rules, strictness)
    OtherSections(page, prose: prose).setAside(in: &boilerplate)
    // What is hidden stays so, whichever choice is taken in the end.
    for index in isHidden.indices where boilerplate.isHidden[index] { isHidden[index] = true }
    let isAside = boilerplate.isAside
    let root = RootChooser(page, prose: prose, names: names, isAside: isAside).choose(from: start)
    var choice = Choice(
      isKept: Array(repeating: false, count: page.blocks.count), isBoilerplate: isAside,
      root: root, removed: boilerplate.reasons)
    let blocks = page.blocks(in: root)
    for index in blocks { choice.isKept[index] = !isAside[index] }
    let lead = leadBlocks(choice)
    let isReference = References.blocks(in: blocks, of: page, isKept: choice.isKept)
    var pruner = Pruner(
      page, prose: prose, names: names, lines: lines, root: root, isAside: isAside,
      isKept: choice.isKept, isReference: isReference)
    pruner.prune(strictness)
    choice.isKept = pruner.isKept
    choice.removed += pruner.reasons
    for index in lead { choice.isKept[index] = true }
    TextEnds(page, prose: prose, isReference: isReference).trim(&choice.isKept)
    return choice
  }

  /// Prose between the title and the chosen element: a lead that stands by itself.
  private func leadBlocks(_ choice: Choice) -> [Int] {
    let start = page.blocks(in: choice.root).lowerBound
    var top = choice.root
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
      if page.headingLevel(around: block.container) == 1 { return found }
      if !choice.isBoilerplate[index], prose.ofBlock[index] >= 60,
        !names.isNamed(block, below: top, root: choice.root), !lines.isNoise(block)
      {
        found.append(index)
      }
      index -= 1
    }
    return []
  }
}
