public import Corpus

/// A passage as the index gives it back.
public struct StoredPassage: Sendable, Equatable {
  /// Its number.
  public var id: PassageID
  /// The number of its document.
  public var document: DocumentID
  /// Everything the corpus said about it.
  public var passage: Passage
  /// The text that is quoted; empty in an index without stored text.
  public var text: String
}

/// A document as the index gives it back, without its text.
public struct StoredDocument: Sendable, Equatable {
  /// Its number.
  public var id: DocumentID
  /// Its id in the corpus.
  public var key: String
  /// Title, address, author, dates, language.
  public var metadata: DocumentMetadata
  /// The numbers of its passages, in document order.
  public var passages: Range<UInt32>
}

/// What is known of a term across the collection.
public struct TermStatistics: Sendable, Equatable {
  /// In how many passages the term occurs.
  public var documentFrequency: Int
  /// How often it occurs in all.
  public var collectionFrequency: Int
  /// The greatest impact of any of its postings.
  public var greatestImpact: UInt8
}

/// What is known of a term space.
public struct SpaceStatistics: Sendable, Equatable {
  /// How many distinct terms it has.
  public var termCount: Int
  /// How many postings: the sum of document frequencies.
  public var postingCount: Int
  /// The sum of collection frequencies.
  public var occurrenceCount: Int
}
