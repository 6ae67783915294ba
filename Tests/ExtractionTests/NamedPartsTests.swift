import Corpus
import Extraction
import Testing

/// Faults that two articles in six markups each and 81 pages of questions showed, each by the piece of page that showed it.
@Suite struct `Parts by what they are called` {
  private static let prose = """
    <p>Iron carries oxygen to every corner of the body, and its lack shows long before a test does.</p>
    <p>Sixty milligrams every second day are taken up better than the same dose on every day.</p>
    <p>Ferritin is the first to fall, and it rises with any inflammation, so look at both of them.</p>
    """

  private func text(_ html: String) throws -> String { try Fixtures.article(html: html).text }

  @Test(arguments: [
    "<h2><a name=_Toc1>Treatment at home</a></h2>",
    "<h2 class='anchor anchorWithStickyNavbar_LWe7'>Treatment at home</h2>",
    "<div class=section-header><h2>Treatment at home</h2></div>",
  ])
  func `a heading stays whatever it is made of`(heading: String) throws {
    #expect(
      try text("<article>\(Self.prose)\(heading)\(Self.prose)</article>")
        .contains("Treatment at home"))
  }

  @Test func `sources stay though each is a link, and what follows the list does not join them`()
    throws
  {
    let found = try text(
      "<article>\(Self.prose)<h2>Sources</h2><ul><li><a href=/1>Baguley and others, Lancet 2013</a>"
        + "<li><a href=/2>Cima and others, Lancet 2012</a></ul><p>[<a href=/a>By mail to a friend</a>] "
        + "[<a href=/b>On the professional network</a>] [<a href=/c>Print</a>]</p></article>")
    #expect(
      found.hasSuffix("Sources\nBaguley and others, Lancet 2013\nCima and others, Lancet 2012"))
  }

  @Test(arguments: [
    "<div class='quads-location quads-ad3'><p>Save on insurance in four clicks.</p></div>",
    "<p>Sponsored<br><a href=/x>FerroMax drops: no metal taste, thirty days free.</a></p>",
    "<div role=region aria-label=Newsletter><div>Health news you can trust</div></div>",
    "<p>Reading time: 6 minutes</p>", "<p>Keywords: ear, noise, sleep</p>",
    "<p>Text: Lidia Conti<br>Checked by our medical team<br>First published 9 October 2024</p>",
  ])
  func `a line of the site goes by its names or its words`(line: String) throws {
    let with = try text("<article>\(Self.prose)\(line)\(Self.prose)</article>")
    #expect(try text("<article>\(Self.prose)\(Self.prose)</article>") == with)
  }

  @Test func `a sentence that opens like a call to act is text`() throws {
    let advice = "Subscribe to nothing that promises silence within a week."
    #expect(
      try text("<article>\(Self.prose)<p>\(advice)</p>\(Self.prose)</article>").contains(advice))
  }

  @Test func `a section with a form at its end is no form`() throws {
    let found = try text(
      "<main>\(Self.prose)\(Self.prose)<div><h2>Treatment</h2><h3>Tablets</h3><p>Swallow them.</p>"
        + "<h3>Infusions</h3><p>These take an hour.</p><form><p>One letter a week.</p><input type=email>"
        + "</form></div>\(Self.prose)</main>")
    #expect(found.contains("These take an hour."))
    #expect(!found.contains("One letter a week."))
  }

  @Test func `a cell that spans rows is said with each of them`() throws {
    let article = try Fixtures.article(
      html:
        "<article>\(Self.prose)<table><tr><th rowspan=2>Drug<th colspan=2>Dose</tr><tr><th>Child"
        + "<th>Adult</tr><tr><th scope=row rowspan=2>Iron<td>10 mg<td>60 mg</tr><tr><td>15 mg<td>80 mg"
        + "</tr><tr><th scope=row>Zinc<td colspan=2>8 mg</tr></table>\(Self.prose)</article>")
    let rows = article.document(id: "a", baseURL: nil).passages.filter { $0.kind == .tableRow }
    #expect(
      rows.map(\.searchText) == [
        "Iron, Dose Child: 10 mg. Iron, Dose Adult: 60 mg",
        "Iron, Dose Child: 15 mg. Iron, Dose Adult: 80 mg", "Zinc, Dose Child, Dose Adult: 8 mg",
      ])
  }

  @Test func `a drop capital is no badge of an answer`() throws {
    let found = try text(
      "<article><p><span class=dropcap>A</span> Swiss study of iron was small, and yet it is quoted often."
        + "</p>\(Self.prose)</article>")
    #expect(found.hasPrefix("A Swiss study"))
  }

  @Test func `an answer to two questions is one passage that names both`() throws {
    let article = try Fixtures.article(
      html:
        "<main>\(Self.prose)<h2>FAQ</h2><h3>In English?</h3><h3>In Welsh?</h3><p>Both are possible."
        + "</p><h3>How long is it?</h3><p>Ninety minutes.</p></main>")
    #expect(article.pairs.map(\.question) == ["In English?", "In Welsh?", "How long is it?"])
    let answers = article.document(id: "a", baseURL: nil).passages.filter {
      $0.kind == .questionAnswer
    }
    #expect(answers.map(\.question) == ["In English? In Welsh?", "How long is it?"])
  }

  @Test func `a link never names text across a line break, where no browser finds it`() throws {
    let article = try Fixtures.article(
      html: "<article>\(Self.prose)<p>Ward 5<br>second floor, left of the lift.</p></article>")
    let passage = try #require(
      article.document(id: "a", baseURL: nil).passages.first {
        $0.fragment?.contains("Ward") == true
      })
    #expect(passage.fragment?.hasPrefix(":~:text=Ward%205,") == true)
  }
}
