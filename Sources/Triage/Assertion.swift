/// How words of a conversation are meant.
struct AssertionStatus: OptionSet, Sendable {
  let rawValue: UInt8

  /// The sign is denied.
  static let negated = AssertionStatus(rawValue: 1)
  /// The sign is imagined, feared or conditional.
  static let hypothetical = AssertionStatus(rawValue: 2)
  /// The sign is long past.
  static let historical = AssertionStatus(rawValue: 4)
  /// The sign is asked or told about in general.
  static let abstract = AssertionStatus(rawValue: 8)
  /// An animal or a story has the sign.
  static let unreal = AssertionStatus(rawValue: 16)
  /// The sign was there lately, and is said to be over.
  static let resolved = AssertionStatus(rawValue: 64)
  /// Someone the writer has only heard of, or people in general, have the sign.
  static let stranger = AssertionStatus(rawValue: 32)

  /// The names of what is set, for explanations.
  var names: [String] {
    [
      (Self.negated, "negated"), (.hypothetical, "hypothetical"), (.historical, "past"),
      (.resolved, "over"), (.abstract, "asked in general"), (.unreal, "animal or story"),
      (.stranger, "someone else in general"),
    ].filter { contains($0.0) }.map(\.1)
  }
}

/// Finds the scopes of cues and gives each word its status.
struct Assertion {
  /// A denial's cue and the words that it denies.
  struct NegationScope {
    var cue: Range<Int>
    var scope: Range<Int>
  }

  private let stream: TokenStream
  private let matcher: ConceptMatcher
  private let cues: Cues
  private let anchors: FlatTable<Bool>
  /// Each word's status without negation.
  private(set) var status: [AssertionStatus]
  private(set) var negations: [NegationScope] = []
  /// For each word, whether it is part of a sign of several words.
  private var isOwnedBySign: [Bool]
  /// For each word, whether it is part of a sign of several words that a rule starts from.
  private var isOwnedByAnchor: [Bool]

  init(shared: SharedRules, stream: TokenStream, matcher: ConceptMatcher) {
    self.stream = stream
    self.matcher = matcher
    cues = shared.rules.cues
    anchors = shared.rules.anchorConcepts
    status = Array(repeating: [], count: stream.tokens.count)
    isOwnedBySign = Array(repeating: false, count: stream.tokens.count)
    isOwnedByAnchor = isOwnedBySign
    for span in matcher.spans where span.end > span.start + 1 && cues.isSign[Int(span.concept)] {
      let isAnchor = anchors[Int(span.concept)]
      for token in span.range where span.owns(token) {
        isOwnedBySign[token] = true
        if isAnchor { isOwnedByAnchor[token] = true }
      }
    }
    for index in stream.sentences.indices {
      findNegations(index)
      findHypotheses(index)
      findQuestions(index)
    }
    findHistory()
    findExperiencers()
    revive()
  }

  /// The status of a concept's span.
  func status(of span: ConceptSpan) -> AssertionStatus {
    var result: AssertionStatus = []
    for token in span.range where span.owns(token) { result.formUnion(status[token]) }
    if isPresupposed(span) { result.subtract([.hypothetical, .abstract]) }
    if isNegated(span) { result.insert(.negated) }
    return result
  }

  /// Whether "this", or for a noun "my", stands before the sign: what is asked about it, it is there.
  private func isPresupposed(_ span: ConceptSpan) -> Bool {
    guard cues.isSign[Int(span.concept)], span.start > 0 else { return false }
    let before = Int(span.start) - 1
    guard stream.tokens[before].sentence == stream.tokens[before + 1].sentence else { return false }
    if spanEnd(cues.demonstrative, at: before) != nil { return true }
    return span.end - span.start == 1 && Int(span.concept) != cues.kin
      && spanEnd(cues.possessive, at: before) != nil
  }

  /// The first denial whose scope may reach `token`; scopes are in the order of the text.
  private func firstNegation(near token: Int) -> Int {
    var low = 0
    var high = negations.count
    while low < high {
      let middle = (low + high) / 2
      if negations[middle].scope.upperBound + 64 < token { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func isNegated(_ span: ConceptSpan) -> Bool {
    var low = firstNegation(near: Int(span.start))
    while low < negations.count {
      let negation = negations[low]
      if negation.scope.lowerBound > Int(span.end) + 64 { return false }
      let overlaps = span.range.overlaps(negation.scope)
      if overlaps,
        !span.range.overlaps(negation.cue)
          || !negation.cue.contains(where: { span.owns($0) })
      {
        for token in negation.scope.clamped(to: span.range) where span.owns(token) { return true }
      }
      low += 1
    }
    return false
  }

  // MARK: Looking at cues

  private func spanEnd(_ concept: Int, at index: Int) -> Int? {
    guard index < stream.tokens.count, matcher.mayStart(Int32(concept), at: index) else {
      return nil
    }
    var best: Int?
    var span = matcher.firstSpan[index]
    while span >= 0 {
      let here = matcher.spans[Int(span)]
      if Int(here.concept) == concept { best = max(best ?? 0, Int(here.end)) }
      span = here.next
    }
    return best
  }

  private func has(_ concept: Int, in range: Range<Int>) -> Bool {
    range.contains { spanEnd(concept, at: $0) != nil }
  }

  private func gap(_ index: Int) -> TokenStream.Gap { stream.tokens[index].gap }

  // MARK: Negation

  private mutating func findNegations(_ sentence: Int) {
    let range = stream.sentences[sentence].range
    var pseudo = IndexSet64()
    for index in range {
      if let end = spanEnd(cues.pseudoNegation, at: index) { pseudo.insert(index..<end) }
    }
    var index = range.lowerBound
    while index < range.upperBound {
      if let end = spanEnd(cues.amountNegation, at: index) {
        // "not a lot of blood": the amount is denied, not the blood.
        negations.append(.init(cue: index..<(index + 1), scope: (index + 1)..<end))
      }
      if let end = spanEnd(cues.negation, at: index), !pseudo.contains(index),
        !pseudo.contains(end - 1), !isOwnedBySign[index]
      {
        let scope = forwardScope(from: end, to: range.upperBound)
        if !scope.isEmpty { negations.append(.init(cue: index..<end, scope: scope)) }
      }
      // A denial after its sign stands at the end of a clause: "blood: none", "pain is gone".
      if let end = spanEnd(cues.postNegation, at: index), !pseudo.contains(index),
        end >= range.upperBound || gap(end) >= .weak || spanEnd(cues.and, at: end) != nil
          || spanEnd(cues.negationEnd, at: end) != nil
      {
        var start = index
        while start > range.lowerBound, start == index || gap(start) < .weak {
          start -= 1
          if spanEnd(cues.negationEnd, at: start) != nil, start < index - 1 {
            start += 1
            break
          }
          // "my mum had colon cancer, im fine": what stands before a new subject is another matter.
          if spanEnd(cues.newSubject, at: start) != nil { break }
        }
        if start < index { negations.append(.init(cue: index..<end, scope: start..<index)) }
      }
      index += 1
    }
    // "Blood in the stool? No."
    if sentence > 0, spanEnd(cues.no, at: range.lowerBound) != nil {
      let before = stream.sentences[sentence - 1]
      if before.endsWithQuestionMark, before.turn == stream.sentences[sentence].turn,
        before.range.count <= 9, spanEnd(cues.questionStart, at: before.range.lowerBound) == nil
      {
        negations.append(
          .init(cue: range.lowerBound..<(range.lowerBound + 1), scope: before.range))
      }
    }
  }

  private func forwardScope(from start: Int, to end: Int) -> Range<Int> {
    var index = start
    if index < end, gap(index) >= .weak { return start..<start }
    while index < end, index < start + 16 {
      if spanEnd(cues.negationEnd, at: index) != nil { break }
      if index > start {
        let startsClause = spanEnd(cues.subject, at: index) != nil
        if startsClause, gap(index) >= .weak || spanEnd(cues.and, at: index - 1) != nil { break }
        if gap(index) >= .weak, !continuesList(index, end) { break }
      }
      index += 1
    }
    return start..<index
  }

  /// Whether the words after a comma are another item of a list of denied things.
  private func continuesList(_ index: Int, _ end: Int) -> Bool {
    var length = 0
    var here = index
    while here < end, here == index || gap(here) < .weak {
      if spanEnd(cues.or, at: here) != nil { return true }
      length += 1
      here += 1
    }
    if length <= 2 { return true }
    return here < min(end, index + 8) && spanEnd(cues.or, at: here) != nil
  }

  // MARK: Hypotheses and questions

  private mutating func mark(_ range: Range<Int>, _ value: AssertionStatus) {
    for index in range { status[index].insert(value) }
  }

  private mutating func findHypotheses(_ sentence: Int) {
    let range = stream.sentences[sentence].range
    for index in range {
      if spanEnd(cues.wholeHypothesis, at: index) != nil { mark(range, .hypothetical) }
      if spanEnd(cues.hypothesis, at: index) != nil, !isOwnedByAnchor[index] {
        mark(index..<range.upperBound, .hypothetical)
      }
      guard let ifEnd = spanEnd(cues.condition, at: index) else { continue }
      var isPseudo = spanEnd(cues.pseudoCondition, at: index) != nil
      for before in max(range.lowerBound, index - 3)..<index {
        if let end = spanEnd(cues.pseudoCondition, at: before), end > index { isPseudo = true }
      }
      if isPseudo { continue }
      var end = ifEnd
      while end < range.upperBound, gap(end) < .weak || end < ifEnd + 2,
        spanEnd(cues.reason, at: end) == nil
      { end += 1 }
      // "if the blood is only piles": what is supposed is the cause.
      if has(cues.cause, in: index..<range.upperBound) { continue }
      let isAsking =
        stream.sentences[sentence].endsWithQuestionMark
        || has(cues.modal, in: end..<range.upperBound)
        || has(cues.question, in: end..<range.upperBound)
      let isHabit =
        !isAsking && spanEnd(cues.newSubject, at: ifEnd) != nil
        && !has(cues.modal, in: range) && firstQuestion(in: range) == nil
      // "if I pinch my skin it stays up" tells what happens each time.
      if isHabit { continue }
      mark(index..<end, .hypothetical)
      if end < range.upperBound, isAsking { mark(end..<range.upperBound, .hypothetical) }
      let before = range.lowerBound..<index
      if has(cues.modal, in: before) || firstQuestion(in: before) != nil {
        mark((firstQuestion(in: before) ?? range.lowerBound)..<index, .hypothetical)
      }
    }
  }

  /// Where a question starts, or nil.
  private func firstQuestion(in range: Range<Int>) -> Int? {
    var isClauseStart = true
    for index in range {
      if index > range.lowerBound, gap(index) >= .weak { isClauseStart = true }
      if isClauseStart, spanEnd(cues.questionStart, at: index) != nil, isQuestion(index) {
        return index
      }
      if spanEnd(cues.question, at: index) != nil, !isFreeRelative(index) { return index }
      if isClauseStart, spanEnd(cues.filler, at: index) == nil { isClauseStart = false }
      if spanEnd(cues.clause, at: index) != nil { isClauseStart = true }
    }
    return nil
  }

  /// Whether the question word at `index` tells, as in "what came up was red", and does not ask.
  private func isFreeRelative(_ index: Int) -> Bool {
    guard let end = spanEnd(cues.freeRelative, at: index) else { return false }
    let sentence = stream.sentences[Int(stream.tokens[index].sentence)]
    return !sentence.endsWithQuestionMark
      || (end..<max(end, sentence.range.upperBound)).contains { gap($0) >= .weak }
  }

  /// Whether the question word at `index` asks: "have you", "what is", but not "have been sick" or
  /// "when I go".
  private func isQuestion(_ index: Int) -> Bool {
    let next = index + 1
    guard next < stream.tokens.count, stream.tokens[next].sentence == stream.tokens[index].sentence
    else { return true }
    let sentence = stream.sentences[Int(stream.tokens[index].sentence)]
    if isFreeRelative(index) { return false }
    if spanEnd(cues.auxiliary, at: index) != nil {
      if spanEnd(cues.negation, at: next) != nil { return false }
      if spanEnd(cues.questionSubject, at: next) != nil { return true }
      if spanEnd(cues.modalAuxiliary, at: index) != nil, index < sentence.range.lowerBound + 2 {
        return true
      }
      return sentence.endsWithQuestionMark && index < sentence.range.lowerBound + 2
    }
    if spanEnd(cues.relative, at: index) != nil {
      if spanEnd(cues.auxiliary, at: next) != nil { return true }
      if spanEnd(cues.selfPerson, at: next) != nil || spanEnd(cues.pronoun, at: next) != nil {
        return false
      }
      return index < sentence.range.lowerBound + 2 || sentence.endsWithQuestionMark
    }
    return true
  }

  /// Whether something in `range` ties a question to a real person, or to a real time.
  private func isGrounded(_ range: Range<Int>) -> Bool {
    isTied(range) || has(cues.groundTime, in: range)
  }

  /// Whether something in `range` ties a question to a real person.
  private func isTied(_ range: Range<Int>) -> Bool {
    range.contains { index in
      guard let end = spanEnd(cues.ground, at: index) else { return false }
      if let pseudo = spanEnd(cues.pseudoGround, at: index), pseudo >= end { return false }
      if index > 0, let pseudo = spanEnd(cues.pseudoGround, at: index - 1), pseudo >= end {
        return false
      }
      return true
    }
  }

  private mutating func findQuestions(_ sentence: Int) {
    let range = stream.sentences[sentence].range
    if let start = firstQuestion(in: range) {
      let scope = start..<range.upperBound
      // Who asks for a remedy has what it is for.
      if !isGrounded(scope), !has(cues.remedy, in: scope) { mark(scope, .abstract) }
    }
    for index in range {
      if let end = spanEnd(cues.report, at: index), !isGrounded(end..<range.upperBound) {
        mark(index..<range.upperBound, .abstract)
      }
      if spanEnd(cues.education, at: index) != nil, !isTied(range) { mark(range, .abstract) }
    }
  }

  // MARK: What was only asked about, and turns out to be there

  /// "Can stress make you throw up? It's been four days": a later "mine", "yes", or bare duration
  /// makes the last sign that was only asked about or imagined a real one.
  private mutating func revive() {
    for index in stream.sentences.indices {
      let range = stream.sentences[index].range
      for here in range {
        if spanEnd(cues.restart, at: here) != nil, !isDenied(here),
          status[here].isDisjoint(with: [.abstract, .hypothetical])
        {
          reviveBefore(index, up: here, [.historical, .resolved])
        }
        let isSure = spanEnd(cues.surely, at: here) != nil
        guard isSure || spanEnd(cues.mine, at: here) != nil, !isDenied(here),
          isSure || status[here].isDisjoint(with: [.abstract, .hypothetical])
        else { continue }
        reviveBefore(index, up: here, [.abstract, .hypothetical, .stranger])
      }
      if isBareAnswer(index) {
        reviveBefore(index, up: range.lowerBound, [.abstract, .hypothetical, .stranger])
      }
    }
  }

  /// Whether the words at `index`, or those that follow at once, are denied or made small.
  private func isDenied(_ index: Int) -> Bool {
    let after = index..<min(index + 4, stream.tokens.count)
    return after.contains { spanEnd(cues.negation, at: $0) != nil && !isOwnedBySign[$0] }
      || has(cues.mild, in: after)
      || negations.contains { $0.scope.contains(index) }
  }

  /// Takes `statuses` from the nearest sentence at or before `word` that holds a sign with one of them.
  private mutating func reviveBefore(_ sentence: Int, up word: Int, _ statuses: AssertionStatus) {
    if revive(stream.sentences[sentence].range.lowerBound..<word, statuses) { return }
    for before in stride(from: sentence - 1, through: max(0, sentence - 3), by: -1) {
      if revive(stream.sentences[before].range, statuses) { return }
    }
  }

  private mutating func revive(_ range: Range<Int>, _ statuses: AssertionStatus) -> Bool {
    let isOpen = range.contains { index in
      guard !status[index].isDisjoint(with: statuses) else { return false }
      var span = matcher.firstSpan[index]
      while span >= 0 {
        let here = matcher.spans[Int(span)]
        // A weight that comes back is no sign.
        if anchors[Int(here.concept)], Int(here.concept) != cues.mine,
          !statuses.contains(.historical) || !cues.isWeight[Int(here.concept)]
        {
          return true
        }
        span = here.next
      }
      return false
    }
    guard isOpen else { return false }
    for index in range { status[index].subtract(statuses) }
    return true
  }

  /// A sentence that only says "yes" or how long: "about three weeks", "second week running".
  private func isBareAnswer(_ sentence: Int) -> Bool {
    let range = stream.sentences[sentence].range
    guard sentence > 0, range.count <= 8, !stream.sentences[sentence].endsWithQuestionMark,
      firstQuestion(in: range) == nil, !has(cues.condition, in: range)
    else { return false }
    let opening = range.lowerBound..<min(range.upperBound, range.lowerBound + 4)
    if has(cues.durationLong, in: opening) || has(cues.ordinalTime, in: opening) {
      return !has(cues.future, in: opening) && !has(cues.newSubject, in: range)
        && !has(cues.longAgo, in: range)
    }
    let isTurnStart =
      stream.sentences[sentence].turn != stream.sentences[sentence - 1].turn
    return isTurnStart && spanEnd(cues.yes, at: range.lowerBound) != nil
      && !has(cues.negation, in: range)
  }

  // MARK: Time

  private struct Clause {
    var range: Range<Int>
    var sentence: Int
    var isPast: Bool
    var isHistory: Bool
    /// Whether it only tells how things were before they changed: "used to", "formerly".
    var isContrast: Bool
    var isCurrent: Bool
    var isPresent: Bool
    var isResolved: Bool
  }

  private func clauses() -> [Clause] {
    var result: [Clause] = []
    for (index, sentence) in stream.sentences.enumerated() {
      var start = sentence.range.lowerBound
      for end
        in (sentence.range.lowerBound + 1)...max(
          sentence.range.upperBound, sentence.range.lowerBound + 1)
      {
        guard
          end == sentence.range.upperBound || gap(end) >= .weak
            || spanEnd(cues.clause, at: end) != nil
        else { continue }
        let range = start..<end
        let isHistory =
          has(cues.history, in: range) || has(cues.year, in: range) || has(cues.longAgo, in: range)
        result.append(
          Clause(
            range: range, sentence: index, isPast: has(cues.past, in: range), isHistory: isHistory,
            isContrast: has(cues.contrast, in: range) && !has(cues.year, in: range)
              && !has(cues.longAgo, in: range),
            isCurrent: has(cues.current, in: range), isPresent: has(cues.present, in: range),
            isResolved: isResolvedUndenied(range)))
        start = end
      }
    }
    return result
  }

  private func isResolvedUndenied(_ range: Range<Int>) -> Bool {
    range.contains { index in
      var resolvedEnd = spanEnd(cues.resolved, at: index)
      if resolvedEnd == nil, let end = spanEnd(cues.resolvedAtEnd, at: index),
        end >= range.upperBound
      {
        resolvedEnd = end
      }
      guard let end = resolvedEnd else { return false }
      // "hasn't gone away", "my waters have gone"
      if (index..<end).allSatisfy({ isOwnedByAnchor[$0] }) { return false }
      for before in max(range.lowerBound, index - 5)..<index {
        if let pseudo = spanEnd(cues.pseudoNegation, at: before), pseudo > index { return false }
      }
      var near = firstNegation(near: index)
      while near < negations.count, negations[near].scope.lowerBound <= end {
        let negation = negations[near]
        if negation.scope.overlaps(index..<end), !(index..<end).overlaps(negation.cue) {
          return false
        }
        near += 1
      }
      return true
    }
  }

  private mutating func findHistory() {
    let clauses = clauses()
    var isPast = Array(repeating: false, count: clauses.count)
    for (index, clause) in clauses.enumerated() where clause.isHistory && !clause.isCurrent {
      isPast[index] = true
      var other = index + 1
      var told = clause.sentence
      while other < clauses.count, sameTurn(clauses[other], clause) {
        // The story goes on for as long as its sentences start in the past.
        if clauses[other].sentence != told {
          guard clauses[other].isPast else { break }
          told = clauses[other].sentence
        }
        if clauses[other].isCurrent || clauses[other].isPresent || clauses[other].isHistory {
          break
        }
        isPast[other] = true
        other += 1
      }
      other = index - 1
      while other >= 0, clauses[other].sentence == clause.sentence, !clause.isContrast {
        if clauses[other].isCurrent || clauses[other].isPresent || isPast[other] { break }
        isPast[other] = true
        other -= 1
      }
    }
    var isOver = Array(repeating: false, count: clauses.count)
    for (index, clause) in clauses.enumerated() where clause.isResolved {
      var other = index
      while other >= 0, clauses[other].sentence >= clause.sentence - 1,
        sameTurn(clauses[other], clause)
      {
        if clauses[other].isCurrent, other != index { break }
        if clauses[other].isPresent, other != index { break }
        if clauses[other].sentence != clause.sentence, !clauses[other].isPast { break }
        isOver[other] = true
        other -= 1
      }
    }
    for (index, clause) in clauses.enumerated() {
      if isPast[index] { mark(clause.range, .historical) }
      if isOver[index] { mark(clause.range, .resolved) }
    }
  }

  private func sameTurn(_ a: Clause, _ b: Clause) -> Bool {
    stream.sentences[a.sentence].turn == stream.sentences[b.sentence].turn
  }

  // MARK: Whose sign

  private mutating func findExperiencers() {
    var third: AssertionStatus = []
    var here: AssertionStatus = []
    var sentence: Int32 = -1
    var index = 0
    while index < stream.tokens.count {
      if stream.tokens[index].sentence != sentence {
        sentence = stream.tokens[index].sentence
        // A sentence without a subject goes on about whoever came last, unless it was the writer.
        here = third
      }
      var end = index + 1
      if let last = spanEnd(cues.animal, at: index) {
        here = .unreal
        third = here
        end = last
      } else if let last = spanEnd(cues.fiction, at: index) {
        here = .unreal
        third = here
        end = last
      } else if let last = spanEnd(cues.stranger, at: index), !isOwnedByAnchor[index] {
        here = .stranger
        third = here
        end = last
      } else if let last = spanEnd(cues.generic, at: index), !isOwnedByAnchor[index],
        index == 0
          || spanEnd(cues.selfPerson, at: index - 1) == nil
            && spanEnd(cues.likeness, at: index - 1) == nil
      {
        here = .stranger
        end = last
      } else if let last = spanEnd(cues.person, at: index) {
        // "a character's dad", "our labrador's brother": as unreal as whose they are.
        if here.isEmpty || !isOwned(index, from: stream.sentences[Int(sentence)].range.lowerBound) {
          here = []
        }
        third = here
        end = last
      } else if spanEnd(cues.selfPerson, at: index) != nil {
        // "a character in my soap" is still a character; "blood in my stool" is the writer's.
        if here.isEmpty || !isAside(index) { here = [] }
        // "my dog": whose dog it is doesn't matter.
        if spanEnd(cues.pronoun, at: index) == nil { third = third == .unreal ? .unreal : third }
      } else if spanEnd(cues.pronoun, at: index) != nil {
        here = third
      }
      for token in index..<end { status[token].formUnion(here) }
      index = end
    }
  }
}

extension Assertion {
  /// Whether a possessive stands within three words before `index`.
  private func isOwned(_ index: Int, from start: Int) -> Bool {
    has(cues.genitive, in: max(start, index - 3)..<index)
  }

  /// Whether `index` is a "my" after a preposition and before no sign.
  private func isAside(_ index: Int) -> Bool {
    guard index > 0, spanEnd(cues.preposition, at: index - 1) != nil,
      spanEnd(cues.possessive, at: index) != nil, index + 1 < stream.tokens.count
    else { return false }
    var span = matcher.firstSpan[index + 1]
    while span >= 0 {
      let here = matcher.spans[Int(span)]
      if cues.isSign[Int(here.concept)] { return false }
      span = here.next
    }
    return true
  }
}

/// Which words of a conversation something covers; sparse.
private struct IndexSet64 {
  private var ranges: [Range<Int>] = []

  mutating func insert(_ range: Range<Int>) { ranges.append(range) }

  func contains(_ index: Int) -> Bool { ranges.contains { $0.contains(index) } }
}
