internal import InvertedIndex
internal import Triage

/// Which red flags are looked for: the built-in ones and those that a corpus brings, less what the
/// operator switched off.
struct TriageSource: Equatable {
  /// Ids of flags that the operator switched off.
  var disabledFlags: [String] = []

  /// The red-flag rules for messages about a corpus: the built-in ones, those that the index keeps,
  /// less what the operator switched off.
  ///
  /// - Parameter index: the open index, if any, with its path for messages.
  func engine(index: (Index, path: String)?) throws(CommandFailure) -> TriageEngine {
    let rules = try rules(index: index)
    tell(rules.extended ?? rules.builtIn)
    return rules.extended.map { TriageEngine(rules: rules.builtIn, extended: $0) }
      ?? TriageEngine(rules: rules.builtIn)
  }

  /// The rule sets themselves: the built-in one and, where the index brings tables, the larger one.
  func rules(index: (Index, path: String)?) throws(CommandFailure)
    -> (builtIn: RuleSet, extended: RuleSet?)
  {
    let builtIn = try AnswerSource.builtInRules()
    var extended: RuleSet?
    if let index { extended = try Self.tables(of: index.0, path: index.path)?.extending(builtIn) }
    if disabledFlags.isEmpty { return (builtIn, extended) }
    let known = (extended ?? builtIn).flags.map(\.id.name)
    for name in disabledFlags where !known.contains(name) {
      throw CommandFailure(
        status: .usage,
        message:
          "--disable-flag: there is no flag '\(name)'; there are \(known.joined(separator: ", "))")
    }
    let disabled = Set(disabledFlags.map { FlagID($0) })
    return (builtIn.disabling(disabled), extended?.disabling(disabled))
  }

  private static func tables(of index: Index, path: String) throws(CommandFailure) -> CorpusTables?
  {
    let bytes: [UInt8]?
    do {
      bytes = try index.blob(named: CorpusTables.blobName)
    } catch {
      throw ErrorText.failure(error, index: path)
    }
    guard let bytes else { return nil }
    guard let tables = CorpusTables(parsing: bytes) else {
      throw CommandFailure(
        status: .badData,
        message:
          "the index at '\(path)' holds red-flag tables that can't be read; build it anew with 'askwell index CORPUS --output \(path)'"
      )
    }
    return tables
  }

  /// Says on standard error which flags are off: nobody shall find out by accident.
  private func tell(_ rules: RuleSet) {
    if rules.disabled.isEmpty { return }
    var errors = ByteOutput(descriptor: 2)
    for flag in rules.flags where rules.disabled.contains(flag.id) {
      try? errors.writeLine(
        "askwell: red flag \(TerminalText.sanitized("\(flag.id.name) (\(flag.label))")) is switched off by --disable-flag"
      )
    }
    try? errors.flush()
  }
}
