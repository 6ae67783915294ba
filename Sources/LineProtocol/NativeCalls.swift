internal import Conversation
internal import JSON
internal import Text

/// `askwell/ask` and the tool `ask`.
struct AskCall {
  let question: Question
  let format: MessageFormat?
  let showsDisclaimer: Bool
  let debug: Bool

  init(_ parameters: Parameters) throws(RequestFault) {
    question = Question(
      try parameters.message("question"), context: try parameters.messages("context") ?? [],
      today: try parameters.date("today"))
    format = try parameters.render()
    showsDisclaimer = try parameters.nested("render")?.boolean("disclaimer", default: true) ?? true
    debug = try parameters.boolean("debug", default: false)
  }

  /// The reply with its object, which holds `messages` where the caller wants those.
  func answer(from service: AnswerService) throws(RequestFault) -> (reply: Reply, object: JSONValue)
  {
    let reply: Reply
    do throws(ServiceFailure) {
      reply = try service.ask(question)
    } catch {
      throw .service(error)
    }
    var object = reply.answerObject(debug: debug)
    if let format, case .object(var members) = object {
      let messages = reply.messages(in: format, disclaimer: showsDisclaimer)
      members.append(.init("messages", .array(messages.map { .string($0) })))
      object = .object(members)
    }
    return (reply, object)
  }
}

/// `askwell/triage` and the tool `triage`.
struct TriageCall {
  let turns: [String]
  let today: CalendarDate?

  init(_ parameters: Parameters) throws(RequestFault) {
    if let turns = try parameters.messages("turns") {
      if turns.isEmpty { throw .invalidParameter("turns", expected: "at least one message") }
      self.turns = turns
    } else {
      turns = [try parameters.message("message")]
    }
    today = try parameters.date("today")
  }

  func object(from service: AnswerService) -> JSONValue {
    guard case .object(let members) = service.triage(turns, today) else { return .object([]) }
    return .object([.init("v", 1)] + members)
  }
}

/// `askwell/search` and the tool `search`.
struct SearchCall {
  let query: String
  let context: [String]
  let limit: Int

  init(_ parameters: Parameters) throws(RequestFault) {
    query = try parameters.message("query")
    context = try parameters.messages("context") ?? []
    limit = Int(try parameters.integer("limit", in: 1...100, default: 10))
  }

  func object(from service: AnswerService) throws(RequestFault) -> JSONValue {
    let found: [FoundPassage]
    do throws(ServiceFailure) {
      found = try service.search(query, context, limit)
    } catch {
      throw .service(error)
    }
    return [
      "v": 1,
      "hits": .array(found.map { $0.passage.json(score: $0.score) }),
      "index": ["id": .string(service.indexIdentifier)],
    ]
  }
}

extension PassageRecord {
  /// The part of the id that is the passage's own.
  var localID: String {
    id.hasPrefix(document + "#") ? String(id.dropFirst(document.count + 1)) : id
  }

  /// Where the passage can be read.
  var uri: String { ResourceAddress.passage(document: document, local: localID).uri }

  fileprivate func json(score: Double) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("uri", .string(uri)), .init("doc", .string(document)), .init("title", .string(title)),
      .init("passage", .string(id)), .init("section", .array(section.map { .string($0) })),
    ]
    if let question { members.append(.init("question", .string(question))) }
    members.append(.init("text", .string(text)))
    members.append(.init("score", .number((score * 10_000).rounded() / 10_000)))
    if let url { members.append(.init("url", .string(url))) }
    return .object(members)
  }
}
