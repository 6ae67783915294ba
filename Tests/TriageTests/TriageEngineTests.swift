import Testing
import Text

@testable import Triage

/// The shipped rules, loaded once.
let engine: TriageEngine? = (try? RuleSet.builtIn()).map(TriageEngine.init(rules:))

/// The ids of the flags that `turns` raise.
func flags(_ turns: String...) throws -> [String] {
  try #require(engine).assess(turns: turns, today: nil).flags.map(\.id.name)
}

@Suite struct `Red flags (safety)` {
  @Test(arguments: [
    ("there is blood in my stool", "RF1"),
    ("my poo is black and sticky like tar", "RF2"),
    ("I threw up and there was blood in it", "RF3"),
    ("I'm losing weight without trying", "RF4"),
    ("the pain in my belly is unbearable", "RF5"),
    ("stomach cramps wake me up every night", "RF6"),
    ("I have a fever and diarrhoea", "RF7"),
    ("I haven't peed since yesterday and my mouth is dry", "RF8"),
    ("food gets stuck in my throat when I swallow", "RF9"),
    ("I can't keep anything down", "RF10"),
    ("I've had loose stools for six weeks", "RF11"),
    ("my mother had bowel cancer", "RF12"),
    ("crushing chest pain going down my left arm", "EM1"),
    ("my husband just collapsed", "EM2"),
    ("I want to kill myself", "EM3"),
    ("my toddler drank bleach", "EM4"),
  ])
  func `a sign said plainly is found`(message: String, flag: String) throws {
    #expect(try flags(message).contains(flag))
  }

  @Test(arguments: [
    "is leaky gut a real diagnosis?", "hello", "",
    "is blood in stool a sign of celiac disease?",
    "no blood in my stool, no fever, no pain", "blood: none",
    "what if I had blood in my stool?", "my dog vomited blood",
    "my blood test is on Friday", "I have a gut feeling", "pain in the neck",
    "I lost 20 lb on weight watchers, on purpose", "years ago I had blood in my stool, it healed",
  ])
  func `what is denied, asked, imagined, past or not meant raises nothing`(message: String) throws {
    #expect(try flags(message).isEmpty)
  }

  @Test func `evidence is the person's own words`() throws {
    let text = "Hello — since 2 days there’s blood in my stool, help"
    let decision = try #require(engine).assess(turns: [text], today: nil)
    let evidence = try #require(decision.flags.first?.evidence.first)
    let words = String(decoding: Array(text.utf8)[evidence.utf8Range], as: UTF8.self)
    #expect(words == "blood in my stool")
  }

  @Test func `an emergency stands alone`() throws {
    #expect(try flags("I vomit blood and have crushing chest pain") == ["EM1"])
  }

  @Test func `a flag stays for the rest of the conversation`() throws {
    let decision = try #require(engine).assess(
      turns: ["there is blood in my stool", "thanks", "what is zonulin?"], today: nil)
    #expect(decision.level == .escalate)
    #expect(decision.levelTurn == 1)
  }
}

@Suite struct `See-a-doctor list items` {
  @Test(arguments: [
    (
      "Blood with the stool, stool dark like tar, or blood in vomit", ["RF1", "RF2", "RF3"]
    ),
    ("Losing weight without meaning to", ["RF4"]),
    (
      "Belly pain that is strong or does not go away, or that interrupts sleep", ["RF5", "RF6"]
    ),
    ("Fever together with gut complaints, or drying out", ["RF7", "RF8"]),
    (
      "Trouble getting food down, vomiting that goes on, or bowel habits that stay altered for longer than about two weeks",
      ["RF9", "RF10", "RF11"]
    ),
    ("Relatives with coeliac disease, IBD, or cancer of the colon or rectum", ["RF12"]),
    ("A glass of water with every meal", []),
  ])
  func `an item names its flags`(item: String, expected: [String]) throws {
    let rules = try RuleSet.builtIn()
    let found = Set(rules.flags(matchingListItem: item).map(\.name))
    #expect(found.isSuperset(of: expected))
    if expected.isEmpty { #expect(found.isEmpty) }
  }
}
