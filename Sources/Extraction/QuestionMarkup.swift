/// What marks a line as a question, the most explicit first.
enum QuestionMarkup: String, CaseIterable {
  case microdata, declared, details, definitionList = "dl", accordion, labelled, named, heading
  case bold, numbered, plain

  /// Whether nothing but words, type or a number marks a question.
  var isWordsOnly: Bool { self == .bold || self == .numbered || self == .plain }
}
