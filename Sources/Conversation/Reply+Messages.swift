extension Reply {
  /// The reply as a chat bot sends it, one string a message.
  ///
  /// An escalation stands at the beginning of the first message. Quotes follow, each with its
  /// source; a link that doesn't fit a message is left out whole, a title is cut.
  ///
  /// - Parameters:
  ///   - format: the chat system's marks and limit; no message is longer than `maxBytes`.
  ///   - disclaimer: whether the last message ends with the disclaimer.
  public func messages(in format: MessageFormat, disclaimer: Bool = true) -> [String] {
    var splitter = MessageSplitter(format)
    if let escalation {
      splitter.addBlock(escalation.message, isQuotation: false)
      for citation in escalation.citations { splitter.add(citation, in: format) }
    }
    switch finding {
    case .answer(let answer):
      splitter.addBlock(answer.text, isQuotation: true)
      splitter.addSources(of: answer.citations, in: format)
    case .abstention(let abstention):
      if escalation == nil { splitter.addBlock(abstention.text, isQuotation: false) }
    }
    if let doctorNote, escalation == nil { splitter.add(doctorNote, in: format) }
    if disclaimer { splitter.addBlock(Self.disclaimer, isQuotation: false) }
    return splitter.finish()
  }
}

extension MessageSplitter {
  fileprivate mutating func add(_ citation: Citation, in format: MessageFormat) {
    addBlock(citation.rendered, isQuotation: true)
    addSources(of: [citation], in: format)
  }

  /// A line for each place that is quoted, each once.
  fileprivate mutating func addSources(of citations: [Citation], in format: MessageFormat) {
    var seen: [String] = []
    for citation in citations {
      let place = ([citation.title] + citation.section).joined(separator: " › ")
        .cleanLines(forOneLine: true).joined(separator: " ")
      let key = place + (citation.url ?? "")
      if seen.contains(key) { continue }
      seen.append(key)
      let link = citation.url.flatMap { format.link(place, to: $0) }
      let short = citation.url.flatMap { format.link(citation.title, to: $0) }
      let name = format.escaped(place)
      let title = format.escaped(citation.title)
      addWhole([link, short, name, title].compactMap { $0.map { "Source: \($0)" } })
    }
  }
}
