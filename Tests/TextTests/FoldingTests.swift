import Testing

@testable import Text

@Suite struct `Folding` {
  @Test(arguments: [
    ("BLOOD in My Poo", "blood in my poo"),
    ("Crème brûlée", "creme brulee"),
    ("I can\u{2019}t \u{201C}go\u{201D} \u{2014} help\u{2026}", "i can't \"go\" - help..."),
    ("no\u{A0}blood\u{202F}here", "no blood here"),
    ("ｂｌｏｏｄ　１２", "blood 12"),
    ("di\u{AD}ar\u{200B}rhoea", "diarrhoea"),
    ("cafe\u{301}", "cafe"),
    ("Œsophagus, Straße, ﬁbre", "oesophagus, strasse, fibre"),
    ("𝐛𝐥𝐨𝐨𝐝 𝟓", "blood 5"),
    ("39\u{2103} and 1½", "39°c and 1 1/2"),
    ("İstanbul", "istanbul"),
    ("ΚΡΉΤΗ кровь", "κρήτη кровь"),
    ("", ""),
  ])
  func `text folds to its plain form`(source: String, plain: String) {
    #expect(FoldedText(source).text == plain)
  }

  @Test(arguments: ["plain ascii", "Crème — brûlée", "x ﬁ y", "a\u{300}b", "½ Ｂ 𝐛 ß"])
  func `every folded range maps onto whole scalars of the source`(source: String) throws {
    let folded = FoldedText(source)
    let bytes = Array(source.utf8)
    for lower in 0..<folded.utf8.count {
      for upper in (lower + 1)...folded.utf8.count {
        let range = folded.sourceRange(of: lower..<upper)
        #expect(!range.isEmpty)
        #expect(String(validating: bytes[range], as: UTF8.self) != nil)
      }
    }
    #expect(folded.sourceRange(of: 0..<folded.utf8.count).upperBound == bytes.count)
  }

  @Test func `a folded word is found in the source`() throws {
    let source = "— Crème “brûlée”!"
    let folded = FoldedText(source)
    let text = folded.text
    let word = try #require(text.range(ofWord: "brulee"))
    let found = folded.sourceRange(of: word)
    #expect(String(decoding: Array(source.utf8)[found], as: UTF8.self) == "brûlée")
  }

  @Test func `an emoji passes unchanged and a modifier goes with it`() {
    #expect(FoldedText("ok 👍🏽!").text == "ok 👍🏽!")
  }
}

extension String {
  /// The UTF-8 range of the first occurrence of `word`.
  fileprivate func range(ofWord word: String) -> Range<Int>? {
    let bytes = Array(utf8)
    let needle = Array(word.utf8)
    return bytes.indices.dropLast(needle.count - 1)
      .first { Array(bytes[$0..<($0 + needle.count)]) == needle }
      .map { $0..<($0 + needle.count) }
  }
}
