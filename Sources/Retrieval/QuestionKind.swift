/// What kind of answer a question asks for, from the words it uses.
///
/// Several may hold; none holds for a bare topic. Only the form is looked at, never the topic.
struct QuestionKind: OptionSet {
  let rawValue: Int

  /// Yes or no: it begins with an auxiliary.
  static let polar = QuestionKind(rawValue: 1)
  /// Several things: signs, causes, examples, "what are the".
  static let list = QuestionKind(rawValue: 2)
  /// What something is.
  static let definition = QuestionKind(rawValue: 4)

  private static let auxiliaries: Set<String> = [
    "is", "are", "can", "could", "do", "does", "did", "should", "would", "will", "has", "have",
    "am",
    "may", "was", "were",
  ]
  private static let several: Set<String> = [
    "list", "signs", "symptoms", "causes", "reasons", "examples", "types", "kinds", "things",
    "factors", "ways", "conditions", "diseases", "steps", "all", "which", "options", "treatments",
    "foods", "complications",
  ]
  init(rawValue: Int) { self.rawValue = rawValue }

  /// The kinds of a question from its folded words.
  init(words: [String]) {
    var kind: QuestionKind = []
    if let first = words.first, Self.auxiliaries.contains(first) { kind.insert(.polar) }
    if words.contains(where: Self.several.contains) { kind.insert(.list) }
    func asks(what verb: String) -> Bool {
      words.indices.dropLast().contains { words[$0] == "what" && words[$0 + 1] == verb }
    }
    if asks(what: "are") {
      kind.insert(.list)
      if words.count <= 5 { kind.insert(.definition) }
    }
    if words.contains("whats")
      || asks(what: "is") || asks(what: "does")
      || words.contains(where: {
        $0 == "mean" || $0 == "means" || $0 == "meaning" || $0 == "define" || $0 == "definition"
      })
    {
      kind.insert(.definition)
    }
    self = kind
  }
}
