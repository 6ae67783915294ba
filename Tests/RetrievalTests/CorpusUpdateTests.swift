import Corpus
import FoundationEssentials
import InvertedIndex
import Retrieval
import Testing

@Suite struct `Updates of a corpus` {
  /// Words of synonym rows among words of none, so that rows gain and lose their targets.
  private static let words = [
    "kid", "child", "fever", "stool", "poop", "belly", "stomach", "doctor", "gut", "lining",
    "zebra", "walrus", "granite", "heron", "lichen", "treatment", "treated", "swollen", "tired",
  ]

  private static func document(_ id: Int, _ seed: inout UInt64, isPage: Bool) -> Document {
    func next(_ seed: inout UInt64) -> String {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return words[Int(seed >> 33) % words.count]
    }
    let text = (0..<4).map { _ in next(&seed) }.joined(separator: " ")
    let title = next(&seed)
    let passage = Passage(
      id: "\(id)#", kind: isPage ? .paragraph : .record, question: title,
      range: 0..<text.utf8.count)
    return Document(
      id: "\(id)", metadata: DocumentMetadata(title: title), text: text, passages: [passage])
  }

  private static func bytes(_ folder: String) throws -> Data {
    try #require(FileManager.default.contents(atPath: folder + "/" + Index.fileName))
  }

  @Test(arguments: [false, true], 1...6)
  func `an update gives the bytes of a full build`(isPage: Bool, round: Int) throws {
    let folder =
      FileManager.default.temporaryDirectory.path + "/askwell-updates-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var seed = UInt64(round)
    var documents: [Document] = []
    for id in 0..<20 { documents.append(Self.document(id, &seed, isPage: isPage)) }
    var indexer = try CorpusIndexer(path: folder + "/base")
    for document in documents { try indexer.add(document) }
    var state = try indexer.finish()

    // Several updates, each upon the one before: what it notes must serve the next.
    for step in 1...2 {
      let base = try #require(
        try CorpusIndexer.Base(Index(path: folder + "/base"), state: state))
      let (gone, changed) = (round % 7, 8 + (round + step) % 5)
      let fresh = Self.document(Int(documents[changed].id) ?? 0, &seed, isPage: isPage)
      let new = Self.document(100 * step, &seed, isPage: isPage)
      var update = try CorpusIndexer(path: folder + "/updated", base: base)
      update.remove(documents[gone])
      update.remove(documents[changed])
      try update.keep(0..<UInt32(gone))
      try update.keep(UInt32(gone + 1)..<UInt32(changed))
      try update.add(fresh)
      try update.keep(UInt32(changed + 1)..<UInt32(documents.count))
      try update.add(new)
      documents[changed] = fresh
      documents.remove(at: gone)
      documents.append(new)
      let updatedState = try update.finish()

      var full = try CorpusIndexer(path: folder + "/full")
      for document in documents { try full.add(document) }
      state = try full.finish()
      #expect(try Self.bytes(folder + "/updated") == Self.bytes(folder + "/full"))
      #expect(updatedState == state)
      try FileManager.default.removeItem(atPath: folder + "/base")
      try FileManager.default.moveItem(atPath: folder + "/updated", toPath: folder + "/base")
    }
  }
}
