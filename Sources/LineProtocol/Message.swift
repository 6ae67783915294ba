internal import JSON

/// What a client chose to tell its requests apart.
enum RequestID: Hashable {
  case integer(Int64)
  case string(String)

  init?(_ value: JSONValue) {
    if case .string(let text) = value {
      self = .string(text)
    } else if let number = value.integerValue {
      self = .integer(number)
    } else {
      return nil
    }
  }

  var json: JSONValue {
    switch self {
    case .integer(let number): .integer(number)
    case .string(let text): .string(text)
    }
  }
}

/// A call that wants a response.
struct Request: Equatable {
  var id: RequestID
  var method: String
  /// Always an object.
  var params: JSONValue
}

/// One line of a client, understood as JSON-RPC 2.0.
enum Message: Equatable {
  case request(Request)
  /// A call without `id`: never answered.
  case notification(method: String, params: JSONValue)
  /// A response to a request; this server sends none, so it is ignored.
  case response
  /// A line that is none of these; the id is given as far as it could be read.
  case faulty(RequestFault, id: RequestID?)

  init(line: [UInt8]) {
    do throws(JSONError) {
      self.init(try JSONValue(parsing: line))
    } catch {
      self = .faulty(.notJSON(error), id: nil)
    }
  }

  init(_ value: JSONValue) {
    guard case .object(let members) = value else {
      let isArray = value.arrayValue != nil
      self = .faulty(
        .notARequest(isArray ? "batches are not supported" : "a message is an object"), id: nil)
      return
    }
    // A missing id makes a notification; an id of the wrong type makes a fault.
    let idMember = members.last { $0.name == "id" }?.value
    let id = idMember.flatMap { RequestID($0) }
    guard case .string(let method)? = value["method"] else {
      if value["method"] == nil, value["result"] != nil || value["error"] != nil {
        self = .response
      } else {
        self = .faulty(.notARequest("\"method\" must be a string"), id: id)
      }
      return
    }
    var params = value["params"] ?? .object([])
    if params == .null { params = .object([]) }
    if idMember == nil {
      self = .notification(method: method, params: params)
      return
    }
    guard let id else {
      self = .faulty(.notARequest("\"id\" must be a string or a 64-bit integer"), id: nil)
      return
    }
    if value["jsonrpc"] != "2.0" {
      self = .faulty(.notARequest("\"jsonrpc\" must be \"2.0\""), id: id)
      return
    }
    guard case .object = params else {
      self = .faulty(.invalidParameter("params", expected: "an object"), id: id)
      return
    }
    self = .request(Request(id: id, method: method, params: params))
  }
}

/// Lines that the server writes.
enum Response {
  static func result(_ result: JSONValue, id: RequestID) -> JSONValue {
    ["jsonrpc": "2.0", "id": id.json, "result": result]
  }

  /// Without an id where none could be read: no one form is right in every version, and clients
  /// accept this one.
  static func error(_ fault: RequestFault, id: RequestID?) -> JSONValue {
    var members: [JSONValue.Member] = [.init("jsonrpc", "2.0")]
    if let id { members.append(.init("id", id.json)) }
    members.append(.init("error", fault.object))
    return .object(members)
  }

  static func progress(_ done: Int64, of total: Int64, token: JSONValue, message: String)
    -> JSONValue
  {
    [
      "jsonrpc": "2.0", "method": "notifications/progress",
      "params": [
        "progressToken": token, "progress": .integer(done), "total": .integer(total),
        "message": .string(message),
      ],
    ]
  }
}
