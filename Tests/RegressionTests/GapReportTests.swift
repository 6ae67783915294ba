import Conversation
import JSON
import Regression
import Testing

@Suite struct `Gaps` {
  static func declined(_ question: String, reason: String = "no-answer") -> LoggedQuestion {
    LoggedQuestion(question: question, outcome: "abstain", reason: reason)
  }

  @Test func `unanswered questions about one thing are one group, the largest first`() {
    let report = GapReport([
      Self.declined("How long is the small intestine?"),
      Self.declined("Does kombucha help with bloating?"),
      Self.declined("is kombucha good for bloating"),
      Self.declined("kombucha and bloating"),
      Self.declined("Does kombucha help with bloating?"),
      Self.declined("how many mg of zinc", reason: "dose"),
      LoggedQuestion(question: "What is zonulin?", outcome: "answer", passage: "p"),
    ])
    #expect(report.total == 7)
    #expect(report.unanswered == 5)
    #expect(report.groups.map(\.count) == [4, 1])
    #expect(
      report.groups.first?.questions.map(\.text) == [
        "Does kombucha help with bloating?", "is kombucha good for bloating",
        "kombucha and bloating",
      ])
  }

  @Test func `an empty log has no gaps`() {
    #expect(GapReport([]).groups.isEmpty)
  }

  @Test func `a record survives its line`() throws {
    let reply = Reply(declining: .noAnswer, text: "None.", confidence: 0.12345)
    let record = LoggedQuestion(Question("q \n \"x\""), reply)
    #expect(record.reason == "no-answer" && record.confidence == 0.1235)
    #expect(LoggedQuestion(try JSONValue(parsing: record.json.serialized)) == record)
    #expect(LoggedQuestion(["question": "q"]) == nil)
  }

  @Test func `a follow-up that points back keeps what it follows`() throws {
    let reply = Reply(declining: .noAnswer, text: "None.")
    let context = ["does kombucha help", "is it sour?"]
    let record = LoggedQuestion(Question("and for children?", context: context), reply)
    #expect(record.follows == "does kombucha help")
    #expect(LoggedQuestion(try JSONValue(parsing: record.json.serialized)) == record)
    let whole = LoggedQuestion(Question("What makes zonulin rise", context: context), reply)
    #expect(whole.follows == nil)
  }
}
