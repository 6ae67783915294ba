import FoundationEssentials
import Storage
import Testing

@Suite struct `A line reader` {
  private static func lines(of bytes: [UInt8], maps: Bool, lineLimit: Int = 1 << 26) throws
    -> [[UInt8]]
  {
    let path = FileManager.default.temporaryDirectory.path + "/askwell-lines-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(filePath: path))
    var reader = try LineReader(path: path, lineLimit: lineLimit, maps: maps)
    var lines: [[UInt8]] = []
    while let line = try reader.next() {
      let span = reader.bytes.extracting(line)
      lines.append(span.indices.map { span[$0] })
      #expect(reader.lineNumber == lines.count)
    }
    return lines
  }

  @Test(arguments: [
    ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\r\nb", ["a", "b"]),
    ("\r\n\r\n", ["", ""]), ("a\n\nb\r", ["a", "", "b"]),
  ])
  func `takes off the ends of lines`(text: String, expected: [String]) throws {
    for maps in [false, true] {
      let found = try Self.lines(of: Array(text.utf8), maps: maps)
      #expect(found == expected.map { Array($0.utf8) })
    }
  }

  @Test func `finds the same lines in a long file, read or mapped`() throws {
    // Longer than a buffer and than two mapped windows, with lines across their borders.
    var bytes: [UInt8] = []
    var expected: [[UInt8]] = []
    var number = 0
    while bytes.count < 19 << 20 {
      let length = number % 50 == 7 ? 400_000 : number * 37 % 5000
      let line = [UInt8](repeating: UInt8(ascii: "a") + UInt8(number % 26), count: length)
      expected.append(line)
      bytes += line + [0x0A]
      number += 1
    }
    for maps in [false, true] { #expect(try Self.lines(of: bytes, maps: maps) == expected) }
  }

  @Test func `names a line that is too long`() throws {
    for maps in [false, true] {
      #expect(throws: StorageError.self) {
        try Self.lines(of: Array("short\nmuch too long\n".utf8), maps: maps, lineLimit: 8)
      }
    }
  }

  @Test(arguments: [false, true])
  func `passes over lines that are as expected and gives all others`(maps: Bool) throws {
    let path = FileManager.default.temporaryDirectory.path + "/askwell-lines-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("one\ntwo\r\nthree\r\r\n\nfour\nfive".utf8).write(to: URL(filePath: path))
    let whole = ["one", "two", "three\r", "", "four", "five"]
    for expected in [
      whole, ["one", "twO", "three\r", "x", "fou", "five"],
      ["one\ntwo", "two\r", "three", "", "four\n"],
    ] {
      var reader = try LineReader(path: path, maps: maps)
      var skipped: [String] = []
      for (number, line) in whole.enumerated() {
        let bytes = Array((number < expected.count ? expected[number] : "").utf8)
        if reader.skipLine(length: bytes.count, fingerprint: Fingerprint.of(bytes.span)) {
          #expect(expected[number] == line)
          skipped.append(line)
        } else {
          let found = try #require(try reader.next())
          let span = reader.bytes.extracting(found)
          #expect(span.indices.map { span[$0] } == Array(line.utf8))
        }
        #expect(reader.lineNumber == number + 1)
      }
      #expect(try reader.next() == nil)
      // Nothing has been read before the first line, and the last has no end.
      if expected == whole { #expect(skipped == ["two", "three\r", "four"]) }
    }
  }
}
