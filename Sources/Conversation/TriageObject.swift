public import JSON
public import Triage

extension TriageDecision {
  /// The decision as `askwell triage` and the protocol write it:
  /// `{"id","level","at","flags":[{"id","label","evidence":{"turn","quote","start","end"}}]}`.
  ///
  /// - Parameters:
  ///   - turns: the messages that were assessed; evidence is quoted from them.
  ///   - id: the caller's id, sent back as it came; left out when nil.
  public func object(turns: [String], id: JSONValue? = nil) -> JSONValue {
    var members: [JSONValue.Member] = []
    if let id { members.append(.init("id", id)) }
    members.append(.init("level", .string(level.name)))
    if let levelTurn { members.append(.init("at", .integer(Int64(levelTurn)))) }
    members.append(
      .init(
        "flags",
        .array(flags.map { Escalation.Flag(raised: $0, in: turns).json })))
    return .object(members)
  }
}

extension Escalation.Flag {
  /// The flag with its evidence quoted from the turns.
  init(raised: RaisedFlag, in turns: [String]) {
    self.init(
      raised: raised,
      quotes: raised.evidence.map { evidence in
        guard turns.indices.contains(evidence.turn - 1) else { return "" }
        return turns[evidence.turn - 1].slice(utf8Range: evidence.utf8Range)
      })
  }
}

extension String {
  /// The text of a UTF-8 byte range, cut back to what lies inside the text and to whole characters.
  func slice(utf8Range range: Range<Int>) -> String {
    let bounded = range.clamped(to: 0..<utf8.count)
    return String(
      decoding: Array(utf8.dropFirst(bounded.lowerBound).prefix(bounded.count)), as: UTF8.self)
  }
}
