internal import Conversation
internal import JSON

/// Answers requests; keeps nothing between them, so any thread may call it.
struct RequestHandler: Sendable {
  let source: ServiceSource
  let server: ServerDescription

  /// The whole response, an error included.
  ///
  /// - Parameter progress: takes progress notifications, sent before the response.
  func response(to request: Request, era: Era, progress: (JSONValue) -> Void) -> JSONValue {
    do throws(RequestFault) {
      let method = try method(of: request, era: era)
      let opens = announceOpening(method, request, progress)
      let result = try result(of: method, request.params, era)
      if let opens { progress(opens) }
      return Response.result(finished(result, of: method, era: era), id: request.id)
    } catch {
      return Response.error(error, id: request.id)
    }
  }

  private func method(of request: Request, era: Era) throws(RequestFault) -> Method {
    guard let method = Method(rawValue: request.method), method.exists(in: era) else {
      throw .unknownMethod(request.method)
    }
    return method
  }

  private func result(of method: Method, _ params: JSONValue, _ era: Era) throws(RequestFault)
    -> JSONValue
  {
    let parameters = Parameters(params)
    switch method {
    case .ask: return try AskCall(parameters).answer(from: service()).object
    case .triage: return try TriageCall(parameters).object(from: service())
    case .search: return try SearchCall(parameters).object(from: service())
    case .status: return status
    case .initialize: return try initialize(parameters)
    case .ping: return .object([])
    case .discover: return discovery
    case .listTools: return try Tools.list(parameters, era)
    case .callTool: return try Tools.call(parameters, era, service)
    case .listResources: return try Resources.list(parameters, service())
    case .listTemplates: return try Resources.templates(parameters)
    case .readResource: return try Resources.read(parameters, era, service)
    case .listPrompts: return try Prompts.list(parameters, era)
    case .getPrompt: return try Prompts.get(parameters, service)
    case .complete: return try CompletionCall(parameters).object(from: service)
    }
  }

  private func service() throws(RequestFault) -> AnswerService {
    do throws(ServiceFailure) {
      return try source.current()
    } catch {
      throw .service(error)
    }
  }

  /// The result with what the era wants in every one.
  private func finished(_ result: JSONValue, of method: Method, era: Era) -> JSONValue {
    guard era == .modern, case .object(var members) = result else { return result }
    members.append(.init("resultType", "complete"))
    if method.isCacheable {
      members.append(.init("ttlMs", .integer(method.isFixed ? 3_600_000 : 60_000)))
      members.append(.init("cacheScope", method.isFixed ? "public" : "private"))
    }
    members.append(.init("_meta", [(MetaKey.serverInfo, server.info)].object))
    return .object(members)
  }

  /// Opening the index is the only long work: a caller who asked for progress hears of it before,
  /// and by the returned notification after.
  private func announceOpening(
    _ method: Method, _ request: Request, _ progress: (JSONValue) -> Void
  ) -> JSONValue? {
    guard method.needsIndex, let token = request.params["_meta"]?["progressToken"],
      RequestID(token) != nil, !source.isOpen
    else { return nil }
    progress(Response.progress(0, of: 2, token: token, message: "opening the index"))
    return Response.progress(1, of: 2, token: token, message: "answered")
  }

  // MARK: - Answers that need no index

  private func initialize(_ parameters: Parameters) throws(RequestFault) -> JSONValue {
    let wanted = try parameters.requiredString("protocolVersion")
    return [
      "protocolVersion": .string(Self.negotiated(wanted).rawValue),
      "capabilities": ServerDescription.capabilities,
      "serverInfo": server.info,
      "instructions": .string(ServerDescription.instructions),
    ]
  }

  /// The version that a client which asks for `wanted` gets.
  static func negotiated(_ wanted: String) -> ProtocolVersion {
    guard let version = ProtocolVersion(rawValue: wanted), version.isLegacy else {
      return .newestLegacy
    }
    return version
  }

  private var discovery: JSONValue {
    [
      "supportedVersions": .array(ProtocolVersion.allCases.reversed().map { .string($0.rawValue) }),
      "capabilities": ServerDescription.capabilities,
      "instructions": .string(ServerDescription.instructions),
    ]
  }

  /// A server without an index is still a server: its status says what is wrong.
  private var status: JSONValue {
    var members: [JSONValue.Member] = [
      .init("v", 1), .init("name", .string(server.name)),
      .init("version", .string(server.version)),
      .init(
        "protocol_versions", .array(ProtocolVersion.allCases.map { .string($0.rawValue) })),
    ]
    do throws(ServiceFailure) {
      let service = try source.current()
      members.append(.init("ready", true))
      members.append(
        .init(
          "index",
          [
            "id": .string(service.indexIdentifier),
            "documents": .integer(Int64(service.documentCount)),
            "passages": .integer(Int64(service.passageCount)),
          ]))
    } catch {
      members.append(.init("ready", false))
      members.append(.init("error", .string(error.sentence)))
    }
    return .object(members)
  }
}

extension [(String, JSONValue)] {
  /// An object with these members, whose names need not be literals.
  var object: JSONValue { .object(map { JSONValue.Member($0.0, $0.1) }) }
}
