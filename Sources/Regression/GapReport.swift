internal import Text

/// Questions of a log that the corpus does not answer, in groups that ask for the same thing.
public struct GapReport: Sendable, Equatable {
  /// Questions that share their rarer words.
  public struct Group: Sendable, Equatable {
    /// The wordings with how often each was asked, the most frequent first; never empty.
    public var questions: [(text: String, count: Int)]
    /// How often any of them was asked.
    public var count: Int

    /// Equal wordings, equally often.
    public static func == (a: Group, b: Group) -> Bool {
      a.count == b.count && a.questions.map(\.text) == b.questions.map(\.text)
        && a.questions.map(\.count) == b.questions.map(\.count)
    }
  }

  /// The groups, the most asked first.
  public let groups: [Group]
  /// Questions in the log.
  public let total: Int
  /// Questions in the groups.
  public let unanswered: Int

  /// Shared weight of two questions from which on they ask for the same thing.
  private static let likeness = 0.4
  /// Groups with a common word that are looked at for one question.
  private static let candidateLimit = 200

  /// Groups a log's questions that were declined because no passage answers them.
  ///
  /// What the bot must not answer (a dose, a diagnosis, a purchase) and what is no question are left
  /// out: no article would change that. Each question joins the group whose first wording is most
  /// like it, by the inverse document frequency of the words in common.
  public init(_ log: [LoggedQuestion]) {
    total = log.count
    var counts: [String: Int] = [:]
    for record in log where record.outcome == "abstain" && record.reason == "no-answer" {
      counts[WhiteSpace.collapsed(record.question), default: 0] += 1
    }
    unanswered = counts.values.reduce(0, +)
    let wordings = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let stems = wordings.map { Self.stems(of: $0.key) }
    var frequency: [String: Int] = [:]
    for stem in stems.joined() { frequency[stem, default: 0] += 1 }
    // A word that only one wording has can't join it to another, so it weighs no more than one of two.
    func weight(_ stem: String) -> Double {
      Logarithm.base2(1 + Double(wordings.count) / Double(max(2, frequency[stem] ?? 2)))
    }

    var leaders: [[String]] = []
    var members: [[(text: String, count: Int)]] = []
    var leadersByStem: [String: [Int]] = [:]
    for (wording, own) in zip(wordings, stems) {
      var shared: [Int: Double] = [:]
      for stem in own {
        for leader in (leadersByStem[stem] ?? []).prefix(Self.candidateLimit) {
          shared[leader, default: 0] += weight(stem)
        }
      }
      let size = own.reduce(0) { $0 + weight($1) }
      var best: (leader: Int, likeness: Double)?
      for (leader, common) in shared.sorted(by: { $0.key < $1.key }) {
        let all = size + leaders[leader].reduce(0) { $0 + weight($1) } - common
        let likeness = all > 0 ? common / all : 0
        if likeness >= Self.likeness, likeness > best?.likeness ?? 0 { best = (leader, likeness) }
      }
      if let best {
        members[best.leader].append((wording.key, wording.value))
        continue
      }
      for stem in own { leadersByStem[stem, default: []].append(leaders.count) }
      leaders.append(own)
      members.append([(wording.key, wording.value)])
    }
    groups = members.map { Group(questions: $0, count: $0.reduce(0) { $0 + $1.count }) }
      .enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .map(\.element)
  }

  /// The stems of a question in order, each once, without words that every question has.
  private static func stems(of text: String) -> [String] {
    var analyzer = Analyzer(stopWords: StopWords(chatter))
    analyzer.analyze(text)
    var result: [String] = []
    for token in analyzer.tokens where !token.isJoined && !analyzer.isStopWord(token.word) {
      let stem = analyzer.stem(of: token.word)
      if !result.contains(stem) { result.append(stem) }
    }
    return result
  }

  /// Words that tell nothing about what is asked for.
  private static let chatter = [
    "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
    "could", "did", "do", "does", "for", "from", "get", "had", "has", "have", "how", "i", "if",
    "in", "is", "it", "me", "my", "of", "on", "or", "please", "should", "so", "some", "tell",
    "that", "the", "there", "this", "to", "was", "we", "what", "when", "where", "which", "who",
    "why", "will", "with", "would", "you", "your",
  ]
}
