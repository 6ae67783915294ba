import Corpus

/// What is searched of a passage, by field.
struct PassageFields {
  /// The question that the passage answers, or the nearest heading; a record's title.
  var title: String
  /// The headings further out and the document's title.
  var outline: String
  /// The passage's own words, with headers and lead-in where they are needed.
  var body: String

  /// The fields of a passage whose quoted text is `text`.
  init(_ passage: Passage, text: some StringProtocol, documentTitle: String) {
    var headings = passage.headingPath
    if let question = passage.question {
      title = question
    } else if passage.kind == .tableRow, let header = passage.parts.first?.range {
      // A row is about what its first cell names; the heading speaks for all rows.
      title = Self.slice(String(text), header)
    } else {
      title = headings.popLast() ?? ""
    }
    outline = passage.kind == .record ? "" : (headings + [documentTitle]).joined(separator: "\n")
    // A record without a text stores its title in place of one.
    let isTitleOnly = passage.kind == .record && passage.question.map { $0 == text } ?? false
    body = isTitleOnly ? "" : passage.searchText ?? String(text)
  }

  private static func slice(_ text: String, _ range: Range<Int>) -> String {
    let utf8 = Array(text.utf8)
    return String(decoding: utf8[range.clamped(to: 0..<utf8.count)], as: UTF8.self)
  }
}
