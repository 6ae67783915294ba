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

  /// Reads the UTF-8 bytes of a file of `feature TAB coefficient` lines, which must name every feature once.
  init(parsing bytes: Span<UInt8>) throws(Fault) {
    let names = AnswerFeatures.names + ["intercept", "threshold"]
    var isMissing = [Bool](repeating: true, count: names.count)
    var number = 0
    var start = 0
    while start < bytes.count {
      number += 1
      var end = start
      var tab = -1
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
        if tab < 0, bytes[end] == UInt8(ascii: "\t") { tab = end }
        end += 1
      }
      if start < end, bytes[start] != UInt8(ascii: "#") {
        guard tab >= 0, let value = Double(Self.text(bytes, (tab + 1)..<end)), value.isFinite,
          let place = names.firstIndex(of: Self.text(bytes, start..<tab)), isMissing[place]
        else { throw Fault(line: number) }
        isMissing[place] = false
        switch place - coefficients.count {
        case 0: intercept = value
        case 1: threshold = value
        default: coefficients[place] = value
        }
      }
      start = end + 1
    }
    if isMissing.contains(true) { throw Fault(line: 0) }
  }

  private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    unsafe bytes.extracting(range).withUnsafeBufferPointer {
      unsafe String(decoding: $0, as: UTF8.self)
    }
  }

  /// The probability, in `0...1`.
  func probability(_ features: AnswerFeatures) -> Double {
    let sum = zip(coefficients, features.vector).reduce(intercept) { $0 + $1.0 * $1.1 }
    return 1 / (1 + exp(-sum))
  }
}
