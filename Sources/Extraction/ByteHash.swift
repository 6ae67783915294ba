extension Sequence<UInt8> {
  /// The bytes' 64-bit hash by Fowler, Noll and Vo (FNV-1a): the same in every run.
  var fnv1a: UInt64 {
    reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
