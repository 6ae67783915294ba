/// The words that two texts have in common, in order, and those that only one has.
public struct WordDiff: Sendable, Equatable {
  /// A run of words.
  public struct Piece: Sendable, Equatable {
    /// Where the words stand.
    public enum Kind: Sendable, Equatable {
      /// In both texts.
      case common
      /// In the old text only.
      case removed
      /// In the new text only.
      case added
    }

    /// Where the words stand.
    public var kind: Kind
    /// The words with the white space after each.
    public var text: String
  }

  /// The pieces in order; removed words stand before the added ones that replace them.
  public let pieces: [Piece]
  /// Twice the common words by the words of both: 1 for equal texts, 0 for texts without a common word.
  public let similarity: Double

  /// Words that are compared in full; longer texts are compared by their start and end only.
  private static let limit = 2_000

  /// Compares two texts word by word.
  ///
  /// - Complexity: O(words² ) within the middle that differs, which is cut at a limit.
  public init(_ old: String, _ new: String) {
    let a = Self.words(old)
    let b = Self.words(new)
    var start = 0
    while start < a.count, start < b.count, a[start] == b[start] { start += 1 }
    var end = 0
    while end < a.count - start, end < b.count - start,
      a[a.count - 1 - end] == b[b.count - 1 - end]
    { end += 1 }
    var builder = Builder()
    builder.add(.common, a[..<start])
    let x = Array(a[start..<a.count - end])
    let y = Array(b[start..<b.count - end])
    if x.count > Self.limit || y.count > Self.limit {
      builder.add(.removed, x[...])
      builder.add(.added, y[...])
    } else {
      builder.addMiddle(x, y)
    }
    builder.add(.common, a[(a.count - end)...])
    pieces = builder.pieces
    let total = a.count + b.count
    similarity = total == 0 ? 1 : 2 * Double(builder.common) / Double(total)
  }

  /// Words with the white space that follows them.
  private static func words(_ text: String) -> [Substring] {
    var result: [Substring] = []
    var start = text.startIndex
    var index = start
    var isInSpace = false
    while index < text.endIndex {
      let isSpace = text[index].isWhitespace
      if isInSpace, !isSpace {
        result.append(text[start..<index])
        start = index
      }
      isInSpace = isSpace
      index = text.index(after: index)
    }
    if start < text.endIndex { result.append(text[start...]) }
    return result
  }

  private struct Builder {
    var pieces: [Piece] = []
    var common = 0

    mutating func add(_ kind: Piece.Kind, _ words: ArraySlice<Substring>) {
      if words.isEmpty { return }
      if kind == .common { common += words.count }
      let text = words.joined()
      if pieces.last?.kind == kind {
        pieces[pieces.count - 1].text += text
      } else {
        pieces.append(Piece(kind: kind, text: text))
      }
    }

    /// The longest common subsequence by dynamic programming.
    mutating func addMiddle(_ x: [Substring], _ y: [Substring]) {
      let width = y.count + 1
      var lengths = [Int32](repeating: 0, count: (x.count + 1) * width)
      for i in stride(from: x.count - 1, through: 0, by: -1) {
        for j in stride(from: y.count - 1, through: 0, by: -1) {
          lengths[i * width + j] =
            x[i] == y[j]
            ? lengths[(i + 1) * width + j + 1] + 1
            : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
        }
      }
      var i = 0
      var j = 0
      while i < x.count || j < y.count {
        if i < x.count, j < y.count, x[i] == y[j] {
          add(.common, x[i...i])
          i += 1
          j += 1
        } else if j == y.count
          || (i < x.count && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])
        {
          add(.removed, x[i...i])
          i += 1
        } else {
          add(.added, y[j...j])
          j += 1
        }
      }
    }
  }
}
