/// How an answer differs from the recorded one, worst first.
public enum DifferenceClass: Int, Sendable, Comparable, CaseIterable {
  /// Another outcome: what was answered is declined, and so on.
  case outcome
  /// Another level, other flags or other advice.
  case escalation
  /// Another passage is quoted.
  case citation
  /// The same passage has other words.
  case text
  /// The test has no recorded answer.
  case added
  /// The recorded answer has no test.
  case removed
  /// Passages below the first changed places.
  case rank
  /// Only the number moved.
  case confidence

  /// Orders by severity, the worst first.
  public static func < (a: DifferenceClass, b: DifferenceClass) -> Bool { a.rawValue < b.rawValue }

  /// What reports call it.
  public var name: String {
    switch self {
    case .outcome: "outcome"
    case .escalation: "escalation"
    case .citation: "citation moved"
    case .text: "text edited"
    case .added: "new test"
    case .removed: "test gone"
    case .rank: "rank"
    case .confidence: "confidence only"
    }
  }

  /// Whether the person reads something else than before.
  public var isVisible: Bool { self < .added }
}

/// One answer that differs from the recorded one.
public struct AnswerDifference: Sendable, Equatable {
  /// How.
  public var kind: DifferenceClass
  /// The suite's name.
  public var suite: String
  /// The test's name.
  public var test: String
  /// What was recorded.
  public var old: RecordedAnswer?
  /// What came now.
  public var new: RecordedAnswer?

  /// The old in a few words.
  public var oldSummary: String { old.map(summary) ?? "" }
  /// The new in a few words.
  public var newSummary: String { new.map(summary) ?? "" }

  private func summary(_ answer: RecordedAnswer) -> String {
    switch kind {
    case .outcome, .added, .removed:
      [answer.outcome, answer.reason.map { "(\($0))" }].compactMap { $0 }.joined(separator: " ")
    case .escalation:
      ([answer.level] + answer.flags).joined(separator: " ")
        + (answer.advice.isEmpty
          ? "" : ", cites " + answer.advice.map(\.passage).joined(separator: ", "))
    case .citation:
      answer.citations.map { $0.section.isEmpty ? $0.passage : $0.section }.joined(separator: "; ")
    case .text: answer.text
    case .rank: answer.ranking.joined(separator: ", ")
    case .confidence: Decimals.fixed(answer.confidence, 4)
    }
  }
}

/// A run held against a baseline.
public struct BaselineComparison: Sendable, Equatable {
  /// All that differs, the worst first, in the run's order within a class.
  public let differences: [AnswerDifference]
  /// Answers compared.
  public let compared: Int
  /// Whether the differences are being recorded, so that they fail nothing.
  public let isAccepted: Bool

  /// Compares a run with what was recorded.
  ///
  /// - Parameters:
  ///   - isPartial: whether only some tests ran, so that the others are not missed.
  ///   - isAccepted: whether the run's answers become the recorded ones.
  public init(
    _ report: RunReport, baseline: Baseline, isPartial: Bool = false, isAccepted: Bool = false
  ) {
    self.isAccepted = isAccepted
    var recorded: [Key: RecordedAnswer] = [:]
    for answer in baseline.answers { recorded[Key(answer)] = answer }
    let now = Baseline(report).answers
    var found: [AnswerDifference] = []
    var seen: Set<Key> = []
    for answer in now {
      seen.insert(Key(answer))
      let old = recorded[Key(answer)]
      if let kind = old.map({ Self.kind($0, answer) }) ?? .added {
        found.append(
          AnswerDifference(
            kind: kind, suite: answer.suite, test: answer.test, old: old, new: answer))
      }
    }
    if !isPartial {
      for answer in baseline.answers where !seen.contains(Key(answer)) {
        found.append(
          AnswerDifference(
            kind: .removed, suite: answer.suite, test: answer.test, old: answer, new: nil))
      }
    }
    compared = now.count
    differences = found.enumerated().sorted {
      ($0.element.kind, $0.offset) < ($1.element.kind, $1.offset)
    }.map(\.element)
  }

  /// Whether no person would read anything else than before, or what they read was accepted.
  public var isUnchanged: Bool { isAccepted || !differences.contains { $0.kind.isVisible } }

  /// How many differences of each class there are, the worst first; classes without any are left out.
  public var counts: [(kind: DifferenceClass, count: Int)] {
    DifferenceClass.allCases.compactMap { kind in
      let count = differences.count { $0.kind == kind }
      return count > 0 ? (kind, count) : nil
    }
  }

  private struct Key: Hashable {
    var suite: String
    var test: String

    init(_ answer: RecordedAnswer) {
      suite = answer.suite
      test = answer.test
    }
  }

  /// The worst way in which two answers differ; nil where they are the same.
  static func kind(_ old: RecordedAnswer, _ new: RecordedAnswer) -> DifferenceClass? {
    if old.outcome != new.outcome || old.reason != new.reason { return .outcome }
    if old.level != new.level || old.flags != new.flags { return .escalation }
    if old.advice.map(\.passage) != new.advice.map(\.passage) {
      return areEdited(old.advice, new.advice) ? .text : .escalation
    }
    if old.citations.map(\.passage) != new.citations.map(\.passage) {
      return areEdited(old.citations, new.citations) ? .text : .citation
    }
    if old.text != new.text || old.citations != new.citations || old.advice != new.advice {
      return .text
    }
    if old.ranking != new.ranking { return .rank }
    return old.confidence == new.confidence ? nil : .confidence
  }

  /// Whether the passages are the old ones with other words: an id may come from the words.
  private static func areEdited(_ old: [RecordedAnswer.Quote], _ new: [RecordedAnswer.Quote])
    -> Bool
  {
    old.count == new.count
      && zip(old, new).allSatisfy { old, new in
        old.section == new.section && WordDiff(old.text, new.text).similarity >= 0.5
      }
  }
}
