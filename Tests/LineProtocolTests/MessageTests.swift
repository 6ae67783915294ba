import JSON
import Testing

@testable import LineProtocol

@Suite struct `Understanding a line` {
  /// What a line is, in short: the kind, the error code, the id.
  private func kind(_ line: String) -> String {
    switch Message(line: Array(line.utf8)) {
    case .request(let request):
      "request \(String(decoding: request.id.json.serialized, as: UTF8.self)) \(request.method)"
    case .notification(let method, _): "notification \(method)"
    case .response: "response"
    case .faulty(let fault, let id):
      "\(fault.code)" + (id.map { " " + String(decoding: $0.json.serialized, as: UTF8.self) } ?? "")
    }
  }

  @Test(arguments: [
    (#"{"jsonrpc":"2.0","id":0,"method":"ping"}"#, "request 0 ping"),
    (#"{"method":"ping","params":{},"jsonrpc":"2.0","id":"0"}"#, #"request "0" ping"#),
    (#"{"jsonrpc":"2.0","id":"","method":"ping"}"#, #"request "" ping"#),
    (
      #"{"jsonrpc":"2.0","id":-9223372036854775808,"method":"ping"}"#,
      "request -9223372036854775808 ping"
    ),
    (#"{"jsonrpc":"2.0","id":2.0,"method":"ping"}"#, "request 2 ping"),
    (#"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#, "request 2 ping"),
    (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":null}"#, "request 1 ping"),
    (#"{"jsonrpc":"2.0","method":"x"}"#, "notification x"),
    (#"{"jsonrpc":"2.0","method":"x","params":[1]}"#, "notification x"),
    (#"{"method":"x"}"#, "notification x"),
    (#"{"jsonrpc":"2.0","id":1,"result":{}}"#, "response"),
    (#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"m"}}"#, "response"),
    (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, "-32600"),
    (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, "-32600"),
    (#"{"jsonrpc":"2.0","id":[1],"method":"ping"}"#, "-32600"),
    (#"{"jsonrpc":"2.0","id":true,"method":"ping"}"#, "-32600"),
    (#"{"jsonrpc":"2.0","id":123456789012345678901234567890,"method":"ping"}"#, "-32600"),
    (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, "-32600 1"),
    (#"{"id":1,"method":"ping"}"#, "-32600 1"),
    (#"{"jsonrpc":"2.0","id":1}"#, "-32600 1"),
    (#"{"jsonrpc":"2.0","id":1,"method":7}"#, "-32600 1"),
    (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}"#, "-32602 1"),
    (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}"#, "-32602 1"),
    (#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, "-32600"),
    ("[]", "-32600"), ("{}", "-32600"), ("7", "-32600"), (#""x""#, "-32600"), ("null", "-32600"),
    ("{", "-32700"), ("hello", "-32700"), (#"{"jsonrpc":"2.0","id":1,"method":"ping",}"#, "-32700"),
  ])
  func `every line is a request, a notification, a response or a fault`(
    line: String, expected: String
  ) {
    #expect(kind(line) == expected)
  }

  @Test func `too deep a line is a fault like any other`() {
    let nested = String(repeating: "[", count: 100_000)
    #expect(kind(#"{"jsonrpc":"2.0","id":1,"method":"ping","params":"# + nested) == "-32700")
  }
}

@Suite struct `Addresses of resources` {
  @Test(arguments: [
    (ResourceAddress.document("leaky-gut.html"), "askwell://doc/leaky-gut.html"),
    (.document("a/b c.html"), "askwell://doc/a%2Fb%20c.html"),
    (.passage(document: "a/ü", local: "p1"), "askwell://passage/a%2F%C3%BC/p1"),
    (.passage(document: "a", local: "x/y#z"), "askwell://passage/a/x%2Fy%23z"),
  ])
  func `ids are percent-encoded and come back`(address: ResourceAddress, uri: String) {
    #expect(address.uri == uri)
    #expect(ResourceAddress(uri) == address)
  }

  @Test(arguments: [
    "", "askwell:", "askwell://", "askwell://doc", "askwell://doc/", "askwell://doc/%zz",
    "askwell://doc/%ff", "askwell://passage/a", "http://doc/a", "askwell://other/a",
    "askwell://doc/%", "askwell:/doc/a/b", "file:///etc/passwd",
  ])
  func `anything else is no address`(uri: String) {
    #expect(ResourceAddress(uri) == nil)
  }

  @Test func `slashes of a path may stay as they are`() {
    #expect(ResourceAddress("askwell://doc/a/b.html") == .document("a/b.html"))
  }

  @Test func `a cursor is good for its index only`() {
    let place = ListPlace(document: 3, entry: 7)
    let cursor = place.cursor(index: "abc.d")
    #expect(ListPlace(cursor: cursor, index: "abc.d") == place)
    #expect(ListPlace(cursor: cursor, index: "other") == nil)
    for wrong in ["", "1", "1.2", "-1.0.abc", "x.0.abc", "99999999999999999999.0.abc"] {
      #expect(ListPlace(cursor: wrong, index: "abc") == nil)
    }
  }
}
