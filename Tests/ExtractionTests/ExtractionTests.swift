import Corpus
import Extraction
import FoundationEssentials
import Testing

/// Pages and what is expected of them, beside this file.
enum Fixtures {
  static let folder =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    .joined(separator: "/") + "/Fixtures"

  static func article(_ path: String) throws -> Article {
    let bytes = Array(try Data(contentsOf: URL(filePath: folder + "/" + path)))
    return try ArticleExtractor().extract(bytes, name: path)
  }

  static func article(html: String) throws -> Article {
    try ArticleExtractor().extract(Array(html.utf8), name: "test.html")
  }
}

@Suite struct `One article as six systems publish it` {
  static let names = [
    "accordion", "block-editor", "div-soup", "newsletter", "tag-soup", "word-export",
  ]
  static let headings = [
    "What makes the noise", "Habits that matter", "Sounds and causes", "When to worry",
    "Questions readers ask",
  ]
  static let items = [
    "Drinking fizzy water with a straw", "Chewing gum for hours", "Eating in a hurry at your desk",
  ]
  static let rows = [
    "Low growl\tEmpty bowel\tA small snack", "Gurgle\tAir from fast eating\tSlower bites",
  ]
  static let pairs = [
    "Is a noisy belly a sign of illness?":
      "Rarely. Noise alone is harmless, and doctors only worry when other signs join it.",
    "Can I stop the noise in a meeting?":
      "A few sips of water and a cracker often calm it for half an hour.",
  ]
  static let planted = [
    "Plan Your Grocery List", "We value your privacy choices", "Try CrunchyOats free this week",
    "My uncle swears by ginger tea", "Get belly news every Monday", "Ten soups for cold evenings",
    "Rita Moll writes about food", "Pass this on to a friend", "Imprint and terms of Belly Times",
  ]

  private func lines(_ article: Article, where isWanted: (ArticleBlock.Kind) -> Bool) -> [String] {
    let utf8 = Array(article.text.utf8)
    return article.blocks.filter { isWanted($0.kind) }
      .map { String(decoding: utf8[$0.range], as: UTF8.self) }
  }

  @Test(arguments: names)
  func `structure is found and nothing planted leaks`(name: String) throws {
    let article = try Fixtures.article("markups/\(name).html")
    let headings = lines(article) { if case .heading = $0 { true } else { false } }
    for heading in Self.headings { #expect(headings.contains(heading), "\(name): \(heading)") }
    let items = lines(article) { if case .listItem = $0 { true } else { false } }
    for item in Self.items { #expect(items.contains(item), "\(name): \(item)") }
    let rows = lines(article) { if case .tableRow = $0 { true } else { false } }
    for row in Self.rows { #expect(rows.contains(row), "\(name): \(row)") }
    for (question, answer) in Self.pairs {
      #expect(
        article.pairs.contains { $0.question == question && $0.answer == answer },
        "\(name): \(question)")
    }
    for text in Self.planted { #expect(!article.text.contains(text), "\(name): \(text)") }
  }
}

@Suite struct `Passages` {
  @Test(arguments: ["markups/block-editor.html", "markups/tag-soup.html", "faq/headings-toc.html"])
  func `every passage is a slice of the text, and ids are unique`(path: String) throws {
    let document = try Fixtures.article(path).document(id: "page", baseURL: nil)
    var seen = Set<String>()
    for passage in document.passages {
      #expect(seen.insert(passage.id).inserted)
      #expect(passage.range.upperBound <= document.text.utf8.count)
      let text = String(document.text(of: passage))
      #expect(!text.isEmpty)
      for part in passage.parts { #expect(part.range.upperBound <= text.utf8.count) }
    }
  }

  @Test func `a list goes with its lead-in and a row with its headers`() throws {
    let document = try Fixtures.article("markups/block-editor.html")
      .document(id: "page", baseURL: "https://example.org/p")
    let list = try #require(document.passages.first { $0.kind == .list })
    #expect(document.text(of: list).hasPrefix("These habits make the noise louder:\n"))
    #expect(list.parts.count == 3)
    let row = try #require(document.passages.first { $0.kind == .tableRow })
    #expect(
      row.searchText
        == "Low growl, Likely cause: Empty bowel. Low growl, What helps: A small snack")
    #expect(row.parts.map(\.label) == ["Sound", "Likely cause", "What helps"])
    #expect(row.headingPath == ["Sounds and causes"])
    #expect(document.metadata.url == "https://example.org/p")
  }

  @Test func `an answer stays with its question`() throws {
    let document = try Fixtures.article("markups/block-editor.html").document(id: "p", baseURL: nil)
    let answers = document.passages.filter { $0.kind == .questionAnswer }
    #expect(
      answers.map(\.question) == [
        "Is a noisy belly a sign of illness?", "Can I stop the noise in a meeting?",
      ])
    #expect(answers.first?.headingPath == ["Questions readers ask"])
  }

  /// Found by the fuzzer: mutated pages of these fixtures.
  @Test(arguments: ["target-between-lines", "mark-over-break"])
  func `pages whose marks and lines lie in odd places are read`(name: String) throws {
    let article = try Fixtures.article("hostile/\(name).html")
    #expect(!article.document(id: "p", baseURL: nil).passages.isEmpty)
  }

  @Test func `a link names the passage's words with all signs encoded`() throws {
    let article = try Fixtures.article(
      html: """
        <title>T</title><main><h1>T</h1><h2 id=s>Gut</h2><p>The gut-brain axis, as it is called, \
        links two organs that seem to have little in common at first sight.</p></main>
        """)
    let passage = try #require(article.document(id: "p", baseURL: nil).passages.first)
    #expect(passage.fragment?.hasPrefix("s:~:text=The%20gut%2Dbrain%20axis%2C%20as") == true)
  }
}

@Suite struct `Declared data` {
  @Test func `a declared answer that differs is reported and not used`() throws {
    let article = try Fixtures.article(
      html: """
        <title>FAQ</title><script type="application/ld+json">{"@type":"FAQPage","mainEntity":[
        {"@type":"Question","name":"Is it safe?","acceptedAnswer":{"text":"Always."}},
        {"@type":"Question","name":"Is it gone?","acceptedAnswer":{"text":"Yes."}}]}</script>
        <main><h1>FAQ</h1><h2>Is it safe?</h2><p>Ask your doctor before you try it at home.</p></main>
        """)
    #expect(article.pairs.map(\.answer) == ["Ask your doctor before you try it at home."])
    #expect(
      article.warnings == [
        .declaredAnswerDiffers(question: "Is it safe?"),
        .declaredQuestionNotVisible(question: "Is it gone?"),
      ])
  }

  @Test func `a question-like heading elsewhere is not one of the declared questions`() throws {
    let article = try Fixtures.article(
      html: """
        <title>Gut</title><script type="application/ld+json">{"@type":"FAQPage","mainEntity":[
        {"@type":"Question","name":"Is it safe?","acceptedAnswer":{"text":"Yes, it is."}}]}</script>
        <main><h1>Gut</h1><h2>Evidence</h2><h3>Cause or result?</h3><p>Nobody knows yet which of \
        the two comes first.</p><h2>Frequently asked questions</h2><h3>Is it safe?</h3>\
        <p>Yes, it is.</p></main>
        """)
    #expect(article.pairs.map(\.question) == ["Is it safe?"])
    #expect(article.warnings.isEmpty)
  }
}
