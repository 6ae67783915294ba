package import Triage

/// Replies put together by hand, for tests of what works on replies.

extension Citation {
  /// A citation of a whole or partial passage, without address, author and dates.
  package init(
    document: String, passage: String, section: [String], question: String? = nil, quote: String,
    start: Int = 0, parts: [Part] = []
  ) {
    self.init(
      uri: PassageURI.address(document: document, passage: passage), document: document,
      title: document, passage: passage, section: section, question: question, quote: quote,
      range: start..<start + quote.utf8.count, parts: parts)
  }
}

extension Reply {
  /// A reply that quotes these passages.
  package init(
    quoting citations: [Citation], escalation: Escalation? = nil, confidence: Double = 0.9,
    ranking: [DebugHit] = []
  ) {
    let text = citations.map(\.rendered).joined(separator: "\n\n")
    self.init(
      escalation: escalation,
      finding: .answer(
        Answer(text: text, citations: citations, bestSentence: citations.first?.range ?? 0..<0)),
      confidence: Confidence(value: confidence, threshold: 0.5), alternatives: [],
      indexIdentifier: "test", hits: ranking)
  }

  /// A reply without an answer.
  package init(
    declining reason: AbstentionReason, text: String, escalation: Escalation? = nil,
    confidence: Double = 0.1, doctorNote: Citation? = nil, ranking: [DebugHit] = []
  ) {
    self.init(
      escalation: escalation, finding: .abstention(Abstention(reason: reason, text: text)),
      confidence: Confidence(value: confidence, threshold: 0.5), alternatives: [],
      doctorNote: doctorNote, indexIdentifier: "test", hits: ranking)
  }
}

extension Reply.DebugHit {
  /// A hit of a ranking.
  package init(document: String, passage: String, text: String, rank score: Double) {
    self.init(passage: passage, document: document, section: [], text: text, score: score)
  }
}

extension Escalation {
  /// Advice for flags, each raised by all the person's words.
  package init(
    level: TriageLevel, raising flags: [String], said: String, message: String,
    citations: [Citation] = []
  ) {
    self.init(
      level: level, message: message,
      flags: flags.map { name in
        Flag(
          raised: RaisedFlag(
            id: FlagID(name), label: name,
            evidence: [Evidence(turn: 1, utf8Range: 0..<said.utf8.count)], turn: 1),
          quotes: [said])
      }, citations: citations)
  }
}
