extension RuleSet {
  /// The flags that an item of an article's "when to see a doctor" list speaks of.
  ///
  /// Such an item names signs without a person who has them ("Blood with the stool, or fever"), so it
  /// is read both as it stands and as somebody's report.
  public func flags(matchingListItem text: String) -> [FlagID] {
    let engine = TriageEngine(rules: self)
    var found: Set<FlagID> = []
    for turn in [text, "I have this: " + text] {
      let decision = engine.assess(turns: [turn], today: nil)
      found.formUnion(decision.flags.map(\.id))
      found.formUnion(decision.mentioned)
    }
    return found.sorted()
  }
}
