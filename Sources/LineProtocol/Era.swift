internal import JSON

/// A version of the Model Context Protocol that is served, oldest first.
enum ProtocolVersion: String, CaseIterable, Comparable {
  case v2024November = "2024-11-05"
  case v2025March = "2025-03-26"
  case v2025June = "2025-06-18"
  case v2025November = "2025-11-25"
  case v2026July = "2026-07-28"

  /// Given to a client that asks for a version nobody knows.
  static let newestLegacy = ProtocolVersion.v2025November

  /// Whether a connection begins with `initialize`.
  var isLegacy: Bool { self < .v2026July }

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// The rules that one request is answered by.
enum Era: Equatable {
  /// `askwell/…` without `_meta`: plain JSON-RPC.
  case native
  /// After `initialize`, at the negotiated version.
  case legacy(ProtocolVersion)
  /// `_meta` names the version; nothing is remembered between requests.
  case modern

  /// Whether titles, output schemas and structured content exist.
  var hasStructuredContent: Bool {
    if case .legacy(let version) = self { version >= .v2025June } else { true }
  }

  /// Whether tools carry annotations.
  var hasAnnotations: Bool {
    if case .legacy(let version) = self { version >= .v2025March } else { true }
  }
}

/// Names in `_meta`.
enum MetaKey {
  static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
  static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
  static let serverInfo = "io.modelcontextprotocol/serverInfo"
}
