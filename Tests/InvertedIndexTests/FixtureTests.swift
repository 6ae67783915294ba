import Glibc
import InvertedIndex
import Testing

/// Indexes of every format version that was released, as the program of that time wrote them.
@Suite struct `An index of a released version` {
  private static let folder =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    .joined(separator: "/") + "/Fixtures"

  /// What the fixture holds.
  private static let collection = Collection.random(seed: 42, documents: 200)

  @Test func `of version 1 opens, verifies and finds what it should`() throws {
    let path = Self.folder + "/version-1.index"
    if unsafe getenv("ASKWELL_RECORD") != nil {
      let folder = try TemporaryFolder()
      try Self.collection.build(at: folder.path)
      try writeFile(path, try readFile(folder.path + "/askwell.index"))
      Issue.record("the fixture was written anew")
    }
    let index = try Index(path: path)
    try index.verify()
    #expect(index.documentCount == 200)
    var scratch = SearchScratch()
    var random = SplitMix(3)
    for _ in 0..<40 {
      var query = TermQuery()
      var weights: [(space: Int, term: String, weight: UInt32)] = []
      for _ in 0..<6 {
        let space = Int.random(in: 0..<2, using: &random)
        let term = "term\(Int.random(in: 0..<60, using: &random))"
        let weight = UInt16.random(in: 1...1000, using: &random)
        let id = SpaceID(UInt16(space))
        query.add(try #require(try index.term(term, in: id)), in: id, weight: weight)
        weights.append((space, term, UInt32(weight)))
      }
      let found = try index.search(query, limit: 10, scratch: &scratch)
      #expect(found == Self.collection.best(weights, limit: 10))
    }
    for (number, document) in Self.collection.documents.enumerated() {
      #expect(try index.wholeDocument(DocumentID(UInt32(number))) == document)
    }
  }

  /// A change of what is written must change the version, and with it leave this fixture alone.
  @Test func `of the version that is written now has the bytes that are written now`() throws {
    let folder = try TemporaryFolder()
    try Self.collection.build(at: folder.path)
    let written = try readFile(folder.path + "/askwell.index")
    #expect(try readFile(Self.folder + "/version-1.index") == written)
  }
}
