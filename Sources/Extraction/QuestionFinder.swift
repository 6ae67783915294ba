internal import HTMLTree

/// A question on the page and the blocks that answer it.
struct FoundPair {
  var question: String
  var questionBlocks: Range<Int>
  var answerBlocks: [Int]
  var markup: QuestionMarkup
}

/// A candidate with its answer, before the answers of its run are compared.
struct AnsweredQuestion {
  var candidate: QuestionCandidate
  var blocks: [Int]
  /// The element in which the answer follows the question.
  var parent: Int
}

/// Finds question/answer pairs in every common markup.
///
/// Kinds of markup are tried from the most to the least explicit. Each kind's questions get their
/// answers before the next kind is looked at, and blocks inside an answer are no longer
/// candidates, so that a question inside an answer stays there. Declared data (JSON-LD) says where to
/// look; the visible text is the answer.
///
/// The parts, in the order of their work: `QuestionSections` says where questions are announced,
/// `CandidateReader` which lines may ask, `QuestionGroups` which of them belong together,
/// `AnswerReader` what follows each, `AnswerAcceptance` whether that answers it, and `LastAnswer` where the
/// last answer ends.
struct QuestionFinder {
  private let ground: QuestionGround
  private let candidates: QuestionCandidates
  private let text: AnswerText
  private var reader: AnswerReader
  /// For each block, whether it's part of a question or an answer already.
  private var isTaken: [Bool]
  private(set) var pairs: [FoundPair] = []

  init(
    _ page: Page, declared: [DeclaredQuestion], title: String, isExcluded: [Bool], isHidden: [Bool],
    isKept: [Bool]
  ) {
    ground = QuestionGround(page, isExcluded: isExcluded, isHidden: isHidden, isKept: isKept)
    let ids = ElementIDs(page.tree)
    let items = MarkedItems(page)
    let lines = CandidateReader(
      ground, sections: QuestionSections(ground, title: title), toggles: Toggles(page, ids: ids),
      items: items)
    candidates = lines.read(declaredKeys: Set(declared.map(\.key)))
    text = AnswerText(ground, ids: ids)
    reader = AnswerReader(ground, items: items, text: text)
    isTaken = Array(repeating: false, count: page.blocks.count)
  }

  mutating func run() {
    if candidates.all.isEmpty { return }
    let groups = QuestionGroups(ground, candidates: candidates)
    for markup in QuestionMarkup.allCases {
      for group in groups.groups(of: markup, isTaken: isTaken) { answer(group, markup) }
    }
    pairs.sort { $0.questionBlocks.lowerBound < $1.questionBlocks.lowerBound }
    mergeRepeated()
  }

  /// Finds the answers to a group of questions and takes the pairs.
  private mutating func answer(_ group: [Int], _ markup: QuestionMarkup) {
    let run = QuestionRun(group.map { candidates.all[$0].block })
    let acceptance = AnswerAcceptance(
      ground, candidates: candidates, group: group, markup: markup, run: run)
    var accepted: [AnsweredQuestion] = []
    for place in group {
      let candidate = candidates.all[place]
      guard acceptance.asks(candidate) else { continue }
      let found = reader.answer(to: candidate, in: run, isTaken: isTaken)
      guard acceptance.isAnswer(found.blocks, to: candidate) else { continue }
      accepted.append(
        AnsweredQuestion(candidate: candidate, blocks: found.blocks, parent: found.parent))
    }
    // A list of questions, of which one or two seem to be answered by what stands between.
    if markup.isWordsOnly, group.count >= 5, accepted.count * 5 <= group.count { return }
    LastAnswer(ground, text: text, run: run).cut(&accepted)
    shareAnswers(group, markup, &accepted)
    for answered in accepted { take(answered, markup) }
  }

  /// Makes a pair of a question and its answer, and takes their blocks.
  private mutating func take(_ answered: AnsweredQuestion, _ markup: QuestionMarkup) {
    let candidate = answered.candidate
    guard let first = answered.blocks.first, let last = answered.blocks.last else { return }
    let question =
      ground.isOnly(candidate.block, in: candidate.unit)
      ? ground.page.blocks(in: candidate.unit) : candidate.block..<(candidate.block + 1)
    for index in question { isTaken[index] = true }
    for index in min(first, last)...max(first, last) { isTaken[index] = true }
    pairs.append(
      FoundPair(
        question: candidate.text, questionBlocks: question, answerBlocks: answered.blocks,
        markup: markup))
  }

  /// Gives a question that another one follows at once the answer of that one.
  private func shareAnswers(
    _ group: [Int], _ markup: QuestionMarkup,
    _ accepted: inout [AnsweredQuestion]
  ) {
    guard markup == .definitionList || markup == .heading || markup == .labelled else { return }
    let answered = Set(accepted.map(\.candidate.block))
    for place in group.reversed() {
      let candidate = candidates.all[place]
      guard !answered.contains(candidate.block), candidate.isQuestion, !candidate.isLink,
        let next = accepted.firstIndex(where: { $0.candidate.block > candidate.block }),
        (candidate.block + 1..<accepted[next].candidate.block).allSatisfy({ ground.isOrnament[$0] })
      else { continue }
      accepted.insert(
        AnsweredQuestion(
          candidate: candidate, blocks: accepted[next].blocks, parent: accepted[next].parent),
        at: next)
    }
  }

  /// Of pairs with the same question, keeps the first of the most explicit markup.
  private mutating func mergeRepeated() {
    var seen = Set<String>()
    pairs = pairs.filter { seen.insert($0.question.matchKey).inserted }
  }
}
