import Glibc

/// A logistic model of whether the first hit answers the question.
///
/// Its coefficients are data (`Resources/answer-model.tsv` for pages, `answer-model-records.tsv` for records),
/// fitted by scripts that the files name. A record is all there is on its question; a page's passages share
/// its topic: what tells an answer differs.
struct AnswerModel: Sendable, Equatable {
  /// Why a model file was refused.
  struct Fault: Error, Equatable {
    /// Line, from 1; 0 where a line is missing.
    let line: Int
  }

  private(set) var intercept = 0.0
  /// In the order of `AnswerFeatures.names`.
  private(set) var coefficients = [Double](repeating: 0, count: AnswerFeatures.names.count)
  /// Answer at this probability or above: where a wrong answer costs as much as a needless decline.
  private(set) var threshold = 0.5

  /// The models that come with the program, for pages and for records; a test rules out that their files are
  /// malformed.
  static let pages = (try? AnswerModel(parsing: RetrievalResources.answerModel)) ?? AnswerModel()
  static let records = (try? AnswerModel(parsing: RetrievalResources.recordModel)) ?? AnswerModel()

  /// A model without knowledge: every confidence is a half.
  init() {}

  /// Reads a file of `feature TAB coefficient` lines, which must name every feature once.
  init(parsing text: String) throws(Fault) {
    var missing = Set(AnswerFeatures.names + ["intercept", "threshold"])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      if line.isEmpty || line.utf8.first == UInt8(ascii: "#") { continue }
      let fields = line.split(separator: "\t")
      guard fields.count == 2, let value = Double(fields[1]), value.isFinite,
        missing.remove(String(fields[0])) != nil
      else { throw Fault(line: number + 1) }
      switch fields[0] {
      case "intercept": intercept = value
      case "threshold": threshold = value
      default:
        if let position = AnswerFeatures.names.firstIndex(of: String(fields[0])) {
          coefficients[position] = value
        }
      }
    }
    if !missing.isEmpty { throw Fault(line: 0) }
  }

  /// The probability, in `0...1`.
  func probability(_ features: AnswerFeatures) -> Double {
    let sum = zip(coefficients, features.vector).reduce(intercept) { $0 + $1.0 * $1.1 }
    return 1 / (1 + exp(-sum))
  }
}
