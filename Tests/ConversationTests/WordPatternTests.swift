import Testing

@testable import Conversation

@Suite struct `Word patterns` {
  @Test(arguments: [
    ("do i have", "so do i have it", true),
    ("^ do i have", "so do i have it", false),
    ("^ [so|and] do i have", "so do i have it", true),
    ("^ [so|and] do i have", "do i have it", true),
    ("which|what ... brand", "what is the best brand", true),
    ("which|what ... brand", "what a long way to go to a brand", false),
    ("thanks $", "many thanks", true),
    ("thanks $", "thanks a lot", false),
    ("in _ style", "in pirate style", true),
    ("in _ style", "in style", false),
    ("a ... ... ... z", "a b c z", true),
  ])
  func `a pattern finds its words in order`(
    pattern: String, sentence: String, isMatch: Bool
  ) throws {
    let pattern = try #require(WordPattern(pattern[...]))
    let words = sentence.split(separator: " ").map { PackedWord(String($0)) }
    #expect(pattern.matches(words) == isMatch)
    // What is found must also pass the first look.
    let bits = words.reduce(0) { $0 | $1.bit }
    #expect(!isMatch || pattern.mayMatch(words, bits: bits))
  }

  @Test(arguments: ["", "^ $", "...", "[open word", "[]", "a|incomprehensibility"])
  func `a pattern without a word, with an open bracket or too long a word is refused`(text: String)
  {
    #expect(WordPattern(text[...]) == nil)
  }

  @Test func `a run of gaps costs little on a long sentence`() throws {
    let pattern = try #require(WordPattern("a ... ... ... ... ... z"))
    #expect(!pattern.matches([PackedWord](repeating: PackedWord("a"), count: 200)))
  }
}
