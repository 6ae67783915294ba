import Corpus
import InvertedIndex
import Testing

/// A made collection, kept beside the index for comparison.
struct Collection {
  var documents: [Document] = []
  /// For each passage and space: class, and (term, class) pairs.
  var passages: [[(passageClass: UInt8, terms: [(String, UInt8)])]] = []
  let tables: [ImpactTable]
  let spaces: [String]

  static func random(
    seed: UInt64, documents: Int, vocabulary: Int = 60, passagesEach: ClosedRange<Int> = 1...3,
    density: Double = 0.1
  ) -> Collection {
    var random = SplitMix(seed)
    var collection = Collection(
      tables: [
        ImpactTable(postingClasses: 5, passageClasses: 7) {
          UInt8(($0 + 1) * 200 / ($0 + 2 + $1))
        }, .identity,
      ], spaces: ["stem", "gram"])
    for number in 0..<documents {
      let text = "Passage text äöü of document \(number)."
      var document = Document(
        id: "doc/\(number * 7 % 101)/\(number).html",
        metadata: DocumentMetadata(title: "Title \(number)", url: number % 2 == 0 ? "u" : nil),
        text: text, passages: [])
      for local in 0..<Int.random(in: passagesEach, using: &random) {
        let start = Int.random(in: 0...8, using: &random)
        document.passages.append(
          Passage(
            id: "\(document.id)#p\(local)",
            kind: PassageKind.allCases[Int.random(in: 0..<9, using: &random)],
            headingPath: number % 3 == 0 ? ["A", "B"] : [],
            question: number % 5 == 0 ? "Why?" : nil,
            range: start..<(start + 3), searchText: local == 1 ? "search" : nil,
            parts: local == 2 ? [.init(range: 0..<2, label: "L"), .init(range: 2..<3)] : [],
            anchor: "a", fragment: local == 0 ? nil : "f",
            sourceRange: number % 4 == 0 ? 3..<9 : nil)
        )
        var spaces: [(passageClass: UInt8, terms: [(String, UInt8)])] = []
        for space in 0..<2 {
          var terms: [(String, UInt8)] = []
          for word in 0..<vocabulary
          where Double.random(in: 0..<1, using: &random) < (word < 3 ? 0.9 : density) {
            let level =
              space == 0
              ? UInt8.random(in: 0..<5, using: &random) : .random(in: 0...255, using: &random)
            terms.append(("term\(word)", level))
          }
          spaces.append((space == 0 ? UInt8.random(in: 0..<7, using: &random) : 0, terms))
        }
        collection.passages.append(spaces)
      }
      collection.documents.append(document)
    }
    return collection
  }

  func build(at path: String, options: IndexBuilder.Options = .init()) throws {
    var builder = try IndexBuilder(path: path, spaces: spaces, options: options)
    builder.setBlob("flags", [1, 2, 3])
    builder.setBlob("another", Array("synonyms".utf8))
    var number = 0
    for document in documents {
      var terms: [[PassageTerms]] = []
      for _ in document.passages {
        var inSpaces: [PassageTerms] = []
        for (space, content) in passages[number].enumerated() {
          var passage = PassageTerms(passageClass: content.passageClass)
          for (term, level) in content.terms {
            let term = builder.term(term, in: SpaceID(UInt16(space)))
            passage.entries.append(.init(term: term, postingClass: level))
          }
          inSpaces.append(passage)
        }
        terms.append(inSpaces)
        number += 1
      }
      try builder.add(document, terms: terms)
    }
    try builder.finish(impacts: tables)
  }

  /// The naive scorer: every passage, every term.
  func best(_ weights: [(space: Int, term: String, weight: UInt32)], limit: Int)
    -> [ScoredPassage]
  {
    var result: [ScoredPassage] = []
    for (number, spaces) in passages.enumerated() {
      var score: UInt32 = 0
      for (space, term, weight) in weights {
        for (name, level) in spaces[space].terms where name == term {
          let table = tables[space]
          let column = table.passageClasses == 1 ? 0 : Int(spaces[space].passageClass)
          score += weight * UInt32(table.values[Int(level) * table.passageClasses + column])
        }
      }
      if score > 0 { result.append(.init(passage: PassageID(UInt32(number)), score: score)) }
    }
    result.sort { ($1.score, $0.passage) < ($0.score, $1.passage) }
    return Array(result.prefix(limit))
  }
}

@Suite struct `An index` {
  @Test func `gives back every passage and document as they were`() throws {
    let folder = try TemporaryFolder()
    let collection = Collection.random(seed: 1, documents: 50)
    try collection.build(at: folder.path)
    #expect(folder.names == ["askwell.index"])
    let index = try Index(path: folder.path)
    #expect(index.passageCount == collection.passages.count)
    #expect(index.documentCount == 50)
    var number: UInt32 = 0
    for (position, document) in collection.documents.enumerated() {
      let stored = try index.document(DocumentID(UInt32(position)))
      #expect(stored.key == document.id)
      #expect(stored.metadata == document.metadata)
      #expect(try index.documentID(forKey: document.id) == stored.id)
      #expect(try index.text(of: stored.id) == document.text)
      for passage in document.passages {
        let found = try index.passage(PassageID(number))
        #expect(found.passage == passage)
        #expect(found.document == stored.id)
        #expect(found.text == String(document.text(of: passage)))
        #expect(try index.passageID(forKey: passage.id) == found.id)
        number += 1
      }
    }
    #expect(try index.documentID(forKey: "none") == nil)
    #expect(try index.blob(named: "flags") == [1, 2, 3])
    #expect(try index.blob(named: "none") == nil)
    try index.verify()
  }

  @Test(arguments: [1, 40, 700])
  func `ranks as the naive scorer does, ties included`(documents: Int) throws {
    let folder = try TemporaryFolder()
    let collection = Collection.random(seed: UInt64(documents), documents: documents)
    try collection.build(at: folder.path)
    let index = try Index(path: folder.path)
    var random = SplitMix(7)
    var scratch = SearchScratch()
    for _ in 0..<60 {
      var query = TermQuery()
      var weights: [(space: Int, term: String, weight: UInt32)] = []
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        let space = Int.random(in: 0..<2, using: &random)
        let term = "term\(Int.random(in: 0..<70, using: &random))"
        let weight = UInt16.random(
          in: 0...(Bool.random(using: &random) ? 3 : 65535), using: &random)
        let id = SpaceID(UInt16(space))
        guard let number = try index.term(term, in: id) else { continue }
        query.add(number, in: id, weight: weight)
        weights.append((space, term, UInt32(weight)))
      }
      for limit in [1, 10, 100] {
        let found = try index.search(query, limit: limit, scratch: &scratch)
        #expect(found == collection.best(weights, limit: limit))
      }
    }
  }

  @Test func `knows its terms in byte order with their frequencies`() throws {
    let folder = try TemporaryFolder()
    let collection = Collection.random(seed: 3, documents: 300)
    try collection.build(at: folder.path)
    let index = try Index(path: folder.path)
    let space = try #require(index.space(named: "gram"))
    var terms: [String] = []
    var frequencies: [Int] = []
    try index.forEachTerm(in: space) { term, frequency in
      var bytes: [UInt8] = []
      for offset in term.indices { bytes.append(term[offset]) }
      terms.append(String(decoding: bytes, as: UTF8.self))
      frequencies.append(frequency)
    }
    for (number, name) in terms.enumerated() {
      let expected = collection.passages.indices.filter { passage in
        collection.passages[passage][1].terms.contains { $0.0 == name }
      }
      let id = TermID(UInt32(number))
      #expect(frequencies[number] == expected.count)
      #expect(try index.term(name, in: space) == id)
      let postings = try index.postings(of: id, in: space)
      #expect(postings.map { Int($0.passage.rawValue) } == expected)
      for range: Range<UInt32> in [0..<1, 7..<150, 150..<151, 130..<UInt32(index.passageCount)] {
        let within = try index.documentFrequency(of: id, in: space, within: range) { $0 & 1 == 0 }
        let counted = postings.filter {
          range.contains($0.passage.rawValue) && $0.postingClass & 1 == 0
        }
        #expect(within == counted.count)
      }
      let statistics = try index.statistics(of: id, in: space)
      #expect(statistics.documentFrequency == expected.count)
      #expect(statistics.collectionFrequency == expected.count)
    }
    #expect(terms == terms.sorted())
    #expect(terms.count == 60)
    #expect(try index.term("term99", in: space) == nil)
    #expect(index.space(named: "other") == nil)
  }

  @Test func `has the same bytes whenever it is built`() throws {
    let one = try TemporaryFolder()
    let two = try TemporaryFolder()
    let collection = Collection.random(seed: 5, documents: 80)
    try collection.build(at: one.path)
    try collection.build(at: two.path)
    let first = try readFile(one.path + "/askwell.index")
    #expect(try readFile(two.path + "/askwell.index") == first)
    #expect(try Index(path: one.path).identifier == Index(path: two.path).identifier)
  }

  @Test func `of nothing opens and finds nothing`() throws {
    let folder = try TemporaryFolder()
    try Collection.random(seed: 1, documents: 0).build(at: folder.path)
    let index = try Index(path: folder.path)
    #expect(index.passageCount == 0)
    let space = try #require(index.space(named: "stem"))
    #expect(try index.term("term1", in: space) == nil)
    #expect(throws: IndexError.outOfRange) { try index.passage(PassageID(0)) }
    try index.verify()
  }
}

@Suite struct `A damaged index` {
  @Test func `is refused by name`() throws {
    let folder = try TemporaryFolder()
    try Collection.random(seed: 1, documents: 30).build(at: folder.path)
    let path = folder.path + "/askwell.index"
    let bytes = try readFile(path)
    #expect(throws: IndexError.missing(path: "/nowhere")) { try Index(path: "/nowhere") }
    try writeFile(path, [])
    #expect(throws: IndexError.notAnIndex(path: folder.path)) { try Index(path: folder.path) }
    try writeFile(path, Array("<!doctype html><title>x</title>".utf8))
    #expect(throws: IndexError.notAnIndex(path: folder.path)) { try Index(path: folder.path) }
    var other = bytes
    other[8] = 9
    try writeFile(path, other)
    #expect(throws: IndexError.unsupportedVersion(found: 9, supported: 1)) {
      try Index(path: folder.path)
    }
    for length in stride(from: 8, to: bytes.count, by: 37) {
      try writeFile(path, Array(bytes[..<length]))
      #expect(throws: IndexError.self) { try Index(path: folder.path) }
    }
  }

  @Test func `is noticed at opening whichever byte is flipped`() throws {
    let folder = try TemporaryFolder()
    try Collection.random(seed: 1, documents: 12).build(at: folder.path)
    let path = folder.path + "/askwell.index"
    let bytes = try readFile(path)
    var unnoticed = 0
    for offset in bytes.indices {
      var damaged = bytes
      damaged[offset] ^= 1 << UInt8(offset % 8)
      try writeFile(path, damaged)
      do throws(IndexError) {
        try Index(path: folder.path).verify()
        unnoticed += 1
      } catch {}
    }
    // Only the zeros that align sections are outside every checksum.
    #expect(unnoticed < 8 * 20)
  }

  @Test func `is read without harm where no checksum guards it`() throws {
    let folder = try TemporaryFolder()
    try Collection.random(seed: 4, documents: 60).build(at: folder.path)
    let bytes = try readFile(folder.path + "/askwell.index")
    var scratch = SearchScratch()
    var served = 0
    for offset in stride(from: 64, to: bytes.count, by: 3) {
      for flip: UInt8 in [1 << UInt8(offset % 8), 0xFF] {
        var damaged = bytes
        damaged[offset] ^= flip
        do throws(IndexError) {
          let index = try Index(image: damaged.span, checksWhole: false)
          var query = TermQuery()
          for (space, term) in [(0, "term0"), (0, "term5"), (1, "term1"), (1, "term30")] {
            let space = SpaceID(UInt16(space))
            if let found = try index.term(term, in: space) {
              query.add(found, in: space, weight: 9)
            }
          }
          for hit in try index.search(query, limit: 3, scratch: &scratch) {
            _ = try index.passage(hit.passage)
          }
          served += 1
        } catch {}
      }
    }
    #expect(served > 0)
  }
}
