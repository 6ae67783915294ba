import Glibc

/// A logistic model of whether the first hit answers the question.
struct AnswerModel: Sendable {
  var intercept: Double
  var coefficients: [Double]
  /// Answer at this probability or above.
  var threshold: Double

  static let standard = AnswerModel(
    intercept: -3.0, coefficients: [2.5, 1.0, 2.0, 2.0, -2.5, 0, 0.3], threshold: 0.5)

  /// The probability, in `0...1`.
  func probability(_ features: AnswerFeatures) -> Double {
    let sum = zip(coefficients, features.vector).reduce(intercept) { $0 + $1.0 * $1.1 }
    return 1 / (1 + exp(-sum))
  }
}
