internal import HTMLTree

/// What class names and ids say about questions.
extension Page {
  /// Whether an element's class names it as a question, alone or under an element that is named as a list of
  /// them: `<div class="accordion"><div class="title">`.
  func isNamedQuestion(_ node: Int) -> Bool {
    let words = names.ofClass[node]
    return words.namesQuestion
      || !words.isDisjoint(with: [.title, .head])
        && !names.ofClass[tree.nodes[node].parent]
          .isDisjoint(with: [.accordion, .announcesQuestions])
  }

  /// Whether an element is named as one entry of a list of questions: `faq-item`.
  func isNamedEntry(_ node: Int) -> Bool {
    names.ofClass[node].namesEntry
  }

  /// Whether an element is named as a list of questions.
  func isNamedList(_ node: Int) -> Bool {
    names.ofClass[node].contains(.announcesQuestions)
      || names.ofID[node].contains(.announcesQuestions)
  }
}
