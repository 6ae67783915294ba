public import Conversation
internal import Dispatch
internal import Synchronization
internal import Text
public import Triage

/// How a test ended.
public enum TestStatus: Sendable, Equatable {
  /// All assertions hold.
  case passed
  /// Some do not.
  case failed([Failure])
  /// Not run, and why.
  case skipped(String)
}

/// A test with what came of it.
public struct TestResult: Sendable, Equatable {
  /// The test.
  public var test: TestCase
  /// How it ended.
  public var status: TestStatus
  /// The replies of the turns that were asked, with the turn's number from 1.
  public var replies: [TurnReply]
  /// What triage said, for tests of triage.
  public var decision: TriageDecision?

  /// A reply and the turn, from 1, that it answers.
  public struct TurnReply: Sendable, Equatable {
    /// The turn.
    public var turn: Int
    /// The reply.
    public var reply: Reply
  }

  /// The reply to the last turn.
  public var reply: Reply? {
    replies.last.flatMap { $0.turn == test.turns.count ? $0.reply : nil }
  }

  /// Whether the test ran and failed.
  public var isFailed: Bool {
    if case .failed = status { true } else { false }
  }

  /// Whether the test was not run.
  public var isSkipped: Bool {
    if case .skipped = status { true } else { false }
  }
}

/// Runs suites on a subject, in parallel, with results in the suites' order.
public struct Runner: Sendable {
  private let subject: Subject
  private let jobs: Int

  /// A runner.
  ///
  /// - Parameters:
  ///   - subject: what is tested; its functions are called from several threads.
  ///   - jobs: tests that run at a time.
  public init(subject: Subject, jobs: Int) {
    self.subject = subject
    self.jobs = max(1, jobs)
  }

  /// Runs all tests and queries of the suites.
  ///
  /// - Parameters:
  ///   - suites: what to run.
  ///   - progress: called now and then, from any thread, with the number of tests done.
  public func run(_ suites: [Suite], progress: @escaping @Sendable (Int) -> Void = { _ in })
    -> RunReport
  {
    let places = suites.indices.flatMap { suite in
      suites[suite].tests.indices.map { (suite, $0) }
    }
    let results = map(places.count, progress: progress) { index in
      let (suite, test) = places[index]
      return result(of: suites[suite].tests[test])
    }
    var reports: [SuiteReport] = []
    var offset = 0
    for suite in suites {
      let own = Array(results[offset..<offset + suite.tests.count])
      offset += suite.tests.count
      reports.append(
        SuiteReport(
          suite: suite, results: own, retrieval: suite.retrieval.map { retrieval($0) }))
    }
    return RunReport(suites: reports)
  }

  /// One test.
  func result(of test: TestCase) -> TestResult {
    var result = TestResult(test: test, status: .passed, replies: [])
    if let reason = test.skip {
      result.status = .skipped(reason)
      return result
    }
    if let label = test.triage {
      let decision = subject.assess(test.turns.map(\.text), test.today)
      result.decision = decision
      let failures = Self.failures(of: decision, label: label, line: test.line)
      result.status = failures.isEmpty ? .passed : .failed(failures)
      return result
    }
    var failures: [Failure] = []
    for (index, turn) in test.turns.enumerated()
    where !turn.assertions.isEmpty || index == test.turns.count - 1 {
      do {
        let reply = try subject.respond(
          Question(
            turn.text, context: test.turns[..<index].map(\.text), today: test.today))
        result.replies.append(.init(turn: index + 1, reply: reply))
        failures += try AssertionCheck(
          subject: subject, test: test, turn: index + 1, reply: reply
        ).failures()
      } catch {
        failures.append(
          Failure(
            turn: index + 1, assertion: "reply", line: test.line, expected: "a reply",
            found: "\(error)", isFault: true))
      }
    }
    result.status = failures.isEmpty ? .passed : .failed(failures)
    return result
  }

  /// A label's level must be met; an emergency must be told as one, other signs may be.
  private static func failures(of decision: TriageDecision, label: TriageLabel, line: Int)
    -> [Failure]
  {
    func failure(_ name: String, _ expected: String, _ found: String) -> Failure {
      Failure(turn: 1, assertion: name, line: line, expected: expected, found: found)
    }
    let found = decision.level.name
    let flags = decision.flags.map(\.id.name).joined(separator: ", ")
    let holds =
      switch label.level {
      case .none: decision.level == .none
      case .escalate: decision.level != .none
      case .emergency: decision.level == .emergency
      }
    if !holds {
      let wanted = label.flags.map(\.name).joined(separator: ", ")
      return [
        failure(
          "level", wanted.isEmpty ? label.level.name : "\(label.level.name) (\(wanted))",
          flags.isEmpty ? found : "\(found) (\(flags))")
      ]
    }
    if let turn = label.turn, let reached = decision.levelTurn, reached > turn {
      return [failure("at", "\(found) by turn \(turn)", "turn \(reached)")]
    }
    return []
  }

  /// A retrieval set's own run with its measures.
  private func retrieval(_ set: RetrievalSet) -> RetrievalReport {
    let rankings = map(set.queries.count, progress: { _ in }) { index in
      (try? subject.search(set.queries[index].text, set.top)) ?? []
    }
    var run = Run()
    for (query, entries) in zip(set.queries, rankings) {
      run.set(query: query.id, entries: entries)
    }
    return RetrievalReport(set: set, run: run)
  }

  /// Applies a function to `0..<count` on several threads; results keep their order.
  private func map<Value: Sendable>(
    _ count: Int, progress: @escaping @Sendable (Int) -> Void,
    _ transform: @escaping @Sendable (Int) -> Value
  ) -> [Value] {
    // Small chunks keep the cores evenly busy; each is handed over under the lock at once.
    let size = 16
    let chunks = (count + size - 1) / size
    let next = Mutex(0)
    let done = Mutex<(count: Int, values: [Int: [Value]])>((0, [:]))
    DispatchQueue.concurrentPerform(iterations: min(jobs, max(1, chunks))) { _ in
      while true {
        let chunk = next.withLock { next in
          defer { next += 1 }
          return next
        }
        if chunk >= chunks { return }
        let values = (chunk * size..<min(count, (chunk + 1) * size)).map(transform)
        let total = done.withLock { done in
          done.values[chunk] = values
          done.count += values.count
          return done.count
        }
        progress(total)
      }
    }
    let values = done.withLock { $0.values }
    return (0..<chunks).flatMap { values[$0] ?? [] }
  }
}
