/// The structure a passage had on its page.
public enum PassageKind: UInt8, Sendable, CaseIterable {
  /// Running text: one paragraph, or a part of a long one cut at a sentence end.
  case paragraph = 0
  /// An FAQ answer; the question is in `Passage.question`.
  case questionAnswer = 1
  /// A whole list with its lead-in sentence.
  case list = 2
  /// One row of a table, cells separated by U+0009.
  case tableRow = 3
  /// A term with its definitions.
  case definition = 4
  /// A block quotation.
  case quotation = 5
  /// A figure's caption or a table's.
  case caption = 6
  /// A footnote.
  case footnote = 7
  /// A record of a JSON Lines collection; the title is in `Passage.question`.
  case record = 8
}

/// A piece of a document that can be found and quoted by itself.
///
/// What is quoted is `range` of the document's visible text. What is searched is that text together
/// with `question`, `headingPath` and, where cells or items only make sense with their
/// headers or lead-in, `searchText` in its place.
public struct Passage: Sendable, Equatable {
  /// A list item or table cell inside the passage.
  public struct Part: Sendable, Equatable {
    /// UTF-8 byte range in the passage's text.
    public var range: Range<Int>
    /// The header that gives the cell its meaning ("Official disease?"), or nil.
    public var label: String?

    /// A part from its range and header.
    public init(range: Range<Int>, label: String? = nil) {
      self.range = range
      self.label = label
    }
  }

  /// Unique in the corpus and stable under edits elsewhere on the page: document id, `#`, local name.
  public var id: String
  /// The structure it had on the page.
  public var kind: PassageKind
  /// Headings above the passage, outermost first; the document's title is not repeated here.
  public var headingPath: [String]
  /// The question that this passage answers, verbatim from the page.
  public var question: String?
  /// UTF-8 byte range in the document's visible text.
  public var range: Range<Int>
  /// What is searched in place of the text, where that needs its headers or lead-in to make sense.
  public var searchText: String?
  /// List items or table cells, in order; empty for other kinds.
  public var parts: [Part]
  /// Id of the nearest element at or before the passage that has one.
  public var anchor: String?
  /// The part after `#` that leads a browser to the passage: anchor, text directive, or both.
  public var fragment: String?
  /// UTF-8 byte range in the decoded source of the page.
  public var sourceRange: Range<Int>?

  /// A passage from its parts.
  public init(
    id: String, kind: PassageKind, headingPath: [String] = [], question: String? = nil,
    range: Range<Int>, searchText: String? = nil, parts: [Part] = [], anchor: String? = nil,
    fragment: String? = nil, sourceRange: Range<Int>? = nil
  ) {
    self.id = id
    self.kind = kind
    self.headingPath = headingPath
    self.question = question
    self.range = range
    self.searchText = searchText
    self.parts = parts
    self.anchor = anchor
    self.fragment = fragment
    self.sourceRange = sourceRange
  }
}
