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

  /// Replaces the folder's index by merging what has changed into it; nil when there is none that
  /// can be built upon.
  func update() throws -> Int? {
    guard let base = try? Index(path: folder),
      let manifest = SourceManifest(folder: folder, of: base), manifest.maker == manifestMaker,
      base.isSound
    else { return nil }
    let changes = try RecordChanges(paths, from: RecordLines(manifest))
    var builder = try builder(base: base)
    var collector = TermCollector(
      stopWords: stopWords, postings: builder.makeCollector(in: SpaceID(0)))
    var scanner = PlainRecordScanner()
    for step in changes.steps {
      switch step {
      case .kept(let documents): try builder.keep(documents)
      case .new(let number):
        let line = changes.line(number)
        if !scanner.read(changes.asideBytes.extracting(line.bytes)) {
          throw PlainIndexingError.badLine(path: line.path, line: line.number)
        }
        try add(scanner, &collector, &builder)
      }
    }
    let passages = builder.passageCount
    try finish(builder, changes.lines)
    return passages
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
