import Testing

@testable import LineProtocol

@Suite struct `Cutting a stream into lines` {
  /// The lines of a stream that arrives in pieces of `size` bytes; "<long>" for one over the limit.
  private func lines(_ stream: [UInt8], by size: Int, limit: Int = 64) -> [String] {
    var buffer = LineBuffer(limit: limit)
    var found: [String] = []
    func take(_ line: LineBuffer.Line) {
      switch line {
      case .bytes(let bytes): found.append(String(decoding: bytes, as: UTF8.self))
      case .tooLong: found.append("<long>")
      }
    }
    var rest = stream[...]
    while !rest.isEmpty {
      buffer.append(rest.prefix(size))
      rest = rest.dropFirst(size)
      while let line = buffer.next() { take(line) }
    }
    if let line = buffer.rest() { take(line) }
    return found
  }

  @Test(arguments: [1, 2, 3, 7, 1000])
  func `the pieces in which it arrives make no difference`(size: Int) {
    let long = String(repeating: "x", count: 65)
    let fits = String(repeating: "y", count: 64)
    let stream =
      "\u{FEFF}one\r\n\n  \ntwo\u{2028}three\u{85}\n\(long)\n\(fits)\n\(long)\(long)\nfour\r\r\nend"
    #expect(
      lines(Array(stream.utf8), by: size)
        == ["one", "two\u{2028}three\u{85}", "<long>", fits, "<long>", "four\r", "end"])
  }

  @Test func `a line without end holds no more than the limit and a read`() {
    var buffer = LineBuffer(limit: 1000)
    var greatest = 0
    for _ in 0..<1000 {
      _ = buffer.fill { storage, room in
        greatest = max(greatest, storage.count)
        return room.count
      }
      #expect(buffer.next() == nil)
    }
    #expect(greatest <= 4 * 65536)
    buffer.append([0x0A, 0x61, 0x0A])
    #expect(buffer.next() == .tooLong)
    #expect(buffer.next() == .bytes([0x61]))
  }

  @Test func `a long line that is allowed arrives whole`() {
    let text = String(repeating: "0123456789", count: 400_000)
    #expect(lines(Array((text + "\nshort\n").utf8), by: 65536, limit: 4 << 20) == [text, "short"])
  }

  @Test func `waiting lines can be counted without taking them`() {
    var buffer = LineBuffer(limit: 64)
    buffer.append(Array("a\nb\nc\nd".utf8))
    #expect(buffer.holds(lines: 3))
    #expect(!buffer.holds(lines: 4))
    #expect(buffer.next() == .bytes([0x61]))
    #expect(!buffer.holds(lines: 3))
  }

  @Test func `a byte-order mark is nothing but at the beginning`() {
    #expect(lines(Array("\u{FEFF}a\n\u{FEFF}b".utf8), by: 100) == ["a", "\u{FEFF}b"])
  }
}
