internal import HTMLTree

/// Chooses the element that holds the article.
struct RootChooser {
  private let page: Page
  private let tree: HTMLTree
  private let prose: Prose
  private let names: ElementEvidence
  /// Whether each block was set aside.
  private let isAside: [Bool]

  init(_ page: Page, prose: Prose, names: ElementEvidence, isAside: [Bool]) {
    self.page = page
    tree = page.tree
    self.prose = prose
    self.names = names
    self.isAside = isAside
  }

  /// The element around which paragraphs gather.
  ///
  /// Each paragraph gives its weight to the element that holds it and a part to each ancestor, less
  /// with each step up, so that the nearest common ancestor of a dense run wins over the page.
  func choose(from start: Int) -> Int {
    var scores: [Int: Double] = [:]
    for index in start..<max(start, page.blocks.count)
    where !isAside[index] && prose.ofBlock[index] > 0 {
      let block = page.blocks[index]
      let weight = 1 + min(Double(prose.ofBlock[index]) / 100, 6)
      var node = page.holder(of: block)
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

  /// Goes up to an element around that holds much more gathered prose: a text that
  /// advertisements or sections split over siblings.
  private func climbed(from node: Int) -> Int {
    if names.isArticleBody(node) { return node }
    var best = node
    var own = prose.sum(page.blocks(in: best), without: isAside)
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
        own = prose.sum(range, without: isAside)
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
    for index in range where !inner.contains(index) && !isAside[index] && prose.ofBlock[index] > 0 {
      let holder = page.holder(of: page.blocks[index])
      let before = sums[holder] ?? (0, 0)
      sums[holder] = (before.blocks + 1, before.prose + prose.ofBlock[index])
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

  /// How much more or less an element counts for its tag and its names.
  private func hint(_ node: Int) -> Double {
    if names.isArticleBody(node) { return 1.5 }
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
}
