internal import Conversation

/// A run as one HTML page that needs no network and no script.
///
/// Made to be looked at: differences side by side. Also made to be heard: landmarks and headings in
/// order, tables with captions and scoped headers, words for each colour, and `ins` and `del` that say
/// what they are.
public enum HTMLReport {
  /// The page's bytes.
  public static func bytes(of report: RunReport) -> [UInt8] {
    var out = head(report)
    out += "<main id=\"content\">\n"
    out += summary(report)
    if let comparison = report.comparison { out += differences(comparison) }
    for (index, suite) in report.suites.enumerated() { out += section(suite, number: index + 1) }
    out += "</main>\n</body>\n</html>\n"
    return Array(out.utf8)
  }

  private static func head(_ report: RunReport) -> String {
    let verdict = report.isPassed ? "passed" : "failed"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
      <link rel="icon" href="data:,">
      <title>Answer tests \(verdict)</title>
      <style>
      \(style)
      </style>
      </head>
      <body>
      <a class="skip" href="#content">Skip to the report</a>
      <header>
      <h1>Answer tests: <span class="\(verdict)">\(verdict)</span></h1>
      </header>

      """
  }

  private static func summary(_ report: RunReport) -> String {
    let counts = report.counts
    var out = """
      <section aria-labelledby="summary">
      <h2 id="summary">Summary</h2>
      <p>\(counts.passed) passed, \(counts.failed) failed, \(counts.tolerated) failed within the pass \
      rate, \(counts.skipped) skipped.</p>
      <table>
      <caption>Suites</caption>
      <thead><tr><th scope="col">Suite</th><th scope="col">Verdict</th><th scope="col">Passed</th>\
      <th scope="col">Failed</th><th scope="col">Skipped</th></tr></thead>
      <tbody>

      """
    for (index, suite) in report.suites.enumerated() {
      let run = suite.run
      let failed = run.count { $0.isFailed }
      out += "<tr><th scope=\"row\"><a href=\"#suite-\(index + 1)\">"
      out += "\(XMLText.escaped(suite.suite.name))</a></th><td>\(verdict(suite.isPassed))</td>"
      out += "<td class=\"number\">\(run.count - failed)</td><td class=\"number\">\(failed)</td>"
      out += "<td class=\"number\">\(suite.results.count - run.count)</td></tr>\n"
    }
    return out + "</tbody>\n</table>\n</section>\n"
  }

  private static func verdict(_ isPassed: Bool) -> String {
    isPassed ? "<span class=\"passed\">✓ passed</span>" : "<span class=\"failed\">✗ failed</span>"
  }

  private static func differences(_ comparison: BaselineComparison) -> String {
    var out =
      "<section aria-labelledby=\"baseline\">\n<h2 id=\"baseline\">Against the baseline</h2>\n"
    out += "<p>\(comparison.compared) answers compared, "
    out +=
      comparison.differences.isEmpty
      ? "none differs.</p>\n"
      : comparison.counts.map { "\($0.count) \($0.kind.name)" }.joined(separator: ", ") + ".</p>\n"
    for kind in DifferenceClass.allCases {
      let own = comparison.differences.filter { $0.kind == kind }
      if own.isEmpty { continue }
      if kind.isVisible {
        out += "<h3>\(title(kind)) (\(own.count))</h3>\n"
        for difference in own { out += sideBySide(difference) }
      } else {
        out += "<details>\n<summary>\(title(kind)) (\(own.count))</summary>\n"
        out += "<table>\n<caption>\(title(kind))</caption>\n<thead><tr><th scope=\"col\">Test</th>"
        out += "<th scope=\"col\">Before</th><th scope=\"col\">Now</th></tr></thead>\n<tbody>\n"
        for difference in own {
          out += "<tr><th scope=\"row\">\(XMLText.escaped(difference.test))</th>"
          out += "<td>\(XMLText.escaped(difference.oldSummary))</td>"
          out += "<td>\(XMLText.escaped(difference.newSummary))</td></tr>\n"
        }
        out += "</tbody>\n</table>\n</details>\n"
      }
    }
    return out + "</section>\n"
  }

  private static func title(_ kind: DifferenceClass) -> String {
    kind.name.prefix(1).uppercased() + kind.name.dropFirst()
  }

  /// Old and new text beside one another, with the words that differ marked.
  private static func sideBySide(_ difference: AnswerDifference) -> String {
    let diff = WordDiff(difference.old?.text ?? "", difference.new?.text ?? "")
    var old = ""
    var new = ""
    for piece in diff.pieces {
      let text = XMLText.escaped(piece.text)
      switch piece.kind {
      case .common:
        old += text
        new += text
      case .removed:
        old +=
          "<del><span class=\"heard\">[removed: </span>\(text)"
          + "<span class=\"heard\">] </span></del>"
      case .added:
        new +=
          "<ins><span class=\"heard\">[added: </span>\(text)"
          + "<span class=\"heard\">] </span></ins>"
      }
    }
    return """
      <article class="difference">
      <h4>\(XMLText.escaped(difference.test))</h4>
      <p class="where">\(XMLText.escaped(difference.suite))</p>
      <table class="sides">
      <caption class="heard">The answer before and now</caption>
      <thead><tr><th scope="col">Before</th><th scope="col">Now</th></tr></thead>
      <tbody>
      <tr class="facts"><td>\(facts(difference.old))</td><td>\(facts(difference.new))</td></tr>
      <tr><td class="answer">\(old)</td><td class="answer">\(new)</td></tr>
      </tbody>
      </table>
      </article>

      """
  }

  private static func facts(_ answer: RecordedAnswer?) -> String {
    guard let answer else { return "nothing" }
    var pieces = [answer.outcome]
    if let reason = answer.reason { pieces.append("(\(reason))") }
    if answer.level != "none" { pieces += [answer.level] + answer.flags }
    var lines = [pieces.joined(separator: " ")]
    lines += answer.citations.map { "cites \($0.section.isEmpty ? $0.passage : $0.section)" }
    lines.append("confidence \(Decimals.fixed(answer.confidence, 2))")
    return lines.map(XMLText.escaped).joined(separator: "<br>")
  }

  private static func section(_ report: SuiteReport, number: Int) -> String {
    var out = "<section aria-labelledby=\"suite-\(number)\">\n<h2 id=\"suite-\(number)\">"
    out += "\(XMLText.escaped(report.suite.name)) \(verdict(report.isPassed))</h2>\n"
    out += "<p class=\"where\">\(XMLText.escaped(report.suite.file))</p>\n"
    out += measures(report)
    out += failures(report)
    out += kinds(report)
    let skipped = report.results.filter(\.isSkipped)
    if !skipped.isEmpty {
      out += "<details>\n<summary>\(skipped.count) skipped</summary>\n<ul>\n"
      for result in skipped {
        guard case .skipped(let reason) = result.status else { continue }
        out += "<li>\(XMLText.escaped(result.test.name)): \(XMLText.escaped(reason))</li>\n"
      }
      out += "</ul>\n</details>\n"
    }
    let passed = report.run.filter { !$0.isFailed }
    if !passed.isEmpty {
      out += "<details>\n<summary>\(passed.count) passed</summary>\n<ul>\n"
      for result in passed { out += "<li>\(XMLText.escaped(result.test.name))</li>\n" }
      out += "</ul>\n</details>\n"
    }
    return out + "</section>\n"
  }

  private static func measures(_ report: SuiteReport) -> String {
    if report.measurements.isEmpty { return "" }
    var out = "<table>\n<caption>Measures</caption>\n<thead><tr><th scope=\"col\">Measure</th>"
    out += "<th scope=\"col\">Value</th><th scope=\"col\">Threshold</th>"
    out += "<th scope=\"col\">Verdict</th></tr></thead>\n<tbody>\n"
    for measurement in report.measurements {
      let note = measurement.note.map { ", \($0)" } ?? ""
      out += "<tr><th scope=\"row\">\(measurement.name.rawValue)</th>"
      out += "<td>\(XMLText.escaped(measurement.text + note))</td>"
      out += "<td>\(measurement.boundText)</td>"
      out += "<td>\(measurement.bound == nil ? "" : verdict(measurement.isMet))</td></tr>\n"
    }
    return out + "</tbody>\n</table>\n"
  }

  private static func failures(_ report: SuiteReport) -> String {
    let failed = report.results.filter(\.isFailed)
    if failed.isEmpty { return "" }
    let tolerated = failed.count { report.isTolerated($0) }
    var out = "<h3>\(failed.count) failed"
    out += tolerated > 0 ? ", \(tolerated) of them within the pass rate</h3>\n" : "</h3>\n"
    for result in failed {
      guard case .failed(let failures) = result.status else { continue }
      out += "<article class=\"failure\">\n<h4>\(XMLText.escaped(result.test.name))</h4>\n"
      if result.test.turns.count > 1 || result.test.turns.first?.text != result.test.name {
        out += "<ol class=\"turns\">\n"
        for turn in result.test.turns { out += "<li>\(XMLText.escaped(turn.text))</li>\n" }
        out += "</ol>\n"
      }
      out +=
        "<table class=\"sides\">\n<caption class=\"heard\">What was expected and found</caption>\n"
      out += "<thead><tr><th scope=\"col\">Assertion</th><th scope=\"col\">Expected</th>"
      out += "<th scope=\"col\">Found</th></tr></thead>\n<tbody>\n"
      for failure in failures {
        out += "<tr><th scope=\"row\">\(XMLText.escaped(failure.assertion))</th>"
        out += "<td class=\"answer\">\(XMLText.escaped(failure.expected))</td>"
        out += "<td class=\"answer\">\(XMLText.escaped(failure.found))</td></tr>\n"
      }
      out += "</tbody>\n</table>\n</article>\n"
    }
    return out
  }

  private static func kinds(_ report: SuiteReport) -> String {
    if report.kinds.count < 2 { return "" }
    var out = "<details>\n<summary>By tag</summary>\n<table>\n<caption>Passed by tag</caption>\n"
    out +=
      "<thead><tr><th scope=\"col\">Tag</th><th scope=\"col\">Passed</th></tr></thead>\n<tbody>\n"
    for kind in report.kinds {
      out += "<tr><th scope=\"row\">\(XMLText.escaped(kind.name))</th>"
      out += "<td>\(Decimals.percent(kind.passed.value)) "
      out += "(\(kind.passed.count)/\(kind.passed.total))</td></tr>\n"
    }
    return out + "</tbody>\n</table>\n</details>\n"
  }

  private static let style = """
    :root { color-scheme: light dark; --line: #8a8f98; --good: #12693a; --bad: #a31515; \
    --add: #d3f2dd; --remove: #fbdcdc; --ground: #fff; --ink: #1b1d21; --soft: #f2f3f5; }
    @media (prefers-color-scheme: dark) { :root { --line: #767c86; --good: #7fdba0; --bad: #ff9c94; \
    --add: #16472b; --remove: #5c1d1d; --ground: #16181c; --ink: #e7e9ec; --soft: #23262b; } }
    body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 1rem; \
    background: var(--ground); color: var(--ink); }
    table { border-collapse: collapse; margin: .5rem 0 1rem; width: 100%; }
    caption { text-align: left; font-weight: 600; padding: .25rem 0; }
    th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; \
    vertical-align: top; overflow-wrap: anywhere; }
    thead th { background: var(--soft); }
    tbody th { font-weight: 400; }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    .sides { table-layout: fixed; }
    .answer { white-space: pre-wrap; }
    .facts td { background: var(--soft); }
    .passed { color: var(--good); font-weight: 600; }
    .failed { color: var(--bad); font-weight: 600; }
    .where { color: inherit; opacity: .8; margin: 0; font-size: .9rem; }
    del { background: var(--remove); }
    ins { background: var(--add); }
    h3 { margin-bottom: .25rem; }
    h4 { margin: .75rem 0 .25rem; }
    summary { cursor: pointer; padding: .25rem 0; }
    a { color: inherit; }
    .heard, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; \
    clip-path: inset(50%); white-space: nowrap; }
    """
}
