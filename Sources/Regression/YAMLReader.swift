internal import CYAML

/// Reads one YAML document into nodes that know their lines.
///
/// Anchors and aliases work within a budget of nodes, so that a small file can't grow without bound;
/// tags are ignored, since scalars stay text.
struct YAMLReader {
  private static let depthLimit = 64
  private static let nodeLimit = 1_000_000

  private let file: String
  private var nodes = 0
  private var anchors: [String: (node: SuiteNode, count: Int)] = [:]

  /// The document in `bytes`; nil where there is none.
  ///
  /// - Throws: `SuiteError` with the line of the fault.
  static func document(in bytes: [UInt8], file: String) throws(SuiteError) -> SuiteNode? {
    var reader = YAMLReader(file: file)
    return try reader.document(bytes)
  }

  private init(file: String) { self.file = file }

  private mutating func document(_ bytes: [UInt8]) throws(SuiteError) -> SuiteNode? {
    guard let stream = YAMLEventStream(bytes) else { throw fault(0, "no memory") }
    var result: SuiteNode?
    while true {
      let event = stream.next()
      switch event.kind {
      case .end: return result
      case .document where result == nil: result = try node(stream.next(), stream, depth: 0)
      case .document: throw fault(event.line, "a suite is one document, here a second one starts")
      case .documentEnd: continue
      default: throw fault(event)
      }
    }
  }

  private mutating func node(_ event: YAMLEvent, _ stream: borrowing YAMLEventStream, depth: Int)
    throws(SuiteError) -> SuiteNode
  {
    if depth > Self.depthLimit {
      throw fault(event.line, "lists and mappings nest deeper than \(Self.depthLimit)")
    }
    let before = nodes
    try count(1, event.line)
    let value: SuiteNode.Value
    switch event.kind {
    case .scalar: value = .scalar(event.text, isPlain: event.isPlain)
    case .sequence: value = .sequence(try sequence(stream, depth))
    case .mapping: value = .mapping(try mapping(stream, depth))
    case .alias:
      guard let target = anchors[event.text] else {
        throw fault(event.line, "there is no anchor '\(event.text)' above")
      }
      try count(target.count, event.line)
      return target.node.moved(to: event.line)
    default: throw fault(event)
    }
    let result = SuiteNode(value: value, line: event.line)
    if let anchor = event.anchor { anchors[anchor] = (result, nodes - before) }
    return result
  }

  private mutating func sequence(_ stream: borrowing YAMLEventStream, _ depth: Int)
    throws(SuiteError) -> [SuiteNode]
  {
    var result: [SuiteNode] = []
    while true {
      let event = stream.next()
      if event.kind == .sequenceEnd { return result }
      result.append(try node(event, stream, depth: depth + 1))
    }
  }

  private mutating func mapping(_ stream: borrowing YAMLEventStream, _ depth: Int)
    throws(SuiteError) -> [SuiteNode.Entry]
  {
    var result: [SuiteNode.Entry] = []
    var seen: Set<String> = []
    while true {
      let event = stream.next()
      if event.kind == .mappingEnd { return result }
      guard event.kind == .scalar else {
        if event.kind == .fault { throw fault(event) }
        throw fault(event.line, "a key is a list or a mapping")
      }
      guard seen.insert(event.text).inserted else {
        throw SuiteError(file: file, line: event.line, problem: .duplicateKey(event.text))
      }
      let value = try node(stream.next(), stream, depth: depth + 1)
      result.append(.init(key: event.text, line: event.line, value: value))
    }
  }

  private mutating func count(_ more: Int, _ line: Int) throws(SuiteError) {
    nodes += more
    if nodes > Self.nodeLimit { throw fault(line, "more than \(Self.nodeLimit) values") }
  }

  private func fault(_ event: YAMLEvent) -> SuiteError {
    fault(event.line, event.kind == .fault ? event.text : "the document ends too early")
  }

  private func fault(_ line: Int, _ text: String) -> SuiteError {
    SuiteError(file: file, line: line, problem: .syntax(text))
  }
}

/// One event of the parser as a value.
private struct YAMLEvent {
  enum Kind {
    case end, document, documentEnd, alias, scalar, sequence, sequenceEnd, mapping, mappingEnd,
      fault
  }

  var kind: Kind
  var text: String
  var anchor: String?
  var line: Int
  var isPlain: Bool
}

/// libyaml's parser over bytes in memory.
@safe private struct YAMLEventStream: ~Copyable {
  private let reader: OpaquePointer

  init?(_ bytes: [UInt8]) {
    let opened = unsafe bytes.withUnsafeBufferPointer {
      unsafe askwell_yaml_open($0.baseAddress, $0.count)
    }
    guard let opened = unsafe opened else { return nil }
    unsafe reader = opened
  }

  func next() -> YAMLEvent {
    let event = unsafe askwell_yaml_next(reader)
    let kind: YAMLEvent.Kind =
      switch unsafe event.kind {
      case ASKWELL_YAML_DOCUMENT: .document
      case ASKWELL_YAML_DOCUMENT_END: .documentEnd
      case ASKWELL_YAML_ALIAS: .alias
      case ASKWELL_YAML_SCALAR: .scalar
      case ASKWELL_YAML_SEQUENCE: .sequence
      case ASKWELL_YAML_SEQUENCE_END: .sequenceEnd
      case ASKWELL_YAML_MAPPING: .mapping
      case ASKWELL_YAML_MAPPING_END: .mappingEnd
      case ASKWELL_YAML_FAULT: .fault
      default: .end
      }
    return unsafe YAMLEvent(
      kind: kind,
      text: String(
        decoding: UnsafeBufferPointer(start: event.text, count: event.length), as: UTF8.self),
      anchor: event.anchor.map {
        unsafe String(
          decoding: UnsafeBufferPointer(start: $0, count: event.anchor_length), as: UTF8.self)
      },
      line: Int(event.line), isPlain: event.is_plain != 0)
  }

  deinit { unsafe askwell_yaml_close(reader) }
}
