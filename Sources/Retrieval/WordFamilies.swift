import Text

/// The word families of a collection's stems, as entries of a thesaurus.
enum WordFamilies {
  /// The families that are more than a root by itself.
  ///
  /// A word's irregular forms join its family under each of their roots: "ate" finds "eating".
  ///
  /// - Parameters:
  ///   - stems: numbers of the collection's stems, each once.
  ///   - inflections: irregular forms of one word each, as numbers of phrases of `synonyms`.
  static func entries(
    of stems: [Int], _ inflections: [[UInt32]], _ synonyms: AnalyzedSynonyms,
    _ analyzer: borrowing Analyzer
  ) -> [ThesaurusCompiler.Entry] {
    if stems.isEmpty { return [] }
    var roots = WordTable()
    var families: [[Int]] = []
    for stem in stems {
      let (root, isNew) = roots.insert(WordRoot.root(of: bytes(stem, analyzer)).span)
      if isNew { families.append([]) }
      families[root].append(stem)
    }
    var joined = families
    for row in inflections {
      var own: [Int] = []
      var all: [Int] = []
      for number in row {
        let phrase = synonyms.phrases[Int(number)]
        guard let stem = synonyms.phraseStems[phrase.stems].first else { continue }
        let (root, isNew) = roots.insert(
          WordRoot.root(of: Array(synonyms.stems.bytes(Int(stem)))).span)
        if isNew {
          families.append([])
          joined.append([])
        }
        own.append(root)
        all += families[root]
      }
      for root in own {
        for target in all where !joined[root].contains(target) { joined[root].append(target) }
      }
    }
    var entries: [ThesaurusCompiler.Entry] = []
    for (root, family) in joined.enumerated() where !family.isEmpty {
      let members = family.map { bytes($0, analyzer) }
      if members.count == 1, members[0].elementsEqual(roots.bytes(root)) { continue }
      entries.append(
        (
          [Thesaurus.formMark] + roots.bytes(root),
          Thesaurus.encode(members.filter { $0.count < 256 }.map { ($0[...], 100) })
        ))
    }
    return entries
  }

  private static func bytes(_ stem: Int, _ analyzer: borrowing Analyzer) -> [UInt8] {
    analyzer.withStemBytes(number: stem) { bytes in
      unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }
  }
}
