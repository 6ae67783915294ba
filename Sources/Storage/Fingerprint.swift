import CMemory

/// A 64-bit digest that tells contents apart, four times as fast as `Checksum`; not for secrets.
///
/// Four lanes, each folding 16 bytes with one multiplication of 64 by 64 bits whose halves are joined
/// by exclusive or, as Wang Yi's public-domain wyhash does; the constants are the fractional parts of
/// the square roots of the first primes. A fingerprint stands in notes beside an index and never in
/// an index, so the function may be replaced together with the notes' version.
public enum Fingerprint {
  /// So far ahead bytes are asked for: what is digested is often read for the first time, and then more of
  /// it. The processor by itself stops at each page's end.
  private static let ahead = 2048
  private static let key0: UInt64 = 0x6A09_E667_F3BC_C908
  private static let key1: UInt64 = 0xBB67_AE85_84CA_A73B
  private static let key2: UInt64 = 0x3C6E_F372_FE94_F82B
  private static let key3: UInt64 = 0xA54F_F53A_5F1D_36F1
  private static let key4: UInt64 = 0x510E_527F_ADE6_82D1

  /// The digest of `bytes`.
  public static func of(_ bytes: Span<UInt8>) -> UInt64 {
    // Raw loads, which the loops keep in bounds.
    unsafe bytes.withUnsafeBytes { raw in
      let count = raw.count
      var offset = 0
      var lane = key0
      if count >= 64 {
        var (b, c, d) = (key0, key0, key0)
        func foldFour() {
          lane = unsafe fold(raw, offset, key1, lane)
          b = unsafe fold(raw, offset + 16, key2, b)
          c = unsafe fold(raw, offset + 32, key3, c)
          d = unsafe fold(raw, offset + 48, key4, d)
        }
        while offset + 64 < count {
          if let start = raw.baseAddress { unsafe askwell_prefetch(start + offset + ahead) }
          foldFour()
          offset += 64
        }
        // The last 64 bytes, some of them for the second time: no branches on how many are left.
        offset = count - 64
        foldFour()
        lane = product(lane ^ key1, b ^ key2) ^ product(c ^ key3, d ^ key4)
      } else {
        while offset + 16 <= count {
          lane = unsafe fold(raw, offset, key1, lane)
          offset += 16
        }
        var (low, high): (UInt64, UInt64) = (0, 0)
        let rest = count - offset
        if rest >= 8 {
          low = unsafe raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
          high = unsafe raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self).littleEndian
        } else {
          for index in 0..<rest { low |= UInt64(unsafe raw[offset + index]) << UInt64(8 * index) }
        }
        lane = product(low ^ key2, high ^ lane)
      }
      return product(lane ^ key3, UInt64(truncatingIfNeeded: count) ^ key4)
    }
  }

  @inline(__always)
  private static func fold(
    _ raw: UnsafeRawBufferPointer, _ offset: Int, _ key: UInt64, _ lane: UInt64
  ) -> UInt64 {
    unsafe product(
      raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian ^ key,
      raw.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self).littleEndian ^ lane)
  }

  @inline(__always)
  private static func product(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (high, low) = a.multipliedFullWidth(by: b)
    return high ^ low
  }
}
