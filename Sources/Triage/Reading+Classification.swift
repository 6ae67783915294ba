internal import Text

/// The rules and the classifier decide together: each rule that fired, or that found its sign only denied,
/// past or imagined, is a feature among the words. What then reaches the threshold is an alarm; its flags
/// are those of the rules and those whose own score holds.
extension Reading {
  /// The flags raised.
  func decision() -> TriageDecision {
    let firings = fire(.strict)
    let mentions = fire(.mention)
    let ruled = ruleDecision(firings, mentions)
    let classifier = rules.classifier
    guard !classifier.isEmpty else { return ruled }
    let scores = classifier.scores(of: stream.folded)
    // What rules raise that the classifier has no class for, a corpus's own, stands without a vote.
    if ruled.flags.contains(where: { !classifier.classes.contains($0.id.name) }) { return ruled }
    let verdict = verdict(firings, mentions, fire(.any), scores)
    guard verdict.level != .none else {
      return TriageDecision(
        level: .none, flags: [],
        mentioned: Set(ruled.flags.map(\.id) + ruled.mentioned).sorted())
    }
    var flags = ruled.flags.filter { verdict.level != .emergency || $0.id.isEmergency }
    let alarmTurn = firstTurn(of: 0, scores)
    for id in verdict.flags(isOpen: flags.isEmpty, disabled: rules.disabled)
    where !flags.contains(where: { $0.id == id }) {
      guard let number = classifier.classes.firstIndex(of: id.name),
        let words = classifier.evidence(for: [0, number], in: scores)
      else { continue }
      flags.append(
        raised(id, scores.words[words.lowerBound], scores.words[words.upperBound - 1], alarmTurn))
    }
    guard !flags.isEmpty else {
      return TriageDecision(level: .none, flags: [], mentioned: ruled.mentioned)
    }
    let ids = Set(flags.map(\.id))
    return TriageDecision(
      level: verdict.level, flags: flags.sorted { $0.id < $1.id },
      levelTurn: flags.map(\.turn).min(),
      mentioned: ruled.mentioned.filter { !ids.contains($0) })
  }

  /// What rules that fired, rules whose signs are only asked about or imagined, rules whose signs are
  /// named at all, and words come to.
  func verdict(
    _ firings: [Firing], _ mentions: [Firing], _ all: [Firing], _ scores: MessageClassifier.Scores
  ) -> Verdict {
    Verdict(
      classifier: rules.classifier, scores: scores.last, wordCount: scores.longestTurn,
      fired: named(firings), mentioned: named(without(firings, mentions)),
      denied: named(without(firings + mentions, all)))
  }

  /// The firings of `all` whose rules are not among `known`.
  func without(_ known: [Firing], _ all: [Firing]) -> [Firing] {
    let rules = Set(known.map(\.rule))
    return all.filter { !rules.contains($0.rule) }
  }

  /// The rules of firings by id, with their flags.
  func named(_ firings: [Firing]) -> [(rule: String, flag: FlagID)] {
    firings.map { (rules.rules[$0.rule].id, rules.flags[rules.rules[$0.rule].flag].id) }
  }

  /// What this reading's rules raise that `smaller`'s do not, and what rules raise that `smaller`
  /// doesn't have: those are a corpus's own, and no classifier weighs them.
  func additions(to smaller: Reading) -> TriageDecision {
    let known = Set(smaller.rules.rules.map(\.id))
    let raised = Set(smaller.fire(.strict).map { smaller.rules.rules[$0.rule].flag })
    let names = Set(raised.map { smaller.rules.flags[$0].id })
    return ruleDecision(
      fire(.strict).filter {
        !known.contains(rules.rules[$0.rule].id)
          || !names.contains(rules.flags[rules.rules[$0.rule].flag].id)
      }, fire(.mention))
  }

  private func raised(
    _ id: FlagID, _ first: MessageClassifier.Word, _ last: MessageClassifier.Word, _ alarmTurn: Int
  ) -> RaisedFlag {
    let turn = Int(first.turn)
    let range = stream.folded[turn].sourceRange(of: Int(first.start)..<Int(last.end))
    return RaisedFlag(
      id: id, label: rules.label(of: id), evidence: [Evidence(turn: turn + 1, utf8Range: range)],
      turn: max(turn, alarmTurn) + 1)
  }

  /// The first turn, from 0, with which a class holds; the last when only rules make it hold.
  private func firstTurn(of classNumber: Int, _ scores: MessageClassifier.Scores) -> Int {
    let threshold = rules.classifier.thresholds[classNumber]
    return scores.byTurn.firstIndex { $0[classNumber] >= threshold }
      ?? max(0, scores.byTurn.count - 1)
  }
}

/// What rules and classifier come to.
struct Verdict {
  let classifier: MessageClassifier
  let level: TriageLevel
  /// For each class, the classifier's score with what the rules add, in thousandths.
  let scores: [Int]

  /// - Parameters:
  ///   - scores: for each class, the classifier's score of the words, in thousandths.
  ///   - wordCount: how many words the longest turn has.
  ///   - fired: the rules that fired.
  ///   - mentioned: rules whose signs are only asked about or imagined.
  ///   - denied: rules whose signs are only denied, past or over.
  init(
    classifier: MessageClassifier, scores: [Int], wordCount: Int,
    fired: [(rule: String, flag: FlagID)], mentioned: [(rule: String, flag: FlagID)],
    denied: [(rule: String, flag: FlagID)]
  ) {
    self.classifier = classifier
    let added = classifier.ruleScores(
      fired: fired, mentioned: mentioned, denied: denied, wordCount: wordCount)
    let sums = zip(scores, added).map { $0 + $1 }
    self.scores = sums
    let holds = classifier.thresholds.indices.map { sums[$0] >= classifier.thresholds[$0] }
    self.level = holds[1] ? .emergency : holds[0] ? .escalate : .none
  }

  /// The flags of the level that hold; where no rule says which (`isOpen`), the likeliest at least.
  func flags(isOpen: Bool, disabled: Set<FlagID>) -> [FlagID] {
    var result: [FlagID] = []
    var best: (id: FlagID, score: Int)?
    for (number, name) in classifier.classes.enumerated().dropFirst(2) {
      let id = FlagID(name)
      guard id.isEmergency == (level == .emergency) else { continue }
      if scores[number] >= classifier.thresholds[number] { result.append(id) }
      if scores[number] > best?.score ?? Int.min { best = (id, scores[number]) }
    }
    if isOpen, result.isEmpty, let best { result.append(best.id) }
    return result.filter { !disabled.contains($0) }
  }
}
