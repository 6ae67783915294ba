import Testing

@testable import AskwellCommands

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct `Input lines` {
  /// What `InputLines` makes of bytes that come through a pipe.
  private func lines(of bytes: [UInt8]) throws -> [InputLines.Line] {
    var ends: [Int32] = [0, 0]
    try #require(unsafe pipe(&ends) == 0)
    let written = unsafe bytes.withUnsafeBytes { unsafe write(ends[1], $0.baseAddress, $0.count) }
    #expect(written == bytes.count)
    close(ends[1])
    defer { close(ends[0]) }
    var input = InputLines(descriptor: ends[0])
    var result: [InputLines.Line] = []
    while let line = try input.next(beforeWaiting: {}) { result.append(line) }
    return result
  }

  @Test(arguments: [
    ("a\nb\n", ["a", "b"]),
    ("a\r\nb", ["a", "b"]),
    ("\n\n", ["", ""]),
    ("", []),
    ("\u{FEFF}a\n", ["a"]),
    ("one\u{2028}line\u{85}still\n", ["one\u{2028}line\u{85}still"]),
  ])
  func `only byte 0x0A ends a line`(input: String, expected: [String]) throws {
    #expect(try lines(of: Array(input.utf8)) == expected.map { .bytes(Array($0.utf8)) })
  }
}
