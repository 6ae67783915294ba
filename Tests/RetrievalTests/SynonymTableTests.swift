import Retrieval
import Testing

@Suite struct `Synonym files` {
  @Test(arguments: [
    "same\tpoop\tstool",  // no reference
    "like\tpoop\tstool\tNHS",  // no such relation
    "same\tpoop,\tstool\tNHS",  // an empty word
    "same\t\tstool\tNHS",
    "group\tpoop\tstool",
  ])
  func `a malformed line is named`(line: String) {
    var table = SynonymTable()
    #expect(throws: SynonymTable.Fault.self) {
      try table.read("# header\n" + line + "\n", file: "own.tsv")
    }
  }

  @Test func `a good file is read`() throws {
    var table = SynonymTable()
    try table.read("# header\nsame\tpoop, poo\tstool\tNHS\n", file: "own.tsv")
  }

  @Test(arguments: ["same", "form", "kind", "near", "lay", "group", "inflection"])
  func `every relation is read`(relation: String) throws {
    var table = SynonymTable()
    try table.read("\(relation)\tpoop, poo\tstool\tNHS\n", file: "own.tsv")
  }
}
