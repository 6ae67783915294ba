internal import Conversation
internal import JSON

/// `prompts/list` and `prompts/get`.
enum Prompts: String, CaseIterable {
  case ask
  case triage

  /// The one argument that each prompt takes.
  var argument: (name: String, description: String) {
    switch self {
    case .ask: ("question", "What you want to know.")
    case .triage: ("message", "What you feel, in your own words.")
    }
  }

  private var purpose: String {
    switch self {
    case .ask: "Ask a question and get an answer that only quotes the collection."
    case .triage: "Check whether a description of symptoms holds a danger sign."
    }
  }

  static func list(_ parameters: Parameters, _ era: Era) throws(RequestFault) -> JSONValue {
    if let cursor = try parameters.string("cursor") { throw .unknownCursor(cursor) }
    return ["prompts": .array(allCases.map { $0.object })]
  }

  private var object: JSONValue {
    [
      "name": .string(rawValue), "description": .string(purpose),
      "arguments": [
        [
          "name": .string(argument.name), "description": .string(argument.description),
          "required": true,
        ]
      ],
    ]
  }

  static func get(
    _ parameters: Parameters, _ service: () throws(RequestFault) -> AnswerService
  ) throws(RequestFault) -> JSONValue {
    let name = try parameters.requiredString("name")
    guard let prompt = Prompts(rawValue: name) else { throw .unknownPrompt(name) }
    let arguments = try parameters.nested("arguments") ?? Parameters(.object([]))
    let words = try arguments.message(prompt.argument.name)
    let text: String
    switch prompt {
    case .ask: text = try askText(words, service())
    case .triage: text = try triageText(words, service())
    }
    return [
      "description": .string(prompt.purpose),
      "messages": [["role": "user", "content": ["type": "text", "text": .string(text)]]],
    ]
  }

  private static func askText(_ words: String, _ service: AnswerService) throws(RequestFault)
    -> String
  {
    let answer = try AskCall(Parameters(["question": .string(words)])).answer(from: service)
    var lines = [
      "My question: \(words)", "",
      "askwell's reply, outcome \"\(answer.reply.outcome.rawValue)\":", "",
      answer.reply.text, "",
    ]
    if case .answer(let found) = answer.reply.finding {
      lines.append("Sources:")
      for citation in found.citations {
        lines.append(
          "- \(citation.title) › \(citation.section.joined(separator: " › ")): "
            + (citation.url ?? citation.uri))
      }
      lines.append("")
    }
    lines.append(
      "Give me this reply word for word, an advice to seek care first, and name the sources. Add no "
        + "medical facts of your own. If the outcome is abstain, tell me that the collection has no "
        + "answer.")
    return lines.joined(separator: "\n")
  }

  private static func triageText(_ words: String, _ service: AnswerService) throws(RequestFault)
    -> String
  {
    let call = try TriageCall(Parameters(["message": .string(words)]))
    let found = String(decoding: call.object(from: service).serialized, as: UTF8.self)
    return """
      My message: \(words)

      askwell's triage of it: \(found)

      If the level is "emergency", tell me first to call for help now. If it is "escalate", tell me \
      to see a doctor and which of my words say so. If it is "none", say only that no danger sign of \
      the list was found, which does not mean that I am well. Make no diagnosis.
      """
  }
}
