internal import Conversation
internal import Triage

/// A reply as a person reads it on a terminal or in a plain text file.
struct ReplyRenderer {
  /// Columns to wrap at.
  var width: Int
  /// Whether escapes for bold and colour may be used.
  var usesColor: Bool

  /// The reply, the escalation first, each quote with its source.
  func text(for reply: Reply) -> String {
    var blocks: [String] = []
    if let escalation = reply.escalation {
      let title = escalation.level == .emergency ? "EMERGENCY" : "PLEASE SEE A DOCTOR"
      blocks.append(emphasised(title, color: 31) + "\n" + wrapped(escalation.message))
      for citation in escalation.citations { blocks.append(quotation(citation)) }
    }
    switch reply.finding {
    case .answer(let answer):
      if reply.escalation != nil { blocks.append(emphasised("On your question", color: 36)) }
      for citation in answer.citations { blocks.append(quotation(citation)) }
    case .abstention(let abstention):
      if reply.escalation == nil { blocks.append(wrapped(abstention.text)) }
    }
    if let note = reply.doctorNote {
      blocks.append(emphasised("When to see a doctor", color: 33) + "\n" + quotation(note))
    }
    if reply.escalation == nil, !reply.isAnswered, !reply.alternatives.isEmpty {
      let questions = reply.alternatives.enumerated().map { number, alternative in
        "  \(number + 1). " + TerminalText.sanitized(alternative.question)
      }
      blocks.append("Did you mean:\n" + questions.joined(separator: "\n"))
    }
    return blocks.joined(separator: "\n\n")
  }

  private func quotation(_ citation: Citation) -> String {
    var source = citation.title
    if let last = citation.section.last { source += " § " + last }
    var lines = wrapped(citation.rendered, indent: "  ")
    if let question = citation.question, question != citation.rendered,
      question != citation.section.last
    {
      source += " § " + question
    }
    lines += "\n" + dimmed(wrapped("— " + source, indent: "  "))
    if let url = citation.url { lines += "\n" + dimmed("    " + TerminalText.sanitized(url)) }
    return lines
  }

  private func wrapped(_ text: String, indent: String = "") -> String {
    TerminalText.wrapped(TerminalText.sanitized(text), width: width, indent: indent)
  }

  private func emphasised(_ text: String, color: Int) -> String {
    usesColor ? "\u{1B}[1;\(color)m\(text)\u{1B}[0m" : text
  }

  private func dimmed(_ text: String) -> String {
    usesColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text
  }
}
