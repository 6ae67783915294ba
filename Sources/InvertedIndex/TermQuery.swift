/// A term space's number in an index.
public struct SpaceID: Sendable, Hashable {
  /// The number, from 0.
  public let rawValue: UInt16
  /// An id from its number.
  public init(_ rawValue: UInt16) { self.rawValue = rawValue }
}

/// Weighted terms; a passage's score is the sum of `weight · impact` over those it has.
///
/// A term that is added twice counts with the sum of its weights.
public struct TermQuery: Sendable, Equatable {
  /// A term with its weight.
  public struct Term: Sendable, Equatable {
    /// The term's space.
    public var space: SpaceID
    /// The term.
    public var term: TermID
    /// What an impact is multiplied by.
    public var weight: UInt16
    /// Where its postings lie, when the term was looked up before.
    var entry: TermEntry?
  }

  /// The most that the weights of one query may add up to: the greatest score then fits 32 bits.
  public static let greatestWeightSum = UInt32.max / 256

  /// The terms, in the order in which they came.
  public private(set) var terms: [Term] = []

  /// A query of no terms.
  public init() {}

  /// Adds a term; weight 0 adds nothing.
  public mutating func add(_ term: TermID, in space: SpaceID, weight: UInt16) {
    if weight > 0 { terms.append(Term(space: space, term: term, weight: weight, entry: nil)) }
  }

  /// Adds a term that `Index.lookup` found; saves searching for it again.
  public mutating func add(_ term: IndexedTerm, weight: UInt16) {
    if weight > 0 {
      terms.append(Term(space: term.space, term: term.id, weight: weight, entry: term.entry))
    }
  }

  /// Takes all terms out, keeping the memory.
  public mutating func removeAll() { terms.removeAll(keepingCapacity: true) }
}

/// A passage and its score.
public struct ScoredPassage: Sendable, Equatable {
  /// Which passage.
  public var passage: PassageID
  /// The exact sum, above 0.
  public var score: UInt32
  /// A pair from its parts.
  public init(passage: PassageID, score: UInt32) {
    self.passage = passage
    self.score = score
  }
}

/// A term as an index's dictionary has it.
public struct IndexedTerm: Sendable, Equatable {
  /// The term's space.
  public let space: SpaceID
  /// Its number in the space.
  public let id: TermID
  let entry: TermEntry

  /// What is known of it across the collection.
  public var statistics: TermStatistics {
    TermStatistics(
      documentFrequency: entry.documentFrequency,
      collectionFrequency: entry.collectionFrequency, greatestImpact: entry.greatestImpact)
  }
}
