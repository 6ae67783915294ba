/// The methods that are served.
enum Method: String, CaseIterable {
  case ask = "askwell/ask"
  case triage = "askwell/triage"
  case search = "askwell/search"
  case status = "askwell/status"
  case initialize
  case ping
  case discover = "server/discover"
  case listTools = "tools/list"
  case callTool = "tools/call"
  case listResources = "resources/list"
  case listTemplates = "resources/templates/list"
  case readResource = "resources/read"
  case listPrompts = "prompts/list"
  case getPrompt = "prompts/get"
  case complete = "completion/complete"

  /// Whether the name is known under the era's rules.
  func exists(in era: Era) -> Bool {
    switch self {
    case .ask, .triage, .search, .status: true
    case .initialize, .ping: era != .modern
    case .discover: era == .modern
    default: era != .native
    }
  }

  /// Whether a modern result carries `ttlMs` and `cacheScope`.
  var isCacheable: Bool {
    switch self {
    case .discover, .listTools, .listResources, .listTemplates, .readResource, .listPrompts: true
    default: false
    }
  }

  /// Whether the result is the same as long as the program is.
  var isFixed: Bool {
    switch self {
    case .discover, .listTools, .listTemplates, .listPrompts: true
    default: false
    }
  }

  /// Whether an open index is needed to answer.
  var needsIndex: Bool {
    switch self {
    case .initialize, .ping, .discover, .listTools, .listTemplates, .listPrompts: false
    default: true
    }
  }
}
