import Storage
import Text

/// Synonyms compiled for one index: only those whose target the collection has.
///
/// The key is a phrase as stems joined by spaces, stop words left out; the value its targets.
struct Thesaurus: Sendable {
  static let blobName = "synonyms"
  /// How like a word that only the files know an unknown word must be: one slip in seven letters. Right
  /// words that nothing here knows are not far from others ("moon" from "moody").
  static let leastSimilarity = 0.85
  /// How well another form of a word stands for it.
  static let formQuality = 0.8
  /// Stands before the keys of word families, which are roots, not stems.
  static let formMark = UInt8(1)
  /// The longest phrase, in stems, that is looked up.
  static let longestPhrase = 4

  /// A stem that may stand for what was asked.
  struct Target {
    var stem: String
    /// Weight beside the exact word, in `0...1`; a phrase's is shared among its stems.
    var weight: Double
  }

  let table: SortedTable

  /// Words that may stand within a phrase without changing it: "lost all my appetite", "it sets me off".
  ///
  /// As stems; the stop list has "it", "the" and the like already.
  static let transparent: Set<String> = [
    "i", "me", "my", "mine", "you", "your", "we", "us", "our", "he", "him", "his", "she", "her",
    "them",
    "someon", "somebodi", "peopl", "realli", "so", "veri", "just", "actual", "even", "some", "all",
    "im", "ur", "u", "kind", "lot", "bit", "littl", "total", "complet", "quit",
  ]

  /// A phrase without what may stand within it, where two words or more are left.
  static func keyed(_ stems: [String]) -> [String] {
    guard stems.count > 1 else { return stems }
    let kept = stems.filter { !transparent.contains($0) }
    return kept.count > 1 ? kept : stems
  }

  /// A key's value: its targets in byte order, each with its weight in percent.
  static func encode(_ targets: [(stem: ArraySlice<UInt8>, percent: UInt8)]) -> [UInt8] {
    var targets = targets
    if targets.count > 1 { targets.sort { $0.stem.lexicographicallyPrecedes($1.stem) } }
    var value: [UInt8] = []
    for (stem, percent) in targets {
      value.append(percent)
      value.append(UInt8(stem.count))
      value += stem
    }
    return value
  }

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

  /// The collection's stems that are built from the same word, the stem itself among them.
  func forms(of stem: String) -> [String] {
    targets(of: [Self.formMark] + WordRoot.root(of: Array(stem.utf8))).map(\.stem)
  }

  /// One-word keys that an unknown stem may be a slip of, with how like they are.
  ///
  /// - Complexity: O(keys with the same first letter).
  func keys(near stem: [UInt8], above least: Double) -> [(key: [UInt8], similarity: Double)] {
    guard let initial = stem.first, stem.count >= 6, stem.count <= 40 else { return [] }
    let limit = 2
    var found: [(key: [UInt8], similarity: Double)] = []
    for number in table.lowerBound([initial])..<table.lowerBound([initial &+ 1]) {
      guard let (key, value) = table.record(number), !value.isEmpty, key.count >= 4,
        abs(key.count - stem.count) <= limit, !key.contains(UInt8(ascii: " ")),
        let edits = EditDistance.bounded(stem.span, key.span, limit: limit)
      else { continue }
      let similarity = 1 - Double(edits) / Double(max(stem.count, key.count))
      if similarity >= max(Self.leastSimilarity, least) { found.append((Array(key), similarity)) }
    }
    found.sort { ($1.similarity, $0.key.count) < ($0.similarity, $1.key.count) }
    return Array(found.prefix(4))
  }
}
