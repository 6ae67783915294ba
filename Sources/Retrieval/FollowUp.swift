import Text

/// When a question leans on the turns before it.
package enum FollowUp {
  /// What a word of the previous message weighs beside one of the question.
  static let weight = 0.7
  /// Each message further back weighs this much of the next one.
  static let decay = 0.5

  /// The same where the question names a subject of its own and has no pronoun ("and the risks of
  /// surgery?"), beside the weight above.
  static let withSubject = 0.5
  /// How little a word must belong to asking as such to be a subject.
  static let subjectSpecificity = 0.6

  private static let pronouns: Set<String> = [
    "it", "its", "that", "this", "these", "those", "they", "them", "their", "there", "one", "ones",
    "he", "she", "him", "her", "then", "same", "else", "so", "too", "also", "instead", "former",
    "latter", "both", "neither", "either",
  ]
  private static let openers: Set<String> = [
    "and", "but", "or", "so", "then", "ok", "okay", "also", "what", "how", "why",
  ]

  /// Whether the words of a question need something before them to be understood: it is very short,
  /// it points back with a pronoun, or it begins by carrying on.
  static func leansOnContext(_ words: [String]) -> Bool {
    if words.count <= 4 { return true }
    if let first = words.first, joints.contains(first) {
      return true
    }
    if words.count <= 14, words.contains(where: pronouns.contains) { return true }
    return words.count <= 6
  }

  private static let joints: Set<String> = ["and", "but", "or", "so", "then", "also"]
  private static let fragments: Set<String> = [
    "only", "just", "even", "in", "for", "with", "without", "during", "after", "before", "at", "on",
  ]

  /// Whether a message points back at what was said before it: "and in children?", "does it hurt?"
  package static func pointsBack(_ text: String) -> Bool {
    var analyzer = Analyzer()
    analyzer.analyze(text)
    let words = analyzer.tokens.map { analyzer.text(of: $0.word) }
    return !words.isEmpty && words.count <= 14 && pointsBack(words)
  }

  /// Whether a word stands for something said before, or the whole does: "and in children?"
  static func pointsBack(_ words: [String]) -> Bool {
    if words.contains(where: pronouns.contains) { return true }
    return words.first { !joints.contains($0) }.map(fragments.contains) ?? true
  }
}
