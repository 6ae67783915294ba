public import Text

/// Finds red flags in what a person says.
///
/// ```swift
/// let engine = TriageEngine(rules: try .builtIn())
/// engine.assess(turns: ["there is blood in my stool"], today: nil).level   // .escalate
/// ```
///
/// - Complexity: linear in the words; words beyond 40,000 are not read.
public struct TriageEngine: Sendable {
  private let shared: SharedRules
  private let sharedExtension: SharedRules?

  var rules: RuleSet { shared.rules }
  var extended: RuleSet? { sharedExtension?.rules }

  /// An engine that follows `rules`.
  public init(rules: RuleSet) {
    shared = SharedRules(rules)
    sharedExtension = nil
  }

  private init(_ shared: SharedRules) {
    self.shared = shared
    sharedExtension = nil
  }

  /// An engine that follows `rules` and, besides, a set that `merging(extra:)` made of them.
  ///
  /// Each conversation is read by both, and what either raises is raised: no word, guard or cue of
  /// the extension can silence what `rules` alone notice.
  public init(rules: RuleSet, extended: RuleSet) {
    shared = SharedRules(rules)
    sharedExtension = SharedRules(extended)
  }

  /// Looks for red flags in a conversation.
  ///
  /// - Parameters:
  ///   - turns: the person's messages, oldest first.
  ///   - today: the day of the last turn, for "since March"; nil counts a named day or month as
  ///     longer than two weeks ago.
  public func assess(turns: [String], today: CalendarDate?) -> TriageDecision {
    let reading = Reading(shared: shared, turns: turns, today: today)
    var decision = reading.decision()
    if today != nil, decision.level != .none {
      let undated = Reading(shared: shared, turns: turns, today: nil)
      decision = decision.without(undated.firedFlags().subtracting(reading.firedFlags()))
    }
    guard let sharedExtension else { return decision }
    let larger = Reading(shared: sharedExtension, turns: turns, today: today)
    return decision.joined(with: larger.additions(to: reading))
  }

  /// The same reading, shown: concepts, scopes and why each rule fired or not.
  public func explain(turns: [String], today: CalendarDate?) -> TriageExplanation {
    var explanation = Reading(shared: shared, turns: turns, today: today).explanation()
    explanation.decision = TriageEngine(shared).assess(turns: turns, today: today)
    guard let sharedExtension else { return explanation }
    let larger = Reading(shared: sharedExtension, turns: turns, today: today)
    return larger.explanation().joined(
      with: explanation,
      additions: larger.additions(to: Reading(shared: shared, turns: turns, today: today)))
  }
}

/// A rule set in one place, so that what reads a conversation holds a reference and no copy.
final class SharedRules: Sendable {
  let rules: RuleSet

  init(_ rules: RuleSet) { self.rules = rules }
}

/// One conversation as the rules see it.
struct Reading {
  let shared: SharedRules
  var rules: RuleSet { _read { yield shared.rules } }
  let stream: TokenStream
  let matcher: ConceptMatcher
  let assertion: Assertion
  /// The spans by concept, each concept's in the order of the text.
  private let spanOrder: [Int32]
  /// Where each concept's spans start in `spanOrder`.
  private let spanStarts: [Int32]
  /// The rules whose first term's concepts were found.
  private let anchoredRules: [Int]
  private let statuses: [AssertionStatus]
  /// For each sentence, whether it holds a sign that isn't denied.
  private let hasSign: [Bool]

  /// - Parameter mendsSpelling: whether unknown words are taken for misspelt ones; what was published
  ///   seldom holds any.
  init(
    shared: SharedRules, turns: [String], today: CalendarDate?, mendsSpelling: Bool = true
  ) {
    self.shared = shared
    stream = TokenStream(turns, shared: shared, mendsSpelling: mendsSpelling)
    var matcher = ConceptMatcher(shared: shared, stream: stream)
    for stage in shared.rules.stages.indices {
      matcher.run(stage: stage)
      if stage == 1 {
        Quantities(shared: shared, stream: stream, today: today).find(in: &matcher)
      }
    }
    self.matcher = matcher
    assertion = Assertion(shared: shared, stream: stream, matcher: matcher)
    let reader = assertion
    statuses = matcher.spans.map { reader.status(of: $0) }
    var hasSign = Array(repeating: false, count: stream.sentences.count)
    for (index, span) in matcher.spans.enumerated()
    where shared.rules.signConcepts[Int(span.concept)] && !statuses[index].contains(.negated) {
      hasSign[Int(stream.tokens[Int(span.start)].sentence)] = true
    }
    self.hasSign = hasSign
    let (starts, order) = matcher.spansByConcept(shared.rules.concepts.count)
    spanStarts = starts
    spanOrder = order
    anchoredRules = shared.rules.rules.indices.filter { index in
      shared.rules.rules[index].terms[0].concepts.contains {
        starts[Int($0)] < starts[Int($0) + 1]
      }
    }
  }

  /// A concept's spans in the order of the text.
  private func spans(of concept: Int) -> ArraySlice<Int32> {
    spanOrder[Int(spanStarts[concept])..<Int(spanStarts[concept + 1])]
  }

  /// A rule that fired, with the spans that made it.
  struct Firing {
    var rule: Int
    var spans: [Int]
    var turn: Int
  }

  /// What may be wrong with a sign for a rule still to fire.
  enum Tolerance {
    /// Nothing.
    case strict
    /// It may be asked about in general, or imagined.
    case mention
    /// Anything.
    case any
  }

  /// The flags whose signs are named, however they are meant.
  func listFlags() -> [FlagID] {
    var result = fire(.any).map { rules.flags[rules.rules[$0.rule].flag].id }
    for flag in rules.flags {
      let concept = rules.concepts.id("LIST." + flag.id.name)
      if concept >= 0, !spans(of: concept).isEmpty { result.append(flag.id) }
    }
    return result
  }

  /// The flags of the rules that fire.
  func firedFlags() -> Set<FlagID> { Set(named(fire(.strict)).map(\.flag)) }

  /// What rules that fired raise, and what those only mention that fire when signs may be imagined.
  func ruleDecision(_ firings: [Firing], _ mentions: [Firing]) -> TriageDecision {
    let hasEmergency = firings.contains { rules.flags[rules.rules[$0.rule].flag].id.isEmergency }
    var flags: [RaisedFlag] = []
    var levelTurn: Int?
    for (number, flag) in rules.flags.enumerated()
    where !rules.disabled.contains(flag.id) && (!hasEmergency || flag.id.isEmergency) {
      let own = firings.filter { rules.rules[$0.rule].flag == number }
      guard let first = own.min(by: { $0.turn < $1.turn }) else { continue }
      flags.append(
        RaisedFlag(id: flag.id, label: flag.label, evidence: evidence(first), turn: first.turn + 1))
      levelTurn = min(levelTurn ?? Int.max, first.turn + 1)
    }
    let raised = Set(flags.map(\.id))
    let mentioned = Set(mentions.map { rules.flags[rules.rules[$0.rule].flag].id })
      .subtracting(raised).subtracting(rules.disabled)
    return TriageDecision(
      level: flags.isEmpty ? .none : hasEmergency ? .emergency : .escalate,
      flags: flags.sorted { $0.id < $1.id }, levelTurn: levelTurn, mentioned: mentioned.sorted())
  }

  /// All rules that fire, each at its first place.
  func fire(_ tolerance: Tolerance) -> [Firing] {
    var result: [Firing] = []
    for index in anchoredRules {
      let rule = rules.rules[index]
      guard !rules.disabled.contains(rules.flags[rule.flag].id) else { continue }
      if let firing = fire(rule, index, tolerance) { result.append(firing) }
    }
    return result
  }

  private func fire(_ rule: Rule, _ index: Int, _ tolerance: Tolerance) -> Firing? {
    for span in candidates(rule.terms[0].concepts)
    where isUsable(span, rule.terms[0], rule, tolerance) {
      var spans = [span]
      var isComplete = true
      for term in rule.terms.dropFirst() {
        let found = nearest(term, to: span, rule, tolerance)
        if term.isExcluded {
          if found != nil, tolerance != .any { isComplete = false }
        } else if let found {
          spans.append(found)
        } else {
          isComplete = false
        }
        if !isComplete { break }
      }
      if isComplete {
        let turn = spans.map { Int(stream.tokens[Int(matcher.spans[$0].start)].turn) }.max() ?? 0
        return Firing(rule: index, spans: spans, turn: turn)
      }
    }
    return nil
  }

  private func candidates(_ concepts: FlatTable<Int32>) -> [Int] {
    concepts.flatMap { spans(of: Int($0)).map { Int($0) } }
  }

  func status(of span: Int) -> AssertionStatus { statuses[span] }

  private func isUsable(_ span: Int, _ term: Rule.Term, _ rule: Rule, _ tolerance: Tolerance)
    -> Bool
  {
    var status = statuses[span]
    if term.ignoresStatus || tolerance == .any { return true }
    if term.ignoresHistory { status.subtract([.historical, .resolved]) }
    if term.ignoresResolution { status.remove(.resolved) }
    if rules.flags[rule.flag].id.isEmergency { status.remove(.stranger) }
    if tolerance == .mention || term.mayBeAsked {
      status.subtract([.abstract, .hypothetical, .stranger])
    }
    return status.isEmpty
  }

  private func nearest(_ term: Rule.Term, to anchor: Int, _ rule: Rule, _ tolerance: Tolerance)
    -> Int?
  {
    let origin = matcher.spans[anchor]
    var best: Int?
    var bestDistance = Int.max
    for concept in term.concepts {
      let list = spans(of: Int(concept))
      if list.isEmpty { continue }
      let middle = lowerBound(list, origin.start)
      // The nearest few on each side are enough, and keep long messages linear.
      for index in max(
        list.startIndex, middle - Self.reach)..<min(
          list.endIndex, middle + Self.reach)
      {
        let span = Int(list[index])
        guard span != anchor else { continue }
        let other = matcher.spans[span]
        let distance = self.distance(origin, other)
        guard distance <= term.distance, distance < bestDistance, isIn(term.window, origin, other),
          isUsable(span, term, rule, tolerance)
        else { continue }
        best = span
        bestDistance = distance
      }
    }
    return best
  }

  /// How many spans of a concept are looked at before and after an anchor.
  private static let reach = 48

  /// The first of `list` that starts at `token` or later.
  private func lowerBound(_ list: ArraySlice<Int32>, _ token: Int32) -> Int {
    var low = list.startIndex
    var high = list.endIndex
    while low < high {
      let middle = (low + high) / 2
      if matcher.spans[Int(list[middle])].start < token { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func distance(_ a: ConceptSpan, _ b: ConceptSpan) -> Int {
    if a.range.overlaps(b.range) { return 0 }
    return a.start < b.start ? Int(b.start - a.end) : Int(a.start - b.end)
  }

  private func isIn(_ window: Rule.Window, _ anchor: ConceptSpan, _ other: ConceptSpan) -> Bool {
    let a = stream.tokens[Int(anchor.start)]
    let b = stream.tokens[Int(other.start)]
    switch window {
    case .clause:
      guard a.sentence == b.sentence else { return false }
      let low = Int(min(anchor.end, other.end))
      let high = Int(max(anchor.start, other.start))
      return low > high
        || !(low...high).contains {
          $0 < stream.tokens.count && stream.tokens[$0].gap >= .weak
        }
    case .sentence: return a.sentence == b.sentence
    case .adjacent: return isAdjacent(Int(a.sentence), Int(b.sentence))
    case .turn: return a.turn == b.turn
    case .conversation: return true
    case .modifier: return isModifier(Int(b.sentence), of: Int(a.sentence))
    }
  }

  /// Whether two sentences are neighbours, or have only sentences without signs between them.
  private func isAdjacent(_ a: Int, _ b: Int) -> Bool {
    let low = min(a, b)
    let high = max(a, b)
    return high - low <= 1
      || high - low <= 3 && !((low + 1)..<high).contains { hasSign[$0] }
  }

  /// Whether what sentence `modifier` says about time or strength belongs to a sign of `sign`.
  private func isModifier(_ modifier: Int, of sign: Int) -> Bool {
    if modifier == sign { return true }
    if hasSign[modifier] { return false }
    if modifier > sign {
      return modifier - sign <= 4 && !((sign + 1)..<modifier).contains { hasSign[$0] }
    }
    return sign - modifier == 1
  }

  /// The person's words behind a firing: one piece where the spans are close, else several.
  private func evidence(_ firing: Firing) -> [Evidence] {
    let spans = firing.spans.map { matcher.spans[$0] }.sorted { $0.start < $1.start }
    var ranges: [Range<Int>] = []
    for span in spans {
      if let last = ranges.last,
        stream.tokens[last.lowerBound].sentence == stream.tokens[Int(span.start)].sentence,
        Int(span.start) - last.upperBound <= 12
      {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, Int(span.end))
      } else {
        ranges.append(span.range)
      }
    }
    return ranges.map { range in
      let first = stream.tokens[range.lowerBound]
      let last = stream.tokens[range.upperBound - 1]
      return Evidence(
        turn: Int(first.turn) + 1,
        utf8Range: stream.folded[Int(first.turn)].sourceRange(of: Int(first.start)..<Int(last.end)))
    }
  }
}
