import Testing
import Triage

@testable import Conversation

@Suite struct `A reply as chat messages` {
  private let answer = Citation(
    uri: "askwell://passage/a/1", document: "a", title: "Leaky gut", passage: "a#1",
    section: ["FAQ"], question: nil, quote: "The label is no diagnosis. The process is real.",
    range: 0..<47, parts: [], url: "https://example.org/a#faq", author: nil, published: nil,
    modified: nil)

  private func reply(escalating: Bool = false) -> Reply {
    let flag = RaisedFlag(
      id: FlagID("RF1"), label: "blood in stool", evidence: [Evidence(turn: 1, utf8Range: 0..<5)],
      turn: 1)
    return Reply(
      escalation: escalating
        ? Escalation(
          level: .escalate, message: "Please see a doctor soon.",
          flags: [.init(raised: flag, quotes: ["blood"])], citations: [])
        : nil,
      finding: .answer(
        Answer(text: answer.quote, citations: [answer, answer], bestSentence: 0..<26)),
      confidence: .init(value: 0.9, threshold: 0.5), alternatives: [], doctorNote: nil,
      indexIdentifier: "i", hits: [])
  }

  @Test(arguments: [
    (
      MessageStyle.plain,
      "The label is no diagnosis. The process is real.\nSource: Leaky gut › FAQ https://example.org/a#faq"
    ),
    (
      .markdown,
      "> The label is no diagnosis. The process is real.\n\nSource: [Leaky gut › FAQ](https://example.org/a#faq)"
    ),
    (
      .slack,
      ">The label is no diagnosis. The process is real.\nSource: <https://example.org/a#faq|Leaky gut › FAQ>"
    ),
    (
      .irc,
      "The label is no diagnosis. The process is real. · Source: Leaky gut › FAQ https://example.org/a#faq"
    ),
  ])
  func `quotes and links are marked as the system marks them`(style: MessageStyle, text: String) {
    #expect(reply().messages(in: MessageFormat(style: style), disclaimer: false) == [text])
  }

  @Test(arguments: MessageStyle.allCases, 16...120)
  func `the escalation begins the first message, and every message fits`(
    style: MessageStyle, limit: Int
  ) {
    let messages = reply(escalating: true).messages(
      in: MessageFormat(style: style, maxBytes: limit))
    #expect(messages.first?.hasPrefix("Please see a") == true)
    if limit >= 25 { #expect(messages.first?.hasPrefix("Please see a doctor soon.") == true) }
    #expect(messages.allSatisfy { !$0.isEmpty && $0.utf8.count <= limit })
  }

  @Test func `a link that no message holds is left out whole`() {
    let messages = reply().messages(
      in: MessageFormat(style: .markdown, maxBytes: 40), disclaimer: false)
    #expect(
      messages == [
        "> The label is no diagnosis.", "> The process is real.", "Source: Leaky gut › FAQ",
      ])
  }

  @Test func `the disclaimer comes last, unless the caller shows it elsewhere`() {
    let all = reply().messages(in: MessageFormat(style: .plain))
    #expect(all.last?.hasSuffix(Reply.disclaimer) == true)
    let without = reply().messages(in: MessageFormat(style: .plain), disclaimer: false)
    #expect(!without.joined().contains(Reply.disclaimer))
  }
}
