import FoundationEssentials
import InvertedIndex
import Retrieval
import Storage
import Testing

/// A folder of a test's own, gone with the value.
private struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/askwell-plain-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct `A plain index` {
  /// Records of made words, some rare and some frequent; every seventh line is empty.
  private static func records(_ count: Int, seed: UInt64) -> String {
    var state = seed
    func next(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    var lines = ""
    for number in 0..<count {
      var text = ""
      for _ in 0..<(10 + next(60)) {
        let rank = next(8) == 0 ? 100 + next(9000) : next(60)
        text += " word\(rank)" + (next(5) == 0 ? "s," : "")
      }
      lines += #"{"id":"r\#(number)","title":"Title \#(next(40))","text":"\#(text)"}"# + "\n"
      if number % 7 == 3 { lines += "\n" }
    }
    return lines
  }

  private static func write(_ text: String, to path: String) throws {
    var file = try AtomicFile(path: path)
    try file.write(Array(text.utf8).span)
    try file.commit()
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    let file = try MappedFile(path: path)
    return unsafe file.bytes.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// The bytes of the index and of its notes.
  private static func build(
    _ paths: [String], _ folder: String, threads: Int, memoryLimit: Int = .max
  ) throws -> [[UInt8]] {
    _ = try PlainIndexer.index(
      paths, into: folder, stopWords: ["word3", "word11"], threads: threads,
      memoryLimit: memoryLimit)
    return [
      try bytes(of: folder + "/askwell.index"), try bytes(of: folder + "/askwell.sources"),
    ]
  }

  @Test func `has the same bytes whatever the number of threads and the memory`() throws {
    let folder = try TemporaryFolder()
    let paths = [folder.path + "/a.jsonl", folder.path + "/b.jsonl"]
    // Some three batches of lines and a file of one line.
    try Self.write(Self.records(500, seed: 1), to: paths[0])
    try Self.write(#"{"id":"last","text":"word1 word2 word2"}"#, to: paths[1])
    let index = folder.path + "/index"
    let expected = try Self.build(paths, index, threads: 1)
    try Index(path: index).verify()
    for threads in [1, 2, 4] {
      for memoryLimit in [0, 1 << 14, .max] {
        let found = try Self.build(paths, index, threads: threads, memoryLimit: memoryLimit)
        #expect(found == expected, "\(threads) threads, \(memoryLimit) bytes")
      }
    }
  }

  @Test(arguments: [1, 2, 4])
  func `names the first line that is no record`(threads: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.jsonl"
    let good = Self.records(300, seed: 2)
    try Self.write(good + "no record\n" + good + "nor this\n" + good, to: path)
    // An empty line follows every seventh record.
    let line = good.utf8.count { $0 == 0x0A } + 1
    #expect(throws: PlainIndexingError.badLine(path: path, line: line)) {
      try Self.build([path], folder.path + "/index", threads: threads)
    }
  }

  @Test(arguments: [1, 3])
  func `tells of a file that is not there`(threads: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/none.jsonl"
    #expect(throws: PlainIndexingError.unreadable(.missing(path: path))) {
      try Self.build([path], folder.path + "/index", threads: threads)
    }
  }
}
