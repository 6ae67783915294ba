/// A passage's number in an index, from 0 in indexing order.
public struct PassageID: Sendable, Hashable, Comparable {
  /// The number.
  public let rawValue: UInt32
  /// An id from its number.
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }
  /// Orders by number.
  public static func < (a: PassageID, b: PassageID) -> Bool { a.rawValue < b.rawValue }
}

/// A document's number in an index, from 0 in indexing order.
public struct DocumentID: Sendable, Hashable, Comparable {
  /// The number.
  public let rawValue: UInt32
  /// An id from its number.
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }
  /// Orders by number.
  public static func < (a: DocumentID, b: DocumentID) -> Bool { a.rawValue < b.rawValue }
}

/// A term's number in its term space, in the dictionary's order.
public struct TermID: Sendable, Hashable, Comparable {
  /// The number.
  public let rawValue: UInt32
  /// An id from its number.
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }
  /// Orders by number.
  public static func < (a: TermID, b: TermID) -> Bool { a.rawValue < b.rawValue }
}
