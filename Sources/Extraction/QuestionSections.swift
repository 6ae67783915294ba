internal import HTMLTree

/// Which blocks stand where the page says that questions follow: under its title, under a heading, or in a table
/// whose columns are headed so.
struct QuestionSections {
  /// Whether each block stands where questions were announced.
  private(set) var isAnnounced: [Bool] = []
  private let ground: QuestionGround
  private let page: Page
  private let tree: HTMLTree

  init(_ ground: QuestionGround, title: String) {
    self.ground = ground
    page = ground.page
    tree = page.tree
    let isWholePage =
      QuestionMarks.announcesQuestions(title) || Self.titleAnnounces(tree) || isAskingTitle(title)
    isAnnounced = Array(repeating: isWholePage, count: page.blocks.count)
    if !isWholePage { markSections() }
    markTables()
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

  /// Whether the title speaks of questions and the headings under it ask: "Billing questions". Such words in
  /// a title alone would not be enough, and "questions to ask" are others' questions.
  private func isAskingTitle(_ title: String) -> Bool {
    guard QuestionMarks.headsQuestions(title), !title.contains(where: \.isNumber),
      !title.matchKey.contains("toask")
    else { return false }
    let headings = page.blocks.indices.filter { ground.levels[$0] > 1 && ground.isKept[$0] }
    let asking = headings.count { QuestionMarks.isQuestion(page.string(page.blocks[$0])) }
    return asking >= 3 && asking * 2 >= headings.count
  }

  /// Whether a line announces questions; in plain words only where it is part of the article.
  private func heads(_ index: Int, _ text: String) -> Bool {
    // "Why?" announces nothing, and a page may have very many such lines.
    if QuestionMarks.isQuestion(text), text.utf8.count < 24 { return false }
    return QuestionMarks.announcesQuestions(text)
      || ground.isKept[index] && QuestionMarks.headsQuestions(text)
  }

  /// Marks the blocks under a heading that announces questions.
  private mutating func markSections() {
    var open: Int?
    for index in page.blocks.indices {
      let level = ground.levels[index]
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
      isAnnounced[index] = open != nil
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
      for index in range { isAnnounced[index] = true }
    }
  }
}
