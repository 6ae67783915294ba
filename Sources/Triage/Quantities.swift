internal import Text

/// Finds durations, ages, temperatures, weights, counts and scores, and adds them as concepts.
struct Quantities {
  private let shared: SharedRules
  private let stream: TokenStream
  private let today: CalendarDate?

  init(shared: SharedRules, stream: TokenStream, today: CalendarDate?) {
    self.shared = shared
    self.stream = stream
    self.today = today
  }

  /// Adds what it finds to `matcher`, which has run the stages of plain words.
  func find(in matcher: inout ConceptMatcher) {
    var facts = Facts(shared: shared, stream: stream, matcher: matcher)
    for index in stream.tokens.indices {
      if let (value, end) = facts.number(at: index) { facts.readNumber(value, index, end) }
      facts.readPoint(index, today: today)
      facts.readPast(index)
      facts.readOrdinalWord(index)
      facts.readWhole(index)
    }
    for (name, range) in facts.found {
      if let concept = ConceptTable.computedID(name) { matcher.add(concept, range) }
    }
  }
}

/// The reading of one conversation's quantities.
private struct Facts {
  let shared: SharedRules
  var rules: RuleSet { _read { yield shared.rules } }
  let stream: TokenStream
  let matcher: ConceptMatcher
  var found: [(String, Range<Int>)] = []
  private var numberEnd = -1
  private var lastWeight: (kilograms: Double, unit: Double, sentence: Int32, index: Int)?
  /// The last of the falling numbers that were listed after a weight, in kilograms, and how many they are.
  private var listed: (kilograms: Double, count: Int) = (0, 0)

  init(shared: SharedRules, stream: TokenStream, matcher: ConceptMatcher) {
    self.shared = shared
    self.stream = stream
    self.matcher = matcher
  }

  private func worth(_ table: FlatTable<Double>, at index: Int) -> (Double, Int)? {
    guard index < stream.tokens.count else { return nil }
    var best: (Double, Int)?
    var span = matcher.firstSpan[index]
    while span >= 0 {
      let here = matcher.spans[Int(span)]
      let value = table[Int(here.concept)]
      if !value.isNaN, Int(here.end) > (best?.1 ?? 0) { best = (value, Int(here.end)) }
      span = here.next
    }
    return best
  }

  private func has(_ cue: QuantityCue, at index: Int) -> Bool {
    let concept = rules.quantities.cues[cue.rawValue]
    guard stream.tokens.indices.contains(index), matcher.mayStart(concept, at: index) else {
      return false
    }
    var span = matcher.firstSpan[index]
    while span >= 0 {
      if matcher.spans[Int(span)].concept == concept { return true }
      span = matcher.spans[Int(span)].next
    }
    return false
  }

  private func has(_ cue: QuantityCue, near index: Int, before: Int, after: Int) -> Bool {
    for other in (index - before)...(index + after)
    where stream.tokens.indices.contains(other)
      && stream.tokens[other].sentence == stream.tokens[index].sentence
      && has(cue, at: other)
    { return true }
    return false
  }

  private func sameSentence(_ a: Int, _ b: Int) -> Bool {
    stream.tokens.indices.contains(a) && stream.tokens.indices.contains(b)
      && stream.tokens[a].sentence == stream.tokens[b].sentence
  }

  /// The number at `index`, in digits or words, with "and a half" and ranges ("3-4": the higher).
  mutating func number(at index: Int) -> (Double, Int)? {
    guard index >= numberEnd, !matcher.isConsumed[index] else { return nil }
    guard var (value, end) = plainNumber(at: index) ?? unitArticle(at: index) else { return nil }
    // "3-4", "three or four", "two to three"
    if sameSentence(index, end), has(.or, at: end) || stream.tokens[index].value.isFinite,
      let (second, secondEnd) = plainNumber(at: has(.or, at: end) ? end + 1 : end),
      second > value, second <= value * 4, sameSentence(index, secondEnd - 1)
    {
      value = second
      end = secondEnd
    } else if has(.and, at: end), let (half, halfEnd) = fraction(after: end + 1) {
      value += half
      end = halfEnd
    } else if let (half, halfEnd) = fraction(after: end), value >= 1, sameSentence(index, end),
      stream.tokens[end].value == 1
    {
      // "1 1/2"
      value += half
      end = halfEnd
    }
    numberEnd = end
    return (value, end)
  }

  /// "a week", "a whole month", "half a stone": one, or a half, of a unit.
  private func unitArticle(at index: Int) -> (Double, Int)? {
    guard has(.article, at: index) else { return nil }
    var end = index + 1
    while sameSentence(index, end), end < index + 3, has(.of, at: end) { end += 1 }
    guard sameSentence(index, end),
      worth(rules.quantities.days, at: end) != nil
        || worth(rules.quantities.kilograms, at: end) != nil
    else { return nil }
    return (index > 0 && has(.half, at: index - 1) ? 0.5 : 1, index + 1)
  }

  private func fraction(after index: Int) -> (Double, Int)? {
    guard stream.tokens.indices.contains(index) else { return nil }
    var index = index
    if has(.article, at: index) { index += 1 }
    guard stream.tokens.indices.contains(index) else { return nil }
    if stream.tokens[index].value == 1, stream.tokens[index].outOf == 2 { return (0.5, index + 1) }
    if has(.half, at: index) { return (0.5, index + 1) }
    return nil
  }

  private func plainNumber(at index: Int) -> (Double, Int)? {
    guard stream.tokens.indices.contains(index) else { return nil }
    let token = stream.tokens[index]
    if token.value.isFinite {
      // "38 point 5"
      if has(.point, at: index + 1), sameSentence(index, index + 1),
        stream.tokens.indices.contains(index + 2), (0...9).contains(stream.tokens[index + 2].value)
      {
        return (token.value + stream.tokens[index + 2].value / 10, index + 3)
      }
      return (token.value, index + 1)
    }
    if var (value, end) = worth(rules.quantities.number, at: index) {
      // "twenty three", "a hundred and one"
      if value >= 20, value < 100, let (unit, unitEnd) = worth(rules.quantities.number, at: end),
        unit >= 1, unit < 10, stream.tokens[end].gap == .none
      {
        value += unit
        end = unitEnd
      } else if value == 100, has(.and, at: end),
        let (rest, restEnd) = worth(rules.quantities.number, at: end + 1), rest < 100
      {
        value += rest
        end = restEnd
      }
      return (value, end)
    }
    return nil
  }

  mutating func readNumber(_ value: Double, _ start: Int, _ end: Int) {
    found.append(("N.NUM", start..<end))
    if value >= 8 { found.append(("N.BIGCOUNT", start..<end)) }
    let token = stream.tokens[start]
    if token.outOf == 10, value >= 7, value <= 10 { found.append(("N.SCORE7", start..<end)) }
    if has(.outOf, at: end), let (whole, wholeEnd) = plainNumber(at: end + 1), whole == 10,
      value >= 7, value <= 10
    {
      found.append(("N.SCORE7", start..<wholeEnd))
    }
    if token.outOf.isFinite { return readFraction(value, token.outOf, start, end) }
    if readOrdinal(value, start, end) { return }
    var unitAt = end
    // "half a year", "couple of weeks", "3 more weeks", "three whole weeks"
    while sameSentence(start, unitAt), has(.of, at: unitAt), unitAt < end + 2 { unitAt += 1 }
    if sameSentence(start, unitAt), let (days, unitEnd) = worth(rules.quantities.days, at: unitAt) {
      readDuration(value * days, start, unitEnd, isVague: has(.article, at: start))
    } else if sameSentence(start, unitAt),
      let (mass, unitEnd) = worth(rules.quantities.kilograms, at: unitAt)
    {
      readWeight(value, mass, start, unitEnd)
    } else if sameSentence(start, end), has(.times, at: end) {
      readTimes(value, start..<(end + 1))
    } else {
      if start > 0, sameSentence(start, start - 1), has(.crossSign, at: start - 1) {
        readTimes(value, (start - 1)..<end)
      }
      readBareNumber(value, start, end)
    }
  }

  /// "24/40" weeks of a pregnancy, "3/52" weeks, "80/50" a blood pressure.
  private mutating func readFraction(_ value: Double, _ outOf: Double, _ start: Int, _ end: Int) {
    let range = start..<end
    if outOf == 40, (4...42).contains(value) { found.append(("N.GESTATION", range)) }
    if outOf == 52, value <= 26 { addDuration(value * 7, range) }
    if (50...95).contains(value), (20...75).contains(outOf), outOf < value,
      has(.pressure, near: start, before: 5, after: 3)
    {
      found.append(("N.LOWPRESSURE", range))
    }
  }

  /// "third week", "3rd day", "week three", "day 4 of": at least the units that are over.
  private mutating func readOrdinal(_ value: Double, _ start: Int, _ end: Int) -> Bool {
    guard value >= 2, value <= 60, value == value.rounded() else { return false }
    if sameSentence(start, end), has(.ordinalEnding, at: end), sameSentence(start, end + 1),
      let (days, unitEnd) = worth(rules.quantities.days, at: end + 1), days >= 1
    {
      addOrdinal(value, days, start..<unitEnd)
      return true
    }
    if start > 0, sameSentence(start, start - 1), worth(rules.quantities.days, at: end) == nil,
      let (days, unitEnd) = worth(rules.quantities.days, at: start - 1), unitEnd == start,
      (1...30).contains(days), !has(.plural, at: start - 1),
      start < 2 || !sameSentence(start, start - 2) || plainNumber(at: start - 2) == nil,
      !has(.baby, near: start, before: 6, after: 6)
    {
      addOrdinal(value, days, (start - 1)..<end)
      return true
    }
    return false
  }

  private mutating func addOrdinal(_ value: Double, _ days: Double, _ range: Range<Int>) {
    found.append(("N.ORDINAL", range))
    // The third week starts after 14 days and is usually well under way.
    addDuration((value - 1) * days + (days > 1 ? days / 2 : 0.5), range)
  }

  /// "third week", "fourth day running".
  mutating func readOrdinalWord(_ index: Int) {
    guard let (value, end) = worth(rules.quantities.ordinal, at: index), sameSentence(index, end),
      let (days, unitEnd) = worth(rules.quantities.days, at: end), days >= 1
    else { return }
    addOrdinal(value, days, index..<unitEnd)
  }

  /// "all summer", "the whole of March", "most of the month".
  mutating func readWhole(_ index: Int) {
    guard has(.whole, at: index) else { return }
    var here = index + 1
    while here < index + 4, sameSentence(index, here),
      has(.determiner, at: here) || has(.of, at: here)
    { here += 1 }
    guard sameSentence(index, here) else { return }
    if let (days, end) = worth(rules.quantities.days, at: here), days >= 7,
      !has(.plural, at: here)
    {
      return addDuration(days, index..<end)
    }
    var span = matcher.firstSpan[here]
    while span >= 0 {
      let found = matcher.spans[Int(span)]
      let point = rules.quantities.point[Int(found.concept)]
      if point > 0, point != 102 { return addDuration(30, index..<Int(found.end)) }
      span = found.next
    }
  }

  private mutating func readTimes(_ value: Double, _ range: Range<Int>) {
    if value >= 3 { found.append(("N.TIMES3", range)) }
    if value >= 5 { found.append(("N.TIMES5", range)) }
  }

  private mutating func readBareNumber(_ value: Double, _ start: Int, _ end: Int) {
    let token = stream.tokens[start]
    if value >= 1950, value <= 2100, value == value.rounded(), token.end - token.start == 4 {
      found.append(("N.YEAR", start..<end))
      return
    }
    if (13...22).contains(value) && start > 0 && has(.at, at: start - 1)
      || value <= 22 && start > 1 && has(.age, at: start - 1) && has(.at, at: start - 2),
      sameSentence(start, start - 1), !has(.otherUnit, at: end) || !sameSentence(start, end)
    {
      // "at 17 I had": an age, long ago for most.
      found.append(("N.LONGAGO", (start - 1)..<end))
    }
    let isDecimal = value != value.rounded()
    let hasUnit = has(.degrees, at: end) && sameSentence(start, end)
    let isOther = sameSentence(start, end) && has(.otherUnit, at: end)
    let hasContext = has(.temperature, near: start, before: 8, after: 5)
    if !isOther, isDecimal || hasUnit || hasContext {
      let isSure = hasUnit || hasContext
      if (37.8...42.5).contains(value) || ((100.3...108.9).contains(value))
        || (hasContext && (37.8...42.5).contains(value)) || (hasContext && value == 100)
        || (isSure && (100...108.9).contains(value))
      {
        found.append(("N.FEVER", start..<end))
      } else if (35...37.5).contains(value) || (96...99.4).contains(value), isSure {
        found.append(("N.NORMALTEMP", start..<end))
      }
    }
    if (110...230).contains(value), has(.pulse, near: start, before: 4, after: 1) {
      found.append(("N.HIGHPULSE", start..<end))
    }
    readSeries(value, start, end)
  }

  /// "from 82 to 71", where the sentence speaks of weight; "she was 61 kg, now 52".
  private mutating func readSeries(_ value: Double, _ start: Int, _ end: Int) {
    if let last = lastWeight, stream.tokens[start].sentence - last.sentence <= 2, last.unit > 0,
      last.kilograms > 25, has(.now, near: start, before: 4, after: 3),
      case let kilograms = value * last.unit, kilograms < last.kilograms * 0.97,
      kilograms > last.kilograms * 0.4
    {
      return found.append(("N.WEIGHTDROP", start..<end))
    }
    if readListed(value, start, end) { return }
    guard (30...400).contains(value), has(.weigh, near: start, before: 12, after: 12),
      has(.to, at: end) || has(.to, at: end + 1),
      let (later, laterEnd) = plainNumber(
        at: has(.to, at: end) ? end + 1 : end + 2), sameSentence(start, laterEnd - 1),
      later < value * 0.97, later > value * 0.4
    else { return }
    found.append(("N.WEIGHTDROP", start..<laterEnd))
  }

  /// "94 kg in May. July: 92. Now at the pharmacy: 81"; "71 kg Jan, 69 Feb, 66 Mar": numbers set apart that fall, each
  /// after the other. One alone may be an age, so two are wanted, or a month beside it.
  private mutating func readListed(_ value: Double, _ start: Int, _ end: Int) -> Bool {
    guard let last = lastWeight, stream.tokens[start].sentence - last.sentence <= 4,
      last.unit > 0, last.kilograms > 25, !sameSentence(start, end) || !has(.otherUnit, at: end)
    else { return false }
    let kilograms = value * last.unit
    let isDated = isMonth(end) || isMonth(start - 1)
    let isApart = stream.tokens[start].gap >= .weak || isMonth(start - 1)
    let isEnd = !sameSentence(start, end) || stream.tokens[end].gap >= .weak || isMonth(end)
    let before = listed.count == 0 ? last.kilograms : listed.kilograms
    guard isApart, isEnd, kilograms < before, kilograms > last.kilograms * 0.5 else { return false }
    listed = (kilograms, listed.count + (isDated ? 2 : 1))
    guard listed.count >= 2, kilograms < last.kilograms * 0.97 else { return false }
    found.append(("N.WEIGHTDROP", start..<end))
    return true
  }

  private func isMonth(_ index: Int) -> Bool {
    guard stream.tokens.indices.contains(index) else { return false }
    var span = matcher.firstSpan[index]
    while span >= 0 {
      let here = matcher.spans[Int(span)]
      if rules.quantities.point[Int(here.concept)] > 0 { return true }
      span = here.next
    }
    return false
  }

  private mutating func readWeight(_ value: Double, _ mass: Double, _ start: Int, _ end: Int) {
    guard value > 0 else { return }
    // "11 stone 4": the rest is dropped, but the change still shows.
    found.append(("N.WEIGHT", start..<end))
    let kilograms = value * mass
    if let last = lastWeight,
      last.sentence == stream.tokens[start].sentence
        || last.sentence >= stream.tokens[start].sentence - 2,
      last.kilograms > 25, kilograms > 25, kilograms < last.kilograms * 0.97
    {
      found.append(("N.WEIGHTDROP", last.index..<end))
    } else if kilograms > 25, has(.to, at: end),
      let (later, laterEnd) = plainNumber(at: end + 1),
      later < value * 0.97, later > value * 0.4
    {
      found.append(("N.WEIGHTDROP", start..<laterEnd))
    } else if kilograms > 25, start >= 2, has(.to, at: start - 1),
      let (earlier, _) = plainNumber(at: start - 2), earlier * 0.97 > value, value > earlier * 0.4
    {
      found.append(("N.WEIGHTDROP", (start - 2)..<end))
    }
    lastWeight = (kilograms, mass, stream.tokens[start].sentence, start)
    listed = (0, 0)
  }

  private mutating func readDuration(_ days: Double, _ start: Int, _ end: Int, isVague: Bool) {
    let range = start..<end
    if sameSentence(start, end) {
      if has(.old, at: end) || has(.baby, at: end)
        || has(.baby, near: start, before: 4, after: 0) && days < 366
          && has(.of, at: start - 1)
      {
        if days < 366 { found.append(("N.INFANT", range)) }
        if days <= 93 { found.append(("N.YOUNGINFANT", range)) }
        return
      }
      if has(.pregnant, at: end) || has(.pregnant, at: end + 1) { return }
      if (28...294).contains(days), end - start <= 2, isExpecting(start) || isSelf(start, end) {
        found.append(("N.GESTATION", range))
        return
      }
      if has(.ago, at: end), stream.tokens[end].gap == .none {
        if days >= 89 { found.append(("N.LONGAGO", start..<(end + 1))) }
        if has(.begin, near: start, before: 6, after: 0) { addDuration(days, range) }
        return
      }
    }
    if start > 0, sameSentence(start, start - 1) {
      // "3 times a week", "2 lb a week": how often, not how long.
      if isVague,
        has(.per, at: start - 1) || stream.tokens[start - 1].value.isFinite
          || start > 1 && sameSentence(start, start - 2) && plainNumber(at: start - 2) != nil
            && !has(.forHow, at: start - 1)
      {
        return
      }
      if has(.future, at: start - 1) || has(.future, at: start - 2) {
        found.append(("N.DURANY", range))
        return
      }
      if has(.within, at: start - 1) || has(.within, at: start - 2),
        !isMissing(start)
      {
        found.append(("N.DURANY", range))
        if !has(.baby, near: start, before: 6, after: 0) { return }
      }
    }
    if days < 366, has(.baby, near: start, before: 3, after: 0), !has(.forHow, at: start - 1) {
      found.append(("N.INFANT", range))
      if days <= 93 { found.append(("N.YOUNGINFANT", range)) }
    }
    addDuration(days, range)
  }

  /// Whether the words before speak of a pregnancy, and no "for" or "since" stands there.
  private func isExpecting(_ start: Int) -> Bool {
    guard start > 0, !has(.forHow, at: start - 1), !has(.since, at: start - 1) else {
      return false
    }
    return (max(0, start - 10)..<start).contains { has(.expecting, at: $0) }
  }

  /// "I'm 34 weeks": of what, if not of a pregnancy?
  private func isSelf(_ start: Int, _ end: Int) -> Bool {
    start > 1 && sameSentence(start, start - 1)
      && (has(.iAm, at: start - 1)
        || has(.heIs, at: start - 1) && has(.iAm, at: start - 2))
      && !(sameSentence(start, end) && has(.notWeeks, at: end))
  }

  /// "not right in three weeks", "no proper poo in over a month": how long something is missing.
  private func isMissing(_ start: Int) -> Bool {
    has(.negation, near: start, before: 9, after: 0)
      && !has(.baby, near: start, before: 6, after: 0)
  }

  private mutating func addDuration(_ days: Double, _ range: Range<Int>) {
    found.append(("N.DURANY", range))
    for (least, name) in [
      (0.9, "N.DUR1"), (1.9, "N.DUR2"), (3.4, "N.DUR4"), (6.9, "N.DUR7"), (14.5, "N.DUR14"),
    ] where days >= least {
      found.append((name, range))
    }
  }

  /// "for the past month": one of the unit.
  mutating func readPast(_ index: Int) {
    guard has(.past, at: index), sameSentence(index, index + 1),
      has(.determiner, at: index - 1) || has(.forHow, at: index - 1) || !has(.last, at: index),
      let (days, end) = worth(rules.quantities.days, at: index + 1)
    else { return }
    addDuration(days, index..<end)
  }

  /// "since Easter", "from March", "since 2019".
  mutating func readPoint(_ index: Int, today: CalendarDate?) {
    guard has(.since, at: index) else { return }
    for other in (index + 1)...(index + 5) where sameSentence(index, other) {
      let token = stream.tokens[other]
      if token.value.isFinite, (1950...2100).contains(token.value), token.end - token.start == 4 {
        addDuration(400, index..<(other + 1))
        return
      }
      for (cue, days) in [(QuantityCue.weekday, 3.0), (.recentPoint, 1), (.lastWeek, 7)]
      where has(cue, at: other) {
        addDuration(days, index..<(other + 1))
        return
      }
      var span = matcher.firstSpan[other]
      while span >= 0 {
        let here = matcher.spans[Int(span)]
        let point = rules.quantities.point[Int(here.concept)]
        if point > 0 {
          addDuration(Self.days(since: point, today: today), index..<Int(here.end))
          return
        }
        span = here.next
      }
    }
  }

  /// Days since the last such day; longer than two weeks when today isn't known.
  private static func days(since point: Int, today: CalendarDate?) -> Double {
    guard let today else { return 30 }
    for year in [today.year, today.year - 1] {
      if let date = CalendarDate(year: year, month: point / 100, day: point % 100), date <= today {
        return Double(today.dayNumber - date.dayNumber)
      }
    }
    return 30
  }
}
