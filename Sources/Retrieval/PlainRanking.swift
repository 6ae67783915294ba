import InvertedIndex
import Text

/// The ranking of `--plain`: one field, stems, a BM25-shaped weight, k1 1.2 and b 0.75.
///
/// A posting's class is the term's frequency, 1 to 16 and above; a passage's class is its length on
/// a scale of sixteenths of a doubling. An impact is `(k1 + 1) · tf / (tf + k1 · (1 − b + b · length
/// / average))` on a scale of 0 to 255; a query's weight is the term's frequency in the question
/// times its idf, `ln(1 + (N − df + 0.5) / (df + 0.5))`, in 1/64.
///
/// - SeeAlso: Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*.
enum PlainRanking {
  static let spaceName = "plain"
  static let postingClasses = 16
  static let k1 = 1.2
  static let b = 0.75

  /// The class of a length in words: exact up to 16, then 16 steps for each doubling.
  static func lengthClass(_ length: Int) -> UInt8 {
    if length < 16 { return UInt8(length) }
    let exponent = Int.bitWidth - 1 - length.leadingZeroBitCount
    let mantissa = (length >> (exponent - 4)) & 15
    return UInt8(min(255, 16 + (exponent - 4) * 16 + mantissa))
  }

  /// The middle of the lengths of a class.
  static func length(ofClass lengthClass: Int) -> Double {
    if lengthClass < 32 { return Double(lengthClass) }
    let exponent = (lengthClass - 16) / 16
    let mantissa = (lengthClass - 16) % 16 + 16
    return (Double(mantissa) + 0.5) * Double(1 << exponent) - 0.5
  }

  /// The average length of passages, from how many there are of each class.
  static func averageLength(_ counts: [Int]) -> Double {
    var (passages, sum) = (0, 0.0)
    for (lengthClass, count) in counts.enumerated() {
      passages += count
      // Halves and whole numbers: the sum is exact, so its order is free.
      sum += Double(count) * length(ofClass: lengthClass)
    }
    return sum / Double(max(1, passages))
  }

  static func impacts(averageLength: Double) -> ImpactTable {
    ImpactTable(
      postingClasses: postingClasses, passageClasses: 256, occurrences: { $0 + 1 }
    ) { posting, passage in
      let frequency = Double(posting + 1)
      let norm = k1 * (1 - b + b * length(ofClass: passage) / max(averageLength, 1))
      let value = (k1 + 1) * frequency / (frequency + norm)
      return UInt8(max(1, min(255, (value * 255 / (k1 + 1)).rounded())))
    }
  }

  /// A term's weight: `frequency` is its number in the question.
  static func weight(frequency: Int, documentFrequency: Int, passages: Int) -> UInt16 {
    let df = Double(documentFrequency)
    let idf = naturalLogarithm(1 + (Double(passages) - df + 0.5) / (df + 0.5))
    return UInt16(max(1, min(65535, (idf * 64).rounded() * Double(frequency))))
  }

  /// The natural logarithm, by operations that every machine rounds alike.
  ///
  /// The mantissa is brought into `1/√2...√2`; then `2 · artanh((m − 1) / (m + 1))` as a series.
  static func naturalLogarithm(_ x: Double) -> Double {
    var exponent = Double(x.exponent)
    var mantissa = x.significand
    if mantissa > 1.4142135623730951 {
      mantissa /= 2
      exponent += 1
    }
    let z = (mantissa - 1) / (mantissa + 1)
    let square = z * z
    var power = z
    var sum = 0.0
    var odd = 1.0
    while odd < 24 {
      sum += power / odd
      power *= square
      odd += 2
    }
    return exponent * 0.6931471805599453 + 2 * sum
  }
}
