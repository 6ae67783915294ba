import Testing
import Text

@testable import Triage

@Suite struct `Weighing words` {
  private static let settings = """
    =bias\talarm:-1.0 emergency:-2.0
    =threshold\talarm:1.0 emergency:0.0
    =rule\talarm:3.0 emergency:4.0
    =withheld\talarm:-2.0 emergency:0.0
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

  @Test func `a score is the bias and each feature found, once`() throws {
    let lines = "red\talarm:0.5\nred ink\talarm:-0.25\n< red\talarm:0.1\nink >\talarm:0.01\n"
    #expect(try alarm(lines, ["Red ink and red"]) == -1000 + 500 - 250 + 100)
    #expect(try alarm(lines, ["so red. RED INK!"]) == -1000 + 500 - 250 + 100 + 10)
    #expect(try alarm(lines, ["redink"]) == -1000)
  }

  @Test func `no run of words goes over the end of a sentence or a turn`() throws {
    #expect(try alarm("red ink\talarm:2.0\n", ["red. ink", "red", "ink"]) == -1000)
  }

  @Test func `a greeting adds nothing, and other words beside it are read`() throws {
    let lines = "thank you\talarm:-5.0\n< hello\talarm:-5.0\nred\talarm:0.5\n"
    #expect(try alarm(lines, ["Hello. Red. Thank you!"]) == -500)
    #expect(try alarm(lines, ["hello red"]) == -5500)
  }

  @Test func `a turn among several takes away 1 at most`() throws {
    let lines = "what\talarm:-4.0\nred\talarm:3.0\n"
    #expect(try alarm(lines, ["what", "red"]) == -1000 - 1000 + 3000)
    #expect(try alarm(lines, ["what red"]) == -1000 - 4000 + 3000)
  }

  @Test func `the evidence is the run of words that weighs most`() throws {
    let made = try classifier("red\talarm:1.0\nred ink\talarm:1.0\nblue\talarm:-1.0\n")
    let turns = [FoldedText("blue sky. the red ink blue")]
    let words = try #require(made.evidence(for: [0], in: made.scores(of: turns), turns))
    #expect(words == 3..<5)
    #expect(made.evidence(for: [0], in: made.scores(of: [FoldedText("?!")]), turns) == nil)
  }

  @Test(arguments: [
    ("red\talarm\n", "alarm"), ("red\talarm:x\n", "alarm:x"), ("red\tfire:1.0\n", "fire:1.0"),
    ("red\talarm:99\n", "alarm:99"), ("red\talarm:nan\n", "alarm:nan"),
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
