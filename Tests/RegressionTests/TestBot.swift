import Conversation
import Regression
import Text
import Triage

/// A bot of four answers, for tests of what tests bots.
enum TestBot {
  static let passages: [String: String] = [
    "a.html#sky": "The sky is blue. It looks so because air scatters blue light.",
    "a.html#sea": "The sea is salty.",
    "a.html#doctor": "See a doctor for: blood in the stool",
  ]

  static let sky = Citation(
    document: "a.html", passage: "a.html#sky", section: ["Nature", "Sky"],
    question: "Why is the sky blue?",
    quote: "The sky is blue. It looks so because air scatters blue light.")
  static let sea = Citation(
    document: "a.html", passage: "a.html#sea", section: ["Nature"], quote: "The sea is salty.")
  static let doctor = Citation(
    document: "a.html", passage: "a.html#doctor", section: ["Doctor"],
    quote: "See a doctor for: blood in the stool")
  static let ranking = [
    Reply.DebugHit(
      document: "a.html", passage: "a.html#sky",
      text: "The sky is blue. It looks so because air scatters blue light.", rank: 2),
    Reply.DebugHit(document: "a.html", passage: "a.html#sea", text: "The sea is salty.", rank: 1),
  ]

  static let subject = Subject(
    respond: { question in
      if question.text.contains("fault") { throw Fault() }
      let level = assess(question.context + [question.text])
      let escalation =
        level == .none
        ? nil
        : Escalation(
          level: level, raising: level == .emergency ? ["EM1"] : ["RF1"], said: question.text,
          message: "Please see a doctor soon.", citations: [doctor])
      let text = (question.context + [question.text]).joined(separator: " ").lowercased()
      if text.contains("altered") {
        var altered = sea
        altered.quote = "The sea is sweet."
        return Reply(quoting: [altered], ranking: ranking)
      }
      if text.contains("sky") {
        return Reply(quoting: [sky], escalation: escalation, confidence: 0.9, ranking: ranking)
      }
      if text.contains("sea") {
        return Reply(
          quoting: [sea], escalation: escalation, confidence: 0.6, ranking: ranking.reversed())
      }
      return Reply(
        declining: .noAnswer, text: "I have no passage that answers this.", escalation: escalation,
        doctorNote: text.contains("sign of") ? doctor : nil)
    },
    assess: { turns, _ in
      let level = assess(turns)
      let turn = (turns.firstIndex { $0.contains("blood") || $0.contains("chest") } ?? 0) + 1
      return TriageDecision(
        level: level,
        flags: level == .none
          ? [] : [RaisedFlag(id: FlagID("RF1"), label: "blood in stool", evidence: [], turn: turn)],
        levelTurn: level == .none ? nil : turn)
    },
    search: { text, _ in
      text.contains("sky")
        ? [.init(document: "d1", score: 2), .init(document: "d2", score: 1)]
        : [.init(document: "d2", score: 2), .init(document: "d1", score: 1)]
    },
    passageText: { passages[$0] })

  private static func assess(_ turns: [String]) -> TriageLevel {
    let text = turns.joined(separator: " ")
    if text.contains("sign of") { return .none }
    if text.contains("chest") { return .emergency }
    return text.contains("blood") ? .escalate : .none
  }

  struct Fault: Error {}

  /// Runs a suite given as text, its files from a dictionary.
  static func run(_ yaml: String, files: [String: String] = [:]) throws -> RunReport {
    Runner(subject: subject, jobs: 2).run(try suites(yaml, files: files))
  }

  /// Reads a suite given as text.
  static func suites(_ yaml: String, name: String = "suite.yaml", files: [String: String] = [:])
    throws -> [Suite]
  {
    var reader = SuiteReader { path in (path == name ? yaml : files[path]).map { Array($0.utf8) } }
    return try reader.suites(at: name)
  }

  /// The error that reading a suite gives, as text; nil where it is read.
  static func fault(_ text: String, name: String = "suite.yaml", files: [String: String] = [:])
    -> String?
  {
    do {
      _ = try suites(text, name: name, files: files)
      return nil
    } catch {
      return "\(error)"
    }
  }
}
