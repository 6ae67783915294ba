internal import Retrieval
internal import Text

/// The words of questions as roots with weights: how much each says about the topic.
struct QuestionWords: ~Copyable {
  /// A word of a question.
  struct Word {
    var root: String
    /// How much it says about the topic whatever the log: 0 for "how", 1 for "zonulin".
    var weight: Double
  }

  let lexicon: GeneralLexicon
  private var analyzer: Analyzer
  /// What the file says of a root.
  private var listed: [String: Double] = [:]
  /// What a number says about the topic: little, since it is mostly an amount or an age.
  private static let numberWeight = 0.3

  init() {
    let rows = Self.rows
    let ignored = StopWords(rows.filter { $0.weight == 0 }.map(\.word))
    lexicon = GeneralLexicon(ignoring: ignored)
    analyzer = Analyzer(stopWords: ignored)
    for row in rows where row.weight > 0 {
      analyzer.analyze(row.word)
      for token in analyzer.tokens {
        listed[GeneralLexicon.root(ofStem: analyzer.stem(of: token.word))] = row.weight
      }
    }
  }

  /// The words of a text in order, each root once, without those of asking as such.
  mutating func words(of text: String) -> [Word] {
    analyzer.analyze(text)
    var result: [Word] = []
    for token in analyzer.tokens where !analyzer.isStopWord(token.word) {
      let stem = analyzer.stem(of: token.word)
      let root = GeneralLexicon.root(ofStem: stem)
      if result.contains(where: { $0.root == root }) { continue }
      var weight = min(lexicon.specificity(ofStem: stem), listed[root] ?? 1)
      if root.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        weight = min(weight, Self.numberWeight)
      }
      result.append(Word(root: root, weight: weight))
    }
    return result
  }

  /// The kind of asking: what the first word asks for, "how" and its like apart from yes or no.
  static func opening(of text: String) -> String {
    let first = text.lowercased().split { !$0.isLetter }.first.map(String.init) ?? ""
    return ["what", "which", "who", "when", "where", "why", "how"].contains(first) ? first : ""
  }

  /// The file's rows.
  private static var rows: [(word: String, weight: Double)] {
    let text = String(decoding: PackageResources.question_words_tsv, as: UTF8.self)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      let fields = line.split(separator: "\t")
      guard fields.count == 2, let percent = Double(fields[1]) else { return nil }
      return (String(fields[0]), percent / 100)
    }
  }
}
