import Corpus
import Testing
import Triage

@testable import Conversation

@Suite struct `Red-flag citations` {
  /// A document of one list: a lead-in line, then an item a line.
  private func document(_ id: String, heading: String, _ lines: [String]) -> Document {
    let text = lines.joined(separator: "\n")
    var parts: [Passage.Part] = []
    var offset = 0
    for (number, line) in lines.enumerated() {
      if number > 0 { parts.append(.init(range: offset..<offset + line.utf8.count)) }
      offset += line.utf8.count + 1
    }
    let passage = Passage(
      id: "\(id)#list", kind: .list, headingPath: [heading], range: 0..<text.utf8.count,
      parts: parts)
    return Document(id: id, metadata: .init(title: id), text: text, passages: [passage])
  }

  private func flags(_ item: String) -> [FlagID] {
    var result: [FlagID] = []
    if item.contains("blood") { result.append(FlagID("RF1")) }
    if item.contains("fever") { result.append(FlagID("RF7")) }
    return result
  }

  @Test func `the list that covers most flags under a doctor's heading is cited`() {
    let table = RedFlagCitations(
      findingIn: [
        document("a", heading: "Recipes", ["Take:", "blood oranges"]),
        document("b", heading: "Causes", ["Some are:", "blood loss", "fever"]),
        document("c", heading: "When to see a doctor", ["Go if you have", "blood", "fever"]),
      ], flags: flags)
    #expect(table.passages == [FlagID("RF1"): "c#list", FlagID("RF7"): "c#list"])
  }

  @Test func `a single flag in a list about something else is not cited`() {
    let table = RedFlagCitations(
      findingIn: [document("a", heading: "Recipes", ["Take:", "blood oranges"])], flags: flags)
    #expect(table.passages(for: [FlagID("RF1")]) == [])
  }

  @Test func `the table survives its text form`() {
    let table = RedFlagCitations(
      findingIn: [document("c", heading: "Call a doctor", ["For", "blood", "fever"])],
      flags: flags)
    #expect(RedFlagCitations(parsing: table.serialized) == table)
    #expect(String(decoding: table.serialized, as: UTF8.self) == "RF1\tc#list\nRF7\tc#list\n")
  }

  @Test func `a flag that no list names is met with the main list`() {
    let table = RedFlagCitations(
      findingIn: [document("c", heading: "Call a doctor", ["For", "blood", "fever"])],
      flags: flags)
    #expect(table.passages(for: [FlagID("EM1")]) == ["c#list"])
  }
}
