internal import Conversation
internal import JSON
internal import Triage

/// One answer as a baseline keeps it.
public struct RecordedAnswer: Sendable, Equatable {
  /// A cited passage.
  public struct Quote: Sendable, Equatable {
    /// The passage's id.
    public var passage: String
    /// The headings above it and the question it answers, joined by `›`.
    public var section: String
    /// The words quoted.
    public var text: String
  }

  /// The suite's name.
  public var suite: String
  /// The test's name.
  public var test: String
  /// `answer`, `abstain`, `escalate`; for tests of triage the level.
  public var outcome: String
  /// Why there is no answer.
  public var reason: String?
  /// The level of the escalation.
  public var level: String
  /// Flags raised, in order.
  public var flags: [String]
  /// What the person reads.
  public var text: String
  /// The passages quoted as the answer.
  public var citations: [Quote]
  /// The passages quoted as advice.
  public var advice: [Quote]
  /// The first five passages of the ranking.
  public var ranking: [String]
  /// The confidence, to four decimals.
  public var confidence: Double

  /// The answer of a result; nil for tests that were skipped or got no reply.
  init?(suite: String, result: TestResult) {
    self.suite = suite
    test = result.test.name
    reason = nil
    citations = []
    advice = []
    ranking = []
    confidence = 0
    text = ""
    if let decision = result.decision {
      outcome = decision.level.name
      level = decision.level.name
      flags = decision.flags.map(\.id.name)
      return
    }
    guard let reply = result.reply else { return nil }
    outcome = reply.outcome.rawValue
    level = (reply.escalation?.level ?? .none).name
    flags = reply.escalation?.flags.map(\.raised.id.name) ?? []
    text = reply.text
    switch reply.finding {
    case .answer(let answer): citations = answer.citations.map(Quote.init)
    case .abstention(let abstention): reason = abstention.reason.rawValue
    }
    advice = reply.escalation?.citations.map(Quote.init) ?? []
    ranking = reply.hits.prefix(5).map(\.passage)
    confidence = (reply.confidence.value * 10_000).rounded() / 10_000
  }

  /// Reads one line of a baseline.
  init?(_ value: JSONValue) {
    guard let suite = value["suite"]?.stringValue, let test = value["test"]?.stringValue,
      let outcome = value["outcome"]?.stringValue, let level = value["level"]?.stringValue,
      let text = value["text"]?.stringValue
    else { return nil }
    self.suite = suite
    self.test = test
    self.outcome = outcome
    self.level = level
    self.text = text
    reason = value["reason"]?.stringValue
    flags = value["flags"]?.arrayValue?.compactMap(\.stringValue) ?? []
    citations = value["citations"]?.arrayValue?.compactMap(Quote.init) ?? []
    advice = value["advice"]?.arrayValue?.compactMap(Quote.init) ?? []
    ranking = value["ranking"]?.arrayValue?.compactMap(\.stringValue) ?? []
    confidence = value["confidence"]?.doubleValue ?? 0
  }

  /// The line of the baseline.
  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("suite", .string(suite)), .init("test", .string(test)),
      .init("outcome", .string(outcome)),
    ]
    if let reason { members.append(.init("reason", .string(reason))) }
    members.append(.init("level", .string(level)))
    members.append(.init("flags", .array(flags.map { .string($0) })))
    members.append(.init("text", .string(text)))
    members.append(.init("citations", .array(citations.map(\.json))))
    members.append(.init("advice", .array(advice.map(\.json))))
    members.append(.init("ranking", .array(ranking.map { .string($0) })))
    members.append(.init("confidence", .number(confidence)))
    return .object(members)
  }
}

extension RecordedAnswer.Quote {
  init(_ citation: Citation) {
    passage = citation.passage
    var names = citation.section
    if let question = citation.question, question != names.last { names.append(question) }
    section = names.joined(separator: " › ")
    text = citation.quote
  }

  init?(_ value: JSONValue) {
    guard let passage = value["passage"]?.stringValue, let text = value["text"]?.stringValue else {
      return nil
    }
    self.passage = passage
    self.text = text
    section = value["section"]?.stringValue ?? ""
  }

  var json: JSONValue {
    ["passage": .string(passage), "section": .string(section), "text": .string(text)]
  }
}

/// Recorded answers, by suite and test.
public struct Baseline: Sendable, Equatable {
  /// The answers in the order of the run that was recorded.
  public private(set) var answers: [RecordedAnswer]

  private static let version: Int64 = 1

  /// The answers of a run.
  ///
  /// - Parameter old: what was recorded, where the run was of some tests only: each answer takes the
  ///   place of the old one, and new ones stand at the end.
  public init(_ report: RunReport, keeping old: Baseline? = nil) {
    let now = report.suites.flatMap { suite in
      suite.results.compactMap { RecordedAnswer(suite: suite.suite.name, result: $0) }
    }
    guard let old else {
      answers = now
      return
    }
    var places: [[String]: Int] = [:]
    for (place, answer) in old.answers.enumerated() { places[[answer.suite, answer.test]] = place }
    answers = old.answers
    for answer in now {
      if let place = places[[answer.suite, answer.test]] {
        answers[place] = answer
      } else {
        answers.append(answer)
      }
    }
  }

  /// Reads a baseline file: JSON Lines, the first `{"askwell-baseline":1}`.
  public init(parsing bytes: [UInt8], file: String) throws(SuiteError) {
    answers = []
    var isStarted = false
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    for (index, line) in rest.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
      let number = index + 1
      let value: JSONValue
      do {
        value = try JSONValue(parsing: line, depthLimit: 64)
      } catch {
        throw SuiteError(file: file, line: number, problem: .syntax("no JSON object (\(error))"))
      }
      if !isStarted {
        guard value["askwell-baseline"]?.integerValue == Self.version else {
          throw SuiteError(
            file: file, line: number,
            problem: .syntax("a baseline starts with {\"askwell-baseline\":\(Self.version)}"))
        }
        isStarted = true
        continue
      }
      guard let answer = RecordedAnswer(value) else {
        throw SuiteError(
          file: file, line: number, problem: .missingKey("suite, test, outcome, level or text"))
      }
      answers.append(answer)
    }
    if !isStarted {
      throw SuiteError(file: file, line: 1, problem: .syntax("the file is empty"))
    }
  }

  /// The file's bytes.
  public var serialized: [UInt8] {
    var out = Array("{\"askwell-baseline\":\(Self.version)}\n".utf8)
    for answer in answers {
      answer.json.append(to: &out)
      out.append(0x0A)
    }
    return out
  }
}
