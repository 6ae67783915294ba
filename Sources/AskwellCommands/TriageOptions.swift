internal import ArgumentParser

/// The option that weakens triage, and says so.
struct TriageOptions: ParsableArguments {
  @Option(
    name: .customLong("disable-flag"),
    help: "Switch a red flag off; repeat it for several. Told on standard error and in the log.")
  var disabledFlags: [String] = []

  /// What the options say.
  var source: TriageSource { TriageSource(disabledFlags: disabledFlags) }
}
