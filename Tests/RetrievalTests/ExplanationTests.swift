import FoundationEssentials
import Retrieval
import Testing

@Suite struct `Explanations` {
  @Test func `a synonym, a field and the decision are named`() throws {
    let index = try TemporaryIndex(`Ranking a small collection`.records)
    let retriever = try index.retriever()
    let explanation = try retriever.explain(Query("do kids get a fever"), limit: 1)
    #expect(explanation.collection == "questions")
    let first = try #require(explanation.passages.first)
    #expect(first.matches.contains { $0.origin == "synonym of kid" && $0.fields.contains("title") })
    #expect(explanation.decision.map(\.name).contains("coverage"))
    #expect(explanation.decision.contains { $0.name == "intercept" && $0.contribution != 0 })
  }
}

@Suite struct `Shipped synonym files` {
  @Test(arguments: [
    "synonyms-general.tsv", "synonyms-health.tsv", "synonyms-lay.tsv", "synonyms-concepts.tsv",
  ])
  func `every line is well formed`(name: String) throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = "/\(root)/Sources/Retrieval/Resources/\(name)"
    let data = try #require(FileManager.default.contents(atPath: path))
    var table = SynonymTable()
    try table.read(String(decoding: data, as: UTF8.self), file: name)
  }
}
