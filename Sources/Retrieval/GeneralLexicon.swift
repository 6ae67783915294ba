public import Text

/// What the program knows of words whatever the collection: which come from one root, what may stand
/// for what, and how little a word belongs to asking as such.
///
/// For looking at questions alone, such as those of a log. Ranking uses the same files compiled for one
/// index (`Thesaurus`, `QuestionChatter`).
public struct GeneralLexicon: Sendable {
  /// Other words for a phrase.
  public struct Substitute: Sendable, Equatable {
    /// The roots of the other words.
    public var roots: [String]
    /// How well they stand for it, in `0...1`.
    public var weight: Double
  }

  /// The longest phrase, in roots, that `substitutes` knows.
  public static let longestPhrase = Thesaurus.longestPhrase

  private let chatter: QuestionChatter
  private var table: [[String]: [Substitute]] = [:]

  /// The lexicon of the files that come with the program.
  ///
  /// - Parameter ignored: words that are left out of phrases, as the questions leave them out.
  /// - Complexity: reads all synonym files, some hundredths of a second.
  public init(ignoring ignored: StopWords = .none) {
    chatter = QuestionChatter(
      table: SortedTable(
        QuestionChatter.compile([RetrievalResources.chatter, RetrievalResources.spokenChatter])
          ?? []))
    var synonyms = SynonymTable()
    for (name, text) in [
      ("synonyms-general.tsv", RetrievalResources.generalSynonyms),
      ("synonyms-health.tsv", RetrievalResources.healthSynonyms),
      ("synonyms-lay.tsv", RetrievalResources.laySynonyms),
      ("synonyms-concepts.tsv", RetrievalResources.conceptSynonyms),
    ] { try? synonyms.read(text, file: name) }
    var analyzer = Analyzer(stopWords: ignored)
    let roots = (0..<synonyms.phrases.count).map { number in
      Self.roots(
        of: String(decoding: synonyms.phrases.bytes(number), as: UTF8.self), &analyzer)
    }
    var found: [[String]: [[String]: Double]] = [:]
    synonyms.forEachLink { from, to, percent in
      let (from, to) = (roots[Int(from)], roots[Int(to)])
      if from.isEmpty || to.isEmpty || from == to || from.count > Self.longestPhrase { return }
      let weight = Double(percent) / 100
      found[from, default: [:]][to] = max(found[from]?[to] ?? 0, weight)
    }
    table = found.mapValues { targets in
      targets.map { Substitute(roots: $0.key, weight: $0.value) }
        .sorted { $0.roots.lexicographicallyPrecedes($1.roots) }
    }
  }

  /// How little a stem belongs to asking as such: 1 for a word of topics, near 0 for chatter.
  public func specificity(ofStem stem: String) -> Double { chatter.specificity(of: stem) }

  /// What words of one family share; only to be compared with other roots.
  public static func root(ofStem stem: String) -> String {
    String(decoding: WordRoot.root(of: Array(stem.utf8)), as: UTF8.self)
  }

  /// Words that may stand for a phrase, given by its roots.
  public func substitutes(for roots: some Sequence<String>) -> [Substitute] {
    table[Array(roots)] ?? []
  }

  private static func roots(of phrase: String, _ analyzer: inout Analyzer) -> [String] {
    analyzer.analyze(phrase)
    var roots: [String] = []
    for token in analyzer.tokens where !analyzer.isStopWord(token.word) {
      let root = Self.root(ofStem: analyzer.stem(of: token.word))
      if !roots.contains(root) { roots.append(root) }
    }
    return roots
  }
}
