internal import Text

/// The words of a message as the conversation's own rules see them: folded, apostrophes dropped,
/// cut into sentences.
struct MessageWords {
  /// Sentences of folded words; a sentence ends at `.`, `!`, `?`, `;` or a line break.
  let sentences: [[String]]
  /// Whether the message holds a question mark.
  let hasQuestionMark: Bool

  /// All words in order.
  let words: [String]

  /// The words of `text`, of whose folded form only the first 20,000 bytes are looked at.
  init(_ text: String) {
    var sentences: [[String]] = []
    var sentence: [String] = []
    var word: [UInt8] = []
    var hasQuestionMark = false
    func endWord() {
      let text = String(decoding: word, as: UTF8.self)
      if text.unicodeScalars.contains(where: { $0.properties.isAlphabetic || $0.isASCII }) {
        sentence.append(text)
      }
      word.removeAll(keepingCapacity: true)
    }
    func endSentence() {
      endWord()
      if !sentence.isEmpty { sentences.append(sentence) }
      sentence = []
    }
    for byte in FoldedText(text).utf8.prefix(20_000) {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
        word.append(byte)
      case UInt8(ascii: "'"), UInt8(ascii: "`"):
        continue
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"), 0x0A:
        if byte == UInt8(ascii: "?") { hasQuestionMark = true }
        endSentence()
      default:
        endWord()
      }
    }
    endSentence()
    self.sentences = sentences
    words = sentences.flatMap { $0 }
    self.hasQuestionMark = hasQuestionMark
  }
}
