internal import Text

/// The rules and the classifier decide together: the classifier's score for "an alarm is due" is
/// raised when a rule fired and lowered when rules name signs only as denied, past or imagined. What
/// then reaches the threshold is an alarm; its flags are those of the rules and those whose own score
/// holds.
extension Reading {
  /// The flags raised.
  func decision() -> TriageDecision {
    let firings = fire(.strict)
    let ruled = ruleDecision(firings)
    let classifier = rules.classifier
    guard !classifier.isEmpty else { return ruled }
    let scores = classifier.scores(of: stream.folded)
    let verdict = Verdict(
      classifier: classifier, scores: ruled.level == .none ? scores.last : scores.lenient,
      level: ruled.level,
      fired: Set(ruled.flags.map(\.id)),
      isWithheld: ruled.level == .none && !fire(.any).isEmpty)
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
        let words = classifier.evidence(for: [0, number], in: scores, stream.folded)
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
      })
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
  ///   - scores: for each class, the classifier's score, in thousandths.
  ///   - level: what the rules alone come to.
  ///   - fired: the flags of the rules that fired.
  ///   - isWithheld: whether rules name signs, but none that counts.
  init(
    classifier: MessageClassifier, scores: [Int], level: TriageLevel, fired: Set<FlagID>,
    isWithheld: Bool
  ) {
    self.classifier = classifier
    var sums = scores
    for (number, name) in classifier.classes.enumerated() {
      let isFired =
        switch name {
        case "alarm": level != .none
        case "emergency": level == .emergency
        default: fired.contains(FlagID(name))
        }
      if isFired { sums[number] += classifier.ruleWeights[number] }
      if isWithheld { sums[number] += classifier.withheldWeights[number] }
    }
    self.scores = sums
    let holds = classifier.thresholds.indices.map { sums[$0] >= classifier.thresholds[$0] }
    self.level = !holds[0] ? .none : holds[1] ? .emergency : .escalate
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
