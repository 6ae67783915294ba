import Corpus
import Glibc
import InvertedIndex
import Storage
import Testing

/// A collection whose documents come and go: what each holds follows from its number and version.
private struct Edition {
  var documents: [(number: Int, version: Int)]

  static let spaces = ["stem", "gram"]
  static let tables = [
    ImpactTable(postingClasses: 5, passageClasses: 7, occurrences: { $0 + 1 }) {
      UInt8(($0 + 1) * 200 / ($0 + 2 + $1))
    }, .identity,
  ]

  static func document(_ number: Int, _ version: Int) -> Document {
    var random = SplitMix(UInt64(number) << 8 | UInt64(version))
    let text = "Text of document \(number) in version \(version)."
    var document = Document(
      id: "doc/\(number * 37 % 1009)-\(number)", metadata: DocumentMetadata(title: "T\(number)"),
      text: text, passages: [])
    for local in 0..<Int.random(in: 1...3, using: &random) {
      document.passages.append(
        Passage(id: "\(document.id)#p\(local)", kind: .paragraph, range: 0..<(4 + local)))
    }
    return document
  }

  static func terms(
    _ number: Int, _ version: Int, _ local: Int, _ builder: inout IndexBuilder
  ) -> [PassageTerms] {
    var random = SplitMix(UInt64(number) << 20 | UInt64(version) << 8 | UInt64(local + 1))
    var result: [PassageTerms] = []
    for space in 0..<2 {
      var passage = PassageTerms(
        passageClass: space == 0 ? UInt8.random(in: 0..<7, using: &random) : 0)
      for word in 0..<40 where Int.random(in: 0..<(word < 3 ? 2 : 9), using: &random) == 0 {
        passage.entries.append(
          .init(
            term: builder.term("term\(word)", in: SpaceID(UInt16(space))),
            postingClass: .random(in: 0..<5, using: &random)))
      }
      // A word that goes with its document.
      passage.entries.append(
        .init(
          term: builder.term("only\(number)v\(version)", in: SpaceID(UInt16(space))),
          postingClass: 0))
      result.append(passage)
    }
    return result
  }

  static func add(_ entry: (number: Int, version: Int), to builder: inout IndexBuilder) throws {
    let document = Self.document(entry.number, entry.version)
    var terms: [[PassageTerms]] = []
    for local in document.passages.indices {
      terms.append(Self.terms(entry.number, entry.version, local, &builder))
    }
    try builder.add(document, terms: terms)
  }

  func build(at path: String, memoryLimit: Int = .max) throws {
    var options = IndexBuilder.Options()
    options.memoryLimit = memoryLimit
    var builder = try IndexBuilder(path: path, spaces: Self.spaces, options: options)
    for entry in documents { try Self.add(entry, to: &builder) }
    try finish(&builder)
    try builder.finish(impacts: Self.tables)
  }

  private func finish(_ builder: inout IndexBuilder) throws {
    let sums = try builder.sums(in: SpaceID(0)) { 100 / UInt32($0) }
    for (passage, sum) in sums.enumerated() {
      builder.setPassageClass(UInt8(sum % 7), of: PassageID(UInt32(passage)), in: SpaceID(0))
    }
    builder.setBlob("counts", builder.passageClassCounts(in: SpaceID(0)).map { UInt8($0 & 0xFF) })
  }

  /// Replaces the index of `old` at `path` by that of this edition.
  func update(_ old: Edition, at path: String, memoryLimit: Int = .max) throws -> Int {
    var matcher = SourceMatcher(old.documents.map { UInt64($0.number) << 8 | UInt64($0.version) })
    let found = documents.map { matcher.take(UInt64($0.number) << 8 | UInt64($0.version)) }
    let stays = SourceMatcher.longestRising(found.compactMap { $0 })
    var options = IndexBuilder.Options()
    options.memoryLimit = memoryLimit
    var builder = try IndexBuilder(
      path: path, spaces: Self.spaces, options: options, base: try Index(path: path))
    var position = 0
    var kept = 0
    for (entry, found) in zip(documents, found) {
      var isKept = false
      if found != nil {
        isKept = stays[position]
        position += 1
      }
      if let found, isKept {
        try builder.keep(found..<(found + 1))
        kept += 1
      } else {
        try Self.add(entry, to: &builder)
      }
    }
    try finish(&builder)
    try builder.finish(impacts: Self.tables)
    return kept
  }
}

@Suite struct `An updated index` {
  private func expectSameBytes(
    from old: Edition, to new: Edition, memoryLimit: Int = .max
  ) throws {
    let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
    try old.build(at: one.path, memoryLimit: memoryLimit)
    _ = try new.update(old, at: one.path, memoryLimit: memoryLimit)
    try new.build(at: two.path)
    let (updated, full) = (
      try readFile(one.path + "/askwell.index"), try readFile(two.path + "/askwell.index")
    )
    #expect(updated == full)
    try Index(path: one.path).verify()
  }

  private static let all = Edition(documents: (0..<400).map { ($0, 0) })

  @Test func `has the bytes of a full build when nothing has changed`() throws {
    try expectSameBytes(from: Self.all, to: Self.all)
  }

  @Test func `has the bytes of a full build when documents were changed`() throws {
    var new = Self.all
    for position in [0, 1, 17, 255, 399] { new.documents[position].version = 1 }
    try expectSameBytes(from: Self.all, to: new)
  }

  @Test func `has the bytes of a full build when documents came and went`() throws {
    var new = Self.all
    new.documents.removeSubrange(30..<75)
    new.documents.remove(at: 0)
    new.documents.insert((1000, 0), at: 0)
    new.documents.insert((1001, 0), at: 200)
    new.documents.append((1002, 0))
    try expectSameBytes(from: Self.all, to: new)
  }

  @Test func `has the bytes of a full build when documents have moved`() throws {
    var new = Self.all
    new.documents.insert(new.documents.removeLast(), at: 0)
    new.documents.swapAt(100, 300)
    try expectSameBytes(from: Self.all, to: new)
  }

  @Test func `has the bytes of a full build from nothing and to nothing`() throws {
    try expectSameBytes(from: Edition(documents: []), to: Self.all)
    try expectSameBytes(from: Self.all, to: Edition(documents: []))
  }

  @Test(arguments: 0..<20)
  func `has the bytes of a full build after any edit`(seed: UInt64) throws {
    var random = SplitMix(seed)
    var new = Edition(documents: Self.all.documents.shuffled(using: &random))
    new.documents.removeLast(Int.random(in: 0..<390, using: &random))
    if Bool.random(using: &random) { new.documents.sort { $0.number < $1.number } }
    for position in new.documents.indices where Int.random(in: 0..<8, using: &random) == 0 {
      new.documents[position].version = Int.random(in: 1..<3, using: &random)
    }
    try expectSameBytes(from: Self.all, to: new)
  }

  @Test(arguments: [0, 40, 1000, 30_000])
  func `has the same bytes however little memory it may use`(memoryLimit: Int) throws {
    var random = SplitMix(UInt64(memoryLimit))
    var new = Edition(documents: Self.all.documents.shuffled(using: &random))
    for position in stride(from: 0, to: 400, by: 3) { new.documents[position].version = 1 }
    try expectSameBytes(from: Self.all, to: new, memoryLimit: memoryLimit)
  }

  @Test func `serves on in its old contents while it is replaced`() throws {
    let folder = try TemporaryFolder()
    try Self.all.build(at: folder.path)
    let before = try readFile(folder.path + "/askwell.index")
    let open = try Index(path: folder.path)
    func answers(_ index: Index) throws -> [String] {
      var query = TermQuery()
      for word in 0..<6 {
        let term = try #require(try index.term("term\(word)", in: SpaceID(0)))
        query.add(term, in: SpaceID(0), weight: UInt16(word + 1))
      }
      var scratch = SearchScratch()
      return try index.search(query, limit: 20, scratch: &scratch).map {
        try index.passage($0.passage).passage.id
      }
    }
    let first = try answers(open)
    var edition = Self.all
    for round in 1...3 {
      var new = edition
      new.documents.removeSubrange(0..<40)
      for position in stride(from: 0, to: 100, by: 7) { new.documents[position].version = round }
      _ = try new.update(edition, at: folder.path)
      edition = new
      #expect(try answers(open) == first)
      try open.verify()
      #expect(open.documentCount == 400)
      let fresh = try Index(path: folder.path)
      #expect(fresh.documentCount == 400 - 40 * round)
      #expect(try answers(fresh) != first)
    }
    #expect(try readFile(folder.path + "/askwell.index") != before)
  }

  @Test func `is not made in what is no folder`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    try writeFile(path, [1])
    for _ in 0..<2 {
      var failure: IndexError?
      do throws(IndexError) {
        _ = try IndexBuilder(path: path, spaces: Edition.spaces)
      } catch {
        failure = error
      }
      #expect(failure == .storage(.notAFolder(path: path)))
      unsafe unlink(path)
      #expect(unsafe symlink("nothing-here", path) == 0)
    }
    unsafe unlink(path)
  }

  @Test func `has no two documents of one id`() throws {
    let folder = try TemporaryFolder()
    try Self.all.build(at: folder.path)
    var builder = try IndexBuilder(
      path: folder.path, spaces: Edition.spaces, base: try Index(path: folder.path))
    try builder.keep(0..<50)
    try Edition.add((20, 1), to: &builder)
    var failure: IndexError?
    do throws(IndexError) { try builder.finish(impacts: Edition.tables) } catch { failure = error }
    #expect(failure == .duplicateDocument(id: Edition.document(20, 1).id))
  }

  @Test func `keeps all documents in place but those that moved`() {
    #expect(SourceMatcher.longestRising([]) == [])
    #expect(SourceMatcher.longestRising([3, 4, 9]) == [true, true, true])
    #expect(SourceMatcher.longestRising([9, 0, 1, 2]) == [false, true, true, true])
    #expect(SourceMatcher.longestRising([0, 3, 2, 1, 4]).filter { $0 }.count == 3)
  }
}

@Suite struct `A source manifest` {
  @Test func `is read with its index and no other`() throws {
    let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
    try Edition(documents: [(1, 0), (2, 0)]).build(at: one.path)
    try Edition(documents: [(1, 0), (3, 0)]).build(at: two.path)
    var manifest = SourceManifest(maker: 7)
    manifest.fingerprints = [12, .max]
    manifest.notes = ["b": [1, 2], "a": []]
    try manifest.write(folder: one.path)
    #expect(try SourceManifest(folder: one.path, of: Index(path: one.path)) == manifest)
    #expect(try SourceManifest(folder: one.path, of: Index(path: two.path)) == nil)
    #expect(try SourceManifest(folder: two.path, of: Index(path: two.path)) == nil)
    let path = one.path + "/" + SourceManifest.fileName
    let bytes = try readFile(path)
    for offset in bytes.indices {
      var damaged = bytes
      damaged[offset] ^= 4
      try writeFile(path, damaged)
      #expect(try SourceManifest(folder: one.path, of: Index(path: one.path)) == nil)
      try writeFile(path, Array(bytes[..<offset]))
      #expect(try SourceManifest(folder: one.path, of: Index(path: one.path)) == nil)
    }
  }
}
