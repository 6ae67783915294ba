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
    out += "<main id=\"content\" tabindex=\"-1\">\n"
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
    var out = """
      <section aria-labelledby="summary">
      <h2 id="summary">Summary</h2>
      <p>\(countText(report)).</p>

      """
    let reasons = reasons(report)
    if !reasons.isEmpty {
      out += "<p>The run failed because:</p>\n<ul>\n"
      for reason in reasons { out += "<li>\(reason)</li>\n" }
      out += "</ul>\n"
    }
    if report.suites.isEmpty { return out + "</section>\n" }
    out += """
      <table class="suites">
      <caption>Suites</caption>
      <thead><tr><th scope="col">Suite</th><th scope="col">Verdict</th>\
      <th scope="col" class="number">Passed</th><th scope="col" class="number">Failed</th>\
      <th scope="col" class="number">Skipped</th></tr></thead>
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

  private static func countText(_ report: RunReport) -> String {
    let counts = report.counts
    var text = "\(counts.passed) passed, \(counts.failed) failed"
    if counts.tolerated > 0 { text += ", \(counts.tolerated) failed within the pass rate" }
    if counts.skipped > 0 { text += ", \(counts.skipped) skipped" }
    return text
  }

  /// What made the run fail, each with a link to it.
  private static func reasons(_ report: RunReport) -> [String] {
    var result: [String] = []
    if report.isEmpty { result.append("there is nothing to test") }
    for (index, suite) in report.suites.enumerated() where !suite.isPassed {
      let link = "<a href=\"#suite-\(index + 1)\">\(XMLText.escaped(suite.suite.name))</a>"
      let failed = suite.results.count { $0.isFailed && !suite.isTolerated($0) }
      if failed > 0 { result.append("\(link): \(failed) \(failed == 1 ? "test" : "tests") failed") }
      for measure in suite.measurements where !measure.isMet && measure.name != .passRate {
        result.append(
          "\(link): \(measure.name.rawValue) is \(XMLText.escaped(measure.text)), "
            + "wanted is \(measure.boundText)")
      }
      if failed == 0, let rate = suite.measurements.first(where: { $0.name == .passRate }),
        !rate.isMet
      {
        result.append("\(link): pass-rate is \(XMLText.escaped(rate.text))")
      }
    }
    if let comparison = report.comparison, !comparison.isUnchanged {
      let count = comparison.differences.count(where: \.kind.isVisible)
      result.append(
        "<a href=\"#baseline\">\(count) \(count == 1 ? "answer differs" : "answers differ") "
          + "from the baseline</a>")
    }
    return result
  }

  /// The mark is for the eye only; the word beside it says the same.
  private static func verdict(_ isPassed: Bool) -> String {
    let mark = "<span aria-hidden=\"true\">\(isPassed ? "✓" : "✗")</span>"
    let word = isPassed ? "passed" : "failed"
    return "<span class=\"\(word)\">\(mark) \(word)</span>"
  }

  private static func differences(_ comparison: BaselineComparison) -> String {
    var out =
      "<section aria-labelledby=\"baseline\">\n<h2 id=\"baseline\">Against the baseline</h2>\n"
    out += "<p>\(comparison.compared) answers compared, "
    out +=
      comparison.differences.isEmpty
      ? "none differs.</p>\n"
      : comparison.counts.map { "\($0.count) \($0.kind.name)" }.joined(separator: ", ")
        + (comparison.isAccepted ? "; this run is the new baseline.</p>\n" : ".</p>\n")
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
    let old = difference.old?.text ?? ""
    let new = difference.new?.text ?? ""
    let (before, now) = marked(old, new)
    return """
      <article class="difference">
      <h4>\(XMLText.escaped(difference.test))</h4>
      <p class="where">\(XMLText.escaped(difference.suite))</p>
      <table class="sides">
      <caption class="heard">The answer before and now</caption>
      <thead><tr><th scope="col">Before</th><th scope="col">Now</th></tr></thead>
      <tbody>
      <tr class="facts"><td>\(facts(difference.old))</td><td>\(facts(difference.new))</td></tr>
      <tr><td class="answer">\(before)</td><td class="answer">\(now)</td></tr>
      </tbody>
      </table>
      </article>

      """
  }

  /// Both texts with what only one has marked.
  ///
  /// Texts with little in common are not compared: the few words that both happen to have would only
  /// break the marks up.
  private static func marked(_ old: String, _ new: String) -> (String, String) {
    let diff = WordDiff(old, new)
    if diff.similarity < 0.3 { return (XMLText.escaped(old), XMLText.escaped(new)) }
    var before = ""
    var now = ""
    for piece in diff.pieces {
      switch piece.kind {
      case .common:
        before += XMLText.escaped(piece.text)
        now += XMLText.escaped(piece.text)
      case .removed: before += mark("del", "removed", piece.text)
      case .added: now += mark("ins", "added", piece.text)
      }
    }
    return (before, now)
  }

  /// Marked words; white space after them stays outside the mark.
  private static func mark(_ element: String, _ word: String, _ text: String) -> String {
    var words = Substring(text)
    while words.last?.isWhitespace == true { words.removeLast() }
    if words.isEmpty { return XMLText.escaped(text) }
    return "<\(element)><span class=\"heard\">[\(word): </span>\(XMLText.escaped(String(words)))"
      + "<span class=\"heard\">]</span></\(element)>"
      + XMLText.escaped(String(text[words.endIndex...]))
  }

  private static func facts(_ answer: RecordedAnswer?) -> String {
    guard let answer else { return "nothing" }
    var pieces = [answer.outcome]
    if answer.level != "none", answer.level != answer.outcome { pieces.append(answer.level) }
    pieces += answer.flags
    if let reason = answer.reason { pieces.append("(\(reason))") }
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
      out += "<article class=\"failure\">\n<h4>\(XMLText.escaped(result.test.name))"
      if report.isTolerated(result) {
        out += " <span class=\"where\">(within the pass rate)</span>"
      }
      out += "</h4>\n"
      if result.test.turns.count > 1 || result.test.turns.first?.text != result.test.name {
        out += "<ol class=\"turns\">\n"
        for turn in result.test.turns { out += "<li>\(XMLText.escaped(turn.text))</li>\n" }
        out += "</ol>\n"
      }
      out +=
        "<table class=\"failures\">\n<caption class=\"heard\">What was expected and found</caption>\n"
      out += "<thead><tr><th scope=\"col\">Assertion</th><th scope=\"col\">Expected</th>"
      out += "<th scope=\"col\">Found</th></tr></thead>\n<tbody>\n"
      for failure in failures {
        let turn = result.test.turns.count > 1 ? "turn \(failure.turn), " : ""
        let line = failure.line > 0 ? "<br><span class=\"where\">line \(failure.line)</span>" : ""
        out += "<tr><th scope=\"row\">\(turn)\(XMLText.escaped(failure.assertion))\(line)</th>"
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
    vertical-align: top; overflow-wrap: break-word; }
    .sides td, .failures td, .failures th { overflow-wrap: anywhere; }
    thead th { background: var(--soft); }
    tbody th { font-weight: 400; }
    table .number { text-align: right; font-variant-numeric: tabular-nums; }
    .suites { width: auto; min-width: 60%; }
    .sides, .failures { table-layout: fixed; }
    .failures th:first-child { width: 9rem; }
    article { margin-bottom: 1.5rem; }
    .answer { white-space: pre-wrap; }
    .facts td { background: var(--soft); }
    .passed { color: var(--good); font-weight: 600; }
    .failed { color: var(--bad); font-weight: 600; }
    .where { color: inherit; opacity: .8; margin: 0; font-size: .9rem; }
    del { background: var(--remove); }
    ins { background: var(--add); }
    h2 { margin: 2rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
    h3 { margin-bottom: .25rem; }
    h4 { margin: .75rem 0 .25rem; }
    summary { cursor: pointer; padding: .25rem 0; }
    a { color: inherit; }
    .heard, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; \
    clip-path: inset(50%); white-space: nowrap; }
    @media (max-width: 40rem) { body { font-size: 14px; padding: .5rem; } \
    th, td { padding: .25rem .35rem; } .failures th:first-child { width: 6rem; } }
    """
}
