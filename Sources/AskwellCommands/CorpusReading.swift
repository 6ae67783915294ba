internal import Corpus
internal import Dispatch
internal import Extraction
internal import HTMLTree
internal import InvertedIndex
internal import Storage
internal import Synchronization

/// Reads a corpus on several threads at a time and hands what was read to a builder, in order.
///
/// A thread takes the next page, or the next lines of a file of records, and makes documents of them;
/// whoever has what comes next hands it on, with all that waits behind it. So the builder
/// sees the corpus as one thread would have read it.
enum CorpusReading {
  /// Reads all files into a builder that does not build upon another index.
  static func read(
    _ files: [CorpusSource.File], into builder: consuming CorpusBuilder, threads: Int
  ) throws(CommandFailure) -> CorpusBuilder {
    let baseURL = builder.baseURL
    let source = CorpusPieces(files)
    let sink = CorpusSink(builder)
    // So many pieces may be read and wait; each is some 100 KB.
    let room = DispatchSemaphore(value: 8 * threads)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      let extractor = ArticleExtractor()
      while true {
        room.wait()
        guard let (piece, number) = source.next() else {
          room.signal()
          return
        }
        let count = sink.put(piece.read(extractor, baseURL: baseURL), number: number)
        for _ in 0..<count { room.signal() }
        if sink.hasFailed { source.stop() }
      }
    }
    return try sink.take()
  }
}

/// A part of a corpus that one thread reads.
private enum CorpusPiece: Sendable {
  case page(CorpusSource.File)
  case lines(CorpusSource.File, LineBatch)
  /// The rest of a file can't be read.
  case fault(CorpusSource.File, StorageError)

  func read(_ extractor: ArticleExtractor, baseURL: String?) -> ReadPiece {
    switch self {
    case .fault(let file, let error): return .skipped(file, ErrorText.describe(error))
    case .page(let file):
      let bytes: [UInt8]
      do {
        bytes = try FileBytes.read(file.path, limit: HTMLLimits().bytes)
      } catch {
        return .skipped(file, error.message)
      }
      return .page(
        file, CorpusManifest.fingerprint(ofPage: bytes, name: file.name),
        CorpusBuilder.document(bytes, file, extractor: extractor, baseURL: baseURL))
    case .lines(let file, let lines):
      var records: [ReadPiece.Record] = []
      for position in 0..<lines.count {
        lines.withLine(position) { span in
          guard span.indices.contains(where: { span[$0] > 0x20 }) else { return }
          let bytes = unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
          records.append(
            ReadPiece.Record(
              line: lines.lineNumber(position), fingerprint: SourceManifest.fingerprint(span),
              document: CorpusBuilder.document(bytes, baseURL: baseURL)))
        }
      }
      return .records(file, records)
    }
  }
}

/// What a part of a corpus was read as.
private enum ReadPiece: Sendable {
  struct Record: Sendable {
    var line: Int
    var fingerprint: UInt64
    var document: Result<Document, InputFault>
  }

  case page(CorpusSource.File, UInt64, Result<Document, InputFault>)
  case records(CorpusSource.File, [Record])
  case skipped(CorpusSource.File, String)
}

/// Cuts a corpus into pieces, for whoever asks next.
private final class CorpusPieces: @unchecked Sendable {
  private static let batchLength = 1 << 16

  // What follows is touched with the lock held.
  private let lock = Mutex(())
  private let files: [CorpusSource.File]
  private var nextFile = 0
  private var reader: LineReader?
  private var number = 0

  init(_ files: [CorpusSource.File]) { self.files = files }

  /// Gives out nothing more.
  func stop() {
    lock.withLock { _ in
      nextFile = files.count
      reader = nil
    }
  }

  /// The next piece and its number; nil at the end.
  func next() -> (CorpusPiece, number: Int)? {
    lock.withLock { _ in
      guard let piece = cut() else { return nil }
      number += 1
      return (piece, number - 1)
    }
  }

  private func cut() -> CorpusPiece? {
    while true {
      if var open = reader.take() {
        do throws(StorageError) {
          if let lines = try LineBatch(&open, length: Self.batchLength) {
            reader = consume open
            return .lines(files[nextFile - 1], lines)
          }
        } catch {
          return .fault(files[nextFile - 1], error)
        }
        continue
      }
      guard nextFile < files.count else { return nil }
      let file = files[nextFile]
      nextFile += 1
      if file.format == .html { return .page(file) }
      do throws(StorageError) {
        reader = try LineReader(path: file.path, lineLimit: 16 << 20)
      } catch {
        return .fault(file, error)
      }
    }
  }
}

/// Puts what was read in order and hands it to the builder.
private final class CorpusSink: @unchecked Sendable {
  private struct State {
    var waiting: [Int: ReadPiece] = [:]
    var next = 0
    var isHandingOn = false
    var failure: CommandFailure?
  }

  private let state = Mutex(State())
  /// Touched only by the thread that has set `isHandingOn`.
  private var builder: CorpusBuilder?

  init(_ builder: consuming CorpusBuilder) { self.builder = consume builder }

  var hasFailed: Bool { state.withLock { $0.failure != nil } }

  /// Takes what was read and hands on all that is in order now, unless another thread is at it and
  /// will; gives back how many pieces were handed on.
  func put(_ piece: ReadPiece, number: Int) -> Int {
    state.withLock { $0.waiting[number] = piece }
    var count = 0
    var isMine = false
    while true {
      let next = state.withLock { state -> ReadPiece? in
        if state.isHandingOn, !isMine { return nil }
        guard let piece = state.waiting.removeValue(forKey: state.next) else {
          state.isHandingOn = false
          return nil
        }
        state.isHandingOn = true
        isMine = true
        state.next += 1
        return piece
      }
      guard let next else { return count }
      count += 1
      do throws(CommandFailure) {
        if !hasFailed { try handOn(next) }
      } catch {
        state.withLock { $0.failure = error }
      }
    }
  }

  private func handOn(_ piece: ReadPiece) throws(CommandFailure) {
    switch piece {
    case .skipped(let file, let reason): builder?.noteSkipped(file.name, reason)
    case .page(let file, let fingerprint, let page): try builder?.take(file, fingerprint, page)
    case .records(let file, let records):
      for record in records {
        try builder?.take(file, line: record.line, record.fingerprint, record.document)
      }
    }
  }

  func take() throws(CommandFailure) -> CorpusBuilder {
    if let failure = state.withLock({ $0.failure }) { throw failure }
    guard let builder = builder.take() else {
      throw CommandFailure(status: .fault, message: "nothing was built")
    }
    return builder
  }
}
