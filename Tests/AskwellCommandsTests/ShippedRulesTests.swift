import Testing
import Triage

@testable import AskwellCommands

@Suite struct `The shipped rules` {
  @Test func `the build's snapshot is that of the tables beside it`() throws {
    let embedded = try #require(RuleSet.snapshotted(), "the build made no snapshot")
    #expect(try embedded.snapshot == RuleSet.builtIn().snapshot)
  }
}
