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
  private static let formMark = UInt8(1)
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
  private static let transparent: Set<String> = [
    "i", "me", "my", "mine", "you", "your", "we", "us", "our", "he", "him", "his", "she", "her", "them",
    "someon", "somebodi", "peopl", "realli", "so", "veri", "just", "actual", "even", "some", "all",
    "im", "ur", "u", "kind", "lot", "bit", "littl", "total", "complet", "quit",
  ]

  /// A phrase without what may stand within it, where two words or more are left.
  static func keyed(_ stems: [String]) -> [String] {
    guard stems.count > 1 else { return stems }
    let kept = stems.filter { !transparent.contains($0) }
    return kept.count > 1 ? kept : stems
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
        let edits = EditDistance.bounded(stem, Array(key), limit: limit)
      else { continue }
      let similarity = 1 - Double(edits) / Double(max(stem.count, key.count))
      if similarity >= max(Self.leastSimilarity, least) { found.append((Array(key), similarity)) }
    }
    found.sort { ($1.similarity, $0.key.count) < ($0.similarity, $1.key.count) }
    return Array(found.prefix(4))
  }

  /// Compiles rows for a collection that has the stems for which `isIndexed` holds, and the word
  /// families of some of its stems.
  ///
  /// A one-word key is kept even where none of its targets is indexed: it is a right word, which
  /// spelling must not touch.
  static func compile(
    _ synonyms: SynonymTable, families stems: Set<String>, analyzer: inout Analyzer,
    isIndexed: (String) -> Bool
  ) -> [UInt8] {
    var phrases = Phrases()
    var compiled: [String: [String: Int]] = [:]
    func add(_ from: Phrases.Phrase, _ targets: [Phrases.Phrase], _ percent: Int) {
      guard from.isKey, percent > 0 else { return }
      for to in targets where to.stems != from.stems {
        for stem in to.stems where !from.stems.contains(stem) && stem.utf8.count < 256 {
          let old = compiled[from.key, default: [:]][stem] ?? 0
          compiled[from.key, default: [:]][stem] = max(old, percent / to.stems.count)
        }
      }
      // A word is known to be right even where nothing that it stands for is indexed.
      if from.stems.count == 1, compiled[from.key] == nil { compiled[from.key] = [:] }
    }
    for row in synonyms.rows {
      let left = row.left.map { phrases.phrase($0, &analyzer, isIndexed) }
      let right = row.right.map { phrases.phrase($0, &analyzer, isIndexed) }
      let (leftTargets, rightTargets) = (left.filter(\.isIndexed), right.filter(\.isIndexed))
      for from in left {
        add(from, rightTargets, row.there)
        add(from, leftTargets, row.among)
      }
      for from in right {
        add(from, leftTargets, row.back)
        add(from, rightTargets, row.among)
      }
    }
    var entries = families(of: stems, synonyms.inflections, analyzer: &analyzer)
    entries += compiled.map { key, targets in
      (Array(key.utf8), encode(targets.sorted { $0.key < $1.key }))
    }
    return SortedTable.encode(entries)
  }

  /// The phrases of synonym files as stems, each analysed once.
  private struct Phrases {
    struct Phrase {
      var stems: [String]
      var key: String
      /// Whether it can be looked up: one that loses all but one word to the stop list would speak for that
      /// word alone.
      var isKey: Bool
      /// Whether the collection has all its stems.
      var isIndexed: Bool
    }

    private var known: [Substring: Phrase] = [:]

    mutating func phrase(
      _ text: Substring, _ analyzer: inout Analyzer, _ isIndexed: (String) -> Bool
    ) -> Phrase {
      if let phrase = known[text] { return phrase }
      analyzer.analyze(String(text))
      let content = analyzer.tokens.filter { !analyzer.isStopWord($0.word) }
      let stems = Thesaurus.keyed(content.map { analyzer.stem(of: $0.word) })
      let isWhole = content.count == analyzer.tokens.count
      let phrase = Phrase(
        stems: stems, key: stems.joined(separator: " "),
        isKey: !stems.isEmpty && stems.count <= longestPhrase && (isWhole || stems.count > 1),
        isIndexed: !stems.isEmpty && stems.allSatisfy(isIndexed))
      known[text] = phrase
      return phrase
    }
  }

  /// The word families of a collection's stems that are more than a root by itself.
  private static func families(
    of indexed: Set<String>, _ inflections: [[Substring]], analyzer: inout Analyzer
  ) -> [(key: [UInt8], value: [UInt8])] {
    var families: [[UInt8]: Set<String>] = [:]
    if indexed.isEmpty { return [] }
    for stem in indexed { families[WordRoot.root(of: Array(stem.utf8)), default: []].insert(stem) }
    // A word's irregular forms join its family under each of their roots: "ate" finds "eating".
    var joined: [[UInt8]: Set<String>] = [:]
    for row in inflections {
      let roots = row.map { word in
        WordRoot.root(of: Array(analyzer.stem(of: analyzer.word(String(word))).utf8))
      }
      let all = roots.reduce(into: Set<String>()) { $0.formUnion(families[$1] ?? []) }
      if all.isEmpty { continue }
      for root in roots { joined[root, default: []].formUnion(all) }
    }
    families.merge(joined) { $0.union($1) }
    var entries: [(key: [UInt8], value: [UInt8])] = []
    for (root, stems) in families {
      if stems.count == 1, stems.allSatisfy({ Array($0.utf8) == root }) { continue }
      let targets = stems.sorted().filter { $0.utf8.count < 256 }.map { ($0, 100) }
      entries.append(([formMark] + root, encode(targets)))
    }
    return entries
  }

  private static func encode(_ targets: [(key: String, value: Int)]) -> [UInt8] {
    var value: [UInt8] = []
    for (stem, percent) in targets {
      value.append(UInt8(clamping: percent))
      value.append(UInt8(stem.utf8.count))
      value += Array(stem.utf8)
    }
    return value
  }
}
