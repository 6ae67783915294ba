import Storage
import Text

/// Synonyms compiled for one index: only those whose target the collection has.
///
/// The key is a phrase as stems joined by spaces, stop words left out; the value its targets.
struct Thesaurus: Sendable {
  static let blobName = "synonyms"
  /// The longest phrase, in stems, that is looked up.
  static let longestPhrase = 4

  /// A stem that may stand for what was asked.
  struct Target {
    var stem: String
    /// Weight beside the exact word, in `0...1`; a phrase's is shared among its stems.
    var weight: Double
  }

  let table: SortedTable

  /// What a phrase may stand for.
  func targets(of phrase: some Collection<UInt8>) -> [Target] {
    guard let value = table.value(of: phrase) else { return [] }
    var targets: [Target] = []
    var offset = value.startIndex
    while offset + 1 < value.endIndex {
      let weight = Double(value[offset]) / 100
      let length = Int(value[offset + 1])
      let end = offset + 2 + length
      guard end <= value.endIndex else { break }
      targets.append(
        Target(stem: String(decoding: value[(offset + 2)..<end], as: UTF8.self), weight: weight))
      offset = end
    }
    return targets
  }

  /// Whether a phrase is known, with or without a target in the collection.
  func contains(_ phrase: some Collection<UInt8>) -> Bool { table.value(of: phrase) != nil }

  /// Compiles rows for a collection that has the stems for which `isIndexed` holds.
  ///
  /// A one-word key is kept even where none of its targets is indexed: it is a right word, which
  /// spelling must not touch.
  static func compile(
    _ synonyms: SynonymTable, analyzer: inout Analyzer, isIndexed: (String) -> Bool
  ) -> [UInt8] {
    var phrases: [Substring: (stems: [String], isWhole: Bool)] = [:]
    func phrase(_ text: Substring) -> (stems: [String], isWhole: Bool) {
      if let known = phrases[text] { return known }
      analyzer.analyze(String(text))
      let content = analyzer.tokens.filter { !analyzer.isStopWord($0.word) }
      let result = (
        content.map { analyzer.stem(of: $0.word) }, content.count == analyzer.tokens.count
      )
      phrases[text] = result
      return result
    }
    var compiled: [String: [String: Int]] = [:]
    for link in synonyms.links {
      let from = phrase(link.from)
      let to = phrase(link.to)
      // A phrase that loses all but one word to the stop list would speak for that word alone.
      let isKey = from.isWhole || from.stems.count > 1
      if !isKey || from.stems.isEmpty || from.stems.count > longestPhrase || from.stems == to.stems
      {
        continue
      }
      let key = from.stems.joined(separator: " ")
      var targets = compiled[key] ?? [:]
      if to.stems.allSatisfy(isIndexed) {
        for stem in to.stems where !from.stems.contains(stem) && stem.utf8.count < 256 {
          targets[stem] = max(targets[stem] ?? 0, link.percent / to.stems.count)
        }
      }
      if !targets.isEmpty || from.stems.count == 1 { compiled[key] = targets }
    }
    return SortedTable.encode(
      compiled.map { key, targets in
        var value: [UInt8] = []
        for (stem, percent) in targets.sorted(by: { $0.key < $1.key }) {
          value.append(UInt8(clamping: percent))
          value.append(UInt8(stem.utf8.count))
          value += Array(stem.utf8)
        }
        return (Array(key.utf8), value)
      })
  }
}
