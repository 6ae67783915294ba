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
  /// - Returns: how many records there were.
  public static func index(
    _ paths: [String], into folder: String, stopWords: [String] = []
  ) throws(PlainIndexingError) -> Int {
    do {
      return try build(paths, folder, StopWords(stopWords))
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

  private static func build(_ paths: [String], _ folder: String, _ stopWords: StopWords) throws
    -> Int
  {
    var options = IndexBuilder.Options()
    options.storesText = false
    options.ordersKeys = false
    var builder = try IndexBuilder(path: folder, spaces: [PlainRanking.spaceName], options: options)
    builder.setBlob(
      PlainSearcher.stopWordBlob, Array(stopWords.sorted.joined(separator: "\n").utf8))
    var collector = TermCollector(stopWords: stopWords)
    var scanner = PlainRecordScanner()
    var words = 0
    for path in paths {
      var reader = try LineReader(path: path)
      while let isRecord = try reader.withNextLine({ line in
        line.isEmpty ? nil : scanner.read(line)
      }) {
        guard let isRecord else { continue }
        if !isRecord { throw PlainIndexingError.badLine(path: path, line: reader.lineNumber) }
        words += collector.collect(scanner.text.span, &builder)
        try builder.addRecord(key: scanner.id, terms: collector.terms, in: SpaceID(0))
      }
    }
    let passages = builder.passageCount
    let average = Double(words) / Double(max(passages, 1))
    try builder.finish(impacts: [PlainRanking.impacts(averageLength: average)])
    return passages
  }
}

/// Counts the terms of one passage after another.
private struct TermCollector: ~Copyable {
  private var analyzer: Analyzer
  private var stems: [UInt32] = []
  private var counts: [UInt32] = []
  private var builderTerms: [BuilderTerm] = []
  private(set) var terms = PassageTerms()

  init(stopWords: StopWords) {
    analyzer = Analyzer(stopWords: stopWords, wordLimit: .max)
  }

  /// Fills `terms`; returns the passage's length in words that are no stop words.
  mutating func collect(_ text: Span<UInt8>, _ builder: inout IndexBuilder) -> Int {
    stems.removeAll(keepingCapacity: true)
    analyzer.appendStems(of: text, to: &stems)
    while builderTerms.count < analyzer.stemCount {
      let term = analyzer.withStemBytes(number: builderTerms.count) { bytes in
        unsafe bytes.withUnsafeBufferPointer { unsafe builder.term($0, in: SpaceID(0)) }
      }
      builderTerms.append(term)
      counts.append(0)
    }
    terms.entries.removeAll(keepingCapacity: true)
    for stem in stems { counts[Int(stem)] += 1 }
    for stem in stems {
      let count = counts[Int(stem)]
      if count == 0 { continue }
      counts[Int(stem)] = 0
      terms.entries.append(
        PassageTerms.Entry(
          term: builderTerms[Int(stem)],
          postingClass: UInt8(min(count, UInt32(PlainRanking.postingClasses)) - 1),
          occurrences: count))
    }
    terms.passageClass = PlainRanking.lengthClass(stems.count)
    return stems.count
  }
}
