import Testing

@testable import Retrieval

@Suite struct `What a question asks of` {
  @Test func `the shipped table is well formed`() {
    #expect(throws: Never.self) { try Aspects(parsing: RetrievalResources.aspects) }
  }

  @Test func `words and phrases ask, and further words only tell`() throws {
    let aspects = try Aspects(
      parsing: Array("# a\ncost\tprice, how much\tbill\nanimals\tdog\t\n".utf8).span)
    #expect(aspects.asked(by: ["the", "price"]) == 1)
    #expect(aspects.asked(by: ["how", "much", "dog"]) == 3)
    #expect(aspects.asked(by: ["how", "many", "bill"]) == 0)
    #expect(aspects.told(by: ["bill"]) == 1)
    #expect(aspects.told(by: ["much", "how"]) == 0)
  }

  @Test func `a line without three fields is named`() {
    #expect(throws: Aspects.Fault(line: 2)) {
      try Aspects(parsing: Array("# a\ncost\tprice\n".utf8).span)
    }
  }
}
