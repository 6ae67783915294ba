internal import Text

extension RuleSet {
  /// The flags that an item of a see-a-doctor list covers, in the order of their ids.
  ///
  /// An item names signs instead of reporting them, so each rule is tried with the status of all
  /// signs ignored; concepts called `LIST.` and a flag's id name what only lists say ("gut
  /// symptoms", "cancer in the family").
  ///
  /// ```swift
  /// rules.flags(matchingListItem: "Blood in the stool, or vomit with blood")   // [RF1, RF3]
  /// ```
  public func flags(matchingListItem text: String) -> [FlagID] {
    let reading = Reading(
      shared: SharedRules(self), turns: [text], today: nil, mendsSpelling: false)
    return Set(reading.listFlags()).sorted()
  }
}

extension TriageEngine {
  /// The flags that an item of a see-a-doctor list covers, by any of the engine's rules.
  public func flags(matchingListItem text: String) -> [FlagID] {
    let found = rules.flags(matchingListItem: text)
    guard let extended else { return found }
    return Set(found + extended.flags(matchingListItem: text)).sorted()
  }
}
