/// Why bytes did not become a tree.
public enum HTMLError: Error, Equatable {
  /// The page is larger than `HTMLLimits.bytes`; nothing was parsed.
  case tooLarge(bytes: Int, limit: Int)
  /// No bytes, or only white space and NULs.
  case empty
  /// The bytes start like another kind of file.
  case notHTML(found: String)
  /// libxml2 is not installed on this machine.
  case libraryMissing
  /// libxml2 could not get memory for a parser.
  case outOfMemory
}

/// Something about a page's bytes that cost text, or that a publisher would want to know.
public enum HTMLWarning: Sendable, Equatable {
  /// Bytes that are no text in the page's encoding became U+FFFD.
  case invalidBytes(count: Int)
  /// A comment never ends; all after `offset` is lost, as in a browser.
  case unclosedComment(offset: Int)
  /// A tag or an attribute's quote never ends; all after `offset` is lost, as in a browser.
  case unclosedTag(offset: Int)
  /// A script or style never ends; all after `offset` is lost, as in a browser.
  case unclosedRawText(offset: Int)
  /// Elements beyond the depth limit were flattened.
  case flattened(elements: Int)
  /// Attributes beyond the limit for one tag were dropped.
  case attributesDropped(offset: Int)
  /// Parsing stopped at a limit; all after `offset` is lost.
  case stopped(offset: Int)
}

/// The stated bounds on what a page may cost.
public struct HTMLLimits: Sendable, Equatable {
  /// Larger pages are refused before parsing.
  public var bytes = 16 << 20
  /// Elements nested deeper are flattened into their ancestor.
  public var depth = 1000
  /// Attributes of one tag after these are dropped: libxml2 needs quadratic time for them.
  public var attributes = 256
  /// Parsing stops at so many elements and text nodes.
  public var nodes = 2_000_000

  /// The default limits.
  public init() {}
}
