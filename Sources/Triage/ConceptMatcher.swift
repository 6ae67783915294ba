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
  /// The signatures of what may follow what starts at each word.
  private var nextWords: [UInt64]
  private var nextConcepts: [UInt64]
  /// For each token, how long the word and the spans are that start there: bit n for n words, the last
  /// for any longer.
  private var endsAt: [UInt64]
  /// For each token, the stages of which it has a key.
  private var keyStagesAt: [UInt16]
  /// Where `run` keeps what it tries, from stage to stage.
  private var attemptBuffer: [UInt64] = []
  /// The words of the longest span.
  private var longest = 1

  /// The most spans that may start at one word.
  private static let spanLimit: UInt8 = 96

  init(shared: SharedRules, stream: TokenStream) {
    self.shared = shared
    self.stream = stream
    firstSpan = [Int32](repeating: -1, count: stream.tokens.count)
    spanCount = [UInt8](repeating: 0, count: stream.tokens.count)
    isConsumed = [Bool](repeating: false, count: stream.tokens.count)
    let words = stream.tokens.map { token in
      stream.ids[Int(token.firstID)..<Int(token.firstID + token.idCount)]
        .reduce(0) { $0 | Signature.bit($1) }
    }
    wordsAt = words
    nextWords = words.indices.map { $0 + 1 < words.count ? words[$0 + 1] : 0 }
    conceptsAt = [UInt64](repeating: 0, count: words.count)
    nextConcepts = [UInt64](repeating: 0, count: words.count)
    endsAt = [UInt64](repeating: 2, count: words.count)
    keyStagesAt = stream.tokens.map { token in
      stream.ids[Int(token.firstID)..<Int(token.firstID + token.idCount)]
        .reduce(0) { $0 | shared.rules.keyStages.words[Int($1)] }
    }
    spans.reserveCapacity(words.count * 8)
    attemptBuffer.reserveCapacity(128)
  }

  /// False when no span of `concept` starts at `token`; a concept of -1 starts nowhere.
  func mayStart(_ concept: Int32, at token: Int) -> Bool {
    concept >= 0 && conceptsAt[token] & Signature.bit(concept) != 0
  }

  /// The numbers of the spans by concept, each concept's in the order of the text, and where each of
  /// `count` concepts' spans start among them.
  func spansByConcept(_ count: Int) -> (starts: [Int32], order: [Int32]) {
    var starts = [Int32](repeating: 0, count: count + 1)
    for span in spans { starts[Int(span.concept)] += 1 }
    for concept in 1...count { starts[concept] += starts[concept - 1] }
    var order = [Int32](repeating: 0, count: spans.count)
    // Backwards, so that each start goes down from its end.
    for token in firstSpan.indices.reversed() {
      var span = firstSpan[token]
      while span >= 0 {
        let concept = Int(spans[Int(span)].concept)
        starts[concept] -= 1
        order[Int(starts[concept])] = span
        span = spans[Int(span)].next
      }
    }
    return (starts, order)
  }

  /// Adds a span that code found.
  mutating func add(_ concept: Int, _ range: Range<Int>) {
    add(Int32(concept), range.lowerBound, range.upperBound, ~0)
  }

  /// How many words' keys are looked at before what they set off is tried.
  private static let block = 256

  /// Runs stage `number` over all words.
  mutating func run(stage number: Int) {
    let bit: UInt16 = 1 << UInt16(number)
    guard keyStagesAt.contains(where: { $0 & bit != 0 }) else { return }
    // What this stage adds, none of its patterns refers to.
    findNextConcepts()
    var attempts: [UInt64] = []
    swap(&attempts, &attemptBuffer)
    for start in stride(from: 0, to: stream.tokens.count, by: Self.block) {
      attempts.removeAll(keepingCapacity: true)
      for index in start..<min(start + Self.block, stream.tokens.count)
      where keyStagesAt[index] & bit != 0 && !isConsumed[index] {
        findAttempts(number, at: index, &attempts)
      }
      attempts.sort()
      var last = UInt64.max
      for attempt in attempts where attempt != last {
        last = attempt
        tryEntry(Int(~UInt32(truncatingIfNeeded: attempt)), at: Int(attempt >> 32))
      }
    }
    swap(&attempts, &attemptBuffer)
    if number == 0 {
      for span in spans where Int(span.concept) == rules.concepts.guardConcept {
        for token in span.range where span.owns(token) { isConsumed[token] = true }
      }
    }
  }

  /// Finds which concepts may follow what starts at each word.
  private mutating func findNextConcepts() {
    for index in conceptsAt.indices {
      var ends = endsAt[index]
      var concepts: UInt64 = 0
      while ends != 0 {
        let end = index + ends.trailingZeroBitCount
        ends &= ends - 1
        if end < conceptsAt.count { concepts |= conceptsAt[end] }
      }
      // Of what is longer than a mask has bits nothing is known.
      nextConcepts[index] = endsAt[index] >> 63 != 0 ? .max : concepts
    }
  }

  /// Adds what the word at `index` sets off: in the upper half where a match may start, in the lower
  /// the entry's complement.
  private func findAttempts(_ number: Int, at index: Int, _ attempts: inout [UInt64]) {
    let bit: UInt16 = 1 << UInt16(number)
    let token = stream.tokens[index]
    for slot in Int(token.firstID)..<Int(token.firstID + token.idCount)
    where rules.keyStages.words[Int(stream.ids[slot])] & bit != 0 {
      let found = rules.stages[number].triggers(word: Int(stream.ids[slot]))
      findStarts(number, found, index, &attempts)
    }
    guard number > 0 else { return }
    var span = firstSpan[index]
    while span >= 0 {
      let here = spans[Int(span)]
      if rules.keyStages.concepts[Int(here.concept)] & bit != 0 {
        let found = rules.stages[number].triggers(concept: Int(here.concept))
        findStarts(number, found, index, &attempts)
      }
      span = here.next
    }
  }

  private func findStarts(
    _ number: Int, _ triggers: Range<Int>, _ key: Int, _ attempts: inout [UInt64]
  ) {
    let sentence = stream.sentences[Int(stream.tokens[key].sentence)].range.lowerBound
    rules.stages[number].triggers.withSpan { table in
      for index in triggers {
        let trigger = table[index]
        let most = Int(trigger.most) + Int(trigger.concepts) * (longest - 1)
        let high = key - Int(trigger.least)
        var start = max(sentence, key - most)
        while start <= high {
          if trigger.firstWords & wordsAt[start] | trigger.firstConcepts & conceptsAt[start] != 0,
            trigger.isSecondFree
              || trigger.secondWords & nextWords[start]
                | trigger.secondConcepts & nextConcepts[start] != 0
          {
            attempts.append(UInt64(start) << 32 | UInt64(~UInt32(bitPattern: trigger.entry)))
          }
          start += 1
        }
      }
    }
  }

  private mutating func tryEntry(_ index: Int, at position: Int) {
    let entry = rules.patterns.entries[index]
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
      // What must stand after the gap.
      var next: PatternElement?
      if element + 1 < last, !rules.patterns.elements[element + 1].isOptional {
        next = rules.patterns.elements[element + 1]
      }
      for here in position...position + Int(step.limit) {
        guard here < stream.tokens.count else { return -1 }
        if here > origin, stream.tokens[here].gap >= .sentence { return -1 }
        if let next, next.words & wordsAt[here] | next.concepts & conceptsAt[here] == 0 { continue }
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
    longest = max(longest, end - start)
    conceptsAt[start] |= Signature.bit(concept)
    if end < wordsAt.count { nextWords[start] |= wordsAt[end] }
    endsAt[start] |= 1 << UInt64(min(63, end - start))
    keyStagesAt[start] |= rules.keyStages.concepts[Int(concept)]
    spans.append(
      ConceptSpan(
        concept: concept, start: Int32(start), end: Int32(end),
        own: own, next: firstSpan[start]))
    firstSpan[start] = Int32(spans.count - 1)
  }
}
