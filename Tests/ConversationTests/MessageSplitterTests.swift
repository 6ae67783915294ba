import Conversation
import Testing

@Suite struct `Cutting text into messages` {
  private func cut(_ text: String, _ maxBytes: Int) -> [String] { cut(text, .plain, maxBytes) }

  private func cut(_ text: String, _ style: MessageStyle, _ maxBytes: Int) -> [String] {
    MessageSplitter.messages(of: text, in: MessageFormat(style: style, maxBytes: maxBytes))
  }

  @Test func `text that fits is one message as it is`() {
    #expect(cut("One. Two.\nThree.", 100) == ["One. Two.\nThree."])
    #expect(cut("", 100) == [])
    #expect(cut(" \n\t\n", 100) == [])
  }

  @Test(arguments: [
    // sentence ends first
    (
      "One two three. Four five six. Seven eight.", 30,
      ["One two three. Four five six.", "Seven eight."]
    ),
    // a closing quotation mark belongs to its sentence
    (
      "He said \"no way.\" Then he left the house.", 20,
      ["He said \"no way.\"", "Then he left the", "house."]
    ),
    // then word ends
    ("one two three four five", 16, ["one two three", "four five"]),
    // then characters: "é" as e and accent is never cut apart
    ("aaaaaaaaaaaaaaae\u{301}b", 16, ["aaaaaaaaaaaaaaa", "e\u{301}b"]),
    // a flag of two scalars, 8 bytes, stays whole
    ("aaaaaaaaaaa🇦🇹b", 16, ["aaaaaaaaaaa", "🇦🇹b"]),
    // lines
    ("first line here\nsecond line", 20, ["first line here", "second line"]),
  ])
  func `cuts fall at sentences, then words, then characters`(
    text: String, maxBytes: Int, messages: [String]
  ) {
    #expect(cut(text, maxBytes) == messages)
  }

  @Test func `a character longer than a message is cut between scalars`() {
    let tower = "a" + String(repeating: "\u{301}", count: 40)
    let messages = cut(tower, 16)
    #expect(messages.allSatisfy { $0.utf8.count <= 16 })
    #expect(messages.map { Array($0.unicodeScalars) }.flatMap { $0 } == Array(tower.unicodeScalars))
  }

  @Test func `IRC messages hold no line break and no control character`() {
    let text = "one\r\nQUIT\u{2028}two\u{0}\u{3}04red\tcell\n- item"
    let messages = cut(text, .irc, 400)
    #expect(messages == ["one · QUIT two04red cell • item"])
  }

  @Test(arguments: [
    (MessageStyle.markdown, "a *b* [c](d) <e> 1_2", "a \\*b\\* \\[c\\](d) \\<e\\> 1\\_2"),
    (.slack, "a < b & c > d *e*", "a &lt; b &amp; c &gt; d *e*"),
    (.plain, "a < b & *c*", "a < b & *c*"),
  ])
  func `marks of the style that are in the text are shown and not obeyed`(
    style: MessageStyle, text: String, message: String
  ) {
    #expect(cut(text, style, 400) == [message])
  }

  @Test func `an escape is never cut apart`() {
    for limit in 16...40 {
      for message in cut(String(repeating: "&", count: 60), .slack, limit) {
        #expect(message.hasSuffix(";") && message.hasPrefix("&"))
      }
    }
  }

  @Test(arguments: MessageStyle.allCases)
  func `no message is too long and no word is lost, whatever the text`(style: MessageStyle) {
    // A linear congruential generator: the same texts in every run.
    var state: UInt64 = 11
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let pieces = [
      "word", "ein", "Straße", "日本語", "😀", "👩‍👩‍👧", "e\u{301}", ". ", "! ", "? ", " ", " ", "\n",
      "\n\n",
      "https://example.org/a/very/long/path?with=query", "&<>*_[]", "\t", "\u{2028}", "\u{7}",
    ]
    for _ in 0..<300 {
      let text = (0..<(1 + next(80))).map { _ in pieces[next(pieces.count)] }.joined()
      let limit = 16 + next(200)
      let messages = cut(text, style, limit)
      #expect(messages.allSatisfy { !$0.isEmpty && $0.utf8.count <= limit })
      func letters(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { $0.properties.isAlphabetic }
      }
      if style != .slack { #expect(letters(messages.joined()) == letters(text)) }
    }
  }
}
