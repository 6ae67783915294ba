internal import Text

/// A linear classifier over the words of a conversation: it weighs what no rule can list.
///
/// A feature is a run of one to three words within a sentence, whose ends count as the words `<` and
/// `>`; it counts once however often it stands. The score of a class is its bias and the sum of the
/// weights of the features found, a log-odds: positive where the class is likelier than not. The
/// weights are those of a logistic regression over the project's own labelled messages
/// (`Benchmarks/triage/fit_classifier.py`), in thousandths, so that every machine adds alike.
///
/// The features lie in an open-addressing table that is viewed where the program holds it.
struct MessageClassifier: Sendable {
  /// A place in the table of features: the upper half of the hash, and the feature or -1.
  struct Slot: Sendable {
    var check: UInt32
    var feature: Int32
  }

  /// What a feature adds to the score of a class, in thousandths.
  struct Weight: Sendable {
    var classNumber: Int16
    var value: Int16
  }

  /// The classes by name: `alarm`, `emergency` and the flags.
  private(set) var classes: [String] = []
  /// What each class starts from, in thousandths.
  private(set) var biases: [Int] = []
  /// The score from which a class holds, in thousandths.
  private(set) var thresholds: [Int] = []
  /// What a rule that fired for a class adds to its score, in thousandths.
  private(set) var ruleWeights: [Int] = []
  /// What is added to a class's score when rules name its sign only as denied, past or imagined.
  private(set) var withheldWeights: [Int] = []
  /// Words of greeting and thanks: a sentence of nothing else is not read.
  private var courtesy = Vocabulary(capacity: 256)
  private var slots = FlatTable<Slot>()
  private var starts = FlatTable<Int32>()
  private var weights = FlatTable<Weight>()

  /// Whether there is nothing to classify with.
  var isEmpty: Bool { classes.isEmpty }

  init() {}

  mutating func exchange(with codec: inout some SnapshotCodec) {
    codec.list(&classes, blank: "") { name, codec in codec.text(&name) }
    codec.list(&biases, blank: 0) { value, codec in codec.number(&value) }
    codec.list(&thresholds, blank: 0) { value, codec in codec.number(&value) }
    codec.list(&ruleWeights, blank: 0) { value, codec in codec.number(&value) }
    codec.list(&withheldWeights, blank: 0) { value, codec in codec.number(&value) }
    courtesy.exchange(with: &codec)
    codec.table(&slots)
    codec.table(&starts)
    codec.table(&weights)
  }

  // MARK: Reading the table

  /// Reads a table of lines `feature TAB class:weight class:weight …`.
  ///
  /// The lines `=bias`, `=threshold`, `=rule` and `=withheld` come first and have an entry for each
  /// class; `=courtesy` has words of greeting and thanks.
  ///
  /// - Throws: `RuleError.badElement` for an entry that is no class with a number between -32 and 32,
  ///   `RuleError.duplicateID` for a feature that stands twice.
  init(parsing file: RuleSet.File) throws(RuleError) {
    var reader = TableReader(file: file.name, bytes: file.bytes)
    var keys: [UInt64] = []
    starts = FlatTable([0])
    while let columns = try reader.next([2 of Range<Int>].self) {
      let feature = columns[0]
      let isSetting = file.bytes[feature.lowerBound] == UInt8(ascii: "=")
      var settings: [Int] = []
      if reader.text(feature) == "=courtesy" {
        for word in RuleSet.split(file.bytes, columns[1]) {
          _ = courtesy.intern(file.bytes, word)
        }
        continue
      }
      for entry in RuleSet.split(file.bytes, columns[1]) {
        let text = reader.text(entry)
        let parts = text.split(separator: ":")
        guard parts.count == 2, let value = Double(parts[1]), abs(value) < 32 else {
          throw .badElement(file: file.name, line: reader.line, element: text)
        }
        let thousandths = Int((value * 1000).rounded())
        let name = String(parts[0])
        if isSetting {
          if biases.isEmpty { classes.append(name) }
          guard settings.count < classes.count, classes[settings.count] == name else {
            throw .badElement(file: file.name, line: reader.line, element: text)
          }
          settings.append(thousandths)
        } else {
          guard let number = classes.firstIndex(of: name) else {
            throw .badElement(file: file.name, line: reader.line, element: text)
          }
          weights.append(Weight(classNumber: Int16(number), value: Int16(thousandths)))
        }
      }
      if isSetting {
        guard settings.count == classes.count, !settings.isEmpty else {
          throw .badElement(file: file.name, line: reader.line, element: reader.text(columns[1]))
        }
        switch reader.text(feature) {
        case "=bias": biases = settings
        case "=threshold": thresholds = settings
        case "=rule": ruleWeights = settings
        case "=withheld": withheldWeights = settings
        default:
          throw .badElement(file: file.name, line: reader.line, element: reader.text(feature))
        }
      } else {
        var hash = FeatureHash()
        for byte in file.bytes[feature] { hash.add(byte) }
        keys.append(hash.value)
        starts.append(Int32(weights.count))
      }
    }
    guard !biases.isEmpty, thresholds.count == biases.count, ruleWeights.count == biases.count,
      withheldWeights.count == biases.count
    else { throw .badElement(file: file.name, line: reader.line, element: "=bias") }
    try buildSlots(keys, file: file.name)
  }

  private mutating func buildSlots(_ keys: [UInt64], file: String) throws(RuleError) {
    var capacity = 16
    while capacity < keys.count * 2 { capacity *= 2 }
    var table = Array(repeating: Slot(check: 0, feature: -1), count: capacity)
    for (feature, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key) & (capacity - 1)
      while table[slot].feature >= 0 {
        if table[slot].check == UInt32(truncatingIfNeeded: key >> 32) {
          throw .duplicateID(file: file, line: feature, id: "feature \(feature)")
        }
        slot = (slot + 1) & (capacity - 1)
      }
      table[slot] = Slot(check: UInt32(truncatingIfNeeded: key >> 32), feature: Int32(feature))
    }
    slots = FlatTable(table)
  }

  // MARK: Classifying

  /// FNV-1a over the bytes of a feature.
  struct FeatureHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  /// The number of the feature with a hash, or -1.
  private func feature(_ hash: FeatureHash) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash.value) & mask
    let check = UInt32(truncatingIfNeeded: hash.value >> 32)
    while true {
      let found = slots[slot]
      if found.feature < 0 { return -1 }
      if found.check == check { return Int(found.feature) }
      slot = (slot + 1) & mask
    }
  }

  /// A word of a conversation, as the classifier cuts it: letters, digits and apostrophes.
  struct Word {
    var turn: Int32
    var sentence: Int32
    /// Folded byte range in the turn.
    var start: Int32
    var end: Int32
  }

  /// What the classifier found in a conversation, in thousandths.
  struct Scores {
    /// For each turn and class, the score of the conversation up to that turn.
    var byTurn: [[Int]]
    /// For each class, the score when no sentence takes away more than `greatestSentenceLoss`: what is right
    /// where a rule found a sign in one sentence and others speak of something else.
    var lenient: [Int]
    var words: [Word]

    /// For each class, the score of the whole conversation.
    var last: [Int] { byTurn.last ?? [] }
  }

  /// The most that a turn among several takes from a score, in thousandths: a question asked beside a
  /// sign makes the sign no less true.
  static let greatestLoss = 1000
  /// The same for a sentence, where a rule fired.
  static let greatestSentenceLoss = 2000

  /// The scores of a conversation.
  ///
  /// - Complexity: O(words); words beyond `TokenStream.tokenLimit` are not read.
  func scores(of turns: [FoldedText]) -> Scores {
    var result = Scores(byTurn: [], lenient: biases, words: [])
    var sums = biases
    var seen = Array(repeating: UInt64(0), count: starts.count / 64 + 1)
    var sentence: Int32 = 0
    for (turn, text) in turns.enumerated() {
      let first = result.words.count
      cut(text.utf8, turn: Int32(turn), sentence: &sentence, into: &result.words)
      let words = result.words
      var turnSums = Array(repeating: 0, count: classes.count)
      var lenientSums = turnSums
      var start = first
      while start < words.count {
        var end = start
        while end < words.count, words[end].sentence == words[start].sentence { end += 1 }
        var sentenceSums = Array(repeating: 0, count: classes.count)
        visit(words, start..<end, turns) { feature, _ in
          guard seen[feature / 64] & (1 << UInt64(feature % 64)) == 0 else { return }
          seen[feature / 64] |= 1 << UInt64(feature % 64)
          for index in Int(starts[feature])..<Int(starts[feature + 1]) {
            let weight = weights[index]
            sentenceSums[Int(weight.classNumber)] += Int(weight.value)
          }
        }
        for number in classes.indices {
          turnSums[number] += sentenceSums[number]
          lenientSums[number] += max(sentenceSums[number], -Self.greatestSentenceLoss)
        }
        start = end
      }
      for number in classes.indices {
        let least = turns.count > 1 ? -Self.greatestLoss : Int.min
        sums[number] += max(turnSums[number], least)
        result.lenient[number] += max(lenientSums[number], least)
      }
      result.byTurn.append(sums)
    }
    return result
  }

  /// Cuts a turn into words; a sentence ends at `.`, `!`, `?`, `;`, `|` and the end of a line.
  private func cut(
    _ text: [UInt8], turn: Int32, sentence: inout Int32, into words: inout [Word]
  ) {
    sentence += 1
    var first = words.count
    var isCourtesy = true
    func endSentence() {
      if isCourtesy { words.removeSubrange(first...) }
      first = words.count
      isCourtesy = true
      sentence += 1
    }
    var index = 0
    while index < text.count, words.count < TokenStream.tokenLimit {
      var end = index
      while end < text.count, Self.isPartOfWord(text[end]) { end += 1 }
      if end > index {
        words.append(
          Word(turn: turn, sentence: sentence, start: Int32(index), end: Int32(end)))
        if isCourtesy { isCourtesy = courtesy.find(text, index..<end) >= 0 }
        index = end
        continue
      }
      switch text[index] {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"),
        UInt8(ascii: "|"), UInt8(ascii: "\n"):
        endSentence()
      default: break
      }
      index += 1
    }
    endSentence()
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "'")
  }

  /// Calls `body` with each known feature of `range` and the words that it covers.
  private func visit(
    _ words: [Word], _ range: Range<Int>, _ turns: [FoldedText],
    _ body: (_ feature: Int, _ words: Range<Int>) -> Void
  ) {
    for start in range {
      let isFirst = start == range.lowerBound || words[start - 1].sentence != words[start].sentence
      if isFirst {
        var hash = FeatureHash()
        hash.add(UInt8(ascii: "<"))
        extend(hash, words, start, range.upperBound, 2, turns, body)
      }
      extend(nil, words, start, range.upperBound, 3, turns, body)
    }
  }

  /// Visits the features that begin with `hash`, or with word `start`, and go on for `limit` words.
  private func extend(
    _ hash: FeatureHash?, _ words: [Word], _ start: Int, _ end: Int, _ limit: Int,
    _ turns: [FoldedText], _ body: (_ feature: Int, _ words: Range<Int>) -> Void
  ) {
    var current = hash ?? FeatureHash()
    let sentence = words[start].sentence
    let text = turns[Int(words[start].turn)].utf8
    for index in start..<start + limit {
      if hash != nil || index > start { current.add(UInt8(ascii: " ")) }
      guard index < end, words[index].sentence == sentence else {
        current.add(UInt8(ascii: ">"))
        let found = feature(current)
        if found >= 0 { body(found, start..<index) }
        return
      }
      for byte in text[Int(words[index].start)..<Int(words[index].end)] { current.add(byte) }
      let found = feature(current)
      if found >= 0 { body(found, start..<index + 1) }
    }
  }

  // MARK: Showing why

  /// The words of one sentence that speak most for some classes, or nil without words.
  ///
  /// Each feature's weight is shared by its words; the run with the largest sum is found as the
  /// maximum subarray (Kadane's algorithm).
  func evidence(for classNumbers: [Int], in scores: Scores, _ turns: [FoldedText]) -> Range<Int>? {
    guard !scores.words.isEmpty else { return nil }
    var shares = Array(repeating: 0, count: scores.words.count)
    visitAll(scores, turns) { feature, words in
      guard !words.isEmpty else { return }
      var sum = 0
      for index in Int(starts[feature])..<Int(starts[feature + 1])
      where classNumbers.contains(Int(weights[index].classNumber)) {
        sum += Int(weights[index].value)
      }
      for word in words { shares[word] += sum / words.count }
    }
    var best = 0..<1
    var bestSum = Int.min
    var start = 0
    var sum = 0
    for index in shares.indices {
      let isNew = index == 0 || scores.words[index].sentence != scores.words[index - 1].sentence
      if isNew || sum <= 0 {
        start = index
        sum = 0
      }
      sum += shares[index]
      if sum > bestSum {
        bestSum = sum
        best = start..<index + 1
      }
    }
    return best
  }

  /// The features found that weigh most for a class, by weight and then by place.
  func strongest(_ count: Int, for classNumber: Int, in scores: Scores, _ turns: [FoldedText])
    -> [(words: Range<Int>, weight: Int)]
  {
    var found: [(feature: Int, words: Range<Int>, weight: Int)] = []
    var seen: Set<Int> = []
    visitAll(scores, turns) { feature, words in
      guard seen.insert(feature).inserted else { return }
      for index in Int(starts[feature])..<Int(starts[feature + 1])
      where Int(weights[index].classNumber) == classNumber {
        found.append((feature, words, Int(weights[index].value)))
      }
    }
    found.sort {
      (abs($1.weight), $0.words.lowerBound, $0.words.upperBound, $0.feature)
        < (abs($0.weight), $1.words.lowerBound, $1.words.upperBound, $1.feature)
    }
    return found.prefix(count).map { ($0.words, $0.weight) }
  }

  private func visitAll(
    _ scores: Scores, _ turns: [FoldedText], _ body: (_ feature: Int, _ words: Range<Int>) -> Void
  ) {
    var first = 0
    while first < scores.words.count {
      var end = first
      while end < scores.words.count, scores.words[end].turn == scores.words[first].turn {
        end += 1
      }
      visit(scores.words, first..<end, turns, body)
      first = end
    }
  }
}
