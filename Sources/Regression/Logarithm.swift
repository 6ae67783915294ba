#if canImport(Glibc)
  internal import Glibc
#endif

/// The one function of the C library that the measures need.
enum Logarithm {
  /// log₂ of a positive number.
  static func base2(_ value: Double) -> Double { log2(value) }
}
