internal import JSON

/// `completion/complete`: what a half-written argument may become.
struct CompletionCall {
  private enum Argument {
    case question
    case document
    case passage(ofDocument: String?)
    case free
  }

  /// Most values that the protocol allows in one result.
  static let limit = 100

  private let argument: Argument
  private let text: String

  init(_ parameters: Parameters) throws(RequestFault) {
    guard let reference = try parameters.nested("ref") else {
      throw .invalidParameter("ref", expected: "given, an object")
    }
    guard let typed = try parameters.nested("argument") else {
      throw .invalidParameter("argument", expected: "given, an object")
    }
    let name = try typed.requiredString("name")
    text = try typed.requiredString("value")
    switch try reference.requiredString("type") {
    case "ref/prompt":
      let promptName = try reference.requiredString("name")
      guard let prompt = Prompts(rawValue: promptName) else { throw .unknownPrompt(promptName) }
      argument = prompt == .ask && name == prompt.argument.name ? .question : .free
    case "ref/resource":
      let template = try reference.requiredString("uri")
      switch (template, name) {
      case (ResourceAddress.documentTemplate, "doc"), (ResourceAddress.passageTemplate, "doc"):
        argument = .document
      case (ResourceAddress.passageTemplate, "passage"):
        let known = try parameters.nested("context")?.nested("arguments")
        argument = .passage(ofDocument: try known?.string("doc"))
      case (ResourceAddress.documentTemplate, _), (ResourceAddress.passageTemplate, _):
        argument = .free
      default: throw .invalidParameter("ref.uri", expected: "one of the resource templates")
      }
    default: throw .invalidParameter("ref.type", expected: "ref/prompt or ref/resource")
    }
  }

  func object(from service: () throws(RequestFault) -> AnswerService) throws(RequestFault)
    -> JSONValue
  {
    if case .free = argument { return Self.object(Completions(values: [], total: 0)) }
    let service = try service()
    do throws(ServiceFailure) {
      return Self.object(try completions(service))
    } catch {
      throw .service(error)
    }
  }

  private func completions(_ service: AnswerService) throws(ServiceFailure) -> Completions {
    switch argument {
    case .free: return Completions(values: [], total: 0)
    case .question: return try service.openings(text, Self.limit)
    case .document:
      var values: [String] = []
      var total = 0
      for number in 0..<service.documentCount {
        let id = try service.document(number).id
        guard id.hasPrefix(text) else { continue }
        total += 1
        if values.count < Self.limit { values.append(id) }
      }
      return Completions(values: values, total: total)
    case .passage(let documentID):
      guard let documentID, let number = try service.documentNumber(documentID) else {
        return Completions(values: [], total: 0)
      }
      var values: [String] = []
      var total = 0
      for number in try service.document(number).passages {
        let local = try service.passage(number).localID
        guard local.hasPrefix(text) else { continue }
        total += 1
        if values.count < Self.limit { values.append(local) }
      }
      return Completions(values: values, total: total)
    }
  }

  private static func object(_ completions: Completions) -> JSONValue {
    [
      "completion": [
        "values": .array(completions.values.map { .string($0) }),
        "total": .integer(Int64(completions.total)),
        "hasMore": .bool(completions.total > completions.values.count),
      ]
    ]
  }
}
