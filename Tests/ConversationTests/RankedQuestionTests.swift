import Testing

@testable import Conversation

@Suite struct `What of a message is looked up` {
  private func ranked(_ turns: String..., telling sign: String? = nil) -> RankedQuestion {
    let text = turns.last ?? ""
    var evidence: [Range<Int>] = []
    if let sign, let found = text.firstRange(of: sign) {
      evidence = [
        text.utf8.distance(
          from: text.startIndex, to: found.lowerBound)..<text.utf8.distance(
            from: text.startIndex, to: found.upperBound)
      ]
    }
    return RankedQuestion(
      text, context: turns.dropLast(), evidence: evidence, languages: ["en"])
  }

  @Test(arguments: [
    ("What is zonulin?", "who found it", "who found zonulin"),
    ("What is leaky gut?", "and can it be repaired?", "and can leaky gut be repaired"),
    ("Do doctors believe in leaky gut?", "why not", "why not doctors believe leaky gut"),
    (
      "Is there a test for leaky gut?", "what about the ones you can buy online",
      "what about the test leaky gut you can buy online"
    ),
  ])
  func `a follow-up is also asked as a whole question`(
    before: String, message: String, whole: String
  ) {
    let question = ranked(before, message)
    #expect(question.forms.first == .init(text: message, context: [before]))
    #expect(question.forms.contains(.init(text: whole, context: [])))
  }

  @Test func `a subject is found behind a follow-up, and not behind a question of its own`() {
    let long = ranked("What is zonulin?", "who found it", "when was that")
    #expect(long.forms.contains(.init(text: "when was zonulin", context: [])))
    let other = ranked("What is zonulin?", "Is leaky gut a real diagnosis?", "who says that")
    #expect(!other.forms.contains { $0.text.contains("zonulin") })
  }

  @Test func `a question that stands on its own is asked alone first`() {
    let question = ranked("What is zonulin?", "Can doctors test for leaky gut?")
    #expect(question.forms == [.init(text: "Can doctors test for leaky gut?", context: [])])
    #expect(question.fallback?.context == ["What is zonulin?"])
  }

  @Test func `greetings and thanks are nothing to lean on`() {
    let question = ranked("hello", "thanks!", "can it be repaired?")
    #expect(question.forms == [.init(text: "can it be repaired?", context: [])])
  }

  @Test(arguments: [
    (
      "there is blood in my stool. Can doctors test for leaky gut?", "blood in my stool",
      "Can doctors test for leaky gut?"
    ),
    ("there is blood in my stool, is leaky gut real", "blood in my stool", "is leaky gut real"),
    ("why is there blood in my stool?", "blood in my stool", "why is there blood in my stool?"),
    (
      "is leaky gut real? there is blood in my stool", "blood in my stool", "is leaky gut real?"
    ),
    ("there is blood in my stool. help me", "blood in my stool", nil),
  ])
  func `the sentence that tells of a sign is left out where a question stands beside it`(
    message: String, sign: String, rest: String?
  ) {
    let text = ranked(message, telling: sign).forms.first?.text ?? ""
    #expect(String(text.drop { $0 == " " }) == rest ?? message)
  }

  @Test func `slips of function words are mended, others left`() {
    #expect(Slips.builtIn.mended("is leaky gut teh same as ibs") == "is leaky gut the same as ibs")
    #expect(Slips.builtIn.mended("Waht's permeabilty?") == "Waht's permeabilty?")
    #expect(Slips.builtIn.mended("Hwo long, adn why") == "how long, and why")
  }
}
