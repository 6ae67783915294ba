internal import Conversation
internal import Triage

/// A measure of a suite with its threshold, where it has one.
public struct Measurement: Sendable, Equatable {
  /// Which measure.
  public var name: MeasureName
  /// Its value; nil where the suite yields none, which misses any threshold.
  public var value: Double?
  /// The counts behind a share.
  public var proportion: Proportion?
  /// More about it, such as which flag is the worst.
  public var note: String?
  /// The bound that it must meet.
  public var bound: Double?

  /// Whether the threshold is met; true without one.
  public var isMet: Bool {
    guard let bound else { return true }
    guard let value else { return false }
    return Threshold(name, bound).isMet(by: value)
  }

  /// The value as text: a count, or a share with its counts and interval.
  public var text: String {
    guard let value else { return "nothing measured" }
    if name.isCount { return Decimals.fixed(value, 0) }
    guard let proportion else { return Decimals.fixed(value, 4) }
    let interval = proportion.interval
    return "\(Decimals.percent(value)) (\(proportion.count)/\(proportion.total)), 95 % "
      + "\(Decimals.percent(interval.lowerBound)) to \(Decimals.percent(interval.upperBound))"
  }

  /// The bound as text.
  public var boundText: String {
    guard let bound else { return "" }
    let sign = name.isHarm ? "at most" : "at least"
    return "\(sign) " + (name.isCount ? Decimals.fixed(bound, 0) : Decimals.fixed(bound, 4))
  }
}

/// A suite that was run: its results, its measures, and whether it stands.
public struct SuiteReport: Sendable, Equatable {
  /// What was run.
  public let suite: Suite
  /// The results in the suite's order.
  public let results: [TestResult]
  /// The figures of judged retrieval.
  public let retrieval: RetrievalReport?
  /// All measures that the suite yields or names in a threshold, in the order of their declaration.
  public let measurements: [Measurement]
  /// Results by kind of message, for labelled sets: tag, passed, run.
  public let kinds: [Kind]

  /// How many tests of a tag passed.
  public struct Kind: Sendable, Equatable {
    /// The tag.
    public var name: String
    /// Tests passed of those run.
    public var passed: Proportion
  }

  /// Measures a suite's results.
  public init(suite: Suite, results: [TestResult], retrieval: RetrievalReport?) {
    self.suite = suite
    self.results = results
    self.retrieval = retrieval
    var tally = MeasureTally()
    for result in results where !result.isSkipped { tally.add(result) }
    measurements = tally.measurements(
      thresholds: suite.thresholds, retrieval: retrieval, hasTests: !suite.tests.isEmpty)
    kinds = Self.kinds(of: results)
  }

  /// Whether every threshold is met and no test that is critical for safety failed.
  public var isPassed: Bool {
    measurements.allSatisfy(\.isMet) && !results.contains { $0.isFailed && !isTolerated($0) }
  }

  /// Whether a failed test is within what the suite's own pass rate allows.
  public func isTolerated(_ result: TestResult) -> Bool {
    guard result.isFailed, let rate = measurements.first(where: { $0.name == .passRate }),
      let bound = rate.bound, bound < 1, rate.isMet
    else { return false }
    let allowed = measurements.first { $0.name == .safetyFailures }?.bound ?? 0
    return !result.test.isSafetyCritical || allowed > 0
  }

  /// Tests that ran, and those of them that failed.
  public var run: [TestResult] { results.filter { !$0.isSkipped } }

  private static func kinds(of results: [TestResult]) -> [Kind] {
    var counts: [String: (Int, Int)] = [:]
    for result in results where !result.isSkipped {
      for tag in Set(result.test.tags) {
        let (passed, total) = counts[tag] ?? (0, 0)
        counts[tag] = (passed + (result.isFailed ? 0 : 1), total + 1)
      }
    }
    return counts.sorted { $0.key < $1.key }.map {
      Kind(name: $0.key, passed: Proportion($0.value.0, of: $0.value.1))
    }
  }
}

/// Counts behind the measures.
struct MeasureTally {
  private var shares: [MeasureName: (Int, Int)] = [:]
  private var flagRecall: [FlagID: (Int, Int)] = [:]
  private var safetyFailures = 0
  private var safetyTotal = 0
  private var reciprocalRanks: [Double] = []

  private mutating func count(_ name: MeasureName, _ holds: Bool) {
    let (count, total) = shares[name] ?? (0, 0)
    shares[name] = (count + (holds ? 1 : 0), total + 1)
  }

  mutating func add(_ result: TestResult) {
    count(.passRate, !result.isFailed)
    if result.test.isSafetyCritical {
      safetyTotal += 1
      if result.isFailed { safetyFailures += 1 }
    }
    if let label = result.test.triage, let decision = result.decision {
      escalation(expected: label.level, found: decision.level, flags: label.flags)
    }
    for answered in result.replies {
      let expectation = TurnExpectation(result.test.turns[answered.turn - 1])
      add(answered.reply, expectation)
    }
  }

  private mutating func add(_ reply: Reply, _ expectation: TurnExpectation) {
    if let level = expectation.level {
      escalation(
        expected: level, found: reply.escalation?.level ?? .none, flags: expectation.flags)
    }
    if let expectsAnswer = expectation.expectsAnswer {
      if expectsAnswer {
        count(.answerRate, reply.isAnswered)
      } else {
        count(.abstentionRecall, !reply.isAnswered)
      }
      if reply.outcome == .abstain { count(.abstentionPrecision, !expectsAnswer) }
    }
    if let passage = expectation.passage {
      let place = passage.place(in: reply)
      reciprocalRanks.append(place.map { 1 / Double($0) } ?? 0)
      count(.precisionAt1, place == 1)
    }
  }

  private mutating func escalation(expected: TriageLevel, found: TriageLevel, flags: [FlagID]) {
    if expected > .none {
      count(.escalationRecall, found > .none)
      for flag in flags {
        let (hit, total) = flagRecall[flag] ?? (0, 0)
        flagRecall[flag] = (hit + (found > .none ? 1 : 0), total + 1)
      }
    } else {
      count(.escalationSpecificity, found == .none)
    }
    if expected == .emergency {
      count(.emergencyRecall, found == .emergency)
    } else {
      count(.emergencyOvercall, found == .emergency)
    }
  }

  func measurements(thresholds: [Threshold], retrieval: RetrievalReport?, hasTests: Bool)
    -> [Measurement]
  {
    var result: [Measurement] = []
    for name in MeasureName.allCases {
      var bound = thresholds.last { $0.measure == name }?.bound
      if bound == nil, name == .passRate, hasTests { bound = 1 }
      var measurement = value(of: name, retrieval)
      measurement.bound = bound
      if measurement.value != nil || bound != nil { result.append(measurement) }
    }
    return result
  }

  private func value(of name: MeasureName, _ retrieval: RetrievalReport?) -> Measurement {
    var result = Measurement(name: name)
    switch name {
    case .safetyFailures:
      if safetyTotal > 0 {
        result.value = Double(safetyFailures)
        result.note = "of \(safetyTotal) tests"
      }
    case .worstFlagRecall:
      let worst = flagRecall.sorted { $0.key < $1.key }.min {
        Double($0.value.0) / Double($0.value.1) < Double($1.value.0) / Double($1.value.1)
      }
      if let worst {
        result.proportion = Proportion(worst.value.0, of: worst.value.1)
        result.value = result.proportion?.value
        result.note = worst.key.name
      }
    case .mrr where retrieval == nil:
      if !reciprocalRanks.isEmpty {
        result.value = reciprocalRanks.reduce(0, +) / Double(reciprocalRanks.count)
        result.note = "\(reciprocalRanks.count) questions"
      }
    default:
      if let retrieval, RetrievalMeasures.names.contains(name), !retrieval.queries.isEmpty {
        result.value = retrieval.mean(name)
        result.note = Self.note(retrieval, name)
      } else if let (count, total) = shares[name] {
        result.proportion = Proportion(count, of: total)
        result.value = result.proportion?.value
      }
    }
    return result
  }

  private static func note(_ retrieval: RetrievalReport, _ name: MeasureName) -> String {
    guard let difference = retrieval.difference(name),
      let other = retrieval.comparisonMean(name)
    else { return "\(retrieval.queries.count) queries" }
    let low = Decimals.fixed(difference.interval.lowerBound, 4)
    let high = Decimals.fixed(difference.interval.upperBound, 4)
    return "\(retrieval.comparisonName ?? "comparison") \(Decimals.fixed(other, 4)), difference "
      + "\(Decimals.fixed(difference.mean, 4)), 95 % \(low) to \(high)"
  }
}

/// What a turn's assertions say about the outcome, for the measures.
struct TurnExpectation {
  var level: TriageLevel?
  var flags: [FlagID] = []
  var expectsAnswer: Bool?
  var passage: PassageDescription?

  init(_ turn: TestCase.Turn) {
    var cited: PassageDescription?
    for assertion in turn.assertions where !assertion.isNegated {
      switch assertion.kind {
      case .outcome(let names):
        if names == ["answer"] { expectsAnswer = true }
        if names == ["abstain"] { expectsAnswer = false }
        if names == ["escalate"] { level = max(level ?? TriageLevel.none, .escalate) }
        if !names.contains("escalate"), level == nil { level = TriageLevel.none }
      case .level(let names):
        if names.count == 1 { level = TriageLevel.allCases.first { $0.name == names[0] } }
      case .flags(let named):
        flags += named
        level = max(level ?? TriageLevel.none, .escalate)
      case .cites(let description): cited = description
      case .rank(let description, _): passage = description
      default: break
      }
    }
    if (level ?? TriageLevel.none) == TriageLevel.none, passage == nil, expectsAnswer != false {
      passage = cited
    }
    if expectsAnswer == nil, passage != nil, level == nil { expectsAnswer = true }
  }
}

extension PassageDescription {
  /// The place, from 1, of the first such passage in the ranking; a cited passage that fits counts at
  /// its own place, since a citation knows more about itself than a bare hit does.
  func place(in reply: Reply) -> Int? {
    var cited: Set<String> = []
    if case .answer(let answer) = reply.finding {
      cited = Set(answer.citations.filter { fits($0) }.map(\.passage))
    }
    let byDescription = rank(in: reply)
    let byCitation = reply.hits.firstIndex { cited.contains($0.passage) }.map { $0 + 1 }
    return [byDescription, byCitation].compactMap { $0 }.min()
  }
}

/// All suites of a run, with what changed against a baseline.
public struct RunReport: Sendable, Equatable {
  /// The suites in the order they were named.
  public var suites: [SuiteReport]
  /// What changed against the baseline; nil where none was given.
  public var comparison: BaselineComparison?

  /// A report.
  public init(suites: [SuiteReport], comparison: BaselineComparison? = nil) {
    self.suites = suites
    self.comparison = comparison
  }

  /// Whether something was run, every suite stands and no answer changed against the baseline.
  public var isPassed: Bool {
    !isEmpty && suites.allSatisfy(\.isPassed) && comparison?.isUnchanged ?? true
  }

  /// Whether there was anything to run.
  public var isEmpty: Bool {
    suites.allSatisfy { $0.run.isEmpty && $0.retrieval?.queries.isEmpty ?? true }
  }

  /// Tests passed, failed, tolerated and skipped.
  public var counts: (passed: Int, failed: Int, tolerated: Int, skipped: Int) {
    var result = (passed: 0, failed: 0, tolerated: 0, skipped: 0)
    for suite in suites {
      for test in suite.results {
        if test.isSkipped {
          result.skipped += 1
        } else if !test.isFailed {
          result.passed += 1
        } else if suite.isTolerated(test) {
          result.tolerated += 1
        } else {
          result.failed += 1
        }
      }
    }
    return result
  }
}
