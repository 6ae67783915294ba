import Testing
import Text

@testable import Retrieval

@Suite struct `Analyzers that are used again` {
  @Test func `an analyzer that was given back is the next one taken`() {
    let pool = AnalyzerPool()
    let first = pool.take()
    first.analyzer.analyze("permeable walls")
    pool.give(first)
    let second = pool.take()
    #expect(second.analyzer.wordCount == 2)
    #expect(pool.take().analyzer.wordCount == 0)
  }

  @Test func `an analyzer that remembers too many words is dropped`() {
    let pool = AnalyzerPool()
    let lease = pool.take()
    lease.analyzer.analyze((0...AnalyzerPool.wordLimit).map { "w\($0)" }.joined(separator: " "))
    pool.give(lease)
    #expect(pool.take().analyzer.wordCount == 0)
  }
}
