import FoundationEssentials
import Testing

@testable import Triage

/// The lines of `examples.tsv`, which lies beside the rules and is no part of the program.
private func examples() throws -> [(rule: String, fires: Bool, turns: [String])] {
  let here = URL(filePath: #filePath).deletingLastPathComponent()
  let file = here.appending(path: "../../Sources/Triage/Resources/examples.tsv")
  let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  return try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
    let columns = line.split(separator: "\t")
    try #require(columns.count == 3, "\(line)")
    let turns = String(columns[2]).components(separatedByParting: " // ")
    return (String(columns[0]), columns[1] == "+", turns)
  }
}

extension String {
  /// The parts between occurrences of `mark`.
  fileprivate func components(separatedByParting mark: String) -> [String] {
    split(separator: mark).map(String.init)
  }
}

@Suite struct `Examples of the rules (safety)` {
  @Test func `each example does what its sign says`() throws {
    let engine = try #require(engine)
    for example in try examples() {
      let fired = engine.explain(turns: example.turns, today: nil).fired.map(\.rule)
      #expect(
        fired.contains(example.rule) == example.fires,
        "\(example.rule) \(example.fires ? "+" : "-") \(example.turns)")
    }
  }

  @Test func `every rule has an example that fires it and one that does not`() throws {
    let examples = try examples()
    let fires = Set(examples.filter(\.fires).map(\.rule))
    let spares = Set(examples.filter { !$0.fires }.map(\.rule))
    for rule in try RuleSet.builtIn().rules {
      #expect(fires.contains(rule.id), "\(rule.id)")
      #expect(spares.contains(rule.id), "\(rule.id)")
    }
  }
}
