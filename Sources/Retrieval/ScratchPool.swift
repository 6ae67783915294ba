internal import InvertedIndex
internal import Synchronization

/// Memory of searches that are over, for the next ones: a search of a large index would else ask the
/// system for most of a megabyte, page by page. A search leaves nothing in it that another one reads.
final class ScratchPool: Sendable {
  /// Memory in one search's hands.
  final class Lease: @unchecked Sendable {
    var scratch = SearchScratch()
  }

  private let waiting = Mutex<[Lease]>([])

  /// Memory that nobody else has.
  func take() -> Lease { waiting.withLock { $0.popLast() } ?? Lease() }

  /// Gives memory back.
  func give(_ lease: Lease) {
    waiting.withLock { if $0.count < AnalyzerPool.limit { $0.append(lease) } }
  }
}
