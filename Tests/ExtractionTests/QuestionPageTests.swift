import Extraction
import FoundationEssentials
import JSON
import Testing

/// Our own pages in many markups with their pairs marked; `gold.jsonl` has the form that the page scorer reads.
@Suite struct `Pages with questions` {
  static let gold: [JSONValue] = {
    guard let data = try? Data(contentsOf: URL(filePath: Fixtures.folder + "/faq/gold.jsonl"))
    else {
      return []
    }
    return Array(data).split(separator: 0x0A).compactMap { try? JSONValue(parsing: $0) }
  }()

  @Test func `there are at least 25 marked pages`() { #expect(Self.gold.count >= 25) }

  @Test(arguments: gold.compactMap { $0["id"]?.stringValue })
  func `all pairs are found and none besides`(id: String) throws {
    let page = try #require(Self.gold.first { $0["id"]?.stringValue == id })
    let article = try Fixtures.article("faq/\(id).html")
    let wanted = page["pairs"]?.arrayValue ?? []
    let optional = Set((page["optional"]?.arrayValue ?? []).compactMap(\.stringValue))
    let found = article.pairs.filter { !optional.contains($0.question) }
    #expect(
      found.map { String($0.question.drop { $0.isNumber || $0 == " " }) }
        == wanted.compactMap { $0["q"]?.stringValue })
    for (pair, expected) in zip(found, wanted) {
      let words = pair.answer.split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
      #expect(words.hasPrefix(plain(expected["a_starts"])))
      #expect(words.hasSuffix(plain(expected["a_ends"])))
    }
  }

  private func plain(_ value: JSONValue?) -> String {
    (value?.stringValue ?? "").split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }

  @Test func `many buttons that look alike to none are read in linear time`() throws {
    // Each button was compared with all its neighbours once: this took minutes.
    let buttons = (0..<50_000).map { "<button class=c\($0)>Is \($0) odd?</button><div>Yes.</div>" }
    let page = Array(("<title>FAQ</title><h1>FAQ</h1>" + buttons.joined()).utf8)
    let start = ContinuousClock.now
    _ = try ArticleExtractor().extract(page, name: "buttons")
    #expect(ContinuousClock.now - start < .seconds(60))
  }
}
