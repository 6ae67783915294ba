import Storage
import Testing

@Suite struct `A checksum` {
  @Test(arguments: [
    ("", 0xEF46_DB37_51D8_E999 as UInt64),
    ("a", 0xD24E_C4F1_A98C_6E5B),
    ("abc", 0x44BC_2CF5_AD77_0999),
  ])
  func `is XXH64 with seed 0`(text: String, expected: UInt64) {
    #expect(Checksum.of(Array(text.utf8).span) == expected)
  }

  @Test func `does not depend on how the bytes were divided`() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    let whole = Checksum.of(bytes.span)
    for step in [1, 3, 31, 32, 33, 64, 999] {
      var checksum = Checksum()
      for start in stride(from: 0, to: bytes.count, by: step) {
        checksum.update(bytes.span.extracting(start..<min(start + step, bytes.count)))
      }
      #expect(checksum.value == whole)
    }
  }
}
