import Corpus
import FoundationEssentials
import InvertedIndex
import Retrieval
import Testing

@Suite struct `Ranking the passages of a page` {
  static let paragraphs = [
    ("What it is", "Gallstones are hard lumps in the gallbladder. Many people have gallstones."),
    ("Treatment", "An operation is the usual treatment of gallstones that hurt."),
    ("On the road", "A plane or a train makes no difference to gallstones."),
    ("Food", "Small meals are easier on people with gallstones. Calculi do not mind fat."),
    ("How gallstones are found", "A scan shows the gallstones. It takes a few minutes."),
    ("At night", "Biliary colic wakes people. Biliary colic can last for hours."),
    ("Pain", "Cramps that come after a rich meal are known as biliary colic, and pass."),
  ]

  static let synonyms = """
    same\tgallstones\tcalculi\tNHS
    lay\tslice open\toperation\tUSE
    lay\tslice\tfat\tUSE
    inflection\ttook, taken\ttake\tUSE

    """

  /// A page with one paragraph under each heading, indexed in a folder of its own.
  ///
  /// - Parameter others: how many pages on something else stand beside it.
  private func explanation(_ question: String, others: Int = 0) throws -> Explanation {
    let path = FileManager.default.temporaryDirectory.path + "/askwell-page-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    var text = ""
    var passages: [Passage] = []
    for (number, (heading, paragraph)) in Self.paragraphs.enumerated() {
      let start = text.utf8.count
      text += paragraph + "\n"
      passages.append(
        Passage(
          id: "page#\(number)", kind: .paragraph, headingPath: [heading],
          range: start..<(start + paragraph.utf8.count)))
    }
    var options = CorpusIndexer.Options()
    try options.synonyms.read(Self.synonyms, file: "own.tsv")
    var indexer = try CorpusIndexer(path: path, options: options)
    try indexer.add(
      Document(
        id: "page", metadata: DocumentMetadata(title: "Gallstones"), text: text,
        passages: passages))
    for number in 0..<others {
      let text = "Snoring is loud. A mask over the nose keeps the throat open."
      try indexer.add(
        Document(
          id: "other\(number)", metadata: DocumentMetadata(title: "Sleep apnea"), text: text,
          passages: [
            Passage(
              id: "other\(number)#0", kind: .paragraph, headingPath: ["Masks"],
              range: 0..<text.utf8.count)
          ]))
    }
    try indexer.finish()
    return try Retriever(index: Index(path: path)).explain(Query(question), limit: 7)
  }

  private func first(_ question: String) throws -> UInt32? {
    try explanation(question).passages.first?.passage.rawValue
  }

  @Test(arguments: [
    ("how are gallstones treated", UInt32(1)),  // another form: treatment
    ("gallstones on an airplain", 2),  // a slip of a word that only the synonyms know
    ("what are gallstones?", 0),  // begins with the topic and "are"
    ("what is biliary colic?", 6),  // gives something that name
    ("what does biliary colic mean?", 6),  // "mean" is no part of what is asked about
  ])
  func `finds the passage`(question: String, expected: UInt32) throws {
    #expect(try first(question) == expected)
  }

  @Test func `another form of a word is named and weighs less`() throws {
    let terms = try explanation("how are gallstones treated").terms
    let form = try #require(terms.first { $0.stem == "treatment" })
    #expect(form.origin == "form of treat")
    #expect(try form.weight < #require(terms.first { $0.stem == "treat" }).weight)
  }

  @Test func `an irregular form finds the word and its endings`() throws {
    let terms = try explanation("what took them long").terms
    #expect(terms.first { $0.stem == "take" }?.origin == "form of took")
  }

  @Test func `a pronoun may stand within a phrase, whose words then mean less by themselves`()
    throws
  {
    let terms = try explanation("will they slice me open").terms
    let phrase = try #require(terms.first { $0.stem == "oper" })
    let word = try #require(terms.first { $0.stem == "fat" })
    #expect(phrase.origin == "synonym of slice open")
    #expect(
      try word.weight < #require(try explanation("slice").terms.first { $0.stem == "fat" }).weight)
  }

  @Test func `a rare synonym of a common word does not outweigh it`() throws {
    let terms = try explanation("gallstones").terms
    let word = try #require(terms.first { $0.stem == "gallston" })
    let synonym = try #require(terms.first { $0.stem == "calculi" })
    #expect(synonym.weight < word.weight)
  }

  @Test func `what pages seldom tell is counted, and what the passage tells of it`() throws {
    func aspects(_ question: String) throws -> [Double?] {
      let decision = try explanation(question).decision
      return ["aspectsAsked", "aspectsMissing"].map { name in
        decision.first { $0.name == name }?.value
      }
    }
    #expect(try aspects("how are gallstones treated") == [0, 0])
    #expect(try aspects("what does an operation on gallstones cost") == [1, 1])
    #expect(try aspects("may I travel by plane with gallstones") == [1, 0])
  }

  @Test func `a passage covers as much of a question beside other pages as alone`() throws {
    let alone = try explanation("is a plane bad for gallstones", others: 0)
    let beside = try explanation("is a plane bad for gallstones", others: 3)
    for name in ["coverage", "missingWord", "restCoverage", "exactCoverage", "foundMass"] {
      let values = [alone, beside].map { $0.decision.first { $0.name == name }?.value }
      #expect(values[0] == values[1], "\(name)")
    }
  }
}
