import Storage
import Text

/// Synonym rows with their phrases as stems: all that compiling them for a collection works with.
///
/// Analysing the rows costs more than compiling them, and depends on nothing but the program; so an
/// index's notes keep the result for updates.
struct AnalyzedSynonyms: Sendable {
  /// A phrase of the rows.
  struct Phrase: Sendable {
    /// Where its stems are among `phraseStems`.
    var stems: Range<Int>
    /// The number of its key, or nil where it can't be looked up.
    var key: Int?
  }

  /// The stems of phrases, each once.
  private(set) var stems = WordTable()
  /// Numbers of the stems of all phrases, one phrase after another.
  private(set) var phraseStems: [UInt32] = []
  private(set) var phrases: [Phrase] = []
  private(set) var rows: [SynonymTable.Row]
  /// Phrases as stems joined by spaces, each once.
  private(set) var keys = WordTable()
  /// For each key whether it is a single stem.
  private(set) var isSingle: [Bool] = []

  /// No rows.
  init() { rows = [] }

  /// Whether there is nothing to compile.
  var isEmpty: Bool { phrases.isEmpty }

  /// Analyses the phrases of a table.
  init(_ synonyms: SynonymTable, _ analyzer: inout Analyzer) {
    rows = synonyms.rows
    let transparent = Set(
      Thesaurus.transparent.sorted().map { analyzer.stemNumber(of: analyzer.word($0)) })
    var found: [Int] = []
    for number in 0..<synonyms.phrases.count {
      synonyms.phrases.withBytes(number) { analyzer.analyze($0) }
      found.removeAll(keepingCapacity: true)
      for token in analyzer.tokens where !analyzer.isStopWord(token.word) {
        found.append(analyzer.stemNumber(of: token.word))
      }
      let isWhole = found.count == analyzer.tokens.count
      if found.count > 1 {
        let kept = found.filter { !transparent.contains($0) }
        if kept.count > 1 { found = kept }
      }
      let start = phraseStems.count
      for stem in found {
        analyzer.withStemBytes(number: stem) {
          phraseStems.append(UInt32(stems.insert($0).number))
        }
      }
      // A phrase that loses all but one word to the stop list would speak for that word alone.
      let isKey =
        (isWhole || found.count > 1) && 1...Thesaurus.longestPhrase ~= found.count
      append(start..<phraseStems.count, isKey: isKey)
    }
  }

  private mutating func append(_ own: Range<Int>, isKey: Bool) {
    var phrase = Phrase(stems: own)
    if isKey {
      var key: [UInt8] = []
      for (position, stem) in phraseStems[own].enumerated() {
        if position > 0 { key.append(UInt8(ascii: " ")) }
        key += stems.bytes(Int(stem))
      }
      let (number, isNew) = keys.insert(key.span)
      if isNew { isSingle.append(own.count == 1) }
      phrase.key = number
    }
    phrases.append(phrase)
  }

  /// Reads what `bytes` gave; everything in it is checked.
  init(_ reader: inout ByteReader) throws(MalformedBytes) {
    rows = []
    for _ in 0..<(try reader.count(atMost: reader.remaining)) {
      let bytes = try reader.array(count: try reader.count(atMost: reader.remaining))
      if !stems.insert(bytes.span).isNew { throw MalformedBytes(offset: reader.offset) }
    }
    for _ in 0..<(try reader.count(atMost: reader.remaining)) {
      let head = try reader.count(atMost: 2 * reader.remaining + 1)
      let start = phraseStems.count
      for _ in 0..<(head / 2) {
        phraseStems.append(UInt32(try reader.count(atMost: stems.count - 1)))
      }
      append(start..<phraseStems.count, isKey: head % 2 == 1)
    }
    for _ in 0..<(try reader.count(atMost: reader.remaining)) {
      let (there, back, among) = (
        Int(try reader.byte()), Int(try reader.byte()), Int(try reader.byte())
      )
      let left = try Self.side(&reader, phrases.count)
      let right = try Self.side(&reader, phrases.count)
      rows.append(
        SynonymTable.Row(left: left, right: right, there: there, back: back, among: among))
    }
  }

  private static func side(_ reader: inout ByteReader, _ phrases: Int) throws(MalformedBytes)
    -> [UInt32]
  {
    let count = try reader.count(atMost: reader.remaining)
    var side: [UInt32] = []
    side.reserveCapacity(count)
    for _ in 0..<count { side.append(UInt32(try reader.count(atMost: phrases - 1))) }
    return side
  }

  /// Varint stems, a string each; varint phrases, each varint 2 · stems + 1 for one that is a key, and a
  /// varint each; varint rows, each u8 percent there, back and among, then two sides: varint phrases, a
  /// varint each.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendVarint(stems.count)
    for number in 0..<stems.count {
      let stem = stems.bytes(number)
      bytes.appendVarint(stem.count)
      bytes += stem
    }
    bytes.appendVarint(phrases.count)
    for phrase in phrases {
      bytes.appendVarint(2 * phrase.stems.count + (phrase.key == nil ? 0 : 1))
      for stem in phraseStems[phrase.stems] { bytes.appendVarint(stem) }
    }
    bytes.appendVarint(rows.count)
    for row in rows {
      for percent in [row.there, row.back, row.among] { bytes.append(UInt8(clamping: percent)) }
      for side in [row.left, row.right] {
        bytes.appendVarint(side.count)
        for phrase in side { bytes.appendVarint(phrase) }
      }
    }
    return bytes
  }
}
