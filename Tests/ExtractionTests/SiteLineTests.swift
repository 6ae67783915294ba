import Corpus
import Extraction
import Testing

/// Faults that a second article in eight markups showed, each by the piece of page that showed it.
@Suite struct `Lines of the site and lines of the text` {
  private static let prose = """
    <p>A migraine attack is more than a headache, and light and noise hurt for hours or for days.</p>
    <p>Food is blamed more often than it is guilty, because the craving is part of the attack.</p>
    <p>Take enough and take it early; a half dose at the height of the pain is a common mistake.</p>
    """

  private func text(_ html: String) throws -> String { try Fixtures.article(html: html).text }

  @Test func `a heading stays whatever the words of its id`() throws {
    let found = try text(
      "<article>\(Self.prose)<h2 id='a-word-about-cookies'>A word about cookies</h2>\(Self.prose)"
        + "<section id='share-your-diary-with-us'><h2>Share your diary with us</h2>\(Self.prose)"
        + "</section></article>")
    #expect(found.contains("A word about cookies"))
    #expect(found.contains("Share your diary with us"))
  }

  @Test func `the lead beside a title in a header element is text`() throws {
    let lead = "One adult in seven lives with migraine, and this is what clinics teach them first."
    let found = try text(
      "<main><article><header><h1>Migraine</h1><p>\(lead)</p><span>12 May</span></header>"
        + "<section>\(Self.prose)</section></article></main>")
    #expect(found.hasPrefix(lead))
    #expect(!found.contains("12 May"))
  }

  @Test(arguments: [
    "<p>Did this guide help you?</p>", "<p><b>Don't miss: Seven offices with good light</b></p>",
    "<p>[ <a href=/a>Tweet it</a> | <a href=/b>By mail</a> | <a href=/c>On paper</a> ]</p>",
    "<p>On this page</p>", "<div class='code-block code-block-3'><p>Buy the band today.</p></div>",
    "<div role=form><div>Letters from a dark room</div><div role=textbox>Mail</div></div>",
  ])
  func `a line of the site between paragraphs goes`(line: String) throws {
    let with = try text("<article>\(Self.prose)\(line)\(Self.prose)</article>")
    let without = try text("<article>\(Self.prose)\(Self.prose)</article>")
    #expect(with == without)
  }

  @Test func `comments under a bold line in the cell of the text go`() throws {
    let found = try text(
      "<table><tr><td>\(Self.prose)\(Self.prose)<p><b>4 readers have responded</b>"
        + "<p>Riboflavin did nothing for me, but I sleep well.</td></tr></table>")
    #expect(found.contains("Take enough"))
    #expect(!found.contains("Riboflavin"))
  }

  @Test func `a first row over all columns is the table's caption`() throws {
    let article = try Fixtures.article(
      html: "<article>\(Self.prose)<table><tr><td colspan=3><b>Common choices</b></td></tr>"
        + "<tr><td>Medicine<td>First dose<td>Limit</tr><tr><td>Ibuprofen<td>400 mg<td>14 days</tr>"
        + "<tr><td>Aspirin<td>900 mg<td>14 days</tr></table>\(Self.prose)</article>")
    let row = try #require(
      article.document(id: "a", baseURL: nil).passages.first { $0.kind == .tableRow })
    #expect(
      row.searchText
        == "Common choices. Ibuprofen, First dose: 400 mg. Ibuprofen, Limit: 14 days"
    )
  }

  @Test func `type is bold by style, and not by a tag that a style takes back`() throws {
    let article = try Fixtures.article(
      html: "<article><b style='font-weight:normal'>\(Self.prose)<p><span "
        + "style='font-weight:700'>At work</span></p>\(Self.prose)</b></article>")
    let headings = article.blocks.filter { $0.kind == .heading(level: 7) }
    #expect(headings.count == 1)
  }

  @Test func `a link to edit a heading is no part of it`() throws {
    let found = try text(
      "<main>\(Self.prose)<h2>Aura<span class=mw-editsection>[<a href=/e>edit</a>]</span></h2>"
        + "\(Self.prose)</main>")
    #expect(found.split(separator: "\n").contains("Aura"))
  }

  @Test func `one bold question outside the announced ones is a heading`() throws {
    let article = try Fixtures.article(
      html: "<article>\(Self.prose)<p><b>Aura or stroke?</b></p>\(Self.prose)<h2>Questions</h2>"
        + "<p><b>Does coffee help?</b></p><p>One cup can support a painkiller.</p>"
        + "<p><b>Will it ever stop?</b></p><p>For many people it becomes rarer.</p></article>")
    #expect(article.pairs.map(\.question) == ["Does coffee help?", "Will it ever stop?"])
  }
}
