/// What a question looks like, from its first words and its question mark.
enum QuestionForm {
  private static let openers: Set<String> = [
    "how", "what", "why", "when", "where", "who", "which", "whose", "is", "are", "can", "could",
    "do", "does", "did", "should", "would", "will", "has", "have", "am", "may", "was", "were", "if",
  ]

  /// Whether a title reads as a question.
  static func isQuestion(_ title: String) -> Bool {
    let utf8 = title.utf8
    if let last = utf8.last(where: { $0 > 0x20 }), last == UInt8(ascii: "?") { return true }
    let first = utf8.prefix { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    return openers.contains(String(decoding: first.map { $0 | 0x20 }, as: UTF8.self))
  }
}
