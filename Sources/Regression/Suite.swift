public import Text
public import Triage

/// Tests that stand and fall together, with the thresholds that decide.
public struct Suite: Sendable, Equatable {
  /// The name that reports show; unique in a run.
  public var name: String
  /// The file it was read from.
  public var file: String
  /// The tests in the file's order.
  public var tests: [TestCase]
  /// Queries with judged documents, where the suite is such a set.
  public var retrieval: RetrievalSet?
  /// What the measures must reach.
  public var thresholds: [Threshold]

  /// A suite from its parts.
  public init(
    name: String, file: String, tests: [TestCase], retrieval: RetrievalSet? = nil,
    thresholds: [Threshold] = []
  ) {
    self.name = name
    self.file = file
    self.tests = tests
    self.retrieval = retrieval
    self.thresholds = thresholds
  }
}

extension Suite {
  /// The suites under names of which no two are equal: reports and baselines tell suites by them.
  ///
  /// A later suite of a name gets a number. `baseline` and `run` name parts of reports.
  public static func uniquelyNamed(_ suites: [Suite]) -> [Suite] {
    var taken: Set<String> = [ReportPoint.baselineGroup, ReportPoint.runGroup]
    return suites.map { suite in
      var suite = suite
      let name = suite.name
      var number = 1
      while !taken.insert(suite.name).inserted {
        number += 1
        suite.name = "\(name) (\(number))"
      }
      return suite
    }
  }
}

/// One question or conversation and what is expected of it.
public struct TestCase: Sendable, Equatable {
  /// A message of the person, with what is expected of the reply to it.
  public struct Turn: Sendable, Equatable {
    /// The message.
    public var text: String
    /// What the reply must be; without any, the message is only context.
    public var assertions: [Assertion]

    /// A turn from its parts.
    public init(_ text: String, assertions: [Assertion] = []) {
      self.text = text
      self.assertions = assertions
    }
  }

  /// The name that reports show; unique in its suite.
  public var name: String
  /// The line in the suite's file.
  public var line: Int
  /// The person's messages, oldest first; never empty.
  ///
  /// The last one's reply is what a baseline keeps.
  public var turns: [Turn]
  /// The day of the messages.
  public var today: CalendarDate?
  /// Words to choose tests by.
  public var tags: [String]
  /// Why the test does not run, where it doesn't.
  public var skip: String?
  /// The label of a triage message; such a test asks triage alone, on all turns.
  public var triage: TriageLabel?
  /// Whether a failure counts under `safety-failures` and is never tolerated.
  public var isSafetyCritical: Bool

  /// A test from its parts.
  public init(
    name: String, line: Int = 0, turns: [Turn], today: CalendarDate? = nil, tags: [String] = [],
    skip: String? = nil, triage: TriageLabel? = nil, isSafetyCritical: Bool = false
  ) {
    self.name = name
    self.line = line
    self.turns = turns
    self.today = today
    self.tags = tags
    self.skip = skip
    self.triage = triage
    self.isSafetyCritical = isSafetyCritical
  }
}

/// What a labelled message expects of triage.
public struct TriageLabel: Sendable, Equatable {
  /// The highest level of the conversation.
  public var level: TriageLevel
  /// Flags to name.
  public var flags: [FlagID]
  /// Flags that may be named without harm.
  public var alsoAllowed: [FlagID]
  /// The turn, from 1, by which the level must be reached.
  public var turn: Int?

  /// A label from its parts.
  public init(level: TriageLevel, flags: [FlagID], alsoAllowed: [FlagID] = [], turn: Int? = nil) {
    self.level = level
    self.flags = flags
    self.alsoAllowed = alsoAllowed
    self.turn = turn
  }
}

/// The least, or for a count of harm the most, that a measure may be.
public struct Threshold: Sendable, Equatable {
  /// Which measure.
  public var measure: MeasureName
  /// The bound, in the measure's unit: a share in `0...1`, or a count.
  public var bound: Double
  /// The line in the suite's file.
  public var line: Int

  /// A threshold from its parts.
  public init(_ measure: MeasureName, _ bound: Double, line: Int = 0) {
    self.measure = measure
    self.bound = bound
    self.line = line
  }

  /// Whether a value meets the bound.
  public func isMet(by value: Double) -> Bool {
    measure.isHarm ? value <= bound + 1e-12 : value >= bound - 1e-12
  }
}

/// The measures of a suite by the names that thresholds use.
public enum MeasureName: String, Sendable, CaseIterable {
  /// Tests passed of those run.
  case passRate = "pass-rate"
  /// Messages with a danger sign that were escalated.
  case escalationRecall = "escalation-recall"
  /// Messages without a danger sign that were not escalated.
  case escalationSpecificity = "escalation-specificity"
  /// Emergencies that were told as such.
  case emergencyRecall = "emergency-recall"
  /// Other messages that were called emergencies.
  case emergencyOvercall = "emergency-overcall"
  /// Messages of one flag that were escalated, the flag with the least.
  case worstFlagRecall = "worst-flag-recall"
  /// Replies without an answer that rightly had none.
  case abstentionPrecision = "abstention-precision"
  /// Questions that have no answer and got none.
  case abstentionRecall = "abstention-recall"
  /// Questions that have an answer and got one.
  case answerRate = "answer-rate"
  /// Failures among the tests marked as critical for safety.
  case safetyFailures = "safety-failures"
  /// Reciprocal rank of the first expected passage within ten.
  case mrr = "mrr"
  /// The share with an expected passage first.
  case precisionAt1 = "p-at-1"
  /// Normalised discounted cumulative gain within ten.
  case ndcg = "ndcg"
  /// Mean average precision.
  case map = "map"
  /// Relevant documents found within ten.
  case recallAt10 = "recall-at-10"
  /// Relevant documents found within a hundred.
  case recallAt100 = "recall-at-100"

  /// Whether less is better.
  public var isHarm: Bool { self == .emergencyOvercall || self == .safetyFailures }
  /// Whether the value is a count in place of a share.
  public var isCount: Bool { self == .safetyFailures }
}

/// Queries, judgments and, to compare with, another run.
public struct RetrievalSet: Sendable, Equatable {
  /// A query.
  public struct Query: Sendable, Equatable {
    /// The query's id in the judgments.
    public var id: String
    /// What is asked.
    public var text: String

    /// A query from its parts.
    public init(id: String, text: String) {
      self.id = id
      self.text = text
    }
  }

  /// The queries in their file's order.
  public var queries: [Query]
  /// The judged documents of each query.
  public var judgments: Judgments
  /// Another system's or an earlier run.
  public var comparison: Run?
  /// The name of the comparison.
  public var comparisonName: String?
  /// Documents to retrieve.
  public var top: Int

  /// A set from its parts.
  public init(
    queries: [Query], judgments: Judgments, comparison: Run? = nil, comparisonName: String? = nil,
    top: Int = 100
  ) {
    self.queries = queries
    self.judgments = judgments
    self.comparison = comparison
    self.comparisonName = comparisonName
    self.top = top
  }
}
