/// Groups things from the most alike pair on, two groups being as alike as their members on average.
///
/// Deterministic: of equally alike pairs the first one is joined.
///
/// - SeeAlso: Manning, Raghavan, Schütze, *Introduction to Information Retrieval*, §17.3 (group-average
///   agglomerative clustering).
struct AverageLinkage {
  private let count: Int
  private var likeness: [Double]
  private var members: [[Int]]
  /// The most alike group behind each group, and how alike.
  private var nearest: [(group: Int, likeness: Double)]

  /// Groups `0..<count`, each group's members in ascending order, the groups by their first member.
  ///
  /// - Parameters:
  ///   - likeness: rows of how alike each two are; symmetrical.
  ///   - least: how alike two groups must be to be joined.
  /// - Complexity: O(count²) for most data, O(count³) at worst.
  static func groups(_ likeness: [[Double]], least: Double) -> [[Int]] {
    var linkage = AverageLinkage(likeness)
    while linkage.join(least: least) {}
    return linkage.members.filter { !$0.isEmpty }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }

  private init(_ rows: [[Double]]) {
    count = rows.count
    likeness = rows.flatMap { $0 }
    members = (0..<count).map { [$0] }
    nearest = []
    nearest = (0..<count).map { nearest(behind: $0) }
  }

  private func nearest(behind group: Int) -> (group: Int, likeness: Double) {
    var best = (group: group, likeness: -1.0)
    for other in (group + 1)..<max(count, group + 1) where !members[other].isEmpty {
      let value = likeness[group * count + other]
      if value > best.likeness { best = (other, value) }
    }
    return best
  }

  /// Joins the most alike two groups; false where none are alike enough.
  private mutating func join(least: Double) -> Bool {
    var best: (group: Int, likeness: Double)?
    for group in 0..<count where !members[group].isEmpty {
      if nearest[group].likeness > best?.likeness ?? -1 {
        best = (group, nearest[group].likeness)
      }
    }
    guard let best, best.likeness >= least else { return false }
    let kept = best.group
    let gone = nearest[kept].group
    let (a, b) = (Double(members[kept].count), Double(members[gone].count))
    members[kept] += members[gone]
    members[gone] = []
    for other in 0..<count where other != kept && !members[other].isEmpty {
      let value =
        (a * likeness[kept * count + other] + b * likeness[gone * count + other]) / (a + b)
      likeness[kept * count + other] = value
      likeness[other * count + kept] = value
      if other < kept || other < gone {
        if nearest[other].group == kept || nearest[other].group == gone {
          nearest[other] = nearest(behind: other)
        } else if other < kept, value > nearest[other].likeness {
          nearest[other] = (kept, value)
        }
      }
    }
    nearest[kept] = nearest(behind: kept)
    return true
  }
}
