/// What a posting adds to a score, by the posting's class and the passage's class.
///
/// A posting's class stands for how often and where a term occurs in the passage (its frequency in
/// each field, say); a passage's class stands for its lengths. The table is made when the whole
/// collection is known, so it can hold averages; ranking can change without touching a posting.
public struct ImpactTable: Sendable, Equatable {
  /// How many classes of postings there are, 1 to 256.
  public let postingClasses: Int
  /// How many classes of passages there are, 1 to 256.
  public let passageClasses: Int
  /// The impact of each pair, row by row: all passage classes of posting class 0 first.
  public let values: [UInt8]
  /// How many occurrences a posting of each class stands for, in the term's collection frequency.
  let occurrences: [UInt32]

  /// Impacts from a function of (posting class, passage class).
  ///
  /// - Parameter occurrences: how often a posting class's term occurs in its passage, about.
  public init(
    postingClasses: Int, passageClasses: Int, occurrences: (_ posting: Int) -> Int = { _ in 1 },
    impact: (_ posting: Int, _ passage: Int) -> UInt8
  ) {
    precondition(1...256 ~= postingClasses && 1...256 ~= passageClasses)
    self.postingClasses = postingClasses
    self.passageClasses = passageClasses
    var values: [UInt8] = []
    values.reserveCapacity(postingClasses * passageClasses)
    for posting in 0..<postingClasses {
      for passage in 0..<passageClasses { values.append(impact(posting, passage)) }
    }
    self.values = values
    self.occurrences = (0..<postingClasses).map { UInt32(clamping: occurrences($0)) }
  }

  /// The impact is the posting's class itself: the caller computed it for each posting.
  public static let identity = ImpactTable(postingClasses: 256, passageClasses: 1) { posting, _ in
    UInt8(posting)
  }
}
