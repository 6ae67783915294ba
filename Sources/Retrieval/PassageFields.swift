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
    } else {
      title = headings.popLast() ?? ""
    }
    outline = passage.kind == .record ? "" : (headings + [documentTitle]).joined(separator: "\n")
    // A record without a text stores its title in place of one.
    let isTitleOnly = passage.kind == .record && passage.question.map { $0 == text } ?? false
    body = isTitleOnly ? "" : passage.searchText ?? String(text)
  }
}
