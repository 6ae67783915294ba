/// What a question's words weigh, to tell what share of them a set of stems has.
///
/// A word counts whole where it stands itself, and in part where a synonym or its right spelling
/// does.
struct Cover {
  /// A word of the question.
  private struct Word {
    var stem: String
    var mass: Double
    var synonyms: [(stem: String, quality: Double)] = []
    var spellings: [(stem: String, quality: Double)] = []
  }

  /// The most that synonyms count for a word.
  private static let synonymCap = 0.6
  private var words: [Word] = []
  private var total = 0.0

  init(_ question: AnalyzedQuestion) {
    var positions: [String: Int] = [:]
    for term in question.terms where term.origin == .word || term.origin == .context {
      positions[term.stem] = words.count
      let mass = term.weight * term.idf * term.specificity
      words.append(Word(stem: term.stem, mass: mass))
      total += mass
    }
    for term in question.terms {
      for source in term.sources {
        if let position = positions[source] {
          if case .spelling = term.origin {
            words[position].spellings.append((term.stem, term.quality))
          } else {
            words[position].synonyms.append((term.stem, term.quality))
          }
        }
      }
    }
  }

  /// The share, in `0...1`.
  func share(of stems: Set<String>) -> Double {
    if total <= 0 { return 0 }
    return min(1, words.reduce(0) { $0 + $1.mass * Self.credit($1, stems) } / total)
  }

  /// The greatest mass of a single word that a set of stems lacks.
  func greatestMissing(in stems: Set<String>) -> Double {
    words.reduce(0) { max($0, $1.mass * (1 - Self.credit($1, stems))) }
  }

  private static func credit(_ word: Word, _ stems: Set<String>) -> Double {
    if stems.contains(word.stem) { return 1 }
    var sum = 0.0
    for synonym in word.synonyms where stems.contains(synonym.stem) { sum += synonym.quality }
    sum = min(synonymCap, sum)
    for right in word.spellings where stems.contains(right.stem) { sum = max(sum, right.quality) }
    return sum
  }
}
