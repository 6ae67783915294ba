internal import Dispatch
internal import InvertedIndex
internal import Storage
internal import Synchronization
internal import Text

/// Indexes records on several threads at a time.
///
/// Each thread takes the next batch of lines, collects its terms in a collector of its own and hands
/// ids and lengths on; those are put in order. Which thread had which batch makes no difference to
/// the index, for lists are joined by passage.
final class PlainPipeline {
  private let source: BatchSource
  private let sink: BatchSink
  private let collectors: [PostingCollector]
  private let stopWords: StopWords

  init(
    paths: [String], builder: consuming IndexBuilder, threads: Int, stopWords: StopWords
  ) {
    var builder = builder
    var collectors: [PostingCollector] = []
    for _ in 0..<threads { collectors.append(builder.makeCollector(in: SpaceID(0))) }
    source = BatchSource(paths)
    sink = BatchSink(builder)
    self.collectors = collectors
    self.stopWords = stopWords
  }

  /// Reads all records.
  func run() throws -> CollectedRecords {
    let (source, sink, collectors, stopWords) = (source, sink, collectors, stopWords)
    DispatchQueue.concurrentPerform(iterations: collectors.count) { number in
      var collector = TermCollector(stopWords: stopWords, postings: collectors[number])
      var scanner = PlainRecordScanner()
      while let batch = source.next() {
        do {
          sink.put(try batch.read(&scanner, &collector), number: batch.number)
        } catch {
          source.stop()
          sink.fail(error, number: batch.number)
        }
      }
    }
    if let failure = source.failure { sink.fail(failure, number: .max) }
    return try sink.take()
  }
}

/// A builder that has got all records, and what their lines were.
struct CollectedRecords: ~Copyable {
  var builder: IndexBuilder
  var lines: RecordLines
}

/// Some lines of one file and where they stand in the collection.
private struct RecordBatch {
  let number: Int
  let firstPassage: Int
  let path: String
  let lines: LineBatch

  func read(_ scanner: inout PlainRecordScanner, _ collector: inout TermCollector) throws
    -> FoundRecords
  {
    var found = FoundRecords()
    for position in 0..<lines.count {
      let isRecord = lines.withLine(position) { line in
        found.lines.append(line)
        return scanner.read(line)
      }
      if !isRecord {
        throw PlainIndexingError.badLine(path: path, line: lines.lineNumber(position))
      }
      let passage = UInt32(clamping: firstPassage + position)
      found.classes.append(try collector.collect(scanner.text.span, passage: passage))
      found.keys += scanner.id
      found.keyEnds.append(found.keys.count)
    }
    return found
  }
}

/// What is known of a batch's records besides their terms.
private struct FoundRecords {
  var lines = RecordLines()
  var classes: [UInt8] = []
  var keys: [UInt8] = []
  var keyEnds: [Int] = []
}

/// Cuts files into batches of lines, for whoever asks next.
private final class BatchSource: @unchecked Sendable {
  private static let batchLength = 1 << 16

  // What follows is touched with the lock held.
  private let lock = Mutex(())
  private let paths: [String]
  private var nextPath = 0
  private var path = ""
  private var reader: LineReader?
  private var number = 0
  private var passages = 0
  private var isStopped = false
  private var fault: (any Error)?

  init(_ paths: [String]) { self.paths = paths }

  /// Why no more could be read.
  var failure: (any Error)? { lock.withLock { _ in fault } }

  /// Gives out nothing more.
  func stop() { lock.withLock { _ in isStopped = true } }

  /// The next batch; nil at the end.
  func next() -> RecordBatch? {
    lock.withLock { _ in
      if isStopped { return nil }
      do {
        return try cut()
      } catch {
        fault = error
        isStopped = true
        return nil
      }
    }
  }

  private func cut() throws -> RecordBatch? {
    while true {
      if var reader = reader.take() {
        if let lines = try LineBatch(&reader, length: Self.batchLength) {
          self.reader = consume reader
          defer {
            number += 1
            passages += lines.count
          }
          return RecordBatch(number: number, firstPassage: passages, path: path, lines: lines)
        }
      } else if nextPath == paths.count {
        return nil
      } else {
        path = paths[nextPath]
        reader = try LineReader(path: path)
        nextPath += 1
      }
    }
  }
}

/// Puts batches in order and adds their records to the index.
private final class BatchSink: @unchecked Sendable {
  // What follows is touched with the lock held.
  private let lock = Mutex(())
  private var builder: IndexBuilder?
  private var lines = RecordLines()
  private var waiting: [Int: FoundRecords] = [:]
  private var next = 0
  private var failure: (error: any Error, number: Int)?

  init(_ builder: consuming IndexBuilder) { self.builder = consume builder }

  func put(_ found: FoundRecords, number: Int) {
    lock.withLock { _ in
      waiting[number] = found
      while let found = waiting.removeValue(forKey: next) {
        do {
          try add(found)
        } catch {
          if failure == nil { failure = (error, next) }
        }
        next += 1
      }
    }
  }

  private func add(_ found: FoundRecords) throws(IndexError) {
    lines.append(found.lines)
    var start = 0
    for (position, end) in found.keyEnds.enumerated() {
      try builder?.addRecord(
        key: Array(found.keys[start..<end]), passageClass: found.classes[position],
        in: SpaceID(0))
      start = end
    }
  }

  /// Notes why a batch could not be read; that of the first such batch counts.
  func fail(_ error: any Error, number: Int) {
    lock.withLock { _ in
      if number < failure?.number ?? .max || failure == nil { failure = (error, number) }
    }
  }

  func take() throws -> CollectedRecords {
    if let failure { throw failure.error }
    guard let builder = builder.take() else { throw IndexError.outOfRange }
    return CollectedRecords(builder: builder, lines: lines)
  }
}
