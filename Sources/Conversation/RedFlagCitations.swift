public import Corpus
public import Triage

/// Where a corpus says which signs need a doctor: for each flag the passage that lists it.
///
/// Found once when the corpus is indexed and kept in the index as text, one flag a line:
/// flag id, tab, passage id.
public struct RedFlagCitations: Sendable, Equatable {
  /// A flag and the id of the passage that lists it.
  private struct Entry: Sendable, Equatable {
    let flag: FlagID
    let passage: String
  }

  /// In the flags' order; so few that a search through them beats hashing.
  private var entries: [Entry] = []

  /// The name of the index's blob that holds the table.
  public static let blobName = "red-flag-citations"

  /// Nothing to cite.
  public init() {}

  /// The passage ids by flag.
  public var passages: [FlagID: String] {
    Dictionary(entries.map { ($0.flag, $0.passage) }) { first, _ in first }
  }

  /// The id of the passage that lists a flag.
  public func passage(for flag: FlagID) -> String? {
    entries.first { $0.flag == flag }?.passage
  }

  /// Adds the passage of a flag that has none yet.
  private mutating func add(_ flag: FlagID, _ passage: String) {
    if self.passage(for: flag) != nil { return }
    let place = entries.firstIndex { flag < $0.flag } ?? entries.endIndex
    entries.insert(Entry(flag: flag, passage: passage), at: place)
  }

  /// Finds the lists of danger signs in a corpus.
  ///
  /// A list qualifies when its items cover at least two flags, or one under a heading or lead-in
  /// that speaks of a doctor. Of several, the one that covers the most flags wins, the earlier of
  /// equals; flags that it lacks are taken from the next best.
  ///
  /// - Parameters:
  ///   - documents: the corpus in indexing order.
  ///   - flags: the flags that the text of a list item names.
  public init(findingIn documents: some Sequence<Document>, flags: (String) -> [FlagID]) {
    var finder = Finder()
    for document in documents { finder.add(document, flags: flags) }
    self = finder.citations
  }

  /// Finds the lists of danger signs document by document.
  public struct Finder: Sendable {
    private struct Candidate: Sendable {
      var passage: String
      var flags: Set<FlagID>
      var score: Int
    }

    private var candidates: [Candidate] = []

    /// Nothing found yet.
    public init() {}

    /// Looks through one more document; gives back whether it has a list of danger signs.
    @discardableResult
    public mutating func add(_ document: Document, flags: (String) -> [FlagID]) -> Bool {
      let before = candidates.count
      for passage in document.passages where passage.kind == .list && !passage.parts.isEmpty {
        let text = String(document.text(of: passage))
        var found: Set<FlagID> = []
        for part in passage.parts {
          found.formUnion(flags(text.slice(utf8Range: part.range)))
        }
        let leadIn = text.slice(utf8Range: 0..<(passage.parts.first?.range.lowerBound ?? 0))
        let words = MessageWords(passage.headingPath.joined(separator: ". ") + ". " + leadIn).words
        let speaksOfCare = words.contains { Self.careWords.contains($0) }
        guard found.count >= (speaksOfCare ? 1 : 2) else { continue }
        let score = found.count + (speaksOfCare ? 4 : 0)
        candidates.append(Candidate(passage: passage.id, flags: found, score: score))
      }
      return candidates.count > before
    }

    private static let careWords: Set = [
      "doctor", "doctors", "physician", "gp", "medical", "clinician", "hospital", "emergency",
      "urgent", "urgently", "help", "warning", "red", "alarm", "danger", "serious", "care",
    ]

    /// The table for what was found so far.
    public var citations: RedFlagCitations {
      var result = RedFlagCitations()
      let ordered = candidates.enumerated().sorted {
        ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
      }
      for (_, candidate) in ordered {
        for flag in candidate.flags { result.add(flag, candidate.passage) }
      }
      return result
    }
  }

  /// Whether a list's heading or lead-in says that its items need a doctor ("When to see a doctor",
  /// "Call an ambulance if", "Warning signs"): stricter than what a list of covered signs needs.
  public static func announcesDanger(_ passage: Passage, in document: Document) -> Bool {
    guard passage.kind == .list, let first = passage.parts.first else { return false }
    let text = String(document.text(of: passage))
    let leadIn = text.slice(utf8Range: 0..<first.range.lowerBound)
    return [passage.headingPath.last ?? "", leadIn].contains { line in
      let words = MessageWords(line).words
      let turns = words.contains(where: turnWords.contains)
      return turns && words.contains(where: carerWords.contains)
        || zip(words, words.dropFirst()).contains {
          alarmWords.contains($0) && ["sign", "signs", "flag", "flags", "symptoms"].contains($1)
        }
    }
  }

  private static let turnWords: Set = [
    "see", "call", "contact", "visit", "phone", "ring", "seek", "seen", "consult", "go", "straight",
  ]
  private static let carerWords: Set = [
    "doctor", "doctors", "physician", "gp", "clinician", "hospital", "ambulance", "emergency",
    "999",
    "911", "112", "urgent", "urgently", "medical",
  ]
  private static let alarmWords: Set = ["warning", "red", "alarm", "danger", "emergency"]

  /// The table as text, flags in order.
  public var serialized: [UInt8] {
    var out: [UInt8] = []
    for entry in entries {
      out.append(contentsOf: "\(entry.flag.name)\t\(entry.passage)\n".utf8)
    }
    return out
  }

  /// Reads the table's text; lines of another form are left out.
  public init(parsing bytes: some Sequence<UInt8>) {
    self.init()
    for line in Array(bytes).split(separator: UInt8(ascii: "\n")) {
      let columns = line.split(separator: UInt8(ascii: "\t"))
      guard columns.count == 2 else { continue }
      add(
        FlagID(String(decoding: columns[0], as: UTF8.self)),
        String(decoding: columns[1], as: UTF8.self))
    }
  }

  /// The passages that list the flags given, each once, in the flags' order; where none of the flags
  /// is listed (an emergency, say), the corpus's main list.
  public func passages(for flags: [FlagID]) -> [String] {
    var result: [String] = []
    for flag in flags {
      if let passage = passage(for: flag), !result.contains(passage) { result.append(passage) }
    }
    if result.isEmpty, let main = entries.first { result = [main.passage] }
    return result
  }
}
