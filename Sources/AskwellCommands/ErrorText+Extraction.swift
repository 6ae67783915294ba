internal import Extraction
internal import HTMLTree

extension ErrorText {
  static func describe(_ error: ExtractionError) -> String {
    switch error {
    case .unreadable(let name, let reason): "'\(name)' \(describe(reason))"
    case .noText(let name): "'\(name)' has no text"
    }
  }

  static func describe(_ error: HTMLError) -> String {
    switch error {
    case .tooLarge(let bytes, let limit):
      "is larger (\(bytes) bytes) than a page may be (\(limit) bytes)"
    case .empty: "is empty"
    case .notHTML(let found): "is no HTML page but \(found)"
    case .libraryMissing:
      "needs the library libxml2.so.2, which is not installed (Debian package libxml2)"
    case .outOfMemory: "needs more memory than there is"
    }
  }

  static func describe(_ warning: ArticleWarning) -> String {
    switch warning {
    case .source(let warning): describe(warning)
    case .declaredAnswerDiffers(let question):
      "the declared answer to '\(question)' is not the visible one, which is used"
    case .declaredQuestionNotVisible(let question):
      "the declared question '\(question)' is not visible on the page and is not used"
    case .invalidJSONLD: "a block of JSON-LD is not JSON"
    case .noArticleFound: "no article stands out; all text of the page is taken"
    }
  }

  static func describe(_ warning: HTMLWarning) -> String {
    switch warning {
    case .invalidBytes(let count): "\(count) invalid byte sequences became U+FFFD"
    case .unclosedComment(let offset):
      "a comment at byte \(offset) never ends; what follows is lost, as in a browser"
    case .unclosedTag(let offset):
      "a tag at byte \(offset) never ends; what follows is lost, as in a browser"
    case .unclosedRawText(let offset):
      "a script or style at byte \(offset) never ends; what follows is lost, as in a browser"
    case .flattened(let elements): "\(elements) elements nested too deeply were flattened"
    case .attributesDropped(let offset):
      "a tag at byte \(offset) has too many attributes; some were dropped"
    case .stopped(let offset): "parsing stopped at a limit at byte \(offset); what follows is lost"
    }
  }
}
