import HTMLTree
import Testing

@Suite struct `Reading a page` {
  private func text(_ bytes: [UInt8]) throws -> String {
    let tree = try HTMLTree(parsing: bytes)
    return tree.nodes.indices.filter { tree.nodes[$0].tag == .p }
      .map { tree.string(of: $0) }.joined(separator: "|")
  }

  private func text(_ page: String) throws -> String { try text(Array(page.utf8)) }

  @Test(arguments: [
    ("<p>caf\u{E9}</p>", "caf\u{E9}"),
    ("<title>\u{E9}</title><p>caf\u{E9}</p><meta charset=utf-8>", "caf\u{E9}"),
    ("<p>a</p><!--><p>b</p>", "a|b"),
    ("<p>a</p><!---><p>b</p>", "a|b"),
    ("<p>a<wbr>b</p><p>c</p>", "ab|c"),
    ("<p>a<section>x</section><p>b</p>", "a|b"),
    ("<p>&check; &copy 1 &#151; &#0; &zzz; &AMP; x&y</p>", "✓ © 1 — \u{FFFD} &zzz; & x&y"),
    ("<p>a<![CDATA[b]]></p><p>c<![if !IE]>d<![endif]></p>", "a|cd"),
    ("<p>1 < 2 and <3</p>", "1 < 2 and <3"),
    ("<p>a\u{0}b</p>", "ab"),
    ("<p>a<script>if(x<y)'</p>'</script>b</p>", "ab"),
  ])
  func `text comes out as a browser shows it`(page: String, expected: String) throws {
    #expect(try text(page) == expected)
  }

  @Test func `windows-1252 is read for Latin-1 labels and for undeclared bytes`() throws {
    let body: [UInt8] = Array("<p>it".utf8) + [0x92] + Array("s</p>".utf8)
    #expect(try text(body) == "it’s")
    #expect(try text(Array("<meta charset=iso-8859-1>".utf8) + body) == "it’s")
  }

  @Test func `one bad byte in declared UTF-8 costs one character`() throws {
    let page = Array("<meta charset=utf-8><p>a".utf8) + [0xFF] + Array("b é</p>".utf8)
    #expect(try text(page) == "a\u{FFFD}b é")
    #expect(try HTMLTree(parsing: page).warnings == [.invalidBytes(count: 1)])
  }

  @Test func `UTF-16 is read with and without its mark`() throws {
    let units = Array("<p>héllo there</p>".utf16)
    let little = units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(try text([0xFF, 0xFE] + little) == "héllo there")
    #expect(try text(little) == "héllo there")
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    #expect(try text([0xFE, 0xFF] + big) == "héllo there")
  }

  @Test func `other encodings go through iconv`() throws {
    let page =
      Array("<meta charset=shift_jis><p>".utf8) + [0x93, 0xFA, 0x96, 0x7B] + Array("</p>".utf8)
    #expect(try text(page) == "日本")
  }

  @Test func `source ranges point into the decoded page`() throws {
    let page = "<p>one &amp; <!-- gone -->two</p><p>three</p>"
    let tree = try HTMLTree(parsing: Array(page.utf8))
    let spans = tree.nodes.indices.filter { tree.nodes[$0].tag == .text }
      .map { String(decoding: tree.source[tree.nodes[$0].source], as: UTF8.self) }
    #expect(spans.last == "three")
    #expect(spans.first?.hasPrefix("one &amp; ") == true)
  }

  @Test func `what is no page is refused by name`() {
    #expect(throws: HTMLError.empty) { try HTMLTree(parsing: []) }
    #expect(throws: HTMLError.empty) { try HTMLTree(parsing: [0, 32, 0]) }
    #expect(throws: HTMLError.notHTML(found: "PDF")) {
      try HTMLTree(parsing: Array("%PDF-1.7".utf8))
    }
    var limits = HTMLLimits()
    limits.bytes = 4
    #expect(throws: HTMLError.tooLarge(bytes: 5, limit: 4)) {
      try HTMLTree(parsing: Array("<p>ab".utf8), limits: limits)
    }
  }

  @Test func `deep nesting is flattened and the rest is read`() throws {
    let page = String(repeating: "<div>", count: 100_000) + "deep" + "<p>after</p>"
    let tree = try HTMLTree(parsing: Array(page.utf8))
    #expect(tree.string(of: 0).contains("deep"))
    #expect(tree.string(of: 0).contains("after"))
    #expect(tree.warnings.contains(.flattened(elements: 99_000)))
  }

  @Test func `a flood of attributes is cut`() throws {
    let page = "<p " + (0..<20_000).map { "a\($0)=1" }.joined(separator: " ") + ">x</p><p>after</p>"
    #expect(try text(page) == "x|after")
  }

  @Test func `lost text is reported`() throws {
    let tree = try HTMLTree(parsing: Array("<p>a</p><!-- never ends <p>b</p>".utf8))
    #expect(tree.warnings == [.unclosedComment(offset: 8)])
  }

  @Test func `JSON-LD is kept beside the tree`() throws {
    let tree = try HTMLTree(
      parsing: Array("<script type='application/ld+json'>{\"a\":1}</script><p>x</p>".utf8))
    #expect(tree.jsonLD == [Array("{\"a\":1}".utf8)])
  }
}
