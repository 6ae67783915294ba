/// A pattern over the words of one sentence, as `intents.tsv` writes them.
///
/// `a|b` is one of several words, `[a|b]` an optional one, `_` any word, `...` none to four words;
/// `^` and `$` tie the pattern to the sentence's ends.
struct WordPattern: Sendable, Equatable {
  enum Element: Sendable, Equatable {
    case word([String])
    case optional([String])
    case any
    case gap
    case start
    case end
  }

  let elements: [Element]

  /// Reads a pattern; nil when it holds no word at all or an unclosed bracket.
  init?(_ text: Substring) {
    var elements: [Element] = []
    var hasWord = false
    for piece in text.pieces(separatedBy: UInt8(ascii: " ")) where !piece.isEmpty {
      switch piece {
      case "^": elements.append(.start)
      case "$": elements.append(.end)
      case "_": elements.append(.any)
      case "...": elements.append(.gap)
      default:
        if piece.utf8.first == UInt8(ascii: "[") {
          guard piece.utf8.last == UInt8(ascii: "]"), piece.utf8.count > 2 else { return nil }
          elements.append(.optional(Self.words(piece.dropFirst().dropLast())))
        } else {
          elements.append(.word(Self.words(piece)))
          hasWord = true
        }
      }
    }
    guard hasWord else { return nil }
    self.elements = elements
  }

  /// The smallest set of words of which one must stand in any sentence that matches.
  var rarestWords: [String] {
    var result: [String]?
    for case .word(let words) in elements where words.count < (result?.count ?? .max) {
      result = words
    }
    return result ?? []
  }

  private static func words(_ text: Substring) -> [String] {
    text.pieces(separatedBy: UInt8(ascii: "|")).map(String.init)
  }

  /// Whether the pattern is found in the sentence.
  func matches(_ sentence: [String]) -> Bool {
    if elements.first == .start { return matches(sentence, at: 0, element: 1) }
    return sentence.indices.contains { matches(sentence, at: $0, element: 0) }
  }

  /// Matches the elements from `element` on at word `position`; the depth of recursion is bounded by
  /// the number of elements.
  private func matches(_ sentence: [String], at position: Int, element: Int) -> Bool {
    var position = position
    var element = element
    while element < elements.count {
      switch elements[element] {
      case .start:
        guard position == 0 else { return false }
      case .end:
        guard position == sentence.count else { return false }
      case .any:
        guard position < sentence.count else { return false }
        position += 1
      case .word(let words):
        guard position < sentence.count, words.contains(sentence[position]) else { return false }
        position += 1
      case .optional(let words):
        if position < sentence.count, words.contains(sentence[position]),
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
