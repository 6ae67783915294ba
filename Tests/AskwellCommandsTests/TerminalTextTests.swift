import Testing

@testable import AskwellCommands

@Suite struct `Terminal text` {
  @Test(arguments: [
    ("plain\ntext", "plain\ntext"),
    ("\u{1B}]0;owned\u{7}title", "]0;ownedtitle"),
    ("red \u{1B}[31mtext", "red [31mtext"),
    ("back\u{8}\u{8}space", "backspace"),
    ("C1 \u{9B}31m", "C1 31m"),
    ("over\u{202E}ride", "override"),
    ("a\tb", "a  b"),
  ])
  func `control characters of a document never reach the terminal`(input: String, shown: String) {
    #expect(TerminalText.sanitized(input) == shown)
  }

  @Test func `lines break at spaces and items hang`() {
    let text = "One two three four five six\n- seven eight nine ten eleven twelve"
    #expect(
      TerminalText.wrapped(text, width: 22, indent: "  ") == """
          One two three four
          five six
          - seven eight nine
            ten eleven twelve
        """)
  }
}
