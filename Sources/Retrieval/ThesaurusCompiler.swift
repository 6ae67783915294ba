import Text

/// Compiles synonym rows for a collection, and the families of its words, into a thesaurus's block.
///
/// Words and phrases are numbers throughout: every build does this, however small its corpus.
struct ThesaurusCompiler: ~Copyable {
  /// A phrase of the rows as stems.
  private struct Phrase {
    /// Numbers of its stems, among `stems`.
    var stems: Range<Int>
    /// The number of its key, or nil where it can't be looked up.
    var key: Int?
    /// Whether the collection has all stems.
    var isIndexed: Bool
  }

  /// A stem that stands for a key.
  private struct Target {
    var stem: UInt32
    var percent: UInt8
  }

  /// The stems of all phrases, one phrase after another.
  private var stems: [UInt32] = []
  private var phrases: [Phrase] = []
  private var keys = WordTable()
  /// By the key's number.
  private var isSingle: [Bool] = []
  private var isUsed: [Bool] = []
  private var targets: [[Target]] = []
  private var entries: [(key: [UInt8], value: [UInt8])] = []
  /// By the stem's number, whether the collection has it, for stems of phrases.
  private var known: [Bool?] = []

  /// A thesaurus's block and what it depends on.
  struct Result {
    var block: [UInt8]
    var marks: StemMarks
  }

  /// The block for rows, for a collection that has the stems for which `isIndexed` holds, and for the
  /// families of some of its stems.
  ///
  /// A one-word key is kept even where none of its targets is indexed: it is a right word, which
  /// spelling must not touch.
  ///
  /// - Parameter families: numbers of stems, each once.
  static func compile(
    _ synonyms: SynonymTable, families: [Int], analyzer: inout Analyzer,
    isIndexed: (Span<UInt8>) -> Bool
  ) -> Result {
    var compiler = ThesaurusCompiler()
    compiler.readPhrases(of: synonyms, &analyzer, isIndexed)
    compiler.addFamilies(of: families, synonyms.inflections, analyzer)
    for row in synonyms.rows { compiler.add(row, analyzer) }
    compiler.addKeys(analyzer)
    return Result(
      block: SortedTable.encode(compiler.entries), marks: compiler.marks(analyzer))
  }

  private func marks(_ analyzer: borrowing Analyzer) -> StemMarks {
    var marks: [UInt64] = []
    for (stem, isKnown) in known.enumerated() {
      guard let isKnown else { continue }
      marks.append(
        analyzer.withStemBytes(number: stem) { StemMarks.mark($0, isIndexed: isKnown) })
    }
    return StemMarks(marks)
  }

  private mutating func readPhrases(
    of synonyms: SynonymTable, _ analyzer: inout Analyzer, _ isIndexed: (Span<UInt8>) -> Bool
  ) {
    var key: [UInt8] = []
    let transparent = Set(
      Thesaurus.transparent.sorted().map { UInt32(analyzer.stemNumber(of: analyzer.word($0))) })
    for number in 0..<synonyms.phrases.count {
      synonyms.phrases.withBytes(number) { analyzer.analyze($0) }
      let start = stems.count
      for token in analyzer.tokens where !analyzer.isStopWord(token.word) {
        stems.append(UInt32(analyzer.stemNumber(of: token.word)))
      }
      let isWhole = stems.count - start == analyzer.tokens.count
      if stems.count - start > 1 {
        let kept = stems[start...].filter { !transparent.contains($0) }
        if kept.count > 1 { stems.replaceSubrange(start..., with: kept) }
      }
      var phrase = Phrase(stems: start..<stems.count, key: nil, isIndexed: true)
      for stem in stems[start...] {
        let stem = Int(stem)
        if known.count <= stem {
          known.append(contentsOf: repeatElement(nil, count: stem + 1 - known.count))
        }
        let isKnown = known[stem] ?? analyzer.withStemBytes(number: stem, isIndexed)
        known[stem] = isKnown
        if !isKnown { phrase.isIndexed = false }
      }
      // A phrase that loses all but one word to the stop list would speak for that word alone.
      let count = phrase.stems.count
      if isWhole || count > 1, 1...Thesaurus.longestPhrase ~= count {
        key.removeAll(keepingCapacity: true)
        for (position, stem) in stems[start...].enumerated() {
          if position > 0 { key.append(UInt8(ascii: " ")) }
          analyzer.withStemBytes(number: Int(stem)) { bytes in
            unsafe bytes.withUnsafeBufferPointer { unsafe key.append(contentsOf: $0) }
          }
        }
        phrase.key = insert(key, isSingle: count == 1)
      }
      phrases.append(phrase)
    }
  }

  private mutating func insert(_ key: [UInt8], isSingle: Bool) -> Int {
    let (number, isNew) = keys.insert(key.span)
    if isNew {
      self.isSingle.append(isSingle)
      isUsed.append(false)
      targets.append([])
    }
    return number
  }

  /// Adds all ways of a row; only what the collection has can be a target.
  private mutating func add(_ row: SynonymTable.Row, _ analyzer: borrowing Analyzer) {
    func indexed(_ side: [UInt32]) -> [Phrase] {
      side.map { phrases[Int($0)] }.filter { $0.isIndexed && !$0.stems.isEmpty }
    }
    // What people say in several words is looked up, never looked for: "how long have I got" for "survival"
    // would find "how", "long" and "got".
    let isEveryday = row.back < row.there && row.back != 50
    let left = indexed(row.left).filter { !isEveryday || $0.stems.count == 1 }
    let right = indexed(row.right)
    for from in row.left {
      add(phrases[Int(from)], right, row.there, analyzer)
      add(phrases[Int(from)], left, row.among, analyzer)
    }
    for from in row.right {
      add(phrases[Int(from)], left, row.back, analyzer)
      add(phrases[Int(from)], right, row.among, analyzer)
    }
  }

  private mutating func add(
    _ from: Phrase, _ targets: [Phrase], _ percent: Int, _ analyzer: borrowing Analyzer
  ) {
    guard let key = from.key, percent > 0 else { return }
    isUsed[key] = true
    for to in targets { add(to, to: key, of: from, percent, analyzer) }
  }

  private mutating func add(
    _ to: Phrase, to key: Int, of from: Phrase, _ percent: Int, _ analyzer: borrowing Analyzer
  ) {
    let (own, others) = (stems[from.stems], stems[to.stems])
    if own.elementsEqual(others) { return }
    let percent = UInt8(clamping: percent / others.count)
    for stem in others where !own.contains(stem) {
      if let known = targets[key].firstIndex(where: { $0.stem == stem }) {
        targets[key][known].percent = max(targets[key][known].percent, percent)
      } else if analyzer.withStemBytes(number: Int(stem), { $0.count < 256 }) {
        targets[key].append(Target(stem: stem, percent: percent))
      }
    }
  }

  private mutating func addKeys(_ analyzer: borrowing Analyzer) {
    for key in 0..<keys.count where isUsed[key] && (isSingle[key] || !targets[key].isEmpty) {
      entries.append((Array(keys.bytes(key)), Self.encode(targets[key], analyzer)))
    }
  }

  /// The word families of a collection's stems that are more than a root by itself.
  ///
  /// A word's irregular forms join its family under each of their roots: "ate" finds "eating".
  private mutating func addFamilies(
    of stems: [Int], _ inflections: [[UInt32]], _ analyzer: borrowing Analyzer
  ) {
    if stems.isEmpty { return }
    var roots = WordTable()
    var families: [[Target]] = []
    for stem in stems {
      let word = Self.bytes(UInt32(stem), analyzer)
      let (root, isNew) = roots.insert(WordRoot.root(of: word).span)
      if isNew { families.append([]) }
      families[root].append(Target(stem: UInt32(stem), percent: 100))
    }
    var joined = families
    for row in inflections {
      var own: [Int] = []
      var all: [Target] = []
      for number in row {
        guard let stem = self.stems[phrases[Int(number)].stems].first else { continue }
        let (root, isNew) = roots.insert(WordRoot.root(of: Self.bytes(stem, analyzer)).span)
        if isNew {
          families.append([])
          joined.append([])
        }
        own.append(root)
        all += families[root]
      }
      for root in own {
        for target in all where !joined[root].contains(where: { $0.stem == target.stem }) {
          joined[root].append(target)
        }
      }
    }
    for (root, family) in joined.enumerated() where !family.isEmpty {
      let bytes = roots.bytes(root)
      if family.count == 1,
        analyzer.withStemBytes(number: Int(family[0].stem), { Self.areEqual($0, bytes) })
      {
        continue
      }
      let short = family.filter { target in
        analyzer.withStemBytes(number: Int(target.stem)) { $0.count < 256 }
      }
      entries.append(([Thesaurus.formMark] + bytes, Self.encode(short, analyzer)))
    }
  }

  private static func bytes(_ stem: UInt32, _ analyzer: borrowing Analyzer) -> [UInt8] {
    analyzer.withStemBytes(number: Int(stem)) { bytes in
      unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }
  }

  private static func areEqual(_ stem: Span<UInt8>, _ bytes: ArraySlice<UInt8>) -> Bool {
    if stem.count != bytes.count { return false }
    for (index, byte) in bytes.enumerated() where stem[index] != byte { return false }
    return true
  }

  /// A key's value: targets in the byte order of their stems.
  private static func encode(_ targets: [Target], _ analyzer: borrowing Analyzer) -> [UInt8] {
    var named: [(stem: [UInt8], percent: UInt8)] = []
    for target in targets {
      let stem = analyzer.withStemBytes(number: Int(target.stem)) { bytes in
        unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
      }
      named.append((stem, target.percent))
    }
    if named.count > 1 { named.sort { $0.stem.lexicographicallyPrecedes($1.stem) } }
    var value: [UInt8] = []
    for (stem, percent) in named {
      value.append(percent)
      value.append(UInt8(stem.count))
      value += stem
    }
    return value
  }
}
