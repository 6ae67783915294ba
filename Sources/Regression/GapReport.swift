/// Questions of a log that the corpus does not answer, in groups that ask about the same missing thing.
public struct GapReport: Sendable, Equatable {
  /// A wording with how often it was asked.
  public struct Wording: Sendable, Equatable {
    /// The question.
    public var text: String
    /// The question before it, where it says little without.
    public var follows: String?
    /// How often it was asked.
    public var count: Int
  }

  /// Questions on one topic.
  public struct Group: Sendable, Equatable {
    /// The wordings, the most frequent first; never empty.
    public var questions: [Wording]
    /// How often any of them was asked.
    public var count: Int
  }

  /// The groups, the most asked first.
  public let groups: [Group]
  /// Questions in the log.
  public let total: Int
  /// Questions in the groups.
  public let unanswered: Int

  /// How alike two groups must be, on average, to be one; chosen with `QuestionLikeness`.
  private static let leastLikeness = 0.2
  /// Wordings that are grouped at a time; later ones join the groups of the most asked.
  package static let batch = 2_000

  /// Groups a log's questions that were declined because no passage answers them.
  ///
  /// What the bot must not answer (a dose, a diagnosis, a purchase) and what is no question are left
  /// out: no article would change that.
  public init(_ log: [LoggedQuestion]) { self.init(log, batch: Self.batch) }

  /// The same with so many wordings grouped at a time.
  package init(_ log: [LoggedQuestion], batch: Int) {
    total = log.count
    var counts: [Key: Int] = [:]
    for record in log where record.outcome == "abstain" && record.reason == "no-answer" {
      let key = Key(
        text: WhiteSpace.collapsed(record.question),
        follows: record.follows.map(WhiteSpace.collapsed) ?? "")
      counts[key, default: 0] += 1
    }
    unanswered = counts.values.reduce(0, +)
    let wordings = counts.sorted {
      ($1.value, $0.key.text, $0.key.follows) < ($0.value, $1.key.text, $1.key.follows)
    }.map {
      Wording(
        text: $0.key.text, follows: $0.key.follows.isEmpty ? nil : $0.key.follows, count: $0.value)
    }
    groups = Self.grouped(wordings, batch: batch).map { members in
      Group(
        questions: members.map { wordings[$0] },
        count: members.reduce(0) { $0 + wordings[$1].count })
    }.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .map(\.element)
  }

  private struct Key: Hashable {
    var text: String
    var follows: String
  }

  /// The wordings' places by group, the groups by their first one.
  private static func grouped(_ wordings: [Wording], batch: Int) -> [[Int]] {
    let likeness = QuestionLikeness(wordings.map { ($0.text, $0.follows) })
    var groups: [[Int]] = []
    var place = [Int?](repeating: nil, count: wordings.count)
    var waiting: [Int] = []
    func settle(_ waiting: [Int]) -> [[Int]] {
      AverageLinkage.groups(likeness.rows(of: waiting), least: leastLikeness).map { members in
        members.map { waiting[$0] }
      }
    }
    for wording in wordings.indices {
      var best: (group: Int, likeness: Double)?
      if !groups.isEmpty {
        let sums = likeness.likeness(of: wording, toGroups: place)
        for (group, sum) in sums.sorted(by: { $0.key < $1.key }) {
          let mean = sum / Double(groups[group].count)
          if mean >= leastLikeness, mean > best?.likeness ?? 0 { best = (group, mean) }
        }
      }
      if let best {
        groups[best.group].append(wording)
        place[wording] = best.group
        continue
      }
      waiting.append(wording)
      if waiting.count == batch {
        for members in settle(waiting) {
          for member in members { place[member] = groups.count }
          groups.append(members)
        }
        waiting = []
      }
    }
    return (groups + settle(waiting)).map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }
}
