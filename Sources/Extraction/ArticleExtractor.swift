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
    if declared.invalid > 0 { article.warnings.append(.invalidJSONLD) }
    article.metadata = MetadataReader(page.tree, declared: declared.objects).read()
    var selector = ContentSelector(page)
    selector.run()
    article.removals = selector.removals
    if !selector.foundArticle { article.warnings.append(.noArticleFound) }
    let isKept = withoutTitle(page, selector.isKept, title: article.metadata.title)
    var reader = StructureReader(page, isKept: isKept)
    let structure = reader.run()
    article.text = String(decoding: structure.text, as: UTF8.self)
    article.blocks = structure.blocks
    article.tableCaptions = structure.captions
    return article
  }

  /// Leaves out the heading that repeats the page's title, where it opens the text.
  private func withoutTitle(_ page: Page, _ isKept: [Bool], title: String) -> [Bool] {
    var isKept = isKept
    let key = title.matchKey
    guard !key.isEmpty else { return isKept }
    var seen = 0
    for index in page.blocks.indices where isKept[index] {
      if page.string(page.blocks[index]).matchKey == key {
        isKept[index] = false
        break
      }
      seen += 1
      if seen == 5 { break }
    }
    return isKept
  }
}
