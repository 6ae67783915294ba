/// A line that may be a question, and what marks it as one.
struct QuestionCandidate {
  var block: Int
  /// The largest element that holds only the question.
  var unit: Int
  /// The line without its label.
  var text: String
  /// The text as it's compared with others.
  var key: String
  /// Whether it ends as a question does.
  var isQuestion: Bool
  /// Whether it's the site talking about itself.
  var isCall: Bool
  /// Whether most of it is a link.
  var isLink: Bool
  var isToggle = false
  /// The element that the toggle opens.
  var panel: Int?
  /// Its level where it's a heading.
  var level: Int?
  var isSummary = false
  var isTerm = false
  /// Whether a class name says that it's a question.
  var isNamed = false
  var isBold = false
  /// Whether it opens with "Q:" or the like.
  var isLabelled = false
  /// The number that opens the line.
  var number: Int?
  /// The item, marked as a question, whose name it is.
  var itemType: Int?
  /// Whether JSON-LD declares the question.
  var isDeclared = false
  /// Whether it stands where questions were announced.
  var inContext = false
  /// Whether it stands in what is no part of an article.
  var isBoilerplate = false
}
