/// A pattern over the words of one sentence, as `intents.tsv` writes them.
///
/// `a|b` is one of several words, `[a|b]` an optional one, `_` any word, `...` none to four words;
/// `^` and `$` tie the pattern to the sentence's ends. A word has at most 16 bytes.
struct WordPattern: Sendable, Equatable {
  private enum Kind: UInt8 {
    case word
    case optional
    case any
    case gap
    case start
    case end
  }

  private struct Element: Equatable {
    var kind: Kind
    /// Its words, in `words`.
    var first: UInt16 = 0
    var last: UInt16 = 0
  }

  private var elements: [Element] = []
  private var words: [PackedWord] = []
  /// The smallest set of words of which one must stand in any sentence that matches.
  private var rarest = Element(kind: .word)
  /// The bits of those words.
  private var rarestBits: UInt64 = 0

  /// Reads a pattern; nil when it holds no word at all, an unclosed bracket or too long a word.
  init?(_ text: some StringProtocol) { self.init(bytes: Array(text.utf8).span) }

  /// Reads a pattern's UTF-8 bytes.
  init?(bytes: Span<UInt8>) {
    words.reserveCapacity(16)
    elements.reserveCapacity(8)
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x20 { end += 1 }
      if start < end, !addElement(bytes, start..<end) { return nil }
      start = end + 1
    }
    var fewest = Int.max
    for element in elements where element.kind == .word {
      if Int(element.last - element.first) < fewest {
        fewest = Int(element.last - element.first)
        rarest = element
      }
    }
    if fewest == .max { return nil }
    for index in Int(rarest.first)..<Int(rarest.last) { rarestBits |= words[index].bit }
  }

  private mutating func addElement(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if range.count == 1 {
      switch bytes[range.lowerBound] {
      case UInt8(ascii: "^"):
        elements.append(Element(kind: .start))
        return true
      case UInt8(ascii: "$"):
        elements.append(Element(kind: .end))
        return true
      case UInt8(ascii: "_"):
        elements.append(Element(kind: .any))
        return true
      default: break
      }
    }
    if range.count == 3, range.allSatisfy({ bytes[$0] == UInt8(ascii: ".") }) {
      elements.append(Element(kind: .gap))
      return true
    }
    guard bytes[range.lowerBound] == UInt8(ascii: "[") else {
      return addWords(bytes, range, kind: .word)
    }
    guard bytes[range.upperBound - 1] == UInt8(ascii: "]"), range.count > 2 else { return false }
    return addWords(bytes, (range.lowerBound + 1)..<(range.upperBound - 1), kind: .optional)
  }

  private mutating func addWords(
    _ bytes: Span<UInt8>, _ range: Range<Int>, kind: Kind
  ) -> Bool {
    let first = words.count
    var start = range.lowerBound
    for index in range.lowerBound...range.upperBound
    where index == range.upperBound || bytes[index] == UInt8(ascii: "|") {
      if index - start > PackedWord.limit { return false }
      words.append(PackedWord(bytes.extracting(start..<index)))
      start = index + 1
    }
    guard words.count <= Int(UInt16.max) else { return false }
    elements.append(Element(kind: kind, first: UInt16(first), last: UInt16(words.count)))
    return true
  }

  /// Whether the pattern may be found in a sentence; cheap.
  ///
  /// - Parameter bits: the bits of the sentence's words.
  func mayMatch(_ sentence: [PackedWord], bits: UInt64) -> Bool {
    guard rarestBits & bits != 0 else { return false }
    return sentence.contains { contains($0, rarest) }
  }

  /// Whether the pattern is found in the sentence.
  func matches(_ sentence: [PackedWord]) -> Bool {
    if elements.first?.kind == .start { return matches(sentence, at: 0, element: 1) }
    return sentence.indices.contains { matches(sentence, at: $0, element: 0) }
  }

  private func contains(_ word: PackedWord, _ element: Element) -> Bool {
    for index in Int(element.first)..<Int(element.last) where words[index] == word { return true }
    return false
  }

  /// Matches the elements from `element` on at word `position`; the depth of recursion is bounded by
  /// the number of elements.
  private func matches(_ sentence: [PackedWord], at position: Int, element: Int) -> Bool {
    var position = position
    var element = element
    while element < elements.count {
      switch elements[element].kind {
      case .start:
        guard position == 0 else { return false }
      case .end:
        guard position == sentence.count else { return false }
      case .any:
        guard position < sentence.count else { return false }
        position += 1
      case .word:
        guard position < sentence.count, contains(sentence[position], elements[element]) else {
          return false
        }
        position += 1
      case .optional:
        if position < sentence.count, contains(sentence[position], elements[element]),
          matches(sentence, at: position + 1, element: element + 1)
        {
          return true
        }
      case .gap:
        let last = min(sentence.count, position + 4)
        for next in position...max(position, last)
        where matches(sentence, at: next, element: element + 1) {
          return true
        }
        return false
      }
      element += 1
    }
    return true
  }
}

extension Substring {
  /// The text between occurrences of an ASCII byte, found without looking at whole characters.
  func pieces(separatedBy byte: UInt8) -> [Substring] {
    utf8.split(separator: byte, omittingEmptySubsequences: false).map(Substring.init)
  }
}
