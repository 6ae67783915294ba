/// The candidates of a page and what they say of each other.
struct QuestionCandidates {
  /// All candidates in the order of the page.
  private(set) var all: [QuestionCandidate] = []
  /// How many headings of each level ask where questions were announced.
  private(set) var askingHeadings: [Int: Int] = [:]
  /// The place in `all` of each block's candidate.
  private var placeOfBlock: [Int: Int] = [:]
  /// How many headings of the first level ask: one alone is the page's title.
  private var firstLevelQuestions = 0
  /// For each question: whether it stands anywhere outside a link, and its last block.
  private var occurrences: [String: (hasPlain: Bool, last: Int)] = [:]

  /// Adds the next one of the page.
  mutating func append(_ found: QuestionCandidate) {
    if found.level == 1, found.isQuestion { firstLevelQuestions += 1 }
    placeOfBlock[found.block] = all.count
    all.append(found)
    if let level = found.level, fits(found, .heading), found.inContext {
      askingHeadings[level, default: 0] += 1
    }
    let before = occurrences[found.key]
    occurrences[found.key] = ((before?.hasPlain ?? false) || !found.isLink, found.block)
  }

  /// The candidate that a block is, or nil.
  func candidate(at block: Int) -> QuestionCandidate? { placeOfBlock[block].map { all[$0] } }

  /// Whether a candidate is a question by a kind of markup.
  func fits(_ candidate: QuestionCandidate, _ markup: QuestionMarkup) -> Bool {
    if candidate.isCall, !candidate.isDeclared, candidate.itemType == nil { return false }
    // The heading over the questions, dressed as one of them.
    if !candidate.isQuestion, !candidate.isDeclared,
      QuestionMarks.announcesQuestions(candidate.text)
    {
      return false
    }
    switch markup {
    case .microdata: return candidate.itemType != nil
    case .declared: return candidate.isDeclared
    case .details: return candidate.isSummary
    case .definitionList: return candidate.isTerm
    case .accordion: return candidate.isToggle
    case .labelled: return candidate.isLabelled
    case .named: return candidate.isNamed
    case .heading:
      return candidate.level.map { $0 > 1 || firstLevelQuestions > 1 } == true
        && candidate.isQuestion
    case .bold: return candidate.isBold && candidate.isQuestion && candidate.level == nil
    case .numbered: return candidate.number != nil && candidate.isQuestion
    case .plain:
      return candidate.isQuestion && candidate.inContext && candidate.text.utf8.count <= 240
        && (candidate.level != 1 || firstLevelQuestions > 1)
    }
  }

  /// Whether a question that is a link is an entry of a table of contents: it leads to a place on
  /// this page and the same words stand elsewhere.
  func isContentsEntry(_ candidate: QuestionCandidate) -> Bool {
    guard let same = occurrences[candidate.key] else { return false }
    return same.hasPlain || candidate.block < same.last
  }
}
