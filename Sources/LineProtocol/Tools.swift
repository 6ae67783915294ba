internal import Conversation
internal import JSON

/// `tools/list` and `tools/call`.
enum Tools: String, CaseIterable {
  case ask
  case search
  case triage

  static func list(_ parameters: Parameters, _ era: Era) throws(RequestFault) -> JSONValue {
    if let cursor = try parameters.string("cursor") { throw .unknownCursor(cursor) }
    return ["tools": .array(allCases.map { $0.object(era) })]
  }

  static func call(
    _ parameters: Parameters, _ era: Era, _ service: () throws(RequestFault) -> AnswerService
  ) throws(RequestFault) -> JSONValue {
    let name = try parameters.requiredString("name")
    guard let tool = Tools(rawValue: name) else { throw .unknownTool(name) }
    do throws(RequestFault) {
      let arguments = try parameters.nested("arguments") ?? Parameters(.object([]))
      return try tool.call(arguments, era, service)
    } catch {
      // The model that made the call reads this and can do better.
      return ["content": [["type": "text", "text": .string(error.message)]], "isError": true]
    }
  }

  private func call(
    _ arguments: Parameters, _ era: Era, _ service: () throws(RequestFault) -> AnswerService
  ) throws(RequestFault) -> JSONValue {
    let structured: JSONValue
    var summary: String?
    switch self {
    case .ask:
      let answer = try AskCall(arguments).answer(from: service())
      structured = answer.object
      summary = answer.reply.text
    case .search: structured = try SearchCall(arguments).object(from: service())
    case .triage: structured = try TriageCall(arguments).object(from: service())
    }
    let json = String(decoding: structured.serialized, as: UTF8.self)
    let content: [JSONValue] = [summary, json].compactMap { text in
      text.map { ["type": "text", "text": .string($0)] }
    }
    var members: [JSONValue.Member] = [.init("content", .array(content))]
    if era.hasStructuredContent { members.append(.init("structuredContent", structured)) }
    members.append(.init("isError", false))
    return .object(members)
  }

  private func object(_ era: Era) -> JSONValue {
    var members: [JSONValue.Member] = [.init("name", .string(rawValue))]
    if era.hasStructuredContent { members.append(.init("title", .string(title))) }
    members.append(.init("description", .string(purpose)))
    members.append(.init("inputSchema", schemas.input))
    if era.hasStructuredContent { members.append(.init("outputSchema", schemas.output)) }
    if era.hasAnnotations {
      members.append(
        .init(
          "annotations",
          [
            "title": .string(title), "readOnlyHint": true, "destructiveHint": false,
            "idempotentHint": true, "openWorldHint": false,
          ]))
    }
    return .object(members)
  }

  private var title: String {
    switch self {
    case .ask: "Ask the collection"
    case .search: "Search passages"
    case .triage: "Look for red flags"
    }
  }

  private var purpose: String {
    switch self {
    case .ask:
      "Answers a question with verbatim, cited passages of the collection, says so when it holds no "
        + "answer, and tells a person with a danger sign to see a doctor. Pass escalation.message "
        + "on first and unchanged."
    case .search:
      "Finds the passages that fit a text best, without deciding whether they answer it."
    case .triage:
      "Looks for danger signs in a person's messages and quotes the words that tell of them. "
        + "Answers no question."
    }
  }

  private var schemas: (input: JSONValue, output: JSONValue) {
    switch self {
    case .ask: (ToolSchemas.askInput, ToolSchemas.askOutput)
    case .search: (ToolSchemas.searchInput, ToolSchemas.searchOutput)
    case .triage: (ToolSchemas.triageInput, ToolSchemas.triageOutput)
    }
  }
}
