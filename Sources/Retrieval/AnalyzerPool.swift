internal import Synchronization
internal import Text

/// Analyzers that were used before, with the words that they have met.
///
/// Questions and passages repeat their words, and stemming them anew costs a tenth of an answer. What
/// an analyzer remembers is only how words stem, so it makes no difference to any result.
final class AnalyzerPool: Sendable {
  /// An analyzer, handed from one question to the next; in one thread's hands at a time.
  final class Lease: @unchecked Sendable {
    var analyzer = AnalyzerPool.analyzer()
  }

  /// The most analyzers that wait, and the most words that a waiting one remembers.
  static let limit = 16
  static let wordLimit = 1 << 15

  private let waiting = Mutex<[Lease]>([])

  /// A new analyzer, which forgets no word: an answer compares words by number.
  static func analyzer() -> Analyzer {
    Analyzer(stopWords: RetrievalResources.stopWords, wordLimit: .max)
  }

  /// An analyzer that nobody else has.
  func take() -> Lease { waiting.withLock { $0.popLast() } ?? Lease() }

  /// Gives an analyzer back; one that has grown large is dropped.
  func give(_ lease: Lease) {
    guard lease.analyzer.wordCount <= Self.wordLimit else { return }
    waiting.withLock { if $0.count < Self.limit { $0.append(lease) } }
  }
}
