internal import CTriageSnapshot
internal import Triage

extension RuleSet {
  /// The red-flag rules that the program ships, from the snapshot that its build made of their tables.
  ///
  /// Reading the tables takes milliseconds, the snapshot next to nothing.
  static func shipped() throws(RuleError) -> RuleSet {
    if let rules = snapshotted() { return rules }
    return try builtIn()
  }

  /// The rules of the embedded snapshot; nil where the build made none.
  static func snapshotted() -> RuleSet? {
    var count = 0
    guard let start = unsafe askwell_triage_snapshot(&count) else { return nil }
    return unsafe RuleSet(
      immortalSnapshot: UnsafeRawBufferPointer(start: start, count: count))
  }
}
