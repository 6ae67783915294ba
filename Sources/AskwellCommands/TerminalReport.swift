internal import Regression

/// A run of tests as a person reads it on a terminal: what failed, what changed, and a table.
struct TerminalReport {
  /// Columns to wrap at.
  var width: Int
  /// Whether escapes for bold and colour may be used.
  var usesColor: Bool
  /// Whether results by tag and tolerated failures are listed too.
  var isVerbose = false

  /// Failures that are listed of one suite.
  private static let failureLimit = 50

  /// The report, ending in a line with the verdict.
  func text(for report: RunReport) -> String {
    var blocks: [String] = []
    for suite in report.suites {
      let failures = failures(of: suite)
      if !failures.isEmpty { blocks.append(failures) }
    }
    if let comparison = report.comparison { blocks.append(differences(comparison)) }
    for suite in report.suites {
      let measures = measures(of: suite)
      if !measures.isEmpty { blocks.append(measures) }
      if isVerbose, suite.kinds.count > 1 { blocks.append(kinds(of: suite)) }
    }
    blocks.append(table(report))
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func failures(of suite: SuiteReport) -> String {
    let failed = suite.results.filter { $0.isFailed && (isVerbose || !suite.isTolerated($0)) }
    if failed.isEmpty { return "" }
    var lines = [bold(TerminalText.sanitized(suite.suite.name)) + ": what failed"]
    for result in failed.prefix(Self.failureLimit) {
      guard case .failed(let failures) = result.status else { continue }
      let mark = suite.isTolerated(result) ? color("~", 33) : color("✗", 31)
      lines.append("\(mark) \(TerminalText.sanitized(result.test.name))")
      for failure in failures {
        let place = "\(suite.suite.file):\(failure.line)"
        lines.append("  \(dim(place)) turn \(failure.turn), \(failure.assertion)")
        lines.append(wrapped("expected \(failure.expected)"))
        lines.append(wrapped("found \(failure.found)"))
      }
    }
    if failed.count > Self.failureLimit {
      lines.append("… and \(failed.count - Self.failureLimit) more; a report names them all")
    }
    return lines.joined(separator: "\n")
  }

  private func wrapped(_ text: String) -> String {
    let short = text.count > 400 ? String(text.prefix(400)) + "…" : text
    return TerminalText.wrapped(TerminalText.sanitized(short), width: width, indent: "    ")
  }

  private func differences(_ comparison: BaselineComparison) -> String {
    var lines = [bold("Against the baseline") + ": \(comparison.compared) answers"]
    if comparison.differences.isEmpty {
      lines.append(color("✓", 32) + " none differs")
      return lines.joined(separator: "\n")
    }
    for (kind, count) in comparison.counts {
      lines.append((kind.isVisible ? color("✗", 31) : color("·", 33)) + " \(count) \(kind.name)")
      let own = comparison.differences.filter { $0.kind == kind }
      for difference in own.prefix(kind.isVisible ? Self.failureLimit : 5) {
        lines.append("  \(TerminalText.sanitized("\(difference.suite): \(difference.test)"))")
        if !difference.oldSummary.isEmpty { lines.append(wrapped("was \(difference.oldSummary)")) }
        if !difference.newSummary.isEmpty { lines.append(wrapped("is  \(difference.newSummary)")) }
      }
      if own.count > (kind.isVisible ? Self.failureLimit : 5) { lines.append("  …") }
    }
    return lines.joined(separator: "\n")
  }

  private func measures(of suite: SuiteReport) -> String {
    let shown = suite.measurements.filter { isVerbose || $0.bound != nil || $0.name != .passRate }
    if shown.isEmpty { return "" }
    let wide = (shown.map(\.name.rawValue.count).max() ?? 0) + 2
    var lines = [bold(TerminalText.sanitized(suite.suite.name))]
    for measurement in shown {
      let mark =
        measurement.bound == nil ? " " : measurement.isMet ? color("✓", 32) : color("✗", 31)
      var line = "\(mark) \(padded(measurement.name.rawValue, wide))\(measurement.text)"
      if let note = measurement.note { line += ", \(TerminalText.sanitized(note))" }
      if measurement.bound != nil { line += dim(" (\(measurement.boundText))") }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }

  private func kinds(of suite: SuiteReport) -> String {
    let wide = (suite.kinds.map(\.name.count).max() ?? 0) + 2
    return suite.kinds.map { kind in
      "  \(padded(TerminalText.sanitized(kind.name), wide))\(kind.passed.count)/\(kind.passed.total)"
    }.joined(separator: "\n")
  }

  private func table(_ report: RunReport) -> String {
    let names = report.suites.map { TerminalText.sanitized($0.suite.name) }
    let wide = max(5, names.map(\.count).max() ?? 0) + 2
    var lines = [
      padded("Suite", wide) + "   passed   failed  skipped"
    ]
    for (name, suite) in zip(names, report.suites) {
      let run = suite.run
      let failed = run.count { $0.isFailed }
      let numbers = [run.count - failed, failed, suite.results.count - run.count]
      let cells = numbers.map { leading(String($0), 9) }.joined()
      lines.append(
        padded(name, wide) + cells + "  " + (suite.isPassed ? color("✓", 32) : color("✗", 31)))
    }
    let counts = report.counts
    var verdict = report.isPassed ? color("passed", 32) : color("failed", 31)
    if report.isEmpty { verdict += ", there is nothing to test" }
    verdict += ": \(counts.passed) passed, \(counts.failed) failed"
    if counts.tolerated > 0 { verdict += ", \(counts.tolerated) failed within the pass rate" }
    if counts.skipped > 0 { verdict += ", \(counts.skipped) skipped" }
    lines += ["", verdict]
    return lines.joined(separator: "\n")
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func leading(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private func bold(_ text: String) -> String { usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  private func dim(_ text: String) -> String { usesColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
  private func color(_ text: String, _ code: Int) -> String {
    usesColor ? "\u{1B}[1;\(code)m\(text)\u{1B}[0m" : text
  }
}
