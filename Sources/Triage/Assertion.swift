/// How words of a conversation are meant.
struct AssertionStatus: OptionSet, Sendable {
  let rawValue: UInt8

  /// The sign is denied.
  static let negated = AssertionStatus(rawValue: 1)
  /// The sign is imagined, feared or conditional.
  static let hypothetical = AssertionStatus(rawValue: 2)
  /// The sign is long past, or over.
  static let historical = AssertionStatus(rawValue: 4)
  /// The sign is asked or told about in general.
  static let abstract = AssertionStatus(rawValue: 8)
  /// An animal or a story has the sign.
  static let unreal = AssertionStatus(rawValue: 16)
  /// Someone the writer has only heard of, or people in general, have the sign.
  static let stranger = AssertionStatus(rawValue: 32)

  /// The names of what is set, for explanations.
  var names: [String] {
    [
      (Self.negated, "negated"), (.hypothetical, "hypothetical"), (.historical, "past"),
      (.abstract, "asked in general"), (.unreal, "animal or story"),
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
  /// Each word's status without negation.
  private(set) var status: [AssertionStatus]
  private(set) var negations: [NegationScope] = []
  /// For each word, a bit set of the cues that start there.
  private var isOwnedBySign: [Bool]

  init(rules: RuleSet, stream: TokenStream, matcher: ConceptMatcher) {
    self.stream = stream
    self.matcher = matcher
    cues = rules.cues
    status = Array(repeating: [], count: stream.tokens.count)
    isOwnedBySign = Array(repeating: false, count: stream.tokens.count)
    for span in matcher.spans where span.end > span.start + 1 && cues.isSign[Int(span.concept)] {
      for token in span.range where span.owns(token) { isOwnedBySign[token] = true }
    }
    for index in stream.sentences.indices {
      findNegations(index)
      findHypotheses(index)
      findQuestions(index)
    }
    findHistory()
    findExperiencers()
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
    guard concept >= 0, index < stream.tokens.count else { return nil }
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
      if let end = spanEnd(cues.negation, at: index), !pseudo.contains(index),
        !isOwnedBySign[index]
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
        }
        if start < index { negations.append(.init(cue: index..<end, scope: start..<index)) }
      }
      index += 1
    }
    // "Blood in the stool? No."
    if sentence > 0, spanEnd(cues.no, at: range.lowerBound) != nil {
      let before = stream.sentences[sentence - 1]
      if before.endsWithQuestionMark, before.turn == stream.sentences[sentence].turn,
        before.range.count <= 5, spanEnd(cues.questionStart, at: before.range.lowerBound) == nil
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
      if spanEnd(cues.hypothesis, at: index) != nil {
        mark(index..<range.upperBound, .hypothetical)
      }
      guard let ifEnd = spanEnd(cues.condition, at: index) else { continue }
      var isPseudo = spanEnd(cues.pseudoCondition, at: index) != nil
      for before in max(range.lowerBound, index - 3)..<index {
        if let end = spanEnd(cues.pseudoCondition, at: before), end > index { isPseudo = true }
      }
      if isPseudo { continue }
      var end = ifEnd
      while end < range.upperBound, gap(end) < .weak || end < ifEnd + 2 { end += 1 }
      mark(index..<end, .hypothetical)
      let isAsking =
        stream.sentences[sentence].endsWithQuestionMark
        || has(cues.modal, in: end..<range.upperBound)
        || has(cues.question, in: end..<range.upperBound)
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
      if spanEnd(cues.question, at: index) != nil { return index }
      if isClauseStart, spanEnd(cues.filler, at: index) == nil { isClauseStart = false }
      if spanEnd(cues.clause, at: index) != nil { isClauseStart = true }
    }
    return nil
  }

  /// Whether the question word at `index` asks: "have you", "what is", but not "have been sick" or
  /// "when I go".
  private func isQuestion(_ index: Int) -> Bool {
    let next = index + 1
    guard next < stream.tokens.count, stream.tokens[next].sentence == stream.tokens[index].sentence
    else { return true }
    let sentence = stream.sentences[Int(stream.tokens[index].sentence)]
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

  private func isGrounded(_ range: Range<Int>) -> Bool {
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
      if !isGrounded(scope) { mark(scope, .abstract) }
    }
    for index in range {
      if let end = spanEnd(cues.report, at: index), !isGrounded(end..<range.upperBound) {
        mark(index..<range.upperBound, .abstract)
      }
      if spanEnd(cues.education, at: index) != nil, !isGrounded(range) { mark(range, .abstract) }
    }
  }

  // MARK: Time

  private struct Clause {
    var range: Range<Int>
    var sentence: Int
    var isPast: Bool
    var isHistory: Bool
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
      while other < clauses.count,
        clauses[other].sentence == clause.sentence
          || clauses[other].isPast && sameTurn(clauses[other], clause)
      {
        if clauses[other].isCurrent || clauses[other].isPresent || clauses[other].isHistory {
          break
        }
        isPast[other] = true
        other += 1
      }
      other = index - 1
      while other >= 0, clauses[other].sentence == clause.sentence {
        if clauses[other].isCurrent || clauses[other].isPresent || isPast[other] { break }
        isPast[other] = true
        other -= 1
      }
    }
    for (index, clause) in clauses.enumerated() where clause.isResolved {
      var other = index
      while other >= 0, clauses[other].sentence >= clause.sentence - 1,
        sameTurn(clauses[other], clause)
      {
        if clauses[other].isCurrent, other != index { break }
        if clauses[other].isPresent, other != index { break }
        if clauses[other].sentence != clause.sentence, !clauses[other].isPast { break }
        isPast[other] = true
        other -= 1
      }
    }
    for (index, clause) in clauses.enumerated() where isPast[index] {
      mark(clause.range, .historical)
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
      } else if let last = spanEnd(cues.stranger, at: index) {
        here = .stranger
        third = here
        end = last
      } else if let last = spanEnd(cues.generic, at: index),
        index == 0 || spanEnd(cues.selfPerson, at: index - 1) == nil
      {
        here = .stranger
        end = last
      } else if let last = spanEnd(cues.person, at: index) {
        here = []
        third = here
        end = last
      } else if spanEnd(cues.selfPerson, at: index) != nil {
        here = []
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

/// Which words of a conversation something covers; sparse.
private struct IndexSet64 {
  private var ranges: [Range<Int>] = []

  mutating func insert(_ range: Range<Int>) { ranges.append(range) }

  func contains(_ index: Int) -> Bool { ranges.contains { $0.contains(index) } }
}
