import Storage
import Text

/// What a collection's thesaurus was compiled from, for an update to compile what has changed.
struct SynonymState: Sendable {
  /// The rows; none where the thesaurus depends on more than the collection's stems.
  var rows = AnalyzedSynonyms()
  /// For each stem of the rows whether the collection has it.
  var isIndexed: [Bool] = []

  /// Whether the thesaurus must be compiled anew.
  var isEmpty: Bool { rows.isEmpty }

  /// Of no use to an update.
  init() {}

  /// A state from its parts.
  init(rows: AnalyzedSynonyms, isIndexed: [Bool]) {
    self.rows = rows
    self.isIndexed = isIndexed
  }

  /// Reads what `bytes` gave.
  init(_ reader: inout ByteReader) throws(MalformedBytes) {
    rows = try AnalyzedSynonyms(&reader)
    let bits = try reader.array(count: (rows.stems.count + 7) / 8)
    for stem in 0..<rows.stems.count { isIndexed.append(bits[stem / 8] >> (stem % 8) & 1 == 1) }
  }

  /// The rows, then a bit for each of their stems, from the lowest.
  var bytes: [UInt8] {
    var bits = [UInt8](repeating: 0, count: (isIndexed.count + 7) / 8)
    for (stem, isThere) in isIndexed.enumerated() where isThere {
      bits[stem / 8] |= 1 << (stem % 8)
    }
    return rows.bytes + bits
  }
}
