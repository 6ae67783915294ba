import Corpus
import Regression
import Testing
import Triage

@Suite struct `Lint of a corpus` {
  /// A document whose passages are given as question and text.
  static func document(_ id: String, _ passages: [(question: String?, text: String)]) -> Document {
    var text = ""
    var list: [Passage] = []
    for (index, passage) in passages.enumerated() {
      if !text.isEmpty { text += "\n" }
      let start = text.utf8.count
      text += passage.text
      list.append(
        Passage(
          id: "\(id)#\(index)", kind: .paragraph, question: passage.question,
          range: start..<text.utf8.count))
    }
    return Document(id: id, metadata: DocumentMetadata(title: id), text: text, passages: list)
  }

  @Test func `a question that stands twice is a duplicate or a conflict`() {
    var lint = CorpusLint()
    lint.findDuplicates(in: [
      Self.document("a", [("Is it real?", "Yes."), ("Does it heal?", "It does.")]),
      Self.document("b", [("is it real", "Yes!"), ("Does it heal?", "It does not.")]),
    ])
    #expect(lint.findings.map(\.kind) == [.duplicateQuestion, .conflictingAnswers])
    #expect(lint.findings.map(\.place) == ["a#0", "a#1"])
  }

  @Test func `a longer text that stands twice is told`() {
    var lint = CorpusLint()
    let text = "The lining renews itself faster than most tissues do."
    lint.findDuplicates(in: [
      Self.document("a", [(nil, text), (nil, "Short."), (nil, "Short.")]),
      Self.document("b", [(nil, text)]),
    ])
    #expect(lint.findings.map(\.kind) == [.duplicateText])
  }

  @Test func `an answer that is not first and a passage that nothing finds are told`() {
    var lint = CorpusLint()
    lint.findUnfindable(in: [Self.document("a", [("Q?", "one two"), (nil, "three four")])]) {
      $0 == "Q?" ? ["a#1", "a#0"] : ["a#0"]
    }
    #expect(lint.findings.map(\.kind) == [.answerNotFirst, .unreachable])
    #expect(lint.findings.last?.place == "a#1")
  }

  @Test func `a list item without a rule and a rule without a list item are told`() {
    var document = Self.document("a", [(nil, "See a doctor: blood, purple ears")])
    document.passages[0].parts = [.init(range: 14..<19), .init(range: 21..<32)]
    var lint = CorpusLint()
    lint.findUncovered(
      in: [document], lists: ["a#0"],
      flags: { $0 == "blood" ? [FlagID("RF1")] : [] }, citable: [FlagID("RF1")],
      known: [
        (FlagID("RF1"), "blood"), (FlagID("RF2"), "tar"), (FlagID("RF3"), "fever"),
        (FlagID("EM1"), "chest"),
      ])
    #expect(lint.findings.map(\.kind) == [.uncoveredSign, .uncitedFlag])
    #expect(lint.findings.first?.text == "no rule covers the item “purple ears”")
    #expect(lint.findings.last?.place == "RF2")
    #expect(lint.findings.last?.text.contains("RF2 (tar), RF3 (fever)") == true)
  }

  @Test func `links to nowhere and ids given twice are told`() {
    var lint = CorpusLint()
    lint.findBrokenAnchors(
      document: "a", anchors: ["x", "y", "x"], links: ["y", "z", "z"])
    #expect(lint.findings.map(\.kind) == [.duplicateAnchor, .brokenAnchor])
  }
}
