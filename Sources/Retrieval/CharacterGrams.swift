/// The character n-grams of words: runs of 3 to 5 bytes of `_word_`, with the word's ends marked.
///
/// They find a misspelt or differently built word by what it shares with the right one.
enum CharacterGrams {
  static let lengths = 3...5

  /// Calls `body` with each n-gram of a folded word, in order.
  static func forEach(of word: Span<UInt8>, _ body: (Span<UInt8>) -> Void) {
    var padded: [UInt8] = [UInt8(ascii: "_")]
    padded.reserveCapacity(word.count + 2)
    for index in word.indices { padded.append(word[index]) }
    padded.append(UInt8(ascii: "_"))
    for length in lengths where padded.count >= length {
      for start in 0...(padded.count - length) {
        body(padded.span.extracting(start..<(start + length)))
      }
    }
  }
}
