import Text

/// Compiles analysed synonym rows for a collection into a thesaurus's entries.
///
/// Words and phrases are numbers throughout: every build does this, however small its corpus.
struct ThesaurusCompiler: ~Copyable {
  /// A stem that stands for a key.
  private struct Target {
    var stem: UInt32
    var percent: UInt8
  }

  /// A record of a thesaurus.
  typealias Entry = (key: [UInt8], value: [UInt8])

  private let synonyms: AnalyzedSynonyms
  /// By the phrase's number, whether the collection has all its stems.
  private let isIndexed: [Bool]
  /// By the key's number.
  private var isUsed: [Bool]
  private var targets: [[Target]]

  private init(_ synonyms: AnalyzedSynonyms, _ isIndexed: [Bool]) {
    self.synonyms = synonyms
    self.isIndexed = Self.indexedPhrases(synonyms, isIndexed)
    isUsed = [Bool](repeating: false, count: synonyms.keys.count)
    targets = [[Target]](repeating: [], count: synonyms.keys.count)
  }

  private static func indexedPhrases(_ synonyms: AnalyzedSynonyms, _ isIndexed: [Bool]) -> [Bool] {
    synonyms.phrases.map { phrase in
      synonyms.phraseStems[phrase.stems].allSatisfy { isIndexed[Int($0)] }
    }
  }

  /// The entries for a collection, in any order.
  ///
  /// A one-word key is kept even where none of its targets is indexed: it is a right word, which
  /// spelling must not touch.
  ///
  /// - Parameter isIndexed: for each stem whether the collection has it.
  static func entries(_ synonyms: AnalyzedSynonyms, isIndexed: [Bool]) -> [Entry] {
    var compiler = ThesaurusCompiler(synonyms, isIndexed)
    for row in synonyms.rows { compiler.add(row) { _ in true } }
    return (0..<synonyms.keys.count).compactMap { compiler.entry(of: $0) }
  }

  /// The block for a collection that has lost some stems and got others, from the block before.
  static func updated(
    _ block: [UInt8], _ synonyms: AnalyzedSynonyms, from wasIndexed: [Bool], to isIndexed: [Bool]
  ) -> [UInt8] {
    var compiler = ThesaurusCompiler(synonyms, isIndexed)
    let isSame = zip(indexedPhrases(synonyms, wasIndexed), compiler.isIndexed).map { $0 == $1 }
    if isSame.allSatisfy({ $0 }) { return block }
    // What a key stands for depends on the phrases that share a row with it.
    var isAffected = [Bool](repeating: false, count: synonyms.keys.count)
    for row in synonyms.rows {
      if row.left.allSatisfy({ isSame[Int($0)] }), row.right.allSatisfy({ isSame[Int($0)] }) {
        continue
      }
      for phrase in row.left + row.right {
        if let key = synonyms.phrases[Int(phrase)].key { isAffected[key] = true }
      }
    }
    for row in synonyms.rows { compiler.add(row) { isAffected[$0] } }
    return compiler.replacing(isAffected, in: SortedTable(block))
  }

  private func replacing(_ isAffected: [Bool], in known: SortedTable) -> [UInt8] {
    let affected = isAffected.indices.filter { isAffected[$0] }
    let names = affected.map { Array(synonyms.keys.bytes($0)) }
    var writer = SortedTable.Writer()
    var start = 0
    for position in SortedTable.order(names) {
      let next = known.lowerBound(names[position])
      writer.append(known, start..<next)
      start = next
      if let (key, _) = known.record(next), key.elementsEqual(names[position]) { start += 1 }
      if let entry = entry(of: affected[position]) {
        writer.append(entry.key[...]) { $0 += entry.value }
      }
    }
    writer.append(known, start..<known.count)
    return writer.bytes
  }

  /// Adds all ways of a row that begin at keys for which `isWanted` holds; only what the collection has
  /// can be a target.
  private mutating func add(_ row: SynonymTable.Row, where isWanted: (Int) -> Bool) {
    func keys(_ side: [UInt32]) -> [UInt32] {
      side.filter { synonyms.phrases[Int($0)].key.map(isWanted) ?? false }
    }
    let (leftKeys, rightKeys) = (keys(row.left), keys(row.right))
    if leftKeys.isEmpty && rightKeys.isEmpty { return }
    func indexed(_ side: [UInt32]) -> [UInt32] {
      side.filter { isIndexed[Int($0)] && !synonyms.phrases[Int($0)].stems.isEmpty }
    }
    // What people say in several words is looked up, never looked for: "how long have I got" for "survival"
    // would find "how", "long" and "got".
    let isEveryday = row.back < row.there && row.back != 50
    let left = indexed(row.left).filter {
      !isEveryday || synonyms.phrases[Int($0)].stems.count == 1
    }
    let right = indexed(row.right)
    for from in leftKeys {
      add(from, right, row.there)
      add(from, left, row.among)
    }
    for from in rightKeys {
      add(from, left, row.back)
      add(from, right, row.among)
    }
  }

  private mutating func add(_ from: UInt32, _ targets: [UInt32], _ percent: Int) {
    let from = synonyms.phrases[Int(from)]
    guard let key = from.key, percent > 0 else { return }
    isUsed[key] = true
    for to in targets { add(synonyms.phrases[Int(to)], to: key, of: from, percent) }
  }

  private mutating func add(
    _ to: AnalyzedSynonyms.Phrase, to key: Int, of from: AnalyzedSynonyms.Phrase, _ percent: Int
  ) {
    let own = synonyms.phraseStems[from.stems]
    let others = synonyms.phraseStems[to.stems]
    if own.elementsEqual(others) { return }
    let percent = UInt8(clamping: percent / others.count)
    for stem in others where !own.contains(stem) {
      if let known = targets[key].firstIndex(where: { $0.stem == stem }) {
        targets[key][known].percent = max(targets[key][known].percent, percent)
      } else if synonyms.stems.bytes(Int(stem)).count < 256 {
        targets[key].append(Target(stem: stem, percent: percent))
      }
    }
  }

  private func entry(of key: Int) -> Entry? {
    guard isUsed[key], synonyms.isSingle[key] || !targets[key].isEmpty else { return nil }
    return (
      Array(synonyms.keys.bytes(key)),
      Thesaurus.encode(targets[key].map { (synonyms.stems.bytes(Int($0.stem)), $0.percent) })
    )
  }
}
