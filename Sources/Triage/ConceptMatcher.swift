/// Where a concept was found.
struct ConceptSpan {
  var concept: Int32
  var start: Int32
  var end: Int32
  /// Which of the first 64 words are the pattern's own and not in one of its gaps.
  var own: UInt64
  /// The next span that starts at the same word, or -1.
  var next: Int32

  var range: Range<Int> { Int(start)..<Int(end) }

  /// Whether `token` is one of the pattern's own words.
  func owns(_ token: Int) -> Bool {
    let offset = token - Int(start)
    return offset >= 0 && token < Int(end) && (offset >= 64 || own & (1 << UInt64(offset)) != 0)
  }
}

/// Finds all concepts in a conversation, stage by stage.
struct ConceptMatcher {
  let shared: SharedRules
  var rules: RuleSet { _read { yield shared.rules } }
  let stream: TokenStream
  private(set) var spans: [ConceptSpan] = []
  /// For each token, its first span, or -1.
  private(set) var firstSpan: [Int32]
  private var spanCount: [UInt8]
  private(set) var isConsumed: [Bool]
  /// For each token, the signatures of the words that it may be and of the concepts that start there.
  private var wordsAt: [UInt64]
  private var conceptsAt: [UInt64]

  /// The most spans that may start at one word.
  private static let spanLimit: UInt8 = 96

  init(shared: SharedRules, stream: TokenStream) {
    self.shared = shared
    self.stream = stream
    firstSpan = [Int32](repeating: -1, count: stream.tokens.count)
    spanCount = [UInt8](repeating: 0, count: stream.tokens.count)
    isConsumed = [Bool](repeating: false, count: stream.tokens.count)
    conceptsAt = [UInt64](repeating: 0, count: stream.tokens.count)
    wordsAt = stream.tokens.map { token in
      stream.ids[Int(token.firstID)..<Int(token.firstID + token.idCount)]
        .reduce(0) { $0 | Signature.bit($1) }
    }
  }

  /// Adds a span that code found.
  mutating func add(_ concept: Int, _ range: Range<Int>) {
    add(Int32(concept), range.lowerBound, range.upperBound, ~0)
  }

  /// What the words look like from afar that may follow what starts at a word.
  private struct Reach {
    var words: UInt64 = 0
    var concepts: UInt64 = 0
    /// How many spans started there when this was gathered.
    var spanCount: UInt8 = 0
  }

  private func reach(_ index: Int) -> Reach {
    var result = Reach(spanCount: spanCount[index])
    func add(_ next: Int) {
      guard next < stream.tokens.count else { return }
      result.words |= wordsAt[next]
      result.concepts |= conceptsAt[next]
    }
    add(index + 1)
    var span = firstSpan[index]
    while span >= 0 {
      add(Int(spans[Int(span)].end))
      span = spans[Int(span)].next
    }
    return result
  }

  /// Runs stage `number` over all words.
  mutating func run(stage number: Int) {
    let stage = rules.stages[number]
    for index in stream.tokens.indices where !isConsumed[index] {
      let token = stream.tokens[index]
      var reach = reach(index)
      for slot in Int(token.firstID)..<Int(token.firstID + token.idCount) {
        var entry = stage.firstByWord[Int(stream.ids[slot])]
        while entry >= 0 {
          tryEntry(Int(entry), at: index, &reach)
          entry = rules.patterns.entries[Int(entry)].next
        }
      }
      if number > 0 {
        var span = firstSpan[index]
        while span >= 0 {
          var entry = stage.firstByConcept[Int(spans[Int(span)].concept)]
          while entry >= 0 {
            tryEntry(Int(entry), at: index, &reach)
            entry = rules.patterns.entries[Int(entry)].next
          }
          span = spans[Int(span)].next
        }
      }
    }
    if number == 0 {
      for span in spans where Int(span.concept) == rules.concepts.guardConcept {
        for token in span.range where span.owns(token) { isConsumed[token] = true }
      }
    }
  }

  private mutating func tryEntry(_ index: Int, at position: Int, _ reach: inout Reach) {
    let entry = rules.patterns.entries[index]
    if entry.lastElement - entry.firstElement > 1 {
      let second = rules.patterns.elements[Int(entry.firstElement) + 1]
      if second.kind == .oneOf, !second.isOptional {
        if reach.spanCount != spanCount[position] { reach = self.reach(position) }
        guard second.words & reach.words | second.concepts & reach.concepts != 0 else { return }
      }
    }
    var own: UInt64 = 0
    let end = match(Int(entry.firstElement), Int(entry.lastElement), position, position, &own)
    if end > position, !isSplit(position, end, own) { add(entry.concept, position, end, own) }
  }

  /// Whether a match that starts with "not" says something else: in "not dizzy, I pee a lot" nothing
  /// says "not … pee", and "no trouble swallowing" is good news.
  private func isSplit(_ start: Int, _ end: Int, _ own: UInt64) -> Bool {
    guard stream.isWord(start, rules.notWord) else { return false }
    return (start + 1..<end).contains { index in
      stream.tokens[index].gap == .weak && isOne(of: rules.subjectWords, index)
        || index - start < 64 && own & (1 << UInt64(index - start)) == 0
          && isOne(of: rules.troubleWords, index)
    }
  }

  private func isOne(of words: FlatTable<Int32>, _ index: Int) -> Bool {
    words.contains { stream.isWord(index, $0) }
  }

  /// Where the elements from `element` on end when they start at `position`, or -1.
  private func match(
    _ element: Int, _ last: Int, _ position: Int, _ origin: Int, _ own: inout UInt64
  ) -> Int {
    if element == last { return position }
    let step = rules.patterns.elements[element]
    if step.kind == .gap {
      var here = position
      for taken in 0...Int(step.limit) {
        if taken > 0 {
          here += 1
          guard here <= stream.tokens.count else { return -1 }
        }
        guard here < stream.tokens.count else { return -1 }
        if here > origin, stream.tokens[here].gap >= .sentence { return -1 }
        let saved = own
        let end = match(element + 1, last, here, origin, &own)
        if end >= 0 { return end }
        own = saved
      }
      return -1
    }
    if position < stream.tokens.count, !isConsumed[position],
      step.words & wordsAt[position] | step.concepts & conceptsAt[position] != 0,
      position == origin || stream.tokens[position].gap == .none
        || stream.tokens[position].gap == .weak
          && rules.patterns.elements[element - 1].kind == .gap
    {
      for slot in Int(step.first)..<Int(step.last) {
        let alternative = rules.patterns.alternatives[slot]
        if alternative < 0 {
          var span = firstSpan[position]
          while span >= 0 {
            let candidate = spans[Int(span)]
            if candidate.concept == -1 - alternative {
              let saved = own
              let offset = position - origin
              if offset < 64 { own |= candidate.own << UInt64(offset) }
              let end = match(element + 1, last, Int(candidate.end), origin, &own)
              if end >= 0 { return end }
              own = saved
            }
            span = candidate.next
          }
        } else if matches(position, alternative) {
          let saved = own
          if position - origin < 64 { own |= 1 << UInt64(position - origin) }
          let end = match(element + 1, last, position + 1, origin, &own)
          if end >= 0 { return end }
          own = saved
        }
      }
    }
    return step.isOptional ? match(element + 1, last, position, origin, &own) : -1
  }

  private func matches(_ position: Int, _ alternative: Int32) -> Bool {
    if alternative >= PatternTable.exactOffset {
      let token = stream.tokens[position]
      return token.idCount > 0
        && stream.ids[Int(token.firstID)] == alternative - PatternTable.exactOffset
    }
    return stream.isWord(position, alternative)
  }

  private mutating func add(_ concept: Int32, _ start: Int, _ end: Int, _ own: UInt64) {
    guard spanCount[start] < Self.spanLimit else { return }
    var span = firstSpan[start]
    while span >= 0 {
      let other = spans[Int(span)]
      if other.concept == concept, Int(other.end) == end { return }
      span = other.next
    }
    spanCount[start] += 1
    conceptsAt[start] |= Signature.bit(concept)
    spans.append(
      ConceptSpan(
        concept: concept, start: Int32(start), end: Int32(end),
        own: own, next: firstSpan[start]))
    firstSpan[start] = Int32(spans.count - 1)
  }
}
