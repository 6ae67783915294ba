import Conversation
import Regression
import Testing

@Suite struct `Assertions` {
  /// A question, an assertion that holds for its reply, and one that does not.
  static let pairs: [(question: String, holds: String, fails: String)] = [
    ("Why is the sky blue?", "outcome: answer", "outcome: abstain"),
    ("Why is the sky blue?", "outcome: [answer, escalate]", "outcome: [abstain, escalate]"),
    ("Who won?", "reason: no-answer", "reason: dose"),
    ("Why is the sky blue?", "contains: air scatters", "contains: Air scatters"),
    ("Why is the sky blue?", "contains: [air, blue light]", "contains: [air, red light]"),
    ("Why is the sky blue?", "icontains: AIR SCATTERS", "icontains: water"),
    ("Why is the sky blue?", "not-contains: water", "not-contains: air"),
    ("Why is the sky blue?", "not-icontains: WATER", "not-icontains: AIR"),
    ("Why is the sky blue?", "regex: 'scatters \\w+ light\\.$'", "regex: '^scatters'"),
    ("Why is the sky blue?", "not-regex: '\\d'", "not-regex: 'b.ue'"),
    ("How is the sea?", "equals: The sea is salty.", "equals: The sea is"),
    ("How is the sea?", "not-equals: The sea", "not-equals: The sea is salty."),
    ("How is the sea?", "cites: salty", "cites: blue"),
    ("Why is the sky blue?", "cites: {section: sky}", "cites: {section: sea}"),
    ("Why is the sky blue?", "cites: {section: 'Why is the sky blue?'}", "cites: {section: W}"),
    ("How is the sea?", "cites: {document: a.html}", "cites: {document: b.html}"),
    ("How is the sea?", "cites: {passage: 'a.html#sea'}", "cites: {passage: 'a.html#sky'}"),
    (
      "How is the sea?", "cites: {section: Nature, text: [red, salty]}",
      "cites: {section: Sky, text: [red, salty]}"
    ),
    ("How is the sea?", "cites: {document: [b.html, a.html]}", "cites: {document: [b, c]}"),
    ("How is the sea?", "not-cites: {section: Sky}", "not-cites: {section: Nature}"),
    ("there is blood", "cites: {section: Doctor}", "cites: {section: Nature}"),
    ("How is the sea?", "quote-verbatim: true", "contains: sweet"),
    ("there is blood", "flags: [RF1]", "flags: [RF1, RF2]"),
    ("there is blood", "not-flags: [RF2]", "not-flags: [RF1]"),
    ("there is blood", "level: escalate", "level: emergency"),
    ("my chest hurts", "level: emergency", "level: none"),
    ("How is the sea?", "level: none", "level: [escalate, emergency]"),
    ("Why is the sky blue?", "rank: {text: salty, within: 2}", "rank: {text: salty, within: 1}"),
    ("Why is the sky blue?", "rank: {document: a.html}", "rank: {document: b.html, within: 10}"),
    (
      "Why is the sky blue?", "rank: {passage: 'a.html#sky'}", "rank: {passage: 'a.html#sea'}"
    ),
    ("Why is the sky blue?", "confidence: high", "confidence: low"),
    ("Why is the sky blue?", "confidence: {level: [high, low]}", "confidence: {at-most: 0.5}"),
    (
      "Why is the sky blue?", "confidence: {at-least: 0.8, at-most: 95%}",
      "confidence: {at-least: 0.95}"
    ),
    ("Why is the sky blue?", "same-as: what colour has the sky", "same-as: what about the sea"),
    ("Why is the sky blue?", "not-same-as: the sea", "not-same-as: that sky"),
    (
      "Why is the sky blue?", "messages-fit: {style: irc, bytes: 100, messages: 5}",
      "messages-fit: {style: irc, bytes: 100, messages: 1}"
    ),
    ("is blood a sign of something", "see-a-doctor: true", "see-a-doctor: false"),
    ("How is the sea?", "see-a-doctor: false", "see-a-doctor: true"),
  ]

  @Test(arguments: pairs)
  func `holds or fails with the reply`(question: String, holds: String, fails: String) throws {
    for (assertion, expected) in [(holds, true), (fails, false)] {
      let report = try TestBot.run(
        """
        tests:
          - question: "\(question)"
            assert:
              - \(assertion)
        """)
      #expect(report.isPassed == expected, "\(assertion)")
    }
  }

  @Test func `a quote that is no slice of its passage is not verbatim`() throws {
    let report = try TestBot.run("tests: [{question: altered, assert: {quote-verbatim: true}}]")
    #expect(!report.isPassed)
  }

  @Test func `every name has a pair above that holds and fails`() {
    func name(_ assertion: String) -> String { String(assertion.prefix { $0 != ":" }) }
    #expect(Set(Self.pairs.map { name($0.holds) }) == Set(AssertionReader.names))
    // No stored passage of the bot is misquoted, so that failure is the test before this one.
    let failing = Set(Self.pairs.map { name($0.fails) }).union(["quote-verbatim"])
    #expect(failing == Set(AssertionReader.names))
  }

  @Test func `a failure says what was expected and what came`() throws {
    let report = try TestBot.run("tests: [{question: How is the sea?, assert: {outcome: abstain}}]")
    guard case .failed(let failures)? = report.suites.first?.results.first?.status else {
      Issue.record("the test passed")
      return
    }
    #expect(failures.map(\.text) == ["turn 1, outcome: expected abstain; found answer"])
  }

  @Test func `a reply that can't be had is a fault of its test only`() throws {
    let report = try TestBot.run(
      """
      tests:
        - {question: fault, assert: {outcome: answer}}
        - {question: sea, assert: {outcome: answer}}
      """)
    #expect(report.suites.first?.results.map(\.isFailed) == [true, false])
  }

  @Test func `each turn of a conversation is held against its own assertions`() throws {
    let report = try TestBot.run(
      """
      tests:
        - conversation:
            - say: How is the sea?
              assert: {cites: salty}
            - and its colour?
            - say: and there is blood in my stool
              assert: {outcome: escalate}
          assert: {cites: salty, flags: RF1}
      """)
    #expect(report.isPassed)
    #expect(report.suites.first?.results.first?.replies.map(\.turn) == [1, 3])
  }
}
