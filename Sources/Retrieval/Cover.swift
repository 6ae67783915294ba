internal import InvertedIndex
internal import Text

/// The stems of a text that matter to a question, one bit for each such stem.
struct StemSet {
  /// The first 64; most questions have no more.
  private var first: UInt64 = 0
  private var rest: [UInt64]

  fileprivate init(count: Int) {
    rest = count <= 64 ? [] : [UInt64](repeating: 0, count: (count - 1) / 64)
  }

  fileprivate mutating func insert(_ number: Int) {
    let bit: UInt64 = 1 << UInt64(number & 63)
    if number < 64 { first |= bit } else { rest[number / 64 - 1] |= bit }
  }

  func contains(_ number: Int) -> Bool {
    (number < 64 ? first : rest[number / 64 - 1]) & (1 << UInt64(number & 63)) != 0
  }

  /// What either set has.
  func union(_ other: StemSet) -> StemSet {
    var result = self
    result.first |= other.first
    for index in rest.indices { result.rest[index] |= other.rest[index] }
    return result
  }
}

/// A text's stems, by their numbers in the analyzer, in order; stop words left out.
struct StemmedText {
  /// Every stem.
  var numbers: [Int] = []
  /// Those that matter to the question, with their place among all.
  var matches: [(stem: Int, place: Int)] = []
  /// The same as a set.
  var set: StemSet

  /// Every stem once.
  var distinct: DistinctStems { DistinctStems(numbers) }
}

/// The distinct stems of a text, one bit for each number of the analyzer.
struct DistinctStems {
  private var bits: [UInt64] = []
  /// How many there are.
  private(set) var count = 0

  init(_ numbers: [Int]) {
    guard let greatest = numbers.max() else { return }
    bits = [UInt64](repeating: 0, count: greatest / 64 + 1)
    for number in numbers {
      let bit: UInt64 = 1 << UInt64(number & 63)
      if bits[number / 64] & bit == 0 { count += 1 }
      bits[number / 64] |= bit
    }
  }

  /// How many stems both have.
  func commonCount(_ other: DistinctStems) -> Int {
    var count = 0
    for place in 0..<min(bits.count, other.bits.count) {
      count += (bits[place] & other.bits[place]).nonzeroBitCount
    }
    return count
  }
}

/// The stems of a text that matter to a question, sentence after sentence.
struct SentenceStems {
  fileprivate var matches: [(stem: Int, start: Int)] = []
  fileprivate var count: Int
  private var next = 0

  fileprivate init(count: Int) { self.count = count }

  /// The stems of the words that start before `end` and were not given before.
  mutating func stems(upTo end: Int) -> StemSet {
    var set = StemSet(count: count)
    while next < matches.count, matches[next].start < end {
      set.insert(matches[next].stem)
      next += 1
    }
    return set
  }
}

/// What a question's words weigh, to tell what share of them a text has.
///
/// A word counts whole where it stands itself, and in part where a synonym or its right spelling
/// does. Stems are compared by the analyzer's numbers: no stem of a text is looked up.
struct Cover {
  /// A word of the question.
  private struct Word {
    var stem: Int
    var mass: Double
    /// Whether it is more than a word of asking.
    var isContent: Bool
    var synonyms: [(stem: Int, quality: Double)] = []
    var spellings: [(stem: Int, quality: Double)] = []
  }

  /// The most that synonyms count for a word.
  private static let synonymCap = 0.6
  /// A synonym as good as this means the same ("same", "form", "kind"): it counts where synonyms else do not.
  private static let leastSameness = 0.99
  /// A word that belongs more to asking as such is no content.
  private static let contentSpecificity = 0.6
  private var words: [Word] = []
  private var total = 0.0
  /// The question's words that are compared, as places among its terms.
  private(set) var ownTerms: [Int] = []
  /// The numbers of the stems that matter, by text.
  private var relevant: [String: Int] = [:]
  /// By the analyzer's stem number: the number of the stem that matters, or -1; stems past the end don't.
  private var relevance: [Int32] = []
  /// By an analyzer's stem number: what `mass(ofStem:)` was told to remember; NaN before.
  private var masses: [Double] = []
  /// The question's neighbouring content words, as numbers of stems that matter.
  private(set) var neighbours: [(left: Int, right: Int)] = []

  /// Prepares the comparison.
  ///
  /// - Parameter analyzer: the one that analyses the texts.
  init(_ question: AnalyzedQuestion, _ analyzer: inout Analyzer) {
    for (place, term) in question.terms.enumerated()
    where term.origin == .word || term.origin == .context {
      ownTerms.append(place)
      let mass = term.weight * term.idf * term.specificity
      words.append(
        Word(
          stem: number(of: term.stem), mass: mass,
          isContent: term.specificity > Self.contentSpecificity))
      total += mass
    }
    let own = words.count
    for term in question.terms {
      for source in term.sources {
        guard let position = relevant[source], position < own else { continue }
        let stem = number(of: term.stem)
        switch term.origin {
        case .spelling, .form: words[position].spellings.append((stem, term.quality))
        default: words[position].synonyms.append((stem, term.quality))
        }
      }
    }
    let content = question.stems.prefix(41).map { stem -> Int? in
      guard let place = question.positions[stem], question.terms[place].specificity >= 0.5 else {
        return nil
      }
      return number(of: stem)
    }
    for place in content.indices.dropLast() {
      if let left = content[place], let right = content[place + 1] {
        neighbours.append((left, right))
      }
    }
    let known = relevant.map { (analyzer.number(ofStem: $0.key), Int32($0.value)) }
    relevance = [Int32](repeating: -1, count: analyzer.stemCount)
    for (stem, number) in known { relevance[stem] = number }
  }

  /// Weighs the words anew: with masses in the order of `ownTerms`.
  mutating func weigh(_ masses: [Double]) {
    total = 0
    for (place, mass) in masses.prefix(words.count).enumerated() {
      words[place].mass = mass
      total += mass
    }
  }

  private mutating func number(of stem: String) -> Int {
    if let number = relevant[stem] { return number }
    relevant[stem] = relevant.count
    return relevant.count - 1
  }

  /// The stems of what the analyzer analysed last.
  func stems(_ analyzer: borrowing Analyzer) -> StemmedText {
    var text = StemmedText(set: StemSet(count: relevant.count))
    text.numbers.reserveCapacity(analyzer.tokens.count)
    for token in analyzer.tokens where !analyzer.isStopWord(token.word) {
      let stem = analyzer.stemNumber(of: token.word)
      let number = number(ofStem: stem)
      if number >= 0 {
        text.matches.append((number, text.numbers.count))
        text.set.insert(number)
      }
      text.numbers.append(stem)
    }
    return text
  }

  /// The stems of what the analyzer analysed last, to be taken sentence by sentence.
  func sentences(_ analyzer: borrowing Analyzer) -> SentenceStems {
    var stems = SentenceStems(count: relevant.count)
    for token in analyzer.tokens where !analyzer.isStopWord(token.word) {
      let number = number(ofStem: analyzer.stemNumber(of: token.word))
      if number >= 0 { stems.matches.append((number, token.range.lowerBound)) }
    }
    return stems
  }

  /// The number of an analyzer's stem among those that matter, or -1.
  private func number(ofStem stem: Int) -> Int {
    stem < relevance.count ? Int(relevance[stem]) : -1
  }

  /// What `compute` gives for a stem of the analyzer, computed once.
  mutating func mass(ofStem stem: Int, _ compute: () throws(IndexError) -> Double)
    throws(IndexError) -> Double
  {
    if masses.count <= stem {
      masses += [Double](repeating: .nan, count: max(stem + 1, relevance.count) - masses.count)
    }
    if masses[stem].isNaN { masses[stem] = try compute() }
    return masses[stem]
  }

  /// The share, in `0...1`.
  func share(of stems: StemSet) -> Double {
    if total <= 0 { return 0 }
    return min(1, words.reduce(0) { $0 + $1.mass * Self.credit($1, stems) } / total)
  }

  /// The share, in `0...1`, of the words that `topic` lacks; 1 where it has them all.
  func share(of stems: StemSet, outside topic: StemSet) -> Double {
    var (found, whole) = (0.0, 0.0)
    for word in words where !topic.contains(word.stem) {
      found += word.mass * Self.credit(word, stems)
      whole += word.mass
    }
    return whole > 0 ? min(1, found / whole) : 1
  }

  /// The share of the words that `topic` lacks which stand in the text themselves, or as another ending or the
  /// right spelling; 1 where it has them all.
  func exactShare(of stems: StemSet, outside topic: StemSet) -> Double {
    var (found, whole) = (0.0, 0.0)
    for word in words where !topic.contains(word.stem) {
      found += word.mass * Self.credit(word, stems, synonyms: false)
      whole += word.mass
    }
    return whole > 0 ? min(1, found / whole) : 1
  }

  /// The mass of the words that `topic` lacks and a set of stems has.
  func foundMass(in stems: StemSet, outside topic: StemSet) -> Double {
    words.reduce(0) {
      topic.contains($1.stem) ? $0 : $0 + $1.mass * Self.credit($1, stems)
    }
  }

  /// How many of the content words that `topic` lacks a set of stems lacks too, as a share.
  ///
  /// - Parameter synonyms: whether a synonym is as good as the word.
  func missingShare(
    of stems: StemSet, outside topic: StemSet, synonyms: Bool = true
  ) -> Double {
    var (missing, whole) = (0, 0)
    for word in words where word.isContent && !topic.contains(word.stem) {
      if Self.credit(word, stems, synonyms: synonyms) == 0 { missing += 1 }
      whole += 1
    }
    return Double(missing) / Double(max(1, whole))
  }

  /// The greatest mass of a single word that a set of stems lacks.
  ///
  /// - Parameter synonyms: whether a synonym counts for the word in part.
  func greatestMissing(in stems: StemSet, synonyms: Bool = true) -> Double {
    words.reduce(0) { max($0, $1.mass * (1 - Self.credit($1, stems, synonyms: synonyms))) }
  }

  /// The share of the question's neighbouring content words that stand within four words of each
  /// other in the title and the body together.
  func proximity(_ title: StemmedText, _ body: StemmedText) -> Double {
    if neighbours.isEmpty { return 0 }
    let places =
      title.matches + body.matches.map { ($0.stem, $0.place + title.numbers.count) }
    var near = 0
    for (left, right) in neighbours {
      let isNear = places.contains { first in
        first.stem == left
          && places.contains {
            $0.stem == right && $0.place != first.place && abs($0.place - first.place) <= 4
          }
      }
      if isNear { near += 1 }
    }
    return Double(near) / Double(neighbours.count)
  }

  private static func credit(_ word: Word, _ stems: StemSet, synonyms: Bool = true) -> Double {
    if stems.contains(word.stem) { return 1 }
    var sum = 0.0
    for synonym in word.synonyms
    where (synonyms || synonym.quality >= leastSameness) && stems.contains(synonym.stem) {
      sum += synonym.quality
    }
    sum = min(synonymCap, sum)
    for right in word.spellings where stems.contains(right.stem) { sum = max(sum, right.quality) }
    return sum
  }
}
