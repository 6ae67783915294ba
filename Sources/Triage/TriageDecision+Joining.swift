extension TriageDecision {
  /// What either of two readings of one conversation found; where both raise a flag, this one's
  /// evidence stays.
  ///
  /// As in each of them, an emergency stands alone.
  func joined(with other: TriageDecision) -> TriageDecision {
    let level = max(self.level, other.level)
    var all = flags
    for flag in other.flags where !flags.contains(where: { $0.id == flag.id }) { all.append(flag) }
    if level == .emergency { all.removeAll { !$0.id.isEmergency } }
    let raised = Set(all.map(\.id))
    return TriageDecision(
      level: level, flags: all.sorted { $0.id < $1.id }, levelTurn: all.map(\.turn).min(),
      mentioned: Set(mentioned + other.mentioned).subtracting(raised).sorted())
  }
}

extension TriageDecision {
  /// The decision without flags that only a reading without dates would raise; they are mentioned.
  func without(_ dated: Set<FlagID>) -> TriageDecision {
    let kept = flags.filter { !dated.contains($0.id) }
    if kept.count == flags.count { return self }
    let gone = flags.map(\.id).filter(dated.contains)
    return TriageDecision(
      level: kept.isEmpty ? .none : level, flags: kept, levelTurn: kept.map(\.turn).min(),
      mentioned: Set(mentioned + gone).sorted())
  }
}

extension TriageExplanation {
  /// This explanation with the rules that fired in another reading of the same conversation, and
  /// the decision of both.
  ///
  /// - Parameter additions: what this reading's own rules raise besides.
  func joined(with other: TriageExplanation, additions: TriageDecision) -> TriageExplanation {
    let allFired = fired + other.fired.filter { found in !fired.contains { $0.rule == found.rule } }
    let firedRules = Set(allFired.map(\.rule))
    let allWithheld =
      withheld + other.withheld.filter { found in !withheld.contains { $0.rule == found.rule } }
    return TriageExplanation(
      sentences: sentences,
      atoms: atoms, fired: allFired, withheld: allWithheld.filter { !firedRules.contains($0.rule) },
      denied: denied, weights: other.weights, decision: other.decision.joined(with: additions))
  }
}
