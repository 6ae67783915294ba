import Testing

@testable import Conversation

@Suite struct `Slips of function words` {
  private let slips = Slips(
    parsing: Array("# head\nabout\tabotu abt\nit's\tits' itz\nodd\nlong\tabcdefghijklmnopq\n".utf8))

  @Test(arguments: [
    ("What abotu bread?", "What about bread?"), ("ABT bread", "about bread"),
    ("itz bread", "it's bread"), ("abotu", "about"), ("", ""), ("abotus", "abotus"),
  ])
  func `are mended whatever their case, whole words alone`(text: String, mended: String) {
    #expect(slips.mended(text) == mended)
  }

  @Test func `too long a slip and a line of another form are left out`() {
    #expect(slips.mended("abcdefghijklmnopq odd") == "abcdefghijklmnopq odd")
  }

  @Test func `every slip of the shipped file is mended`() {
    let file = String(decoding: PackageResources.slips_tsv, as: UTF8.self)
    for line in file.split(separator: "\n") where !line.hasPrefix("#") {
      let columns = line.split(separator: "\t")
      for slip in columns[1].split(separator: " ") {
        #expect(Slips.builtIn.mended(String(slip)) == columns[0])
      }
    }
  }
}
