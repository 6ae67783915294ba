import Testing

@testable import Triage

@Suite struct `Snapshots of a rule set` {
  /// Rules viewed in a copy of `bytes` that is never freed, as the executable's own would be.
  private func viewed(_ bytes: some Collection<UInt8>) -> RuleSet? {
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(16, bytes.count), alignment: 16)
    unsafe memory.copyBytes(from: bytes)
    return unsafe RuleSet(
      immortalSnapshot: UnsafeRawBufferPointer(rebasing: memory[..<bytes.count]))
  }

  @Test func `rules from a snapshot read every example as those from the tables do`() throws {
    let parsed = try RuleSet.builtIn()
    let rules = try #require(viewed(parsed.snapshot))
    let (first, second) = (TriageEngine(rules: parsed), TriageEngine(rules: rules))
    for file in parsed.files where file.kind == .lexicon || file.kind == .flags {
      // The tables' own words in all their forms, whatever they come to as messages.
      for line in String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").prefix(40) {
        let turns = ["I have \(line)", String(line)]
        #expect(
          first.explain(turns: turns, today: nil).text
            == second.explain(turns: turns, today: nil).text)
      }
    }
    #expect(rules.flags == parsed.flags)
    #expect(RuleReport(rules: rules).html == RuleReport(rules: parsed).html)
    #expect(rules.snapshot == parsed.snapshot)
  }

  @Test func `a snapshot that is cut short, too long or of other records is refused`() throws {
    let bytes = try RuleSet.builtIn().snapshot
    for length in [0, 8, 16, bytes.count / 2 / 8 * 8, bytes.count - 8] {
      #expect(viewed(bytes.prefix(length)) == nil)
    }
    #expect(viewed(bytes + [0, 0, 0, 0, 0, 0, 0, 0]) == nil)
    var other = bytes
    other[8] = 3
    #expect(viewed(other) == nil)
  }

  @Test func `rules from a snapshot can be merged with a corpus's own`() throws {
    let rules = try #require(viewed(try RuleSet.builtIn().snapshot))
    let extra = RuleSet.File(
      name: "extra.tsv", kind: .flags, bytes: Array("RF99\tGlow\tGlowing skin\tours\n".utf8))
    #expect(try rules.merging(extra: [extra]).flags.last?.id == FlagID("RF99"))
  }

  @Test func `the same tables give the same snapshot`() throws {
    #expect(try RuleSet.builtIn().snapshot == RuleSet.builtIn().snapshot)
  }
}
