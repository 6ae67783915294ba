import Storage
import Testing

@Suite struct `A fingerprint` {
  private static func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 131 &+ $0 >> 3) }
  }

  @Test func `differs when any bit or the length does`() {
    for count in [0, 1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 127, 128, 200] {
      let bytes = Self.bytes(count)
      var seen: Set<UInt64> = [Fingerprint.of(bytes.span)]
      for bit in 0..<(8 * count) {
        var changed = bytes
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        #expect(seen.insert(Fingerprint.of(changed.span)).inserted)
      }
      #expect(seen.insert(Fingerprint.of((bytes + [0]).span)).inserted)
    }
  }

  @Test func `does not depend on where the bytes lie`() {
    let long = Self.bytes(400)
    for start in 0..<70 {
      let part = Array(long[start..<(start + 300)])
      #expect(
        Fingerprint.of(long.span.extracting(start..<(start + 300))) == Fingerprint.of(part.span))
    }
  }

  @Test func `has no two alike among short texts`() {
    var seen: Set<UInt64> = []
    for number in 0..<200_000 { seen.insert(Fingerprint.of(Array("\(number)".utf8).span)) }
    #expect(seen.count == 200_000)
  }
}
