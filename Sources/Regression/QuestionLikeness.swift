internal import Retrieval

/// How alike questions are in what they are about.
///
/// Two questions share what the words of one have in common with the words of the other, and with what
/// may stand for them: other forms, slips of spelling, synonyms. The sum of the shared words' weights is
/// divided by the geometric mean of both sums, so the result lies in `0...1`. A word weighs less the more
/// questions of the log have it.
///
/// The constants were chosen on the part `tune` of `Tests/RegressionTests/Fixtures/gaps.tsv`.
struct QuestionLikeness {
  /// What a word of a synonym's other side weighs.
  private static let synonymWeight = 0.8
  /// What a word that is only spelt like another weighs.
  private static let slipWeight = 0.9
  /// Weights below this sum count as this, so that two words of asking don't make a topic.
  private static let leastSize = 1.8
  /// What the words of the question before weigh in one that follows it.
  private static let contextWeight = 1.0
  /// Words below this weight name a side of a topic; together they count at most `mostOfSides`, which
  /// alone joins nothing ("side effects in children" of two remedies).
  private static let sideWeight = 0.5
  private static let mostOfSides = 0.25

  /// A question's words by number with their weights, ascending.
  private struct Profile {
    var own: [(word: Int, weight: Double)] = []
    /// The same with all that may stand for them.
    var reach: [(word: Int, weight: Double)] = []
    var size = 0.0
  }

  private var profiles: [Profile] = []
  /// The questions with each word, ascending, with the word's weight in them.
  private var postings: [[(question: Int, weight: Double)]] = []
  /// Whether a word, by number, only names a side of a topic.
  private var isSide: [Bool] = []

  /// What two questions share.
  private struct Shared {
    var topic = 0.0
    var sides = 0.0

    var sum: Double { topic + min(sides, QuestionLikeness.mostOfSides) }

    mutating func add(_ weight: Double, isSide: Bool) {
      if isSide { sides += weight } else { topic += weight }
    }
  }

  /// Looks at all questions of a log.
  ///
  /// - Parameter questions: each with the question that it follows, if it says little without.
  init(_ questions: [(text: String, follows: String?)]) {
    var reader = QuestionWords()
    var texts: [[QuestionWords.Word]] = []
    var contexts: [[QuestionWords.Word]] = []
    for question in questions {
      texts.append(reader.words(of: question.text))
      contexts.append(question.follows.map { reader.words(of: $0) } ?? [])
    }
    var frequency: [String: Int] = [:]
    for word in texts.joined() { frequency[word.root, default: 0] += 1 }
    let whole = Logarithm.base2(1 + Double(questions.count) / 2)
    func weight(_ word: QuestionWords.Word) -> Double {
      let share = Double(questions.count) / Double(max(2, frequency[word.root] ?? 2))
      return questions.count < 2 ? word.weight : word.weight * Logarithm.base2(1 + share) / whole
    }
    var numbers: [String: Int] = [:]
    for word in [texts, contexts].joined().joined().map(\.root).sorted()
    where numbers[word] == nil { numbers[word] = numbers.count }
    let slips = Self.slips(among: numbers)
    postings = Array(repeating: [], count: numbers.count)
    isSide = Array(repeating: false, count: numbers.count)
    for word in [texts, contexts].joined().joined() where word.weight < Self.sideWeight {
      if let number = numbers[word.root] { isSide[number] = true }
    }

    for (index, text) in texts.enumerated() {
      var own: [Int: Double] = [:]
      for word in contexts[index] {
        if let number = numbers[word.root] { own[number] = Self.contextWeight * weight(word) }
      }
      for word in text {
        if let number = numbers[word.root] { own[number] = max(own[number] ?? 0, weight(word)) }
      }
      var reach = own
      func add(_ number: Int?, _ weight: Double) {
        if let number { reach[number] = max(reach[number] ?? 0, weight) }
      }
      for start in text.indices {
        for end in start..<min(text.count, start + GeneralLexicon.longestPhrase) {
          let phrase = text[start...end].map(\.root)
          let mean =
            phrase.reduce(0) { $0 + (numbers[$1].flatMap { own[$0] } ?? 0) } / Double(phrase.count)
          for substitute in reader.lexicon.substitutes(for: phrase) {
            for root in substitute.roots {
              add(
                numbers[root],
                Self.synonymWeight * substitute.weight * mean / Double(substitute.roots.count))
            }
          }
        }
      }
      for (number, weight) in own {
        for slip in slips[number] ?? [] { add(slip, Self.slipWeight * weight) }
      }
      var profile = Profile()
      profile.own = own.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      profile.reach = reach.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      profile.size = profile.own.reduce(0) { $0 + $1.weight }
      for (word, weight) in profile.own { postings[word].append((index, weight)) }
      profiles.append(profile)
    }
  }

  /// How alike each two of some questions are, as rows.
  ///
  /// - Parameter chosen: ascending.
  func rows(of chosen: [Int]) -> [[Double]] {
    var places = [Int](repeating: -1, count: profiles.count)
    for (place, question) in chosen.enumerated() { places[question] = place }
    var shared = chosen.map { question in
      var row = [Shared](repeating: Shared(), count: chosen.count)
      for (word, weight) in profiles[question].reach {
        for posting in postings[word] where places[posting.question] >= 0 {
          row[places[posting.question]].add(min(weight, posting.weight), isSide: isSide[word])
        }
      }
      return row.map(\.sum)
    }
    for a in chosen.indices {
      for b in 0..<a {
        let both = max(shared[a][b], shared[b][a])
        let value = likeness(both, chosen[a], chosen[b])
        shared[a][b] = value
        shared[b][a] = value
      }
    }
    return shared
  }

  /// How alike a question is to each group on average, for groups with a word in common.
  ///
  /// - Parameter group: the group of each question, or nil for one that is in none.
  func likeness(of question: Int, toGroups group: [Int?]) -> [Int: Double] {
    var shared: [Int: Shared] = [:]
    for (word, weight) in profiles[question].reach {
      for posting in postings[word] where group[posting.question] != nil {
        shared[posting.question, default: Shared()].add(
          min(weight, posting.weight), isSide: isSide[word])
      }
    }
    var sums: [Int: Double] = [:]
    for (other, both) in shared.sorted(by: { $0.key < $1.key }) {
      if let place = group[other] { sums[place, default: 0] += likeness(both.sum, question, other) }
    }
    return sums
  }

  private func likeness(_ shared: Double, _ a: Int, _ b: Int) -> Double {
    let mean = (profiles[a].size * profiles[b].size).squareRoot()
    return min(1, shared / max(Self.leastSize, mean))
  }

  /// Words of six letters and more that differ by one slip, of nine and more by two.
  private static func slips(among numbers: [String: Int]) -> [Int: [Int]] {
    var byInitial: [UInt8: [(bytes: [UInt8], number: Int)]] = [:]
    for (word, number) in numbers.sorted(by: { $0.value < $1.value }) {
      let bytes = Array(word.utf8)
      if bytes.count >= 6, let first = bytes.first, bytes.contains(where: { $0 > 0x39 }) {
        byInitial[first, default: []].append((bytes, number))
      }
    }
    var result: [Int: [Int]] = [:]
    for words in byInitial.values {
      for (place, a) in words.enumerated() {
        for b in words[..<place] where abs(a.bytes.count - b.bytes.count) <= 2 {
          let limit = min(a.bytes.count, b.bytes.count) >= 9 ? 2 : 1
          guard EditDistance.between(a.bytes, b.bytes) <= limit else { continue }
          result[a.number, default: []].append(b.number)
          result[b.number, default: []].append(a.number)
        }
      }
    }
    return result
  }
}
