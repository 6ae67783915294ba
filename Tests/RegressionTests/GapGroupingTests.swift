import FoundationEssentials
import Regression
import Testing

@Suite struct `Grouping of gaps` {
  struct Row {
    var topic: String
    var question: String
    var follows: String?
  }

  /// The labelled questions of a split.
  static func rows(_ split: String) throws -> [Row] {
    let path = #filePath.replacing("GapGroupingTests.swift", with: "Fixtures/gaps.tsv")
    let bytes = try Data(contentsOf: URL(filePath: path))
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 4, cells[0] == split else { return nil }
      return Row(
        topic: cells[1], question: cells[2], follows: cells[3].isEmpty ? nil : cells[3])
    }
  }

  static func groups(_ rows: [Row]) -> [[Row]] {
    let report = GapReport(
      rows.map {
        LoggedQuestion(
          question: $0.question, follows: $0.follows, outcome: "abstain", reason: "no-answer")
      })
    return report.groups.map { group in
      group.questions.compactMap { wording in
        rows.first { $0.question == wording.text && $0.follows == wording.follows }
      }
    }
  }

  /// B-cubed precision and recall.
  static func agreement(_ rows: [Row], _ groups: [[Row]]) -> (precision: Double, recall: Double) {
    var sizes: [String: Int] = [:]
    for row in rows { sizes[row.topic, default: 0] += 1 }
    var precision = 0.0
    var recall = 0.0
    for group in groups {
      var own: [String: Int] = [:]
      for row in group { own[row.topic, default: 0] += 1 }
      for (topic, count) in own {
        precision += Double(count * count) / Double(group.count)
        recall += Double(count * count) / Double(sizes[topic] ?? 1)
      }
    }
    return (precision / Double(rows.count), recall / Double(rows.count))
  }

  /// The figures of Documentation/AnswerTests.md, with little room below them.
  @Test(arguments: [("tune", 0.83, 0.88), ("held", 0.88, 0.89), ("other", 0.69, 0.81)])
  func `puts one topic into one group`(split: String, f1: Double, precision: Double) throws {
    let rows = try Self.rows(split)
    let groups = Self.groups(rows)
    #expect(groups.joined().count == rows.count)
    let found = Self.agreement(rows, groups)
    let both = 2 * found.precision * found.recall / (found.precision + found.recall)
    #expect(both >= f1, "B-cubed F1 on \(split)")
    #expect(found.precision >= precision, "B-cubed precision on \(split)")
  }

  static func texts(_ questions: [String]) -> Set<Set<String>> {
    Set(
      GapReport(
        questions.map { LoggedQuestion(question: $0, outcome: "abstain", reason: "no-answer") }
      ).groups.map { Set($0.questions.map(\.text)) })
  }

  @Test func `words that any topic is asked about with don't make a topic`() {
    let questions = [
      "Is kombucha safe in pregnancy?", "Is melatonin safe in pregnancy?",
      "side effects of collagen in children", "side effects of magnesium in children",
    ]
    #expect(Self.texts(questions).count == 4)
  }

  @Test func `a slip of spelling and a synonym join`() {
    #expect(
      Self.texts(["does a colonoscopy hurt", "colonscopy diet", "do I need a heating pad"]) == [
        ["does a colonoscopy hurt", "colonscopy diet"], ["do I need a heating pad"],
      ])
    #expect(Self.texts(["are piles dangerous", "cream for hemorrhoids"]).count == 1)
  }

  @Test func `a follow-up goes with what it follows`() {
    let report = GapReport([
      LoggedQuestion(question: "how is tempeh made", outcome: "abstain", reason: "no-answer"),
      LoggedQuestion(question: "are lasers used", outcome: "abstain", reason: "no-answer"),
      LoggedQuestion(
        question: "and is it expensive?", follows: "how is tempeh made", outcome: "abstain",
        reason: "no-answer"),
    ])
    #expect(
      report.groups.map { $0.questions.map(\.text) } == [
        ["and is it expensive?", "how is tempeh made"], ["are lasers used"],
      ])
  }

  @Test func `a long log joins later wordings to the groups of the first`() {
    let letters = Array("bcdfghjklmnpqrstvwxz")
    let endings = ["kix", "lom", "nub", "pev", "raz", "tyg"]
    var log: [LoggedQuestion] = []
    // 115 topics of one question each, then one more question on the first forty.
    for number in 0..<155 {
      let topic = number % 115
      // Two letters or more for each digit, so that no name is a slip of another.
      let letter = letters[topic % 20]
      let name = String([letter, "a", letter]) + endings[topic / 20]
      log.append(
        LoggedQuestion(
          question: number < 115 ? "what is \(name)" : "tell me about \(name) please",
          outcome: "abstain", reason: "no-answer"))
    }
    let report = GapReport(log, batch: 50)
    #expect(report.unanswered == 155)
    #expect(report.groups.count == 115)
    #expect(report.groups.count { $0.count == 2 } == 40)
  }
}
