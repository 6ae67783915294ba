import Testing
import Triage

@testable import Conversation

@Suite struct `The bot's own sentences` {
  @Test(arguments: AbstentionReason.allCases)
  func `every reason to decline has its sentence`(reason: AbstentionReason) {
    #expect(!Wording.builtIn.abstention(reason).isEmpty)
  }

  private func flag(_ id: String, _ quote: String) -> Escalation.Flag {
    Escalation.Flag(
      raised: RaisedFlag(
        id: FlagID(id), label: "", evidence: [Evidence(turn: 1, utf8Range: 0..<1)], turn: 1),
      quotes: [quote])
  }

  @Test func `an escalation quotes the person and names no number`() {
    let text = Wording.builtIn.escalation(
      level: .escalate, flags: [flag("RF1", "blood in my stool")], configuration: .init())
    #expect(text.contains("“blood in my stool”"))
    #expect(!text.contains("{"))
  }

  @Test func `the operator's numbers stand in an emergency`() throws {
    let configuration = try OperatorConfiguration(
      parsing: Array(#"{"emergency_number":"999","crisis_line":"Samaritans, 116 123"}"#.utf8))
    let text = Wording.builtIn.escalation(
      level: .emergency, flags: [flag("EM3", "want to die")], configuration: configuration)
    #expect(text.contains("call 999 now"))
    #expect(text.contains("Samaritans, 116 123"))
  }

  @Test func `braces in a person's words are not filled in`() {
    let text = Wording.builtIn.escalation(
      level: .emergency, flags: [flag("EM1", "chest {number} pain")], configuration: .init())
    #expect(text.contains("“chest {number} pain”"))
  }

  @Test(arguments: [
    ("[]", OperatorConfiguration.ConfigurationError.notAnObject),
    (#"{"emergency":"1"}"#, .unknownMember("emergency")),
    (
      #"{"crisis_line":7}"#,
      .wrongType(member: "crisis_line", expected: "a string of at most 500 bytes")
    ),
  ])
  func `a wrong configuration is refused by name`(
    text: String, expected: OperatorConfiguration.ConfigurationError
  ) {
    #expect(throws: expected) { try OperatorConfiguration(parsing: Array(text.utf8)) }
  }
}
