import Testing
import Text

@Suite struct `The analyzer` {
  @Test(arguments: [
    ("Is leaky gut real?", "is leaky gut real"),
    ("don't, patient's o'brien", "dont patient obrien"),
    ("Low-dose 5-HTP, 2.5 mg", "low dose 5 htp 2 5 mg"),
    ("Crème brûlée — naïve", "creme brulee naive"),
    ("'quoted' rock'n'roll", "quoted rocknroll"),
    ("", ""),
    ("...", ""),
    ("肠道健康 kana", "肠道 道健 健康 kana"),
    ("腸", "腸"),
  ])
  func `finds folded words`(text: String, words: String) {
    var analyzer = Analyzer()
    analyzer.analyze(text)
    #expect(analyzer.tokens.map { analyzer.text(of: $0.word) }.joined(separator: " ") == words)
  }

  @Test func `tells where each word stands in the source`() {
    var analyzer = Analyzer()
    let text = "Ünder-cooked Crème's"
    analyzer.analyze(text)
    let found = analyzer.tokens.map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) }
    #expect(found == ["Ünder", "cooked", "Crème's"])
    #expect(analyzer.tokens.map(\.isJoined) == [false, true, false])
  }

  @Test func `stems each distinct word once and shares stem numbers`() {
    var analyzer = Analyzer(stopWords: StopWords(["the"]))
    analyzer.analyze("bloating bloated the bloat bloating")
    let tokens = analyzer.tokens
    #expect(
      tokens.map { analyzer.stem(of: $0.word) } == ["bloat", "bloat", "the", "bloat", "bloat"])
    #expect(analyzer.wordCount == 4)
    #expect(analyzer.stemCount == 2)
    #expect(tokens.map { analyzer.isStopWord($0.word) } == [false, false, true, false, false])
    #expect(analyzer.stemNumber(of: tokens[0].word) == analyzer.stemNumber(of: tokens[3].word))
  }

  @Test func `forgets when it remembers more words than it may`() {
    var analyzer = Analyzer(wordLimit: 10)
    for number in 0..<100 { analyzer.analyze("word\(number) again") }
    #expect(analyzer.wordCount <= 12)
    #expect(analyzer.tokens.map { analyzer.text(of: $0.word) } == ["word99", "again"])
  }

  @Test func `cuts words that have no end`() {
    var analyzer = Analyzer()
    analyzer.analyze(String(repeating: "x", count: 100_000))
    #expect(analyzer.tokens.map { analyzer.text(of: $0.word).utf8.count } == [255])
    analyzer.analyze(String(repeating: "я", count: 10_000))
    #expect(analyzer.tokens.count == 1)
  }
}
