public import JSON
internal import Triage

extension Reply {
  /// Sent with every reply.
  public static let disclaimer =
    "General education, not medical advice: it can't tell what you have. If you feel unwell or do not improve, see a clinician."

  /// The answer object, version 1, as every command and the protocol write it.
  ///
  /// Members always stand in the same order, and nothing in it depends on time or machine, so the
  /// same question on the same index gives the same bytes.
  ///
  /// - Parameters:
  ///   - id: the caller's id, sent back as it came; left out when nil.
  ///   - debug: whether `hits`, the ranked passages, are added.
  public func answerObject(id: JSONValue? = nil, debug: Bool = false) -> JSONValue {
    var members: [JSONValue.Member] = [.init("v", 1)]
    if let id { members.append(.init("id", id)) }
    members.append(.init("outcome", .string(outcome.rawValue)))
    members.append(.init("answered", .bool(isAnswered)))
    var citations: [Citation] = []
    switch finding {
    case .answer(let answer):
      citations = answer.citations
    case .abstention(let abstention):
      members.append(.init("reason", .string(abstention.reason.rawValue)))
    }
    members.append(.init("text", .string(text)))
    members.append(
      .init(
        "confidence",
        [
          "level": .string(confidence.level),
          "value": .number((confidence.value * 10_000).rounded() / 10_000),
          "threshold": .number((confidence.threshold * 10_000).rounded() / 10_000),
        ]))
    members.append(.init("citations", .array(citations.map(\.json))))
    if case .answer(let answer) = finding {
      members.append(
        .init(
          "best_sentence",
          [
            "start": .integer(Int64(answer.bestSentence.lowerBound)),
            "end": .integer(Int64(answer.bestSentence.upperBound)),
          ]))
    }
    if let escalation { members.append(.init("escalation", escalation.json)) }
    if let doctorNote { members.append(.init("see_a_doctor", doctorNote.json)) }
    members.append(
      .init(
        "alternatives",
        .array(
          alternatives.map {
            [
              "question": .string($0.question), "uri": .string($0.uri),
              "value": .number(($0.value * 10_000).rounded() / 10_000),
            ]
          })))
    members.append(.init("index", ["id": .string(indexIdentifier)]))
    members.append(.init("disclaimer", .string(Self.disclaimer)))
    if debug {
      members.append(
        .init(
          "hits",
          .array(
            hits.map {
              [
                "passage": .string($0.passage), "doc": .string($0.document),
                "section": .array($0.section.map { .string($0) }), "text": .string($0.text),
                "score": .number($0.score),
              ]
            })))
    }
    return .object(members)
  }

  /// All that a person reads, the escalation first.
  public var text: String {
    var pieces: [String] = []
    if let escalation {
      pieces.append(escalation.message)
      for citation in escalation.citations { pieces.append(citation.rendered) }
    }
    switch finding {
    case .answer(let answer): pieces.append(answer.text)
    case .abstention(let abstention):
      if escalation == nil { pieces.append(abstention.text) }
    }
    if let doctorNote, escalation == nil { pieces.append(doctorNote.rendered) }
    return pieces.joined(separator: "\n\n")
  }
}

extension Citation {
  /// The citation in the answer object.
  public var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("uri", .string(uri)),
      .init("doc", .string(document)),
      .init("title", .string(title)),
      .init("passage", .string(passage)),
      .init("section", .array(section.map { .string($0) })),
    ]
    if let question { members.append(.init("question", .string(question))) }
    members.append(.init("quote", .string(quote)))
    members.append(.init("start", .integer(Int64(range.lowerBound))))
    members.append(.init("end", .integer(Int64(range.upperBound))))
    if !parts.isEmpty {
      members.append(.init("parts", .array(parts.map(\.json))))
    }
    if let url { members.append(.init("url", .string(url))) }
    if let author { members.append(.init("author", .string(author))) }
    if let published { members.append(.init("published", .string(published))) }
    if let modified { members.append(.init("modified", .string(modified))) }
    return .object(members)
  }
}

extension Citation.Part {
  var json: JSONValue {
    var members: [JSONValue.Member] = []
    if let label { members.append(.init("label", .string(label))) }
    members.append(.init("quote", .string(quote)))
    members.append(.init("start", .integer(Int64(range.lowerBound))))
    members.append(.init("end", .integer(Int64(range.upperBound))))
    return .object(members)
  }
}

extension Escalation {
  /// The escalation in the answer object.
  public var json: JSONValue {
    [
      "level": .string(level.name),
      "message": .string(message),
      "flags": .array(flags.map(\.json)),
      "citations": .array(citations.map(\.json)),
    ]
  }
}

extension Escalation.Flag {
  /// The flag with the person's words; the first piece of evidence under `evidence`.
  public var json: JSONValue {
    let pieces: [JSONValue] = zip(raised.evidence, quotes).map { evidence, quote in
      [
        "turn": .integer(Int64(evidence.turn)), "quote": .string(quote),
        "start": .integer(Int64(evidence.utf8Range.lowerBound)),
        "end": .integer(Int64(evidence.utf8Range.upperBound)),
      ]
    }
    var members: [JSONValue.Member] = [
      .init("id", .string(raised.id.name)), .init("label", .string(raised.label)),
    ]
    if let first = pieces.first { members.append(.init("evidence", first)) }
    if pieces.count > 1 {
      members.append(.init("more_evidence", .array(Array(pieces.dropFirst()))))
    }
    return .object(members)
  }
}
