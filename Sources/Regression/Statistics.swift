/// A share with the interval in which the true one lies nineteen times in twenty.
public struct Proportion: Sendable, Equatable {
  /// How many of them.
  public var count: Int
  /// Of how many.
  public var total: Int

  /// A share from its counts.
  public init(_ count: Int, of total: Int) {
    self.count = count
    self.total = total
  }

  /// The share; 0 of nothing.
  public var value: Double { total == 0 ? 0 : Double(count) / Double(total) }

  /// Wilson's score interval at 95 %.
  ///
  /// - SeeAlso: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
  ///   JASA 22 (1927) 209–212.
  public var interval: ClosedRange<Double> {
    if total == 0 { return 0...1 }
    let z = 1.959964
    let n = Double(total)
    let divisor = 1 + z * z / n
    let centre = (value + z * z / (2 * n)) / divisor
    let half = z * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot() / divisor
    let low = max(0, centre - half)
    return low...max(low, min(1, centre + half))
  }
}

/// SplitMix64: the same numbers on every machine, for the bootstrap only.
///
/// - SeeAlso: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in `0..<bound`, by multiplication (Lemire 2019); its bias is below 2⁻³².
  mutating func next(below bound: Int) -> Int {
    Int((UInt64(truncatingIfNeeded: bound)).multipliedFullWidth(by: next()).high)
  }
}

/// The mean difference of two systems over the same queries, with its interval.
public struct PairedBootstrap: Sendable, Equatable {
  /// The mean of the differences.
  public let mean: Double
  /// The middle 95 % of the resampled means.
  public let interval: ClosedRange<Double>
  /// The share of resamples in which the mean was not above zero.
  public let shareNotBetter: Double

  /// Resamples whole queries; the same differences always give the same figures.
  ///
  /// - SeeAlso: Efron and Tibshirani, *An Introduction to the Bootstrap*, §13.3 (percentile interval).
  public init(differences: [Double], samples: Int = 10_000) {
    let count = differences.count
    guard count > 0, samples > 0 else {
      mean = 0
      interval = 0...0
      shareNotBetter = 1
      return
    }
    var generator = SplitMix64(seed: 1)
    var means: [Double] = []
    means.reserveCapacity(samples)
    for _ in 0..<samples {
      var sum = 0.0
      for _ in 0..<count { sum += differences[generator.next(below: count)] }
      means.append(sum / Double(count))
    }
    means.sort()
    mean = differences.reduce(0, +) / Double(count)
    let low = means[min(samples - 1, samples * 25 / 1000)]
    interval = low...max(low, means[min(samples - 1, samples * 975 / 1000)])
    shareNotBetter = Double(means.count { $0 <= 0 }) / Double(samples)
  }
}
