import JSON
import Testing

@testable import LineProtocol

@Suite struct `Answering requests` {
  private let handler = RequestHandler(
    source: SampleService.source(), server: ServerDescription(version: "9.9"))

  private func response(_ method: String, _ era: Era) -> JSONValue {
    response(method, .object([]), era)
  }

  private func response(_ method: String, _ params: JSONValue, _ era: Era) -> JSONValue {
    handler.response(
      to: Request(id: .integer(1), method: method, params: params), era: era, progress: { _ in })
  }

  private func code(_ method: String, _ params: JSONValue, _ era: Era) -> Int64? {
    response(method, params, era)["error"]?["code"]?.integerValue
  }

  private static let legacy = Era.legacy(.v2025November)

  @Test func `a modern result says that it is complete, and who gave it`() {
    for method in ["server/discover", "tools/list", "resources/list", "prompts/list"] {
      let result = response(method, .modern)["result"]
      #expect(result?["resultType"] == "complete")
      #expect(result?["ttlMs"]?.integerValue ?? -1 >= 0)
      #expect(result?["cacheScope"]?.stringValue != nil)
      #expect(result?["_meta"]?[MetaKey.serverInfo]?["version"] == "9.9")
    }
    let call = response("tools/call", ["name": "triage", "arguments": ["message": "x"]], .modern)
    #expect(call["result"]?["resultType"] == "complete")
    #expect(call["result"]?["ttlMs"] == nil)
    #expect(response("tools/list", Self.legacy)["result"]?["resultType"] == nil)
  }

  @Test(arguments: [
    ("ping", Era.modern, true), ("initialize", .modern, true), ("logging/setLevel", .modern, true),
    ("subscriptions/listen", .modern, true), ("server/discover", Self.legacy, true),
    ("tools/list", .native, true), ("askwell/none", .native, true),
    ("ping", Self.legacy, false), ("askwell/status", .modern, false),
  ])
  func `each era has its methods`(method: String, era: Era, isUnknown: Bool) {
    #expect((code(method, .object([]), era) == -32601) == isUnknown)
  }

  @Test func `old versions get no members that they do not know`() {
    func tool(_ version: ProtocolVersion) -> JSONValue? {
      response("tools/list", .legacy(version))["result"]?["tools"]?.arrayValue?.first
    }
    #expect(tool(.v2024November)?["annotations"] == nil)
    #expect(tool(.v2025March)?["annotations"] != nil)
    #expect(tool(.v2025March)?["outputSchema"] == nil)
    #expect(tool(.v2025June)?["outputSchema"] != nil)
    let call: JSONValue = ["name": "ask", "arguments": ["question": "q"]]
    let old = response("tools/call", call, .legacy(.v2025March))["result"]
    #expect(old?["structuredContent"] == nil)
    #expect(old?["content"]?.arrayValue?.count == 2)
  }

  @Test func `a tool's text and its structured content say the same`() throws {
    let result = response("tools/call", ["name": "ask", "arguments": ["question": "q"]], .modern)[
      "result"]
    let texts = result?["content"]?.arrayValue?.compactMap { $0["text"]?.stringValue } ?? []
    #expect(texts.first == "Yes.")
    #expect(try texts.last.map { try JSONValue(parsing: $0.utf8) } == result?["structuredContent"])
    #expect(result?["isError"] == false)
  }

  @Test(
    arguments: [
      .object([]), ["question": ""], ["question": " \n\t"], ["question": 7],
      ["question": "q", "context": "x"], ["question": "q", "context": [1]],
      ["question": "q", "today": "tomorrow"], ["question": "q", "render": ["format": "html"]],
      ["question": "q", "render": ["max_bytes": 3]], ["question": "q", "debug": "yes"],
    ] as [JSONValue])
  func `wrong arguments are the tool's error, and a parameter error of the native method`(
    arguments: JSONValue
  ) {
    let result = response("tools/call", ["name": "ask", "arguments": arguments], Self.legacy)
    #expect(result["result"]?["isError"] == true)
    #expect(result["result"]?["structuredContent"] == nil)
    #expect(code("askwell/ask", arguments, .native) == -32602)
  }

  @Test func `a question longer than the limit is refused`() {
    let long = String(repeating: "x", count: Parameters.textLimit + 1)
    #expect(code("askwell/ask", ["question": .string(long)], .native) == -32602)
    #expect(code("askwell/ask", ["question": .string(String(long.dropLast()))], .native) == nil)
  }

  @Test func `unknown names are parameter errors`() {
    #expect(code("tools/call", ["name": "nothing"], Self.legacy) == -32602)
    #expect(code("tools/call", .object([]), Self.legacy) == -32602)
    #expect(code("prompts/get", ["name": "nothing"], Self.legacy) == -32602)
    #expect(code("prompts/get", ["name": "ask"], Self.legacy) == -32602)
    #expect(code("resources/list", ["cursor": ""], Self.legacy) == -32602)
    #expect(code("resources/list", ["cursor": "0.0.other"], Self.legacy) == -32602)
    #expect(code("tools/list", ["cursor": "x"], Self.legacy) == -32602)
  }

  @Test func `a resource that is not there has the era's code and its address`() {
    let wanted: JSONValue = ["uri": "askwell://doc/none"]
    #expect(code("resources/read", wanted, Self.legacy) == -32002)
    #expect(code("resources/read", wanted, .modern) == -32602)
    let data = response("resources/read", wanted, .modern)["error"]?["data"]
    #expect(data == wanted)
  }

  @Test func `all that is listed can be read`() {
    let listed = response("resources/list", Self.legacy)["result"]?["resources"]?.arrayValue ?? []
    #expect(
      listed.compactMap { $0["uri"]?.stringValue } == [
        "askwell://doc/leaky.html", "askwell://passage/leaky.html/faq-1",
        "askwell://passage/leaky.html/p2", "askwell://doc/a%2Fb%20%C3%BC.html",
        "askwell://passage/a%2Fb%20%C3%BC.html/p1",
      ])
    let texts = listed.map { entry in
      response("resources/read", ["uri": entry["uri"] ?? .null], .modern)["result"]?["contents"]?
        .arrayValue?.first?["text"]?.stringValue
    }
    #expect(
      texts == [
        "The whole page.", "The label is no diagnosis.",
        "Alcohol loosens the wall.", "Another page.", "Another page.",
      ])
  }

  @Test func `a long list comes in pages that leave out nothing`() {
    let count = 1000
    var service = SampleService.service()
    service.documentCount = 3
    service.document = { number throws(ServiceFailure) in
      let passages = [0..<0, 0..<count, count..<(count + 1)][number]
      return DocumentRecord(id: "d\(number)", title: "t", url: nil, passages: passages)
    }
    service.passage = { number throws(ServiceFailure) in
      let document = number < count ? "d1" : "d2"
      return PassageRecord(
        id: "\(document)#p\(number)", document: document, title: "t", section: [], question: nil,
        text: "x", url: nil)
    }
    let opened = service
    let paged = RequestHandler(
      source: ServiceSource(identity: { nil }, open: { () throws(ServiceFailure) in opened }),
      server: ServerDescription(version: "0"))
    var names: [String] = []
    var pages = 0
    var params: JSONValue = .object([])
    while true {
      let result = paged.response(
        to: Request(id: .integer(1), method: "resources/list", params: params), era: Self.legacy,
        progress: { _ in })["result"]
      let page = result?["resources"]?.arrayValue ?? []
      #expect(page.count <= Resources.pageSize)
      names += page.compactMap { $0["name"]?.stringValue }
      pages += 1
      guard let cursor = result?["nextCursor"], pages < 20 else { break }
      params = ["cursor": cursor]
    }
    #expect(names == ["d0", "d1"] + (0..<count).map { "d1#p\($0)" } + ["d2", "d2#p\(count)"])
    #expect(pages == 6)
  }

  @Test func `half-written arguments are completed from the corpus`() {
    func values(_ params: JSONValue) -> [String]? {
      response("completion/complete", params, .modern)["result"]?["completion"]?["values"]?
        .arrayValue?.compactMap(\.stringValue)
    }
    let prompt: JSONValue = ["type": "ref/prompt", "name": "ask"]
    #expect(
      values(["ref": prompt, "argument": ["name": "question", "value": "is"]]) == ["Is it real?"])
    #expect(values(["ref": prompt, "argument": ["name": "question", "value": "zz"]]) == [])
    #expect(values(["ref": prompt, "argument": ["name": "other", "value": ""]]) == [])
    let passage: JSONValue = [
      "type": "ref/resource", "uri": "askwell://passage/{doc}/{passage}",
    ]
    #expect(values(["ref": passage, "argument": ["name": "doc", "value": "l"]]) == ["leaky.html"])
    #expect(
      values([
        "ref": passage, "argument": ["name": "passage", "value": ""],
        "context": ["arguments": ["doc": "leaky.html"]],
      ]) == ["faq-1", "p2"])
    #expect(code("completion/complete", .object([]), .modern) == -32602)
    let unknown: JSONValue = ["type": "ref/tool", "name": "ask"]
    #expect(
      code(
        "completion/complete", ["ref": unknown, "argument": ["name": "a", "value": ""]], .modern)
        == -32602)
  }

  @Test func `progress is told only on request, while the index opens`() {
    let source = SampleService.source()
    let handler = RequestHandler(source: source, server: ServerDescription(version: "0"))
    func notices(_ params: JSONValue) -> [String] {
      var found: [String] = []
      _ = handler.response(
        to: Request(id: .integer(1), method: "askwell/search", params: params), era: .native,
        progress: { found.append($0["params"]?["progress"].map(\.text) ?? "") })
      return found
    }
    let asking: JSONValue = ["query": "x", "_meta": ["progressToken": 0]]
    #expect(notices(["query": "x"]) == [])
    let other = RequestHandler(
      source: SampleService.source(), server: ServerDescription(version: "0"))
    var tokens: [JSONValue?] = []
    _ = other.response(
      to: Request(id: .integer(1), method: "askwell/search", params: asking), era: .native,
      progress: { tokens.append($0["params"]?["progressToken"]) })
    #expect(tokens == [0, 0])
    #expect(notices(asking) == [])  // it is open by now
  }
}
