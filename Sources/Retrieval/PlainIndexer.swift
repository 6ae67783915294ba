public import InvertedIndex
public import Storage
import Text

/// Why a collection could not be indexed in the plain way.
public enum PlainIndexingError: Error, Equatable, Sendable {
  /// The line is no JSON object with a string `id`; counted from 1.
  case badLine(path: String, line: Int)
  /// A file could not be read.
  case unreadable(StorageError)
  /// The index could not be written.
  case unwritable(IndexError)
}

/// Indexes JSON Lines with the least there is: stems of one field, no texts, a BM25-shaped weight.
public enum PlainIndexer {
  /// Reads `{"id", "title", "text"}` records, `.gz` or not, and writes an index into a folder.
  ///
  /// - Parameters:
  ///   - maker: names the program, for a manifest that lets a later run update the index.
  ///   - updates: whether to take over what the folder's index has of unchanged records.
  ///   - threads: how many threads work at a time; the index is the same for any number.
  ///   - memoryLimit: bytes of postings that are kept in memory; the index is the same for any number.
  /// - Returns: how many records there were.
  public static func index(
    _ paths: [String], into folder: String, stopWords: [String] = [], maker: UInt64 = 0,
    updates: Bool = false, threads: Int = 1, memoryLimit: Int = .max
  ) throws(PlainIndexingError) -> Int {
    do {
      let build = PlainBuild(
        paths: paths, folder: folder, stopWords: StopWords(stopWords), maker: maker,
        threads: max(1, threads), memoryLimit: memoryLimit)
      if updates, let count = try build.update() { return count }
      return try build.full()
    } catch let error as PlainIndexingError {
      throw error
    } catch let error as IndexError {
      throw .unwritable(error)
    } catch let error as StorageError {
      throw .unreadable(error)
    } catch {
      throw .unwritable(.damagedHeader)
    }
  }
}

/// One build of a plain index.
private struct PlainBuild {
  let paths: [String]
  let folder: String
  let stopWords: StopWords
  let maker: UInt64
  let threads: Int
  let memoryLimit: Int

  /// Names the program and the stop words.
  private var manifestMaker: UInt64 {
    var bytes = stopWordBytes
    bytes.appendFixed(maker)
    return SourceManifest.fingerprint(bytes.span)
  }

  private var stopWordBytes: [UInt8] { Array(stopWords.sorted.joined(separator: "\n").utf8) }

  private func builder(base: Index? = nil) throws(IndexError) -> IndexBuilder {
    var options = IndexBuilder.Options()
    options.storesText = false
    options.ordersKeys = false
    options.memoryLimit = memoryLimit
    options.collectorCount = base == nil ? threads : 1
    var builder = try IndexBuilder(
      path: folder, spaces: [PlainRanking.spaceName], options: options, base: base)
    builder.setBlob(PlainSearcher.stopWordBlob, stopWordBytes)
    return builder
  }

  private func finish(_ builder: consuming IndexBuilder, _ lines: RecordLines)
    throws(IndexError)
  {
    let average = PlainRanking.averageLength(builder.passageClassCounts(in: SpaceID(0)))
    try builder.finish(impacts: [PlainRanking.impacts(averageLength: average)])
    var manifest = SourceManifest(maker: manifestMaker)
    lines.write(to: &manifest)
    try manifest.write(folder: folder)
  }

  private func finish(_ records: consuming CollectedRecords) throws(IndexError) -> Int {
    let lines = records.lines
    let builder = records.builder
    let passages = builder.passageCount
    try finish(builder, lines)
    return passages
  }

  func full() throws -> Int {
    if threads > 1 {
      return try finish(
        PlainPipeline(
          paths: paths, builder: try builder(), threads: threads, stopWords: stopWords
        ).run())
    }
    var builder = try builder()
    var collector = TermCollector(
      stopWords: stopWords, postings: builder.makeCollector(in: SpaceID(0)))
    var scanner = PlainRecordScanner()
    var lines = RecordLines()
    for path in paths {
      var reader = try LineReader(path: path)
      while let line = try reader.next() {
        if line.isEmpty { continue }
        lines.append(reader.bytes.extracting(line))
        if !scanner.read(reader.bytes.extracting(line)) {
          throw PlainIndexingError.badLine(path: path, line: reader.lineNumber)
        }
        try add(scanner, &collector, &builder)
      }
    }
    let passages = builder.passageCount
    try finish(builder, lines)
    return passages
  }

  private func add(
    _ record: borrowing PlainRecordScanner, _ collector: inout TermCollector,
    _ builder: inout IndexBuilder
  ) throws(IndexError) {
    let passageClass = try collector.collect(
      record.text.span, passage: UInt32(clamping: builder.passageCount))
    try builder.addRecord(key: record.id, passageClass: passageClass, in: SpaceID(0))
  }

  /// Where a record of the new collection comes from.
  private enum Step {
    case kept(UInt32)
    /// Its line, by its number among those that were put aside.
    case new(UInt32)
  }

  /// Lines that are to be read as records, copied.
  private struct LinesAside {
    struct Line {
      var bytes: Range<Int>
      var path: String
      var number: Int
    }

    private(set) var bytes: [UInt8] = []
    private(set) var lines: [Line] = []

    /// Copies a line; gives back its position among those here, and its fingerprint.
    mutating func add(_ line: Span<UInt8>, path: String, number: Int) -> (UInt32, UInt64) {
      let start = bytes.count
      unsafe line.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
      lines.append(Line(bytes: start..<bytes.count, path: path, number: number))
      // Of the copy, for that is what is read: the file may be changing.
      let fingerprint = SourceManifest.fingerprint(bytes.span.extracting(start..<bytes.count))
      return (UInt32(lines.count - 1), fingerprint)
    }
  }

  /// So many lines are put aside before it is found out whether they are other documents' lines.
  private static let unknownLimit = 4096

  /// Replaces the folder's index by merging what has changed into it; nil when there is none that
  /// can be built upon.
  func update() throws -> Int? {
    guard let base = try? Index(path: folder),
      let manifest = SourceManifest(folder: folder, of: base), manifest.maker == manifestMaker,
      base.isSound
    else { return nil }
    let known = RecordLines(manifest)
    var matcher = SourceMatcher(known.fingerprints)
    var lines = RecordLines()
    lines.reserve(known.fingerprints.count)
    var steps: [Step] = []
    steps.reserveCapacity(known.fingerprints.count)
    var aside = LinesAside()
    for path in paths {
      var reader = try LineReader(path: path, maps: true)
      while true {
        if let (document, fingerprint) = matcher.expected {
          let length = Int(known.lengths[Int(document)])
          if reader.skipLine(length: length, fingerprint: fingerprint) {
            matcher.takeExpected()
            steps.append(.kept(document))
            lines.append(fingerprint, length: length)
            continue
          }
        }
        guard let line = try reader.next() else { break }
        if line.isEmpty { continue }
        var fingerprint = SourceManifest.fingerprint(reader.bytes.extracting(line))
        // With few lines unknown, it's cheaper to look at the end where those may have come from.
        let found =
          aside.lines.count < Self.unknownLimit
          ? matcher.takeNear(fingerprint) : matcher.take(fingerprint)
        if let document = found {
          steps.append(.kept(document))
        } else {
          let number: UInt32
          (number, fingerprint) = aside.add(
            reader.bytes.extracting(line), path: path, number: reader.lineNumber)
          steps.append(.new(number))
        }
        lines.append(fingerprint, length: line.count)
      }
    }
    for (position, step) in steps.enumerated() {
      guard case .new = step else { continue }
      if let document = matcher.take(lines.fingerprints[position]) {
        steps[position] = .kept(document)
      }
    }
    try fetchMoved(&steps, &aside, &lines)

    var builder = try builder(base: base)
    var collector = TermCollector(
      stopWords: stopWords, postings: builder.makeCollector(in: SpaceID(0)))
    var scanner = PlainRecordScanner()
    var kept: Range<UInt32> = 0..<0
    for step in steps {
      switch step {
      case .kept(let document):
        if document != kept.upperBound {
          try builder.keep(kept)
          kept = document..<document
        }
        kept = kept.lowerBound..<(document + 1)
      case .new(let number):
        let line = aside.lines[Int(number)]
        try builder.keep(kept)
        kept = kept.upperBound..<kept.upperBound
        if !scanner.read(aside.bytes.span.extracting(line.bytes)) {
          throw PlainIndexingError.badLine(path: line.path, line: line.number)
        }
        try add(scanner, &collector, &builder)
      }
    }
    try builder.keep(kept)
    let passages = builder.passageCount
    try finish(builder, lines)
    return passages
  }

  /// Reads the lines again of records that stand in another order now.
  private func fetchMoved(
    _ steps: inout [Step], _ aside: inout LinesAside, _ lines: inout RecordLines
  ) throws {
    var kept: [UInt32] = []
    for case .kept(let document) in steps { kept.append(document) }
    let stays = SourceMatcher.longestRising(kept)
    if stays.allSatisfy({ $0 }) { return }
    var (step, position) = (0, 0)
    for path in paths {
      var reader = try LineReader(path: path)
      while let line = try reader.next() {
        // The file may have grown since.
        if line.isEmpty || step >= steps.count { continue }
        if case .kept = steps[step] {
          if !stays[position] {
            let (number, fingerprint) = aside.add(
              reader.bytes.extracting(line), path: path, number: reader.lineNumber)
            steps[step] = .new(number)
            lines.replace(step, fingerprint, length: line.count)
          }
          position += 1
        }
        step += 1
      }
    }
  }
}

/// Counts the terms of one passage after another.
struct TermCollector: ~Copyable {
  private var analyzer: Analyzer
  private let postings: PostingCollector
  private var stems: [UInt32] = []
  private var counts: [UInt32] = []
  private var terms: [BuilderTerm] = []
  private var entries: [PassageTerms.Entry] = []

  init(stopWords: StopWords, postings: PostingCollector) {
    analyzer = Analyzer(stopWords: stopWords, wordLimit: .max)
    self.postings = postings
  }

  /// Collects a passage's terms; gives back the class of its length in words that are no stop words.
  mutating func collect(_ text: Span<UInt8>, passage: UInt32) throws(IndexError) -> UInt8 {
    stems.removeAll(keepingCapacity: true)
    analyzer.appendStems(of: text, to: &stems)
    while terms.count < analyzer.stemCount {
      terms.append(
        analyzer.withStemBytes(number: terms.count) { bytes in postings.term(bytes) })
      counts.append(0)
    }
    entries.removeAll(keepingCapacity: true)
    for stem in stems { counts[Int(stem)] += 1 }
    for stem in stems {
      let count = counts[Int(stem)]
      if count == 0 { continue }
      counts[Int(stem)] = 0
      entries.append(
        PassageTerms.Entry(
          term: terms[Int(stem)],
          postingClass: UInt8(min(count, UInt32(PlainRanking.postingClasses)) - 1)))
    }
    try postings.add(entries, passage: passage)
    return PlainRanking.lengthClass(stems.count)
  }
}
