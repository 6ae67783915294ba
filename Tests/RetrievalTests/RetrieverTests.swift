import Corpus
import FoundationEssentials
import InvertedIndex
import Retrieval
import Testing

/// A folder of its own for one index, gone with the value.
struct TemporaryIndex: ~Copyable {
  let path: String

  init(_ records: [(id: String, title: String, text: String)]) throws {
    path = FileManager.default.temporaryDirectory.path + "/askwell-retrieval-" + UUID().uuidString
    var indexer = try CorpusIndexer(path: path)
    for record in records {
      let passage = Passage(
        id: record.id + "#", kind: .record, question: record.title.isEmpty ? nil : record.title,
        range: 0..<record.text.utf8.count)
      try indexer.add(
        Document(
          id: record.id, metadata: DocumentMetadata(title: record.title), text: record.text,
          passages: [passage]))
    }
    try indexer.finish()
  }

  func retriever() throws -> Retriever { try Retriever(index: Index(path: path)) }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct `Ranking a small collection` {
  static let records = [
    ("heal", "Can the gut lining heal?", "Often, yes. The lining renews itself quickly."),
    ("test", "Is there a test for leaky gut?", "Researchers measure two sugars in the urine."),
    ("spread", "How does the virus spread?", "It is transmitted by droplets."),
    ("child", "Can children have a fever?", "Yes. Fever is common in children."),
    ("pill", "Do NSAIDs irritate the stomach?", "They can, in high doses."),
  ]

  @Test(arguments: [
    ("can the gut lining heal", "heal"),
    ("do kids get a fever", "child"),  // a synonym: kids
    ("how is the virus passed on", "spread"),  // a phrase: passed on
    ("can the gut linning heel", "heal"),  // misspelt
    ("is ibuprofen bad for my stomach", "pill"),  // a drug and its class
    ("leakygut test", "test"),  // run together
  ])
  func `finds the passage whatever words are used`(question: String, expected: String) throws {
    let index = try TemporaryIndex(Self.records)
    let retriever = try index.retriever()
    let found = try retriever.search(Query(question), limit: 5)
    let first = try #require(found.first)
    #expect(try retriever.index.key(of: first.document) == expected)
  }

  @Test func `a follow-up is completed from the turn before`() throws {
    let index = try TemporaryIndex(Self.records)
    let retriever = try index.retriever()
    let query = Query("and can children have it?", context: ["tell me about fever"])
    let found = try retriever.search(query, limit: 5)
    #expect(try retriever.index.key(of: try #require(found.first).document) == "child")
  }

  @Test func `each document is found once, best first`() throws {
    let index = try TemporaryIndex(Self.records)
    let found = try index.retriever().search(Query("gut lining heal test virus"), limit: 10)
    #expect(Set(found.map(\.document)).count == found.count)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.score >= $1.score })
  }

  @Test(arguments: ["", " ", "?!", "\u{0}", "zzz qqq"])
  func `any text has a ranking`(text: String) throws {
    let index = try TemporaryIndex(Self.records)
    let ranking = try index.retriever().rank(Query(text), limit: 3)
    #expect(ranking.hits.count <= 3)
    #expect((0...1).contains(ranking.confidence))
  }

  @Test func `a message of any length has a ranking`() throws {
    let index = try TemporaryIndex(Self.records)
    let text = String(repeating: "gut lining ", count: 30_000)
    #expect(try index.retriever().rank(Query(text), limit: 3).hits.count <= 3)
  }

  @Test func `an empty collection has no hits`() throws {
    let index = try TemporaryIndex([])
    let ranking = try index.retriever().rank(Query("gut"), limit: 3)
    #expect(ranking.hits.isEmpty)
    #expect(ranking.confidence < ranking.threshold)
  }

  @Test func `the same documents give the same bytes`() throws {
    let first = try TemporaryIndex(Self.records)
    let second = try TemporaryIndex(Self.records)
    let name = "/" + Index.fileName
    let one = FileManager.default.contents(atPath: first.path + name)
    #expect(one != nil)
    #expect(one == FileManager.default.contents(atPath: second.path + name))
  }
}
