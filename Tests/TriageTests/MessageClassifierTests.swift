import Testing
import Text

@testable import Triage

@Suite struct `Weighing words` {
  private static let settings = """
    =bias\talarm:-1.0 emergency:-2.0
    =threshold\talarm:0.0 emergency:0.0
    =turn\talarm:2.0 emergency:2.0
    =sentence\talarm:3.0 emergency:3.0
    =courtesy\thello thank you

    """

  private func classifier(_ lines: String) throws -> MessageClassifier {
    try MessageClassifier(
      parsing: .init(
        name: "weights", kind: .weights, bytes: Array((Self.settings + lines).utf8)))
  }

  private func alarm(_ lines: String, _ turns: [String]) throws -> Int? {
    try classifier(lines).scores(of: turns.map { FoldedText($0) }).last.first
  }

  @Test
  func `a score is the bias and the weights found, each once, over the length of their vector`()
    throws
  {
    let lines = """
      red\tidf:3.0 alarm:10.0
      red ink\tidf:4.0 alarm:-2.5

      """
    #expect(try alarm(lines, ["Red ink and red"]) == -1000 + 1500)  // 7.5 / 5
    #expect(try alarm(lines, ["red"]) == -1000 + 3333)  // 10 / 3
    #expect(try alarm(lines, ["redink"]) == -1000)
  }

  @Test
  func `words count by their stems, long words by their first letters, sentences by their ends`()
    throws
  {
    #expect(try alarm("bleed\tidf:1.0 alarm:2.0\n", ["it's bleeding"]) == 1000)
    #expect(try alarm("~diar\tidf:1.0 alarm:2.0\n", ["diareea"]) == 1000)
    #expect(try alarm("~diar\tidf:1.0 alarm:2.0\n", ["diary"]) == -1000)
    #expect(try alarm("< red\tidf:1.0 alarm:2.0\n", ["so. Red!"]) == 1000)
    #expect(try alarm("ink >\tidf:1.0 alarm:2.0\n", ["ink red"]) == -1000)
    #expect(try alarm("dont\tidf:1.0 alarm:2.0\n", ["I don’t"]) == 1000)
  }

  @Test func `no pair of words goes over the end of a sentence or a turn`() throws {
    #expect(try alarm("red ink\tidf:1.0 alarm:5.0\n", ["red. ink", "red", "ink"]) == -1000)
  }

  @Test func `a greeting adds nothing, and other words beside it are read`() throws {
    let lines =
      "thank you\tidf:1.0 alarm:-5.0\n< hello\tidf:1.0 alarm:-5.0\nred\tidf:1.0 alarm:1.0\n"
    #expect(try alarm(lines, ["Hello. Red. Thank you!"]) == 0)
    let together = try #require(try alarm(lines, ["hello red"]))
    #expect(together < -1000)
  }

  @Test
  func `a turn or a sentence that says enough is not outweighed by the others, less a discount`()
    throws
  {
    let lines = "what\tidf:1.0 alarm:-40.0\nred\tidf:1.0 alarm:9.0\n"
    #expect(try #require(try alarm(lines, ["what red"])) < -20_000)
    #expect(try alarm(lines, ["what", "red"]) == -1000 + 9000 - 2000)
    #expect(try alarm(lines, ["what. red"]) == -1000 + 9000 - 3000)
  }

  @Test func `a part of no known words lifts nothing`() throws {
    #expect(try alarm("red\tidf:1.0 alarm:-1.5\n", ["red. zzz"]) == -2500)
  }

  @Test func `rules count in full, those that fired and those that were only mentioned`() throws {
    let made = try classifier(
      """
      @any\talarm:1.0
      @emergency\temergency:3.0
      @fired em1.chest\talarm:0.5
      @flag EM1\talarm:0.25
      @mentioned\talarm:-2.0
      @denied\talarm:-4.0
      @mentioned rf1.red\talarm:-0.5

      """)
    let chest = (rule: "em1.chest", flag: FlagID("EM1"))
    let red = (rule: "rf1.red", flag: FlagID("RF1"))
    #expect(
      made.ruleScores(fired: [chest], mentioned: [], denied: [], wordCount: 0) == [1750, 3000])
    #expect(
      made.ruleScores(fired: [chest], mentioned: [red], denied: [], wordCount: 0) == [1250, 3000])
    #expect(made.ruleScores(fired: [], mentioned: [red], denied: [], wordCount: 0) == [-2500, 0])
    #expect(made.ruleScores(fired: [], mentioned: [], denied: [red], wordCount: 0) == [-4000, 0])
    #expect(
      made.ruleScores(fired: [chest], mentioned: [], denied: [red], wordCount: 0) == [1750, 3000])
    #expect(made.ruleScores(fired: [], mentioned: [], denied: [], wordCount: 0) == [0, 0])
  }

  @Test func `the length of the longest turn counts in part between two lengths`() throws {
    let made = try classifier(
      """
      =lengths\t10 20 40
      @words 10\talarm:1.0
      @words 10 any\talarm:-0.5
      @words 20\temergency:-2.0

      """)
    let red = (rule: "rf1.red", flag: FlagID("RF1"))
    func scores(_ count: Int, fires: Bool) -> [Int] {
      made.ruleScores(fired: fires ? [red] : [], mentioned: [], denied: [], wordCount: count)
    }
    #expect(scores(10, fires: true) == [0, 0])
    #expect(scores(15, fires: false) == [500, 0])
    #expect(scores(15, fires: true) == [250, 0])
    #expect(scores(30, fires: false) == [1000, -1000])
    #expect(scores(4000, fires: false) == [1000, -2000])
  }

  @Test func `lengths must rise`() {
    #expect(throws: RuleError.self) { try classifier("=lengths\t10 10\n") }
  }

  @Test func `greetings are not counted, and turns not together`() throws {
    let made = try classifier("red\tidf:1.0 alarm:1.0\n")
    let turns = ["hello. one two three", "four five"].map { FoldedText($0) }
    #expect(made.scores(of: turns).longestTurn == 3)
  }

  @Test func `the evidence is the run of words that weighs most`() throws {
    let made = try classifier(
      "red\tidf:1.0 alarm:1.0\nred ink\tidf:1.0 alarm:1.0\nblue\tidf:1.0 alarm:-1.0\n")
    let words = try #require(
      made.evidence(for: [0], in: made.scores(of: [FoldedText("blue sky. the red ink blue")])))
    #expect(words == 3..<5)
    #expect(made.evidence(for: [0], in: made.scores(of: [FoldedText("?!")])) == nil)
  }

  @Test(arguments: [
    ("red\talarm\n", "alarm"), ("red\talarm:x\n", "alarm:x"), ("red\tfire:1.0\n", "fire:1.0"),
    ("red\talarm:999\n", "alarm:999"), ("red\talarm:nan\n", "alarm:nan"),
    ("=bias\talarm:1.0\n", "alarm:1.0"), ("=else\talarm:1.0 emergency:1.0\n", "=else"),
  ])
  func `a faulty weight is named with its line`(lines: String, element: String) throws {
    #expect(throws: RuleError.badElement(file: "weights", line: 6, element: element)) {
      try classifier(lines)
    }
  }

  @Test func `a feature that stands twice, and a table without settings, are refused`() throws {
    #expect(throws: RuleError.self) { try classifier("red\talarm:1.0\nred\talarm:2.0\n") }
    #expect(throws: RuleError.self) {
      try MessageClassifier(
        parsing: .init(name: "weights", kind: .weights, bytes: Array("red\talarm:1.0\n".utf8)))
    }
  }
}
