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
    ] { try? synonyms.read(text, file: name) }
    var analyzer = Analyzer(stopWords: ignored)
    var known: [Substring: [String]] = [:]
    for link in synonyms.links {
      let from = Self.roots(of: link.from, &known, &analyzer)
      let to = Self.roots(of: link.to, &known, &analyzer)
      if from.isEmpty || to.isEmpty || from == to || from.count > Self.longestPhrase { continue }
      let substitute = Substitute(roots: to, weight: Double(link.percent) / 100)
      if let place = table[from]?.firstIndex(where: { $0.roots == to }) {
        let old = table[from]?[place].weight ?? 0
        table[from]?[place].weight = max(old, substitute.weight)
      } else {
        table[from, default: []].append(substitute)
      }
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

  private static func roots(
    of phrase: Substring, _ known: inout [Substring: [String]], _ analyzer: inout Analyzer
  ) -> [String] {
    if let roots = known[phrase] { return roots }
    analyzer.analyze(String(phrase))
    var roots: [String] = []
    for token in analyzer.tokens where !analyzer.isStopWord(token.word) {
      let root = Self.root(ofStem: analyzer.stem(of: token.word))
      if !roots.contains(root) { roots.append(root) }
    }
    known[phrase] = roots
    return roots
  }
}
