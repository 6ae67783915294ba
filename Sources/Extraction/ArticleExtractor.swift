public import HTMLTree
internal import JSON

/// Finds the article in a page and reads its structure.
///
///     let article = try ArticleExtractor().extract(bytes, name: "leaky-gut.html")
///     let document = article.document(id: "leaky-gut.html", baseURL: nil)
///
/// A page's bytes become a tree of values, the tree becomes blocks, some blocks are chosen as the
/// article, and from these come headings, lists, tables, question/answer pairs and, at last,
/// passages. Nothing depends on anything but the bytes.
public struct ArticleExtractor: Sendable {
  /// What may be set.
  public struct Options: Sendable {
    /// The bounds on what a page may cost.
    public var limits = HTMLLimits()

    /// The default options.
    public init() {}
  }

  private let options: Options

  /// An extractor with these options.
  public init(options: Options = Options()) { self.options = options }

  /// Reads a page.
  ///
  /// - Parameters:
  ///   - bytes: The page as it was served or saved, in any encoding.
  ///   - name: The page's name, for errors.
  /// - Throws: `ExtractionError` when the bytes are no page, or it has no text.
  /// - Complexity: Linear in the page's size.
  public func extract(_ bytes: [UInt8], name: String) throws(ExtractionError) -> Article {
    let tree: HTMLTree
    do {
      tree = try HTMLTree(parsing: bytes, limits: options.limits)
    } catch {
      throw .unreadable(name: name, reason: error)
    }
    var page = Page(tree)
    if page.blocks.isEmpty { page = Page(tree, readsNoscript: true) }
    if page.blocks.isEmpty { throw .noText(name: name) }
    return read(page)
  }

  private func read(_ page: Page) -> Article {
    let declared = DeclaredData.objects(in: page.tree)
    var article = Article()
    article.encoding = page.tree.encoding
    article.warnings = page.tree.warnings.map { .source($0) }
    if let offset = page.cutOffset { article.warnings.append(.source(.stopped(offset: offset))) }
    if declared.invalid > 0 { article.warnings.append(.invalidJSONLD) }
    article.metadata = MetadataReader(page.tree, declared: declared.objects).read()
    var selector = ContentSelector(page, title: article.metadata.title)
    selector.run()
    article.removals = selector.removals
    if !selector.foundArticle { article.warnings.append(.noArticleFound) }
    var isKept = withoutTitle(page, selector.isKept, title: article.metadata.title)
    let questions = DeclaredQuestion.all(in: declared.objects)
    var finder = QuestionFinder(
      page, declared: questions, title: article.metadata.title, isExcluded: selector.isBoilerplate,
      isHidden: selector.isHidden, isKept: isKept)
    finder.run()
    for pair in finder.pairs {
      keep(pair, &isKept)
      // The heading over a run of questions, which may have been cut as the last line.
      let before = pair.questionBlocks.lowerBound - 1
      if before >= 0, !selector.isBoilerplate[before], isHeading(before, on: page) {
        isKept[before] = true
      }
    }
    var reader = StructureReader(page, isKept: isKept)
    let structure = reader.run()
    article.text = String(decoding: structure.text, as: UTF8.self)
    article.blocks = structure.blocks
    article.tableCaptions = structure.captions
    article.searchable = SearchableText(page)
    article.pairs = finder.pairs.map { pair in
      read(
        pair, page: page,
        question: blocks(
          pair.questionBlocks.lowerBound, pair.questionBlocks.upperBound - 1, in: structure.blocks),
        answer: blocks(pair.answerBlocks.first, pair.answerBlocks.last, in: structure.blocks))
    }
    article.warnings += DeclaredQuestion.disagreements(questions, article.pairs)
    return article
  }

  private func isHeading(_ index: Int, on page: Page) -> Bool {
    let container = page.blocks[index].container
    if page.tree.nodes[container].tag.headingLevel.map({ $0 > 1 }) == true { return true }
    return page.tree.value(of: .role, at: container, is: "heading")
  }

  /// Pairs are kept whole, whatever was chosen around them.
  private func keep(_ pair: FoundPair, _ isKept: inout [Bool]) {
    for index in pair.questionBlocks { isKept[index] = true }
    guard let first = pair.answerBlocks.first, let last = pair.answerBlocks.last else { return }
    for index in first...last { isKept[index] = false }
    for index in pair.answerBlocks { isKept[index] = true }
  }

  /// The article's blocks that a run of the page's blocks became.
  private func blocks(_ first: Int?, _ last: Int?, in blocks: [ArticleBlock]) -> ArraySlice<
    ArticleBlock
  > {
    guard let first, let last else { return [] }
    func place(_ pageBlock: Int) -> Int {
      var low = 0
      var high = blocks.count
      while low < high {
        let middle = (low + high) / 2
        if blocks[middle].pageBlock < pageBlock { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return blocks[place(first)..<max(place(first), place(last + 1))]
  }

  private func read(
    _ pair: FoundPair, page: Page, question: ArraySlice<ArticleBlock>,
    answer inside: ArraySlice<ArticleBlock>
  ) -> QuestionAnswerPair {
    let lines = pair.answerBlocks.map { page.string(page.blocks[$0]) }
    let answer = QuestionMarks.withoutAnswerLabel(lines.joined(separator: "\n"))
    func range(_ blocks: ArraySlice<ArticleBlock>) -> Range<Int>? {
      guard let first = blocks.first, let last = blocks.last else { return nil }
      return first.range.lowerBound..<last.range.upperBound
    }
    let sources = pair.answerBlocks.map { page.blocks[$0].source }
    let start = sources.map(\.lowerBound).min() ?? 0
    let end = sources.map(\.upperBound).max() ?? start
    return QuestionAnswerPair(
      question: pair.question, answer: answer, range: range(inside),
      questionRange: range(question), sourceRange: start..<end,
      markup: pair.markup.rawValue)
  }

  /// Leaves out the heading that repeats the page's title, where it opens the text.
  private func withoutTitle(_ page: Page, _ isKept: [Bool], title: String) -> [Bool] {
    var isKept = isKept
    let key = title.matchKey
    guard !key.isEmpty else { return isKept }
    var seen = 0
    for index in page.blocks.indices where isKept[index] {
      if page.blocks[index].text.count <= title.utf8.count + 60,
        page.string(page.blocks[index]).matchKey == key
      {
        isKept[index] = false
        break
      }
      seen += 1
      if seen == 5 { break }
    }
    return isKept
  }
}
