internal import Text

/// What a conversation scores.
extension MessageClassifier {
  /// A word of a conversation, as the classifier cuts it: letters, digits and apostrophes.
  struct Word {
    var turn: Int32
    var sentence: Int32
    /// Folded byte range in the turn.
    var start: Int32
    var end: Int32
    /// Where its letters and digits, and its stem, lie in `Scores.letters`.
    var letters: Range<Int32>
    var stem: Range<Int32>
  }

  /// What the classifier found in a conversation, in thousandths; rules not counted.
  struct Scores {
    /// For each turn and class, the score of the conversation up to that turn.
    var byTurn: [[Int]]
    var words: [Word]
    /// The words' letters and stems.
    var letters: [UInt8]
    /// The length of the vector of all features found, in hundredths.
    var norm: Double
    /// How many words the longest turn has, those of greetings not counted.
    var longestTurn = 0

    /// For each class, the score of the whole conversation.
    var last: [Int] { byTurn.last ?? [] }
  }

  /// The features of a part of a conversation, each added once.
  private struct Tally {
    private var sums: [Int]
    private var squares = 0
    private var seen: [UInt64]
    private var found: [Int32] = []

    init(classes: Int, features: Int) {
      found.reserveCapacity(128)
      sums = Array(repeating: 0, count: classes)
      seen = Array(repeating: 0, count: features / 64 + 1)
    }

    /// The length of the vector of features, in hundredths.
    var norm: Double { Double(squares).squareRoot() }

    /// Adds a feature unless it was added before.
    mutating func add(_ feature: Int, of classifier: MessageClassifier) {
      let bit: UInt64 = 1 << UInt64(feature % 64)
      guard seen[feature / 64] & bit == 0 else { return }
      seen[feature / 64] |= bit
      found.append(Int32(feature))
      let frequency = Int(classifier.frequencies[feature])
      squares += frequency * frequency
      for index in Int(classifier.starts[feature])..<Int(classifier.starts[feature + 1]) {
        let weight = classifier.weights[index]
        sums[Int(weight.classNumber)] += Int(weight.value)
      }
    }

    /// The score of a class, in thousandths.
    func score(_ number: Int, _ classifier: MessageClassifier) -> Int {
      let sum = squares == 0 ? 0 : Int((Double(sums[number]) / norm * 1000).rounded())
      return classifier.biases[number] + sum
    }

    mutating func clear() {
      for feature in found { seen[Int(feature) / 64] = 0 }
      found.removeAll(keepingCapacity: true)
      squares = 0
      for number in sums.indices { sums[number] = 0 }
    }
  }

  /// The scores of a conversation.
  ///
  /// - Complexity: O(words); words beyond `TokenStream.tokenLimit` are not read.
  func scores(of turns: [FoldedText]) -> Scores {
    let stemmer = Stemmer()
    var result = Scores(byTurn: [], words: [], letters: [], norm: 0)
    let length = turns.reduce(0) { min(TokenStream.tokenLimit, $0 + $1.utf8.count) }
    result.words.reserveCapacity(length / 4 + 1)
    result.letters.reserveCapacity(length * 2)
    var whole = Tally(classes: classes.count, features: starts.count)
    var inTurn = whole
    var inSentence = whole
    var parts = Array(repeating: Int.min, count: classes.count)
    var sentence: Int32 = 0
    for (turn, text) in turns.enumerated() {
      let first = result.words.count
      cut(text.utf8, turn: Int32(turn), sentence: &sentence, stemmer, into: &result)
      let hasParts =
        turns.count > 1
        || result.words[first...].contains { $0.sentence != result.words[first].sentence }
      var start = first
      while start < result.words.count {
        var end = start
        while end < result.words.count, result.words[end].sentence == result.words[start].sentence {
          end += 1
        }
        visit(result, start..<end) { feature, _ in
          whole.add(feature, of: self)
          // A turn or a sentence that is all there is scores no more than the whole.
          if turns.count > 1 { inTurn.add(feature, of: self) }
          if hasParts { inSentence.add(feature, of: self) }
        }
        for number in classes.indices where hasParts {
          let score = inSentence.score(number, self) - sentenceDiscounts[number]
          parts[number] = max(parts[number], score)
        }
        inSentence.clear()
        start = end
      }
      if first < result.words.count, turns.count > 1 {
        for number in classes.indices {
          let score = inTurn.score(number, self) - turnDiscounts[number]
          parts[number] = max(parts[number], score)
        }
      }
      inTurn.clear()
      result.longestTurn = max(result.longestTurn, result.words.count - first)
      result.byTurn.append(classes.indices.map { max(whole.score($0, self), parts[$0]) })
    }
    result.norm = whole.norm
    return result
  }

  /// What the rules add to each class, in thousandths.
  ///
  /// - Parameters:
  ///   - fired: the rules that fired, by id, with their flag.
  ///   - mentioned: rules whose signs are only asked about or imagined.
  ///   - denied: rules whose signs are only denied, past or over.
  ///   - wordCount: how many words the longest turn has: in a long story more rules fire by chance.
  func ruleScores(
    fired: [(rule: String, flag: FlagID)], mentioned: [(rule: String, flag: FlagID)],
    denied: [(rule: String, flag: FlagID)], wordCount: Int
  ) -> [Int] {
    var sums = Array(repeating: 0, count: classes.count)
    var names: [String] = []
    if !fired.isEmpty { names.append("@any") }
    if fired.contains(where: \.flag.isEmergency) { names.append("@emergency") }
    if fired.isEmpty, !mentioned.isEmpty { names.append("@mentioned") }
    for (rule, flag) in fired {
      names.append("@fired \(rule)")
      if !names.contains("@flag \(flag.name)") { names.append("@flag \(flag.name)") }
    }
    for (rule, _) in mentioned { names.append("@mentioned \(rule)") }
    if fired.isEmpty, mentioned.isEmpty, !denied.isEmpty { names.append("@denied") }
    for (rule, _) in denied { names.append("@denied \(rule)") }
    for name in names { add(FeatureHash(of: name), thousandths: 1000, to: &sums) }
    for place in lengths.indices.dropLast() where wordCount > lengths[place] {
      let (low, high) = (lengths[place], lengths[place + 1])
      let part = min(1000, (wordCount - low) * 1000 / (high - low))
      var hash = FeatureHash(of: "@words \(low)")
      add(hash, thousandths: part, to: &sums)
      if fired.isEmpty { continue }
      hash.add(" any")
      add(hash, thousandths: part, to: &sums)
    }
    return sums
  }

  /// Adds a part of the weights of a feature.
  private func add(_ hash: FeatureHash, thousandths part: Int, to sums: inout [Int]) {
    let found = feature(hash)
    guard found >= 0 else { return }
    for index in Int(starts[found])..<Int(starts[found + 1]) {
      sums[Int(weights[index].classNumber)] += Int(weights[index].value) * part / 100
    }
  }

  /// Cuts a turn into words; a sentence ends at `.`, `!`, `?`, `;`, `|` and the end of a line.
  private func cut(
    _ text: [UInt8], turn: Int32, sentence: inout Int32, _ stemmer: borrowing Stemmer,
    into result: inout Scores
  ) {
    sentence += 1
    var first = result.words.count
    var isCourtesy = true
    var word: [UInt8] = []
    func endSentence(_ result: inout Scores) {
      if isCourtesy { result.words.removeSubrange(first...) }
      first = result.words.count
      isCourtesy = true
      sentence += 1
    }
    var index = 0
    while index < text.count, result.words.count < TokenStream.tokenLimit {
      var end = index
      while end < text.count, Self.isPartOfWord(text[end]) { end += 1 }
      if end > index {
        let start = result.letters.count
        for byte in text[index..<end] where byte != UInt8(ascii: "'") {
          result.letters.append(byte)
        }
        let letters = start..<result.letters.count
        if !letters.isEmpty {
          if isCourtesy { isCourtesy = courtesy.find(result.letters, letters) >= 0 }
          word.removeAll(keepingCapacity: true)
          word.append(contentsOf: result.letters[letters])
          stemmer.withStem(of: word.span) { stem in
            for index in stem.indices { result.letters.append(stem[index]) }
          }
          result.words.append(
            Word(
              turn: turn, sentence: sentence, start: Int32(index), end: Int32(end),
              letters: Int32(letters.lowerBound)..<Int32(letters.upperBound),
              stem: Int32(letters.upperBound)..<Int32(result.letters.count)))
        }
        index = end
        continue
      }
      switch text[index] {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"),
        UInt8(ascii: "|"), UInt8(ascii: "\n"):
        endSentence(&result)
      default: break
      }
      index += 1
    }
    endSentence(&result)
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "'")
  }

  /// How many letters of a longer word are a feature.
  private static let prefixLength: Int32 = 4

  /// Calls `body` with each known feature of one sentence's words and the words that it covers.
  func visit(
    _ scores: Scores, _ range: Range<Int>, _ body: (_ feature: Int, _ words: Range<Int>) -> Void
  ) {
    func tell(_ hash: FeatureHash, _ words: Range<Int>) {
      let found = feature(hash)
      if found >= 0 { body(found, words) }
    }
    var before = FeatureHash()
    before.add(UInt8(ascii: "<"))
    for index in range {
      let word = scores.words[index]
      let stem = scores.letters[Int(word.stem.lowerBound)..<Int(word.stem.upperBound)]
      var alone = FeatureHash()
      before.add(UInt8(ascii: " "))
      for byte in stem {
        alone.add(byte)
        before.add(byte)
      }
      tell(before, max(range.lowerBound, index - 1)..<index + 1)
      tell(alone, index..<index + 1)
      if word.letters.count > Int(Self.prefixLength) + 1 {
        var prefix = FeatureHash()
        prefix.add(UInt8(ascii: "~"))
        for offset in 0..<Self.prefixLength {
          prefix.add(scores.letters[Int(word.letters.lowerBound + offset)])
        }
        tell(prefix, index..<index + 1)
      }
      before = alone
    }
    before.add(UInt8(ascii: " "))
    before.add(UInt8(ascii: ">"))
    tell(before, range.upperBound - 1..<range.upperBound)
  }
}
