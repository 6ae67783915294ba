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

  @Test func `a question that finds nothing at all is told`() {
    var lint = CorpusLint()
    lint.findUnfindable(in: [Self.document("a", [("Is it?", "one two")])]) {
      $0 == "Is it?" ? [] : ["a#0"]
    }
    #expect(lint.findings.map(\.text) == ["“Is it?” finds nothing"])
  }

  @Test func `a list item without a rule and a rule without a list item are told`() {
    var document = Self.document("a", [(nil, "See a doctor: blood, purple ears")])
    document.passages[0].parts = [.init(range: 14..<19), .init(range: 21..<32)]
    var lint = CorpusLint()
    lint.findUncovered(
      in: [document], lists: { _, passage in passage.id == "a#0" ? .announced : nil },
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

  @Test func `a list that is cited for one item among many is no list of danger signs`() {
    var document = Self.document("a", [(nil, "Causes: blood, age, salt")])
    document.passages[0].parts = [
      .init(range: 8..<13), .init(range: 15..<18), .init(range: 20..<24),
    ]
    var lint = CorpusLint()
    lint.findUncovered(
      in: [document], lists: { _, _ in .cited },
      flags: { $0 == "blood" ? [FlagID("RF1")] : [] }, citable: [FlagID("RF1")], known: [])
    #expect(lint.findings.isEmpty)
  }

  @Test func `a heading that asks what a pair answers is its second answer`() {
    var document = Self.document(
      "a", [("Is it real?", "No."), (nil, "Yes, it is."), (nil, "Surely."), (nil, "Other text.")])
    document.passages[1].headingPath = ["FAQ", "Is it real?"]
    document.passages[2].headingPath = ["FAQ", "Is it real?"]
    document.passages[3].headingPath = ["Another heading"]
    for (index, id) in ["a#real.1", "a#real-2.1", "a#real-2.2", "a#other.1"].enumerated() {
      document.passages[index].id = id
    }
    var lint = CorpusLint()
    lint.findDuplicates(in: [document])
    #expect(lint.findings.map(\.kind) == [.conflictingAnswers])
    #expect(lint.findings.first?.text.hasSuffix("at a#real-2.1") == true)
  }

  @Test func `more text under a pair's own heading is no second answer`() {
    var document = Self.document("a", [("Is it real?", "No."), (nil, "More on this.")])
    document.passages[1].headingPath = ["FAQ", "Is it real?"]
    document.passages[0].id = "a#real.1"
    document.passages[1].id = "a#real.2"
    var lint = CorpusLint()
    lint.findDuplicates(in: [document])
    #expect(lint.findings.isEmpty)
  }

  @Test func `questions of the same words in another order conflict`() {
    var lint = CorpusLint()
    lint.findDuplicates(in: [
      Self.document(
        "a",
        [
          ("Can leaky gut be cured?", "No."), ("Can you cure a leaky gut?", "Yes."),
          ("What causes a leaky gut?", "Many things."), ("Can leaky gut be tested?", "Hardly."),
        ])
    ])
    #expect(lint.findings.map(\.kind) == [.similarQuestions])
    #expect(lint.findings.first?.place == "a#0")
  }

  @Test func `links to nowhere and ids given twice are told`() {
    var one = CorpusLint.Page(document: "a.html")
    one.anchors = ["x", "y", "x"]
    one.names = ["old"]
    for place in ["y", "z", "z", "old"] { one.links.append(.init(page: "a.html", fragment: place)) }
    one.links += [
      .init(page: "b.html", fragment: "there"), .init(page: "b.html", fragment: "gone"),
      .init(page: "elsewhere.html", fragment: "unknown"),
    ]
    var two = CorpusLint.Page(document: "b.html")
    two.anchors = ["there"]
    var lint = CorpusLint()
    lint.findBrokenAnchors(in: [one, two])
    #expect(lint.findings.map(\.kind) == [.duplicateAnchor, .brokenAnchor, .brokenAnchor])
    #expect(lint.findings.last?.text == "a link leads to 'b.html#gone', which is not there")
  }
}
