import Testing

@testable import Conversation

@Suite struct `Packed words` {
  @Test func `words are equal only to themselves`() {
    let words = [
      "", "a", "b", "ab", "ba", "recommendations", "abcdefgh", "abcdefghi", "0123456789abcdef",
    ]
    for (index, word) in words.enumerated() {
      for (other, second) in words.enumerated() {
        #expect((PackedWord(word) == PackedWord(second)) == (index == other))
      }
    }
  }

  @Test func `a word of more than 16 bytes equals no shorter one`() {
    let long = PackedWord("0123456789abcdefg")
    #expect(long != PackedWord("0123456789abcdef"))
    #expect(long != PackedWord("g"))
  }
}
