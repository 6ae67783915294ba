internal import HTMLTree
internal import JSON

/// A question with its answer as JSON-LD declares them.
struct DeclaredQuestion {
  var question: String
  var key: String
  var answer: String

  /// All questions of the page's declared objects.
  static func all(in objects: [JSONValue]) -> [DeclaredQuestion] {
    var found: [DeclaredQuestion] = []
    for object in objects { collect(object, into: &found, depth: 0) }
    var seen = Set<String>()
    return found.filter { seen.insert($0.key).inserted }
  }

  private static func collect(_ value: JSONValue, into found: inout [DeclaredQuestion], depth: Int)
  {
    guard depth < 12, found.count < 10_000 else { return }
    switch value {
    case .array(let list): for element in list { collect(element, into: &found, depth: depth + 1) }
    case .object(let members):
      if value.types.contains("Question"),
        let name = value["name"]?.stringValue
          ?? value["text"]?.stringValue
      {
        let question = QuestionMarks.withoutLabel(plain(name).foldingSpace)
        let answer =
          answerText(value["acceptedAnswer"]) ?? answerText(value["suggestedAnswer"]) ?? ""
        if !question.isEmpty {
          found.append(
            DeclaredQuestion(question: question, key: question.matchKey, answer: plain(answer)))
        }
        return
      }
      for member in members { collect(member.value, into: &found, depth: depth + 1) }
    default: return
    }
  }

  private static func answerText(_ value: JSONValue?) -> String? {
    switch value {
    case .array(let list): list.lazy.compactMap { answerText($0) }.first
    case .string(let text): text
    case .object: value?["text"]?.stringValue
    default: nil
    }
  }

  /// Text without tags and references, of which declared answers are full.
  private static func plain(_ text: String) -> String {
    guard text.contains("<") || text.contains("&") else { return text }
    guard let tree = try? HTMLTree(parsing: Array(text.utf8)) else { return text }
    let page = Page(tree)
    return page.blocks.map { page.string($0) }.joined(separator: "\n")
  }

  /// Declared questions that are not on the page, or whose visible answer says something else.
  static func disagreements(_ declared: [DeclaredQuestion], _ pairs: [QuestionAnswerPair])
    -> [ArticleWarning]
  {
    var visible: [String: String] = [:]
    for pair in pairs { visible[pair.question.matchKey] = pair.answer.matchKey }
    return declared.compactMap { item in
      guard let shown = visible[item.key] else {
        return .declaredQuestionNotVisible(question: item.question)
      }
      let said = item.answer.matchKey
      return said.isEmpty || said == shown ? nil : .declaredAnswerDiffers(question: item.question)
    }
  }
}
