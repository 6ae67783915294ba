internal import Text

/// The patterns of one stage, by what sets off an attempt to match them.
///
/// Most patterns start with a word that half of all sentences have ("i", "my", "not"). A pattern is
/// therefore tried only where its *key* stands, the rarest of the elements that it can't do without,
/// and from the few places before it where it can start.
struct Stage: Sendable {
  /// A pattern to try when a word or concept of its key is met.
  struct Trigger: Sendable {
    /// What the pattern's first element looks like from afar.
    var firstWords: UInt64
    var firstConcepts: UInt64
    /// What must follow it; both 0 when that may be anything.
    var secondWords: UInt64
    var secondConcepts: UInt64
    var entry: Int32
    /// The most words that may stand before the key when each concept takes one word.
    var most: UInt8
    /// The fewest.
    var least: UInt8
    /// How many concepts stand before the key.
    var concepts: UInt16

    /// Whether anything may follow the first element.
    var isSecondFree: Bool { secondWords | secondConcepts == 0 }
  }

  /// Where the triggers of each word, and of each concept after the words, start in `triggers`.
  private var wordStarts = FlatTable<Int32>()
  private var conceptStarts = FlatTable<Int32>()
  private(set) var triggers = FlatTable<Trigger>()

  init() {}

  fileprivate init(words: [[Trigger]], concepts: [[Trigger]]) {
    var end: Int32 = 0
    func starts(_ lists: [[Trigger]]) -> FlatTable<Int32> {
      var result: [Int32] = [end]
      for list in lists {
        end += Int32(list.count)
        result.append(end)
      }
      return FlatTable(result)
    }
    wordStarts = starts(words)
    conceptStarts = starts(concepts)
    triggers = FlatTable(words.flatMap { $0 } + concepts.flatMap { $0 })
  }

  mutating func exchange(with codec: inout some SnapshotCodec) {
    codec.table(&wordStarts)
    codec.table(&conceptStarts)
    codec.table(&triggers)
  }

  /// The triggers whose keys hold word `id`, in `triggers`.
  func triggers(word id: Int) -> Range<Int> { Int(wordStarts[id])..<Int(wordStarts[id + 1]) }

  /// The triggers whose keys hold concept `id`, in `triggers`.
  func triggers(concept id: Int) -> Range<Int> {
    Int(conceptStarts[id])..<Int(conceptStarts[id + 1])
  }
}

/// In which stages a word or a concept is the key of patterns, a bit a stage.
struct KeyStages: Sendable {
  private(set) var words = FlatTable<UInt16>()
  private(set) var concepts = FlatTable<UInt16>()

  init() {}

  /// What `stages`, at most 16, say of so many words and concepts.
  init(_ stages: [Stage], words: Int, concepts: Int) {
    func bits(_ count: Int, _ triggers: (Stage, Int) -> Range<Int>) -> FlatTable<UInt16> {
      FlatTable(
        (0..<count).map { id in
          stages.indices.reduce(0) {
            triggers(stages[$1], id).isEmpty ? $0 : $0 | 1 << UInt16($1)
          }
        })
    }
    self.words = bits(words) { $0.triggers(word: $1) }
    self.concepts = bits(concepts) { $0.triggers(concept: $1) }
  }

  mutating func exchange(with codec: inout some SnapshotCodec) {
    codec.table(&words)
    codec.table(&concepts)
  }
}

/// Chooses each pattern's key and sorts the patterns by it.
struct StageBuilder {
  private let rules: RuleSet
  private let stageOfEntry: [Int]
  /// The share of messages that have a word, and an estimate for each concept.
  private var wordShares: [Double]
  private var conceptShares: [Double]

  /// A builder for the patterns of `rules`, each with its stage.
  init(_ rules: RuleSet, _ stageOfEntry: [Int]) {
    self.rules = rules
    self.stageOfEntry = stageOfEntry
    let stemmer = Stemmer()
    wordShares = (0..<rules.vocabulary.count).map { id in
      stemmer.withStem(of: rules.vocabulary.word(id).span) { rules.classifier.share(ofStem: $0) }
        // Without a classifier, the law of abbreviation: common words are short.
        ?? 1 / Double(1 + rules.vocabulary.length(id) * rules.vocabulary.length(id))
    }
    conceptShares = (0..<rules.concepts.count).map {
      ConceptTable.isComputed(rules.concepts.name($0)) ? 0.05 : 0
    }
    for entry in entriesByStage() {
      let record = rules.patterns.entries[entry]
      conceptShares[Int(record.concept)] += share(of: key(of: record).element)
    }
  }

  private func entriesByStage() -> [Int] {
    rules.patterns.entries.indices.sorted { (stageOfEntry[$0], $0) < (stageOfEntry[$1], $1) }
  }

  /// The stages in their order.
  func stages() -> [Stage] {
    let count = (stageOfEntry.max() ?? 0) + 1
    return (0..<count).map { stage in
      var words = Array(repeating: [Stage.Trigger](), count: rules.vocabulary.count)
      var concepts = Array(repeating: [Stage.Trigger](), count: rules.concepts.count)
      for index in rules.patterns.entries.indices where stageOfEntry[index] == stage {
        let record = rules.patterns.entries[index]
        let (element, most, least, named) = key(of: record)
        let first = rules.patterns.elements[Int(record.firstElement)]
        let second = second(of: record)
        let trigger = Stage.Trigger(
          firstWords: first.words, firstConcepts: first.concepts, secondWords: second?.words ?? 0,
          secondConcepts: second?.concepts ?? 0, entry: Int32(index), most: UInt8(clamping: most),
          least: UInt8(clamping: least),
          concepts: UInt16(clamping: named))
        for alternative in alternatives(of: element) {
          if alternative < 0 {
            concepts[Int(-1 - alternative)].append(trigger)
          } else {
            words[word(alternative)].append(trigger)
          }
        }
      }
      return Stage(words: words, concepts: concepts)
    }
  }

  /// The element that must stand right after the first, or nil.
  private func second(of entry: PatternTable.Entry) -> PatternElement? {
    guard entry.lastElement - entry.firstElement > 1 else { return nil }
    let element = rules.patterns.elements[Int(entry.firstElement) + 1]
    return element.kind == .oneOf && !element.isOptional ? element : nil
  }

  private func alternatives(of element: PatternElement) -> [Int32] {
    // An alternative that stands twice sets off one attempt.
    Set(rules.patterns.alternatives[Int(element.first)..<Int(element.last)]).sorted()
  }

  private func word(_ alternative: Int32) -> Int {
    Int(
      alternative >= PatternTable.exactOffset ? alternative - PatternTable.exactOffset : alternative
    )
  }

  /// The share of messages that an element finds something in, at most.
  private func share(of element: PatternElement) -> Double {
    alternatives(of: element).reduce(0) {
      $0 + ($1 < 0 ? conceptShares[Int(-1 - $1)] : wordShares[word($1)])
    }
  }

  /// The rarest element that a pattern can't do without, and what may stand before it.
  private func key(of entry: PatternTable.Entry) -> (
    element: PatternElement, most: Int, least: Int, concepts: Int
  ) {
    let elements = rules.patterns.elements[Int(entry.firstElement)..<Int(entry.lastElement)]
    var best: (element: PatternElement, most: Int, least: Int, concepts: Int)?
    var bestShare = Double.infinity
    var most = 0
    var least = 0
    var concepts = 0
    for element in elements {
      if element.kind == .oneOf, !element.isOptional, most < 200 {
        let share = share(of: element)
        // Away from the start there are several places to try.
        if best == nil || share * 2 < bestShare {
          best = (element, most, least, concepts)
          bestShare = share
        }
      }
      switch element.kind {
      case .gap: most += Int(element.limit)
      case .oneOf:
        most += 1
        if !element.isOptional { least += 1 }
        if element.concepts != 0 { concepts += 1 }
      }
    }
    // Every pattern starts with such an element.
    return best ?? (elements[elements.startIndex], 0, 0, 0)
  }
}
