public import HTMLTree

/// What a page says about itself, from JSON-LD, OpenGraph, `meta`, `link` and `time`.
public struct ArticleMetadata: Sendable, Equatable {
  /// The title without the site's suffix; empty where the page has none.
  public var title = ""
  /// The publishing site.
  public var siteName: String?
  /// Who wrote it.
  public var author: String?
  /// ISO 8601 date of publication, as the page gives it.
  public var published: String?
  /// ISO 8601 date of the last change, as the page gives it.
  public var modified: String?
  /// BCP 47 language tag.
  public var language: String?
  /// The canonical address as the page gives it; may be relative.
  public var canonicalURL: String?
}

/// One line of an article's text and what it was on the page.
public struct ArticleBlock: Sendable, Equatable {
  /// What a block was on the page.
  public enum Kind: Sendable, Equatable {
    /// A heading of level 1…6, or 7 for a paragraph that is only marked as one by bold type.
    case heading(level: Int)
    /// Running text.
    case paragraph
    /// The start of an item of the list that is numbered `list` on the page, `depth` lists deep.
    case listItem(list: Int, depth: Int)
    /// A further block of the item before it.
    case listItemContinuation(list: Int, depth: Int)
    /// A row of the table that is numbered `table`.
    case tableRow(table: Int, isHeader: Bool)
    /// A term of a definition list.
    case term(list: Int)
    /// A definition of the terms before it.
    case definition(list: Int)
    /// Text of a block quotation.
    case quotation
    /// A figure's or a table's caption.
    case caption
    /// A footnote.
    case footnote
    /// Text whose line breaks matter.
    case preformatted
  }

  /// A cell of a table row.
  public struct Cell: Sendable, Equatable {
    /// UTF-8 byte range in the article's text.
    public var range: Range<Int>
    /// The header of its column, or nil.
    public var columnHeader: String?
    /// Whether the cell is itself the header of its row.
    public var isRowHeader = false
  }

  /// A cell of a row above that reaches into this one.
  public struct CarriedCell: Sendable, Equatable {
    /// What it says.
    public var text: String
    /// The header of its column, or nil.
    public var columnHeader: String?
    /// Whether the cell is itself a header of the rows beside it.
    public var isRowHeader: Bool
  }

  /// What the block was on the page.
  public var kind: Kind
  /// UTF-8 byte range in the article's text.
  public var range: Range<Int>
  /// Byte range in the decoded page.
  public var sourceRange: Range<Int>
  /// Id of the nearest element at or before the block that has one.
  public var anchor: String?
  /// The cells of a table row.
  public var cells: [Cell] = []
  /// The cells of rows above that reach into a table row.
  public var carried: [CarriedCell] = []
  /// The place of the first of the page's blocks that it was made of.
  var pageBlock: Int
  /// The place of the last of them.
  var lastPageBlock: Int
}

/// A question and its answer as they are visible on the page.
public struct QuestionAnswerPair: Sendable, Equatable {
  /// The question without its label or number.
  public var question: String
  /// The answer's blocks, joined by line feeds.
  public var answer: String
  /// UTF-8 byte range of the answer in the article's text, where it is one run of it.
  public var range: Range<Int>?
  /// UTF-8 byte range of the question's line in the article's text.
  public var questionRange: Range<Int>?
  /// Byte range of the answer in the decoded page.
  public var sourceRange: Range<Int>
  /// What marked it as a pair, for `inspect`.
  public var markup: String
}

/// A finding about a page that a publisher or an operator would want to know.
public enum ArticleWarning: Sendable, Equatable {
  /// The page's bytes needed repair or lost text.
  case source(HTMLWarning)
  /// A declared answer (JSON-LD) is not the visible one; the visible one is used.
  case declaredAnswerDiffers(question: String)
  /// A declared question is not visible on the page; it is not used.
  case declaredQuestionNotVisible(question: String)
  /// A block of JSON-LD is not JSON.
  case invalidJSONLD
  /// No article was found; all text of the page was taken.
  case noArticleFound
}

/// A part of the page that was left out, for `inspect --explain`.
public struct Removal: Sendable, Equatable {
  /// The element, such as `div#cookie.notice`.
  public var element: String
  /// Why it was left out.
  public var reason: String
  /// How many bytes of text it held.
  public var bytes: Int
  /// The first words.
  public var sample: String
}

/// A page's article: metadata, text, structure, question/answer pairs.
public struct Article: Sendable {
  /// What the page says about itself.
  public var metadata = ArticleMetadata()
  /// The visible text: a block a line, cells separated by tabs.
  public var text = ""
  /// The lines of the text and what they were.
  public var blocks: [ArticleBlock] = []
  /// Captions by table number.
  public var tableCaptions: [Int: String] = [:]
  /// Questions with their visible answers.
  public var pairs: [QuestionAnswerPair] = []
  /// What a publisher or operator would want to know.
  public var warnings: [ArticleWarning] = []
  /// What was left out.
  public var removals: [Removal] = []
  /// The encoding the page was read in.
  public var encoding = ""
  /// The page's whole visible text, which a browser would search for a text fragment.
  var searchable = SearchableText()
}

/// Why no article came of a page.
public enum ExtractionError: Error, Equatable {
  /// The bytes are no page.
  case unreadable(name: String, reason: HTMLError)
  /// The page has no text.
  case noText(name: String)
}
