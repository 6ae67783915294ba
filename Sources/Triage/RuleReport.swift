/// A page on which a clinician can review what triage does: flags, rules, lexicon, sources.
public struct RuleReport: Sendable {
  private let rules: RuleSet

  /// A report on `rules`.
  public init(rules: RuleSet) { self.rules = rules }

  /// The page as HTML5, complete and without outside parts.
  public var html: String {
    var out = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Red-flag rules for review</title>
      <style>
      body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
      table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:.3rem .5rem;
      text-align:left;vertical-align:top}code{font-size:.9em}summary{cursor:pointer}
      </style></head><body>
      <h1>Red-flag rules for review</h1>
      <p>Each flag with its meaning, its source, the rules that raise it and the words they know.
      In a rule the first concept is the anchor; <code>!</code> must be absent, <code>~</code> counts
      in any status, <code>%</code> also when only asked about, <code>^</code> also when long past,
      <code>&amp;</code> also when said to be over;
      after <code>@</code> the window: k clause, s sentence, a neighbouring sentences, n what a
      modifier belongs to, t turn, c conversation. Of the examples, which run as tests,
      “+” fire the rule and “−” do not; “//” parts the turns of a conversation.</p>

      """
    let examples = examples()
    for (number, flag) in rules.flags.enumerated() {
      out +=
        "<h2 id=\"\(escape(flag.id.name))\">\(escape(flag.id.name)) \(escape(flag.label))</h2>\n"
      out += "<p>\(escape(flag.description))</p>\n<p>Source: \(escape(flag.source))"
      out +=
        rules.disabled.contains(flag.id) ? " <strong>Switched off by the operator.</strong>" : ""
      out += "</p>\n<table><tr><th>Rule</th><th>Terms</th><th>Examples</th>"
      out += "<th>Source</th></tr>\n"
      for rule in rules.rules where rule.flag == number {
        out += "<tr><td><code>\(escape(rule.id))</code></td><td><code>\(escape(rule.text))</code>"
        out += "</td><td>\((examples[rule.id] ?? []).map(escape).joined(separator: "<br>"))"
        out += "</td><td>\(escape(rule.source))</td></tr>\n"
      }
      out += "</table>\n"
    }
    out += "<h2>Concepts</h2>\n"
    for (name, patterns) in entries() {
      out += "<details><summary><code>\(escape(name))</code> (\(patterns.count))</summary><p>"
      out += patterns.map { "<code>\(escape($0))</code>" }.joined(separator: ", ")
      out += "</p></details>\n"
    }
    out += "<h2>Tables</h2>\n<ul>\n"
    for file in rules.files {
      let text = String(decoding: file.bytes.prefix(400), as: UTF8.self)
      let header = text.split(separator: "\n").filter { $0.hasPrefix("#") }
        .map { $0.dropFirst().drop { $0 == " " } }.joined(separator: " ")
      out += "<li><code>\(escape(file.name))</code>: \(escape(header))</li>\n"
    }
    return out + "</ul>\n</body></html>\n"
  }

  /// The examples by rule, in the order of their table.
  private func examples() -> [String: [String]] {
    var result: [String: [String]] = [:]
    for line in RuleSet.builtInExamples.split(separator: "\n") where !line.hasPrefix("#") {
      let columns = line.split(separator: "\t")
      guard columns.count == 3 else { continue }
      result[String(columns[0]), default: []]
        .append((columns[1] == "+" ? "+ " : "− ") + columns[2])
    }
    return result
  }

  /// The lexicon's patterns by concept, in the order of their names.
  private func entries() -> [(String, [String])] {
    var result: [String: [String]] = [:]
    for file in rules.files where file.kind == .lexicon {
      for line in String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
      where !line.hasPrefix("#") {
        let columns = line.split(separator: "\t")
        if columns.count == 2 { result[String(columns[0]), default: []].append(String(columns[1])) }
      }
    }
    return result.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func escape(_ text: some StringProtocol) -> String {
    var out = ""
    for character in text {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default: out.append(character)
      }
    }
    return out
  }
}
