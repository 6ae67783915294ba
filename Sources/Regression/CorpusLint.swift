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

  /// Finds equal questions and equal texts.
  public mutating func findDuplicates(in documents: [Document]) {
    var answers: [String: [(place: String, question: String, text: String)]] = [:]
    var order: [String] = []
    var texts: [String: [String]] = [:]
    var textOrder: [String] = []
    for document in documents {
      for passage in document.passages {
        let text = Self.plain(String(document.text(of: passage)))
        if let question = passage.question {
          let key = Self.plain(question)
          if answers[key] == nil { order.append(key) }
          answers[key, default: []].append((passage.id, question, text))
        }
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
    for text in textOrder {
      guard let places = texts[text], places.count > 1, !paired.contains(places) else { continue }
      findings.append(
        Finding(
          .duplicateText, at: places[0],
          "the same text stands at \(places.dropFirst().joined(separator: ", "))"))
    }
  }

  /// Finds questions whose answer is not first, and passages that can't be found at all.
  ///
  /// - Parameter rank: the ids of the ten best passages for a text, best first.
  public mutating func findUnfindable(in documents: [Document], rank: (String) throws -> [String])
    rethrows
  {
    var firstWithText: [String: String] = [:]
    for document in documents {
      for passage in document.passages {
        let text = String(document.text(of: passage))
        // Of equal passages only one is shown, whichever is better.
        let twin = firstWithText[Self.plain(text)]
        if twin == nil { firstWithText[Self.plain(text)] = passage.id }
        if let question = passage.question {
          let found = try rank(question)
          if let first = found.first, first != passage.id, first != twin {
            let place = found.firstIndex(of: passage.id).map { "rank \($0 + 1)" } ?? "not in ten"
            findings.append(
              Finding(
                .answerNotFirst, at: passage.id,
                "“\(question)” finds \(first) first; its own answer is \(place)"))
          }
        }
        let opening = text.split(whereSeparator: \.isWhitespace).prefix(30).joined(separator: " ")
        if twin == nil, !opening.isEmpty, try !rank(opening).contains(passage.id) {
          findings.append(
            Finding(.unreachable, at: passage.id, "its own first words do not find it in ten"))
        }
      }
    }
  }

  /// Compares the lists of danger signs with the rules of triage.
  ///
  /// - Parameters:
  ///   - lists: the ids of the passages that list danger signs.
  ///   - flags: the flags that an item's text names.
  ///   - citable: flags that some list names.
  ///   - known: all flags with their labels.
  public mutating func findUncovered(
    in documents: [Document], lists: Set<String>, flags: (String) -> [FlagID],
    citable: Set<FlagID>, known: [(id: FlagID, label: String)]
  ) {
    for document in documents {
      for passage in document.passages where lists.contains(passage.id) {
        let bytes = Array(document.text(of: passage).utf8)
        for part in passage.parts {
          let range = part.range.clamped(to: 0..<bytes.count)
          let item = String(decoding: bytes[range], as: UTF8.self)
          if flags(item).isEmpty {
            findings.append(
              Finding(.uncoveredSign, at: passage.id, "no rule covers the item “\(item)”"))
          }
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

  /// Finds links to places that a page lacks.
  ///
  /// - Parameters:
  ///   - document: the page's id.
  ///   - anchors: the ids of the page's elements, in order.
  ///   - links: what follows `#` in its links to itself, in order.
  public mutating func findBrokenAnchors(document: String, anchors: [String], links: [String]) {
    var seen: Set<String> = []
    var told: Set<String> = []
    for anchor in anchors where !seen.insert(anchor).inserted && told.insert(anchor).inserted {
      findings.append(
        Finding(.duplicateAnchor, at: document, "more than one element has the id '\(anchor)'"))
    }
    for link in links where !seen.contains(link) && told.insert(link).inserted {
      findings.append(
        Finding(.brokenAnchor, at: document, "a link leads to '#\(link)', which is not there"))
    }
  }

  /// Text for comparison: lower case, only letters and digits, single spaces.
  private static func plain(_ text: String) -> String {
    WhiteSpace.collapsed(
      String(
        text.lowercased().map { $0.isLetter || $0.isNumber ? $0 : " " }))
  }
}
