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

  /// Impacts from a function of (posting class, passage class).
  public init(
    postingClasses: Int, passageClasses: Int, impact: (_ posting: Int, _ passage: Int) -> UInt8
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
  }

  /// The impact is the posting's class itself: the caller computed it for each posting.
  public static let identity = ImpactTable(postingClasses: 256, passageClasses: 1) { posting, _ in
    UInt8(posting)
  }

  init(postingClasses: Int, passageClasses: Int, values: [UInt8]) {
    self.postingClasses = postingClasses
    self.passageClasses = passageClasses
    self.values = values
  }
}
