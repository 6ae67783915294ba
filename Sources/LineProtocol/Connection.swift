internal import JSON

/// What one client's messages mean, given those before.
///
/// The only thing remembered is the version that `initialize` agreed on; every request is placed in
/// its era by itself, so one connection may mix them.
struct Connection {
  /// What a line asks the server to do.
  enum Step {
    /// Nothing: a notification or a response.
    case ignore
    /// A response that is known already.
    case reply(JSONValue)
    /// A request to answer under an era's rules.
    case work(Request, Era)
    /// A request to forget.
    case cancel(RequestID)
  }

  private var negotiated: ProtocolVersion?

  /// Understands the next line.
  mutating func step(_ line: LineBuffer.Line) -> Step {
    switch line {
    case .tooLong:
      return .reply(Response.error(.lineTooLong(limit: Server.lineLimit), id: nil))
    case .bytes(let bytes): return step(Message(line: bytes))
    }
  }

  mutating func step(_ message: Message) -> Step {
    switch message {
    case .response: return .ignore
    case .notification(let method, let params):
      guard method == "notifications/cancelled",
        let id = params["requestId"].flatMap({ RequestID($0) })
      else { return .ignore }
      return .cancel(id)
    case .faulty(let fault, let id): return .reply(Response.error(fault, id: id))
    case .request(let request):
      do throws(RequestFault) {
        let era = try era(of: request)
        if era != .modern, request.method == Method.initialize.rawValue,
          let wanted = request.params["protocolVersion"]?.stringValue
        {
          negotiated = RequestHandler.negotiated(wanted)
        }
        return .work(request, era)
      } catch {
        return .reply(Response.error(error, id: request.id))
      }
    }
  }

  private func era(of request: Request) throws(RequestFault) -> Era {
    let meta = request.params["_meta"]
    if let version = meta?[MetaKey.protocolVersion] {
      guard case .string(let requested) = version else {
        throw .invalidParameter(MetaKey.protocolVersion, expected: "a string")
      }
      guard requested == ProtocolVersion.v2026July.rawValue else {
        throw .unsupportedVersion(requested: requested)
      }
      guard case .object? = meta?[MetaKey.clientCapabilities] else {
        throw .invalidParameter(MetaKey.clientCapabilities, expected: "given, an object")
      }
      return .modern
    }
    if request.method.hasPrefix("askwell/") { return .native }
    if let negotiated { return .legacy(negotiated) }
    if request.method == Method.initialize.rawValue || request.method == Method.ping.rawValue {
      return .legacy(.newestLegacy)
    }
    throw .noProtocolVersion
  }
}
