import JSON
import Testing

@testable import LineProtocol

@Suite struct `Finding a request's era` {
  private static let meta =
    #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#

  /// The era of each line on one connection, or the code of its error.
  private func eras(_ lines: [String]) -> [String] {
    var connection = Connection()
    return lines.map { line in
      switch connection.step(.bytes(Array(line.utf8))) {
      case .ignore: return "ignored"
      case .cancel(let id): return "cancel \(id)"
      case .work(_, .native): return "native"
      case .work(_, .modern): return "modern"
      case .work(_, .legacy(let version)): return version.rawValue
      case .reply(let response): return "\(response["error"]?["code"]?.integerValue ?? 0)"
      }
    }
  }

  private func request(_ method: String, _ params: String = "{}") -> String {
    #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#
  }

  @Test func `before initialize only native, modern, initialize and ping are served`() {
    #expect(
      eras([
        request("tools/list"), request("ping"), request("askwell/ask"),
        request("tools/list", "{\(Self.meta)}"), request("anything"),
      ]) == ["-32602", "2025-11-25", "native", "modern", "-32602"])
  }

  @Test(arguments: [
    ("2024-11-05", "2024-11-05"), ("2025-03-26", "2025-03-26"), ("2025-06-18", "2025-06-18"),
    ("2025-11-25", "2025-11-25"), ("2026-07-28", "2025-11-25"), ("1999-01-01", "2025-11-25"),
  ])
  func `after initialize the agreed version holds`(asked: String, agreed: String) {
    #expect(
      eras([
        request("initialize", #"{"protocolVersion":"\#(asked)"}"#), request("tools/list"),
        request("askwell/status"), request("tools/list", "{\(Self.meta)}"), request("tools/list"),
      ]).dropFirst() == [agreed, "native", "modern", agreed])
  }

  @Test func `a modern request names a version that is served and its capabilities`() {
    let version = "io.modelcontextprotocol/protocolVersion"
    #expect(
      eras([
        request("tools/list", #"{"_meta":{"\#(version)":"2030-01-01"}}"#),
        request("tools/list", #"{"_meta":{"\#(version)":"2026-07-28"}}"#),
        request("tools/list", #"{"_meta":{"\#(version)":7}}"#),
        request("tools/list", #"{"_meta":{}}"#), request("tools/list", #"{"_meta":7}"#),
      ]) == ["-32022", "-32602", "-32602", "-32602", "-32602"])
  }

  @Test func `notifications are ignored, but for a cancellation`() {
    #expect(
      eras([
        #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
        #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}"#,
        #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":null}}"#,
        #"{"jsonrpc":"2.0","method":"notifications/cancelled"}"#,
        #"{"jsonrpc":"2.0","method":"tools/call","params":{}}"#,
      ]) == ["ignored", "cancel integer(7)", "ignored", "ignored", "ignored"])
  }
}
