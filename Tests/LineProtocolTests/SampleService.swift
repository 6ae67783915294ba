import JSON

@testable import Conversation
@testable import LineProtocol

/// A corpus of two documents without ranking: the first word of a question names what to do.
enum SampleService {
  static let passages = [
    PassageRecord(
      id: "leaky.html#faq-1", document: "leaky.html", title: "Leaky gut", section: ["FAQ"],
      question: "Is it real?", text: "The label is no diagnosis.", url: "https://example.org/#faq"),
    PassageRecord(
      id: "leaky.html#p2", document: "leaky.html", title: "Leaky gut", section: ["Causes"],
      question: nil, text: "Alcohol loosens the wall.", url: nil),
    PassageRecord(
      id: "a/b ü.html#p1", document: "a/b ü.html", title: "Other", section: [], question: nil,
      text: "Another page.", url: nil),
  ]

  static func service(index: String = "i1") -> AnswerService {
    AnswerService(
      indexIdentifier: index, documentCount: 2, passageCount: passages.count,
      ask: { question throws(ServiceFailure) in reply(to: question, index: index) },
      triage: { turns, _ in
        ["level": turns.contains { $0.contains("blood") } ? "escalate" : "none", "flags": []]
      },
      search: { text, _, limit throws(ServiceFailure) in
        passages.filter { $0.text.contains(text) }.prefix(limit).map { FoundPassage($0, score: 1) }
      },
      document: { number throws(ServiceFailure) in
        number == 0
          ? DocumentRecord(id: "leaky.html", title: "Leaky gut", url: nil, passages: 0..<2)
          : DocumentRecord(id: "a/b ü.html", title: "Other", url: nil, passages: 2..<3)
      },
      documentText: { number throws(ServiceFailure) in
        number == 0 ? "The whole page." : "Another page."
      },
      passage: { number throws(ServiceFailure) in passages[number] },
      documentNumber: { id throws(ServiceFailure) in
        ["leaky.html", "a/b ü.html"].firstIndex(of: id)
      },
      passageNumber: { id throws(ServiceFailure) in passages.firstIndex { $0.id == id } },
      openings: { prefix, limit throws(ServiceFailure) in
        let found = ["Is it real?"].filter { $0.lowercased().hasPrefix(prefix.lowercased()) }
        return Completions(values: Array(found.prefix(limit)), total: found.count)
      })
  }

  /// A source that is open from the first request on.
  static func source() -> ServiceSource {
    ServiceSource(
      identity: { nil }, open: { () throws(ServiceFailure) in service() })
  }

  /// An answer that repeats the question; "long" makes it some kilobytes.
  static func reply(to question: Question, index: String) -> Reply {
    let text = question.text.hasPrefix("long") ? String(repeating: "word ", count: 300) : "Yes."
    let citation = Citation(
      uri: "askwell://passage/leaky.html/faq-1", document: "leaky.html", title: "Leaky gut",
      passage: "leaky.html#faq-1", section: ["FAQ"], question: "Is it real?", quote: text,
      range: 0..<text.utf8.count, parts: [], url: nil, author: nil, published: nil, modified: nil)
    return Reply(
      escalation: nil,
      finding: .answer(Answer(text: text, citations: [citation], bestSentence: 0..<4)),
      confidence: .init(value: 0.9, threshold: 0.5), alternatives: [], doctorNote: nil,
      indexIdentifier: index, hits: [])
  }
}
