import FoundationEssentials
import JSON
import Testing

@testable import Triage

/// The turns of the suites' messages; `Tests/Answers/triage` holds them.
private func messages() throws -> [[String]] {
  let here = URL(filePath: #filePath).deletingLastPathComponent()
  let folder = here.appending(path: "../Answers/triage")
  var turns: [[String]] = []
  let names = [
    "messages-a", "messages-b", "messages-c", "messages-d", "messages-f", "messages-g",
    "messages-r",
  ]
  for name in names {
    let file = try Data(contentsOf: folder.appending(path: name + ".jsonl"))
    for line in file.split(separator: UInt8(ascii: "\n")) {
      let value = try JSONValue(parsing: Array(line))
      guard case .array(let list)? = value["turns"] else { continue }
      turns.append(list.compactMap(\.stringValue))
    }
  }
  return turns
}

/// A change that makes a message no less alarming.
private struct Change: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let apply: @Sendable ([String]) -> [String]
}

private func atLast(_ turns: [String], _ change: (String) -> String) -> [String] {
  turns.dropLast() + turns.suffix(1).map(change)
}

private let changes: [Change] = [
  Change(testDescription: "in capitals") { $0.map { $0.uppercased() } },
  Change(testDescription: "without end punctuation") {
    $0.map { String($0.reversed().drop { ".!?… ".contains($0) }.reversed()) }
  },
  Change(testDescription: "with thanks after") {
    atLast($0) { $0 + (".!?".contains($0.last ?? " ") ? " " : ". ") + "Thank you very much." }
  },
  Change(testDescription: "with a greeting before") {
    ["Hello, I hope you are well. " + ($0.first ?? "")] + $0.dropFirst()
  },
  Change(testDescription: "after a turn of greeting") { ["Hi there!"] + $0 },
]

@Suite struct `Properties over all messages (safety)` {
  /// Every sixth message with one of the changes, so that a debug build stays quick.
  @Test func `politeness, case and end punctuation lose no flag`() throws {
    let engine = try #require(engine)
    for (index, turns) in try messages().enumerated() where index.isMultiple(of: 6) {
      let raised = engine.assess(turns: turns, today: nil)
      guard raised.level != .none else { continue }
      let change = changes[index / 6 % changes.count]
      let changed = engine.assess(turns: change.apply(turns), today: nil)
      #expect(changed.level >= raised.level, "\(change.testDescription): \(turns)")
      if changed.level == raised.level {
        let lost = Set(raised.flags.map(\.id)).subtracting(changed.flags.map(\.id))
        #expect(lost.isEmpty, "\(change.testDescription): \(turns)")
      }
    }
  }

  private static let signs = [
    "blood in my stool", "black tarry stools", "blood in the vomit", "unexplained weight loss",
    "severe stomach pain", "stomach pain at night", "fever with diarrhoea", "dehydration",
    "trouble swallowing", "persistent vomiting", "constipation for three weeks",
    "family history of coeliac disease", "chest pain", "shortness of breath", "heavy bleeding",
    "suicidal thoughts", "confusion", "rectal bleeding", "coffee ground vomit", "weight loss",
    "blood on the paper", "diarrhoea for a month", "change in bowel habits for six weeks",
  ]

  @Test(arguments: [
    "I have no {}.", "I don't have {}.", "There is no {}.", "Without {}.", "No {} at all.",
    "{}: none.", "I deny {}.", "I have never had {}.", "no fever, no {} and no rash",
    "neither nausea nor {}", "My son does not have {}.", "i havent got any {}", "Free of {}.",
    "{}? No.", "no sign of {}", "GP ruled out {}", "I haven't noticed any {}",
  ])
  func `a denied sole sign raises nothing, however it is denied`(denial: String) throws {
    let engine = try #require(engine)
    for sign in Self.signs {
      let parts = denial.split(separator: "{}", omittingEmptySubsequences: false)
      let message = parts.joined(separator: sign)
      #expect(engine.assess(turns: [message], today: nil).level == .none, "\(message)")
    }
  }
}
