internal import JSON

/// Why a message gets an error in place of a result.
enum RequestFault: Error, Equatable {
  /// The line is not JSON.
  case notJSON(JSONError)
  /// The line is JSON but no request; the reason says what is missing.
  case notARequest(String)
  /// The line is longer than the limit.
  case lineTooLong(limit: Int)
  /// No method has this name in the request's era.
  case unknownMethod(String)
  /// A parameter is missing or of the wrong form.
  case invalidParameter(String, expected: String)
  /// The request belongs to no era: neither `_meta` nor an earlier `initialize`.
  case noProtocolVersion
  /// The protocol version of the request's `_meta` is not served.
  case unsupportedVersion(requested: String)
  /// No tool has this name.
  case unknownTool(String)
  /// No prompt has this name.
  case unknownPrompt(String)
  /// Nothing can be read at this address.
  case unknownResource(uri: String, era: Era)
  /// A list's cursor is not one that this server gave for the present index.
  case unknownCursor(String)
  /// The index can't be opened or read.
  case service(ServiceFailure)

  /// The JSON-RPC error code.
  var code: Int64 {
    switch self {
    case .notJSON: -32700
    case .notARequest, .lineTooLong: -32600
    case .unknownMethod: -32601
    case .invalidParameter, .noProtocolVersion, .unknownTool, .unknownPrompt, .unknownCursor:
      -32602
    case .unknownResource(_, let era): if case .legacy = era { -32002 } else { -32602 }
    case .unsupportedVersion: -32022
    case .service: -32603
    }
  }

  /// One sentence for the person who writes the client.
  var message: String {
    switch self {
    case .notJSON(let error): "The line is not JSON: \(error.sentence)."
    case .notARequest(let reason): "Not a JSON-RPC 2.0 request: \(reason)."
    case .lineTooLong(let limit): "The line is longer than \(limit) bytes."
    case .unknownMethod(let name): "There is no method \(name.quoted)."
    case .invalidParameter(let name, let expected): "\(name.quoted) must be \(expected)."
    case .noProtocolVersion:
      "Send initialize first, or put io.modelcontextprotocol/protocolVersion and "
        + "io.modelcontextprotocol/clientCapabilities into params._meta."
    case .unsupportedVersion(let requested):
      "Protocol version \(requested.quoted) is not supported."
    case .unknownTool(let name): "There is no tool \(name.quoted)."
    case .unknownPrompt(let name): "There is no prompt \(name.quoted)."
    case .unknownResource(let uri, _): "There is no resource \(uri.quoted)."
    case .unknownCursor: "The cursor does not belong to this list; start again without one."
    case .service(let failure): failure.sentence
    }
  }

  /// What a program can read from the error.
  var data: JSONValue? {
    switch self {
    case .unsupportedVersion(let requested):
      [
        "supported": .array(ProtocolVersion.allCases.reversed().map { .string($0.rawValue) }),
        "requested": .string(requested),
      ]
    case .unknownResource(let uri, _): ["uri": .string(uri)]
    case .notJSON(let error): ["offset": .integer(Int64(error.offset))]
    default: nil
    }
  }

  /// The `error` member of the response.
  var object: JSONValue {
    var members: [JSONValue.Member] = [
      .init("code", .integer(code)), .init("message", .string(message)),
    ]
    if let data { members.append(.init("data", data)) }
    return .object(members)
  }
}

extension String {
  /// The text between quotation marks, cut where a sentence would become unreadable.
  fileprivate var quoted: String {
    unicodeScalars.count <= 80
      ? "\"\(self)\"" : "\"\(String(String.UnicodeScalarView(unicodeScalars.prefix(80))))…\""
  }
}

extension JSONError {
  var offset: Int {
    switch self {
    case .unexpected(_, let offset), .truncated(let offset), .tooDeep(let offset, _),
      .invalidUTF8(let offset), .invalidNumber(let offset), .invalidEscape(let offset):
      offset
    }
  }

  var sentence: String {
    switch self {
    case .unexpected(let byte, let offset):
      (0x21..<0x7F).contains(byte)
        ? "unexpected \(Character(Unicode.Scalar(byte))) at byte \(offset)"
        : "unexpected byte 0x\(String(byte, radix: 16)) at byte \(offset)"
    case .truncated(let offset): "it ends inside a value at byte \(offset)"
    case .tooDeep(let offset, let limit): "more than \(limit) levels deep at byte \(offset)"
    case .invalidUTF8(let offset): "invalid UTF-8 at byte \(offset)"
    case .invalidNumber(let offset): "a malformed number at byte \(offset)"
    case .invalidEscape(let offset): "a malformed escape at byte \(offset)"
    }
  }
}
