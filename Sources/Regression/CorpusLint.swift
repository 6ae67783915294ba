public import Corpus
public import Triage

/// What an author of a corpus would want to know before anybody asks.
public struct CorpusLint: Sendable, Equatable {
  /// The kinds of findings by the names that reports use.
  public enum Kind: String, Sendable, CaseIterable {
    /// A question that stands twice with the same answer.
    case duplicateQuestion = "duplicate-question"
    /// A question that stands twice with different answers.
    case conflictingAnswers = "conflicting-answers"
    /// Two questions of the same words in another form or order, with different answers.
    case similarQuestions = "similar-questions"
    /// A text of some length that stands twice.
    case duplicateText = "duplicate-text"
    /// A question of the corpus whose own answer does not rank first.
    case answerNotFirst = "answer-not-first"
    /// An item of a list of danger signs that no rule of triage covers.
    case uncoveredSign = "uncovered-sign"
    /// Danger signs that no list of the corpus names, so an escalation has nothing to cite.
    case uncitedFlag = "uncited-flag"
    /// A passage that an index cites for a sign and that the corpus no longer has.
    case citationGone = "citation-gone"
    /// A passage that its own words do not find.
    case unreachable
    /// A link within a page to a place that the page does not have.
    case brokenAnchor = "broken-anchor"
    /// Two elements of a page with one id.
    case duplicateAnchor = "duplicate-anchor"
  }

  /// One thing to look at.
  public struct Finding: Sendable, Equatable {
    /// Which kind.
    public var kind: Kind
    /// The passage's or document's id.
    public var place: String
    /// What is wrong, as a sentence without a full stop.
    public var text: String

    /// A finding from its parts.
    public init(_ kind: Kind, at place: String, _ text: String) {
      self.kind = kind
      self.place = place
      self.text = text
    }
  }

  /// The findings in the order of the documents, kind by kind.
  public private(set) var findings: [Finding] = []

  /// Words from which on two equal texts are worth a finding.
  private static let duplicateWords = 8

  /// Nothing looked at yet.
  public init() {}

  /// Adds findings that were made elsewhere.
  public mutating func add(_ more: [Finding]) { findings += more }

  /// A question of a corpus with its answer.
  private struct Entry {
    var place: String
    var question: String
    var text: String
  }

  /// The questions of a document: those that were taken as such, and headings that ask with what stands
  /// under them, since a page's second answer to one question is no pair of its own.
  private static func entries(of document: Document) -> [Entry] {
    var result: [Entry] = []
    var open: (section: Substring, isPair: Bool)?
    for passage in document.passages {
      let text = String(document.text(of: passage))
      let end = passage.id.lastIndex(of: ".") ?? passage.id.startIndex
      let section = passage.id.prefix(through: end)
      if let question = passage.question {
        result.append(Entry(place: passage.id, question: question, text: plain(text)))
        open = (section, true)
        continue
      }
      guard let heading = passage.headingPath.last, heading.hasSuffix("?") else {
        open = nil
        continue
      }
      if let open, open.section == section {
        // What follows a pair under its own heading belongs to it.
        if !open.isPair { result[result.count - 1].text += " " + plain(text) }
        continue
      }
      result.append(Entry(place: passage.id, question: heading, text: plain(text)))
      open = (section, false)
    }
    return result
  }

  /// Finds equal questions and equal texts.
  public mutating func findDuplicates(in documents: [Document]) {
    var answers: [String: [Entry]] = [:]
    var order: [String] = []
    var texts: [String: [String]] = [:]
    var textOrder: [String] = []
    for document in documents {
      for entry in Self.entries(of: document) {
        let key = Self.plain(entry.question)
        if answers[key] == nil { order.append(key) }
        answers[key, default: []].append(entry)
      }
      for passage in document.passages {
        let text = Self.plain(String(document.text(of: passage)))
        if text.split(separator: " ").count >= Self.duplicateWords {
          if texts[text] == nil { textOrder.append(text) }
          texts[text, default: []].append(passage.id)
        }
      }
    }
    var paired: Set<[String]> = []
    for key in order {
      guard let list = answers[key], list.count > 1, let first = list.first else { continue }
      paired.insert(list.map(\.place))
      let others = list.dropFirst().map(\.place).joined(separator: ", ")
      let isSame = list.allSatisfy { $0.text == first.text }
      findings.append(
        Finding(
          isSame ? .duplicateQuestion : .conflictingAnswers, at: first.place,
          isSame
            ? "“\(first.question)” stands again at \(others)"
            : "“\(first.question)” has another answer at \(others)"))
    }
    findSimilar(order.compactMap { answers[$0]?.first })
    for text in textOrder {
      guard let places = texts[text], places.count > 1, !paired.contains(places) else { continue }
      findings.append(
        Finding(
          .duplicateText, at: places[0],
          "the same text stands at \(places.dropFirst().joined(separator: ", "))"))
    }
  }

  /// Finds questions that say the same in other forms or another order: "Can it be cured?" and "Can you
  /// cure it?". Both of one kind of asking, since "what causes it" and "what does it cause" differ in that.
  private mutating func findSimilar(_ questions: [Entry]) {
    var reader = QuestionWords()
    var firsts: [[String]: Entry] = [:]
    for entry in questions {
      let words = reader.words(of: entry.question).map(\.root).sorted()
      if words.count < 2 { continue }
      let key = [QuestionWords.opening(of: entry.question)] + words
      guard let first = firsts[key] else {
        firsts[key] = entry
        continue
      }
      if first.text == entry.text { continue }
      findings.append(
        Finding(
          .similarQuestions, at: first.place,
          "“\(first.question)” asks the same as “\(entry.question)” at \(entry.place), "
            + "which has another answer"))
    }
  }

  /// Finds questions whose answer is not first, and passages that can't be found at all.
  ///
  /// - Parameter rank: the ids of the ten best passages for a text, best first.
  public mutating func findUnfindable(in documents: [Document], rank: (String) throws -> [String])
    rethrows
  {
    var firstWithText: [String: String] = [:]
    var allWithText: [String: Set<String>] = [:]
    for document in documents {
      for passage in document.passages {
        let text = Self.plain(String(document.text(of: passage)))
        allWithText[text, default: []].insert(passage.id)
      }
    }
    for document in documents {
      for passage in document.passages {
        let text = String(document.text(of: passage))
        // Of equal passages only one is shown, whichever is better.
        let twin = firstWithText[Self.plain(text)]
        if twin == nil { firstWithText[Self.plain(text)] = passage.id }
        if let question = passage.question {
          let found = try rank(question)
          if found.first != passage.id, found.isEmpty || found.first != twin {
            let place = found.firstIndex(of: passage.id).map { "rank \($0 + 1)" } ?? "not in ten"
            findings.append(
              Finding(
                .answerNotFirst, at: passage.id,
                found.first.map { "“\(question)” finds \($0) first; its own answer is \(place)" }
                  ?? "“\(question)” finds nothing"))
          }
        }
        let opening = text.split(whereSeparator: \.isWhitespace).prefix(30).joined(separator: " ")
        let twins = allWithText[Self.plain(text)] ?? [passage.id]
        if twin == nil, !opening.isEmpty, try !rank(opening).contains(where: twins.contains) {
          findings.append(
            Finding(.unreachable, at: passage.id, "its own first words do not find it in ten"))
        }
      }
    }
  }

  /// Why a list is taken for one of danger signs.
  public enum ListEvidence: Sendable {
    /// Its heading or lead-in says so.
    case announced
    /// An escalation would cite it, for the signs in it that rules cover.
    case cited
  }

  /// Compares the lists of danger signs with the rules of triage.
  ///
  /// A list that is only cited for some item, such as one of causes, is left out unless rules cover half
  /// of it.
  ///
  /// - Parameters:
  ///   - lists: why a passage is a list of danger signs; nil for one that is not.
  ///   - flags: the flags that an item's text names.
  ///   - citable: flags that some list names.
  ///   - known: all flags with their labels.
  public mutating func findUncovered(
    in documents: [Document], lists: (Document, Passage) -> ListEvidence?,
    flags: (String) -> [FlagID], citable: Set<FlagID>, known: [(id: FlagID, label: String)]
  ) {
    for document in documents {
      for passage in document.passages {
        guard let evidence = lists(document, passage) else { continue }
        let bytes = Array(document.text(of: passage).utf8)
        let items = passage.parts.map {
          String(decoding: bytes[$0.range.clamped(to: 0..<bytes.count)], as: UTF8.self)
        }
        let uncovered = items.filter { flags($0).isEmpty }
        if evidence == .cited, uncovered.count * 2 > items.count { continue }
        for item in uncovered {
          findings.append(
            Finding(.uncoveredSign, at: passage.id, "no rule covers the item “\(item)”"))
        }
      }
    }
    // One finding for all: a corpus on another subject lacks every built-in flag.
    let uncited = known.filter { !$0.id.isEmergency && !citable.contains($0.id) }
    guard let first = uncited.first else { return }
    let names = uncited.map { "\($0.id.name) (\($0.label))" }.joined(separator: ", ")
    findings.append(
      Finding(
        .uncitedFlag, at: first.id.name,
        "no list of the corpus names \(names): told without a citation"))
  }

  /// A page's places and its links to places.
  public struct Page: Sendable, Equatable {
    /// A link to a place of a page of the corpus.
    public struct Link: Sendable, Equatable {
      /// The page's id.
      public var page: String
      /// The place's name.
      public var fragment: String

      /// A link from its parts.
      public init(page: String, fragment: String) {
        self.page = page
        self.fragment = fragment
      }
    }

    /// The page's id.
    public var document: String
    /// The ids of its elements, in order.
    public var anchors: [String] = []
    /// Names that links give to places in the old way (`<a name>`).
    public var names: Set<String> = []
    /// Its links to places of pages, itself among them, in order.
    public var links: [Link] = []

    /// A page without anything.
    public init(document: String) { self.document = document }
  }

  /// Finds links to places that a page of the corpus lacks, and ids that a page has twice.
  ///
  /// Links to pages outside the corpus are not judged.
  public mutating func findBrokenAnchors(in pages: [Page]) {
    var places: [String: Set<String>] = [:]
    for page in pages { places[page.document] = Set(page.anchors).union(page.names) }
    for page in pages {
      var seen: Set<String> = []
      var told: Set<String> = []
      for anchor in page.anchors
      where !seen.insert(anchor).inserted && told.insert(anchor).inserted {
        findings.append(
          Finding(
            .duplicateAnchor, at: page.document, "more than one element has the id '\(anchor)'"))
      }
      for link in page.links {
        guard let known = places[link.page], !known.contains(link.fragment) else { continue }
        let target = (link.page == page.document ? "" : link.page) + "#" + link.fragment
        if told.insert(target).inserted {
          findings.append(
            Finding(
              .brokenAnchor, at: page.document, "a link leads to '\(target)', which is not there"))
        }
      }
    }
  }

  /// Text for comparison: lower case, only letters and digits, single spaces.
  private static func plain(_ text: String) -> String {
    WhiteSpace.collapsed(
      String(
        text.lowercased().map { $0.isLetter || $0.isNumber ? $0 : " " }))
  }
}
