internal import HTMLTree

/// What tags and names say about whether an element is part of an article.
struct ElementEvidence {
  private let page: Page
  private let tree: HTMLTree

  init(_ page: Page) {
    self.page = page
    tree = page.tree
  }

  /// What an element's names say, unless its id repeats the words of its first line, as generated
  /// ones do: `<section id="cookies-and-cheese"><h2>Cookies and cheese</h2>`.
  func evidence(_ node: Int) -> ClassEvidence? {
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

  /// Whether an element around a block, up to `top`, is named as no article; those that hold `root` don't count.
  func isNamed(_ block: PageBlock, below top: Int, root: Int) -> Bool {
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

  /// Whether an element is marked as the article's text.
  func isArticleBody(_ node: Int) -> Bool {
    tree.value(of: .itemprop, at: node, is: "articleBody")
  }

  /// Whether an element is part of a table with headers or many rows, or a quotation: names say
  /// nothing then.
  func isTable(_ node: Int) -> Bool {
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

  /// Whether a tag is a table's or a part of one.
  func isTablePart(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .table, .thead, .tbody, .tfoot, .tr, .td, .th, .caption: true
    default: false
    }
  }
}
