/// What a page or a record says about itself.
public struct DocumentMetadata: Sendable, Equatable {
  /// The title a person would cite; never empty for an indexed document (the id stands in).
  public var title: String
  /// The canonical address, absolute, or nil where neither the page nor `--base-url` gives one.
  public var url: String?
  /// A BCP 47 language tag such as `en` or `de-AT`.
  public var language: String?
  /// The publishing site.
  public var siteName: String?
  /// Who wrote the page.
  public var author: String?
  /// ISO 8601 date of publication, as the page gives it.
  public var published: String?
  /// ISO 8601 date of the last change, as the page gives it.
  public var modified: String?

  /// Metadata of which only the title is sure.
  public init(
    title: String, url: String? = nil, language: String? = nil, siteName: String? = nil,
    author: String? = nil, published: String? = nil, modified: String? = nil
  ) {
    self.title = title
    self.url = url
    self.language = language
    self.siteName = siteName
    self.author = author
    self.published = published
    self.modified = modified
  }
}

/// One source document as it is indexed: a web page or a record of a JSON Lines collection.
public struct Document: Sendable, Equatable {
  /// Unique in the corpus: for a page its path relative to the folder given, with `/`;
  /// for a record its `id`.
  public var id: String
  /// Title, address, author, dates, language.
  public var metadata: DocumentMetadata
  /// The visible text: blocks in document order joined by U+000A, cells of a row by U+0009.
  public var text: String
  /// Passages in document order.
  public var passages: [Passage]

  /// A document from its parts; every passage's range must lie in `text`.
  public init(id: String, metadata: DocumentMetadata, text: String, passages: [Passage]) {
    self.id = id
    self.metadata = metadata
    self.text = text
    self.passages = passages
  }

  /// The stored text of a passage: a contiguous slice of the visible text.
  public func text(of passage: Passage) -> Substring {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: passage.range.lowerBound)
    let end = utf8.index(utf8.startIndex, offsetBy: passage.range.upperBound)
    return text[start..<end]
  }
}
