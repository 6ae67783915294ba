import Testing
import Text

@testable import Triage

/// Plain reports of one sign each, for the properties.
private let reports: [(message: String, flag: String)] = [
  ("there is blood in my stool", "RF1"), ("my poo is black like tar", "RF2"),
  ("I vomited blood this morning", "RF3"), ("I am losing weight without trying", "RF4"),
  ("my stomach pain is unbearable", "RF5"), ("belly pain wakes me up every night", "RF6"),
  ("I have a fever and diarrhoea", "RF7"), ("I have not peed since yesterday", "RF8"),
  ("food gets stuck in my throat", "RF9"), ("I can't keep anything down", "RF10"),
  ("I have had diarrhoea for six weeks", "RF11"), ("my father had bowel cancer", "RF12"),
  ("I have crushing chest pain", "EM1"), ("my wife just collapsed", "EM2"),
  ("I want to kill myself", "EM3"), ("my son swallowed a button battery", "EM4"),
]

@Suite struct `Properties of triage (safety)` {
  @Test(arguments: reports)
  func `a polite sentence before or after loses no flag`(message: String, flag: String) throws {
    for polite in ["Thank you very much.", "Hello, I hope you are well.", "Have a nice day!"] {
      #expect(try flags(polite + " " + message + ".").contains(flag))
      #expect(try flags(message + ". " + polite).contains(flag))
    }
  }

  @Test(arguments: reports)
  func `case and end punctuation don't matter`(message: String, flag: String) throws {
    for variant in [
      message.uppercased(), message + ".", message + "!", message + "...", message + " ",
      "\n" + message, message + "!!!",
    ] {
      #expect(try flags(variant).contains(flag), "\(variant)")
    }
  }

  @Test(arguments: [
    "there is no blood in my stool", "my poo is not black like tar", "I have not vomited blood",
    "I am not losing weight", "I have no stomach pain", "no belly pain wakes me up",
    "I have no fever and no diarrhoea", "food never gets stuck in my throat",
    "I have no chest pain", "my wife has not collapsed", "no bowel cancer in my family",
    "I have no trouble swallowing", "I am not vomiting",
  ])
  func `a denied sole sign raises nothing`(message: String) throws {
    #expect(try flags(message).isEmpty)
  }

  @Test func `evidence lies inside its turn, on whole characters`() throws {
    for (message, _) in reports {
      let text = "Ärger — “" + message + "” 😀"
      for raised in try #require(engine).assess(turns: [text], today: nil).flags {
        for evidence in raised.evidence {
          let bytes = Array(text.utf8)
          #expect(evidence.utf8Range.upperBound <= bytes.count)
          #expect(String(validating: bytes[evidence.utf8Range], as: UTF8.self) != nil)
        }
      }
    }
  }

  @Test func `a very long message and a very long word are read in bounded time`() throws {
    let engine = try #require(engine)
    let words = String(repeating: "I eat bread and it is fine, ", count: 150)
    #expect(
      engine.assess(turns: [words + "there is blood in my stool"], today: nil).level == .escalate)
    let word = String(repeating: "a", count: 100_000)
    #expect(
      engine.assess(turns: [word + " there is blood in my stool"], today: nil).level == .escalate)
    _ = engine.assess(turns: [String(repeating: "no blood ", count: 2_000)], today: nil)
  }

  @Test func `the same conversation gives the same decision`() throws {
    let engine = try #require(engine)
    let turns = ["I have a fever", "and the runs", "since Monday, blood too"]
    #expect(engine.assess(turns: turns, today: nil) == engine.assess(turns: turns, today: nil))
  }
}

@Suite struct `Rule files` {
  @Test(arguments: [
    ("A\tx\ty", RuleError.columnCount(file: "f", line: 1, found: 3, expected: 2)),
    ("# c\n\nA\t~x y", .badElement(file: "f", line: 3, element: "~x")),
    ("A\t?x y", .noAnchor(file: "f", line: 1)),
    ("A\tx {NOPE}", .unknownConcept(file: "f", line: 1, concept: "NOPE")),
    ("A\tx {A}", .circularConcept(name: "A")),
  ])
  func `a faulty lexicon line is named`(text: String, error: RuleError) {
    #expect(throws: error) {
      try RuleSet(parsing: [.init(name: "f", kind: .lexicon, bytes: Array(text.utf8))])
    }
  }

  @Test func `a corpus adds flags, entries and rules, and redefines none`() throws {
    let rules = try RuleSet.builtIn()
    func file(_ kind: RuleSet.File.Kind, _ text: String) -> RuleSet.File {
      .init(name: "extra", kind: kind, bytes: Array(text.utf8))
    }
    let merged = try rules.merging(extra: [
      file(.flags, "RF13\tyellow skin\tJaundice.\tcorpus"),
      file(.lexicon, "JAUNDICE\tskin|eyes ~3 yellow"),
      file(.rules, "rf13.yellow\tRF13\tJAUNDICE\tcorpus"),
    ])
    let decision = TriageEngine(rules: merged).assess(turns: ["my eyes are yellow"], today: nil)
    #expect(decision.flags.map(\.id.name) == ["RF13"])
    #expect(throws: RuleError.redefines(file: "extra", line: 1, id: "RF1")) {
      try rules.merging(extra: [file(.flags, "RF1\tx\ty\tz")])
    }
  }

  @Test func `no entry of a corpus silences a built-in rule`() throws {
    let rules = try RuleSet.builtIn()
    // A guard that uses the sign's words up, a "denial", and a word that a misspelling was led back to.
    let merged = try rules.merging(extra: [
      .init(
        name: "extra", kind: .lexicon,
        bytes: Array("GUARD\tblood in my stool\nC.NEG\tthere|is\nWEED\tblod|stol\n".utf8))
    ])
    for message in ["there is blood in my stool", "there is blod in my stol"] {
      let alone = TriageEngine(rules: rules).assess(turns: [message], today: nil)
      let decision = TriageEngine(rules: rules, extended: merged).assess(
        turns: [message], today: nil)
      #expect(alone.level == .escalate)
      #expect(decision == alone)
    }
  }

  @Test func `an emergency of a corpus's own stands alone, as a built-in one does`() throws {
    let rules = try RuleSet.builtIn()
    let merged = try rules.merging(extra: [
      .init(name: "f", kind: .flags, bytes: Array("EM9\tgas leak\tGas.\tcorpus".utf8)),
      .init(name: "l", kind: .lexicon, bytes: Array("GASLEAK\tsmell ?of gas".utf8)),
      .init(name: "r", kind: .rules, bytes: Array("em9.gas\tEM9\tGASLEAK\tcorpus".utf8)),
    ])
    let engine = TriageEngine(rules: rules, extended: merged)
    let turns = ["there is blood in my stool", "and I smell gas"]
    let decision = engine.assess(turns: turns, today: nil)
    #expect(decision.level == .emergency)
    #expect(decision.flags.map(\.id.name) == ["EM9"])
    #expect(decision.levelTurn == 2)
    let text = engine.explain(turns: turns, today: nil).text
    #expect(text.contains("fired\tem9.gas\tEM9"))
    #expect(text.contains("level\temergency"))
  }

  @Test func `only an explicit call switches a flag off`() throws {
    let rules = try RuleSet.builtIn().disabling([FlagID("RF1")])
    let engine = TriageEngine(rules: rules)
    #expect(engine.assess(turns: ["there is blood in my stool"], today: nil).level == .none)
  }

  @Test func `today decides how long ago a month was`() throws {
    let engine = try #require(engine)
    let message = ["loose stools since March"]
    #expect(engine.assess(turns: message, today: nil).level == .escalate)
    #expect(
      engine.assess(turns: message, today: CalendarDate(iso8601: "2026-05-20")).level == .escalate)
    #expect(
      engine.assess(turns: message, today: CalendarDate(iso8601: "2026-03-05")).level == .none)
  }

  @Test func `an explanation names concepts, rules and level`() throws {
    let text = try #require(engine).explain(turns: ["no fever but blood in my stool"], today: nil)
      .text
    #expect(text.contains("FEVER\tfever\t(negated)"))
    #expect(text.contains("fired\trf1.blood\tRF1"))
    #expect(text.contains("level\tescalate"))
  }

  @Test func `the report shows every flag and rule`() throws {
    let rules = try RuleSet.builtIn()
    let html = RuleReport(rules: rules).html
    for flag in rules.flags { #expect(html.contains("<h2 id=\"\(flag.id.name)\">")) }
    for rule in rules.rules { #expect(html.contains("<code>\(rule.id)</code>")) }
    #expect(html.contains("<br>− "))
  }
}
