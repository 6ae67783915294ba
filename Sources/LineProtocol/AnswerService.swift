public import Conversation
public import JSON
public import Text

/// All that the protocol asks of an open index.
///
/// The server knows no index and no ranking: whoever starts it hands these functions over. They are
/// called from several threads at once.
public struct AnswerService: Sendable {
  /// What `index.id` says in every answer.
  public var indexIdentifier: String
  /// How many documents the index holds.
  public var documentCount: Int
  /// How many passages the index holds; passages of one document are numbered in a row.
  public var passageCount: Int
  /// Answers a question.
  public var ask: @Sendable (Question) throws(ServiceFailure) -> Reply
  /// Looks for red flags in the turns of a conversation; gives the triage object without an id.
  public var triage: @Sendable (_ turns: [String], _ today: CalendarDate?) -> JSONValue
  /// The best passages for a text with its earlier messages, at most `limit`, best first.
  public var search:
    @Sendable (_ text: String, _ context: [String], _ limit: Int) throws(ServiceFailure) ->
      [FoundPassage]
  /// The document with a number in `0..<documentCount`.
  public var document: @Sendable (Int) throws(ServiceFailure) -> DocumentRecord
  /// The visible text of the document with a number in `0..<documentCount`.
  public var documentText: @Sendable (Int) throws(ServiceFailure) -> String
  /// The passage with a number in `0..<passageCount`.
  public var passage: @Sendable (Int) throws(ServiceFailure) -> PassageRecord
  /// The number of the document with an id.
  public var documentNumber: @Sendable (String) throws(ServiceFailure) -> Int?
  /// The number of the passage with an id.
  public var passageNumber: @Sendable (String) throws(ServiceFailure) -> Int?
  /// Questions and headings of the corpus that begin with a text, case ignored: at most `limit`, in
  /// corpus order, each once, and how many there are in all.
  public var openings:
    @Sendable (_ prefix: String, _ limit: Int) throws(ServiceFailure) -> Completions

  /// A service from its functions.
  public init(
    indexIdentifier: String, documentCount: Int, passageCount: Int,
    ask: @escaping @Sendable (Question) throws(ServiceFailure) -> Reply,
    triage: @escaping @Sendable ([String], CalendarDate?) -> JSONValue,
    search: @escaping @Sendable (String, [String], Int) throws(ServiceFailure) -> [FoundPassage],
    document: @escaping @Sendable (Int) throws(ServiceFailure) -> DocumentRecord,
    documentText: @escaping @Sendable (Int) throws(ServiceFailure) -> String,
    passage: @escaping @Sendable (Int) throws(ServiceFailure) -> PassageRecord,
    documentNumber: @escaping @Sendable (String) throws(ServiceFailure) -> Int?,
    passageNumber: @escaping @Sendable (String) throws(ServiceFailure) -> Int?,
    openings: @escaping @Sendable (String, Int) throws(ServiceFailure) -> Completions
  ) {
    self.indexIdentifier = indexIdentifier
    self.documentCount = documentCount
    self.passageCount = passageCount
    self.ask = ask
    self.triage = triage
    self.search = search
    self.document = document
    self.documentText = documentText
    self.passage = passage
    self.documentNumber = documentNumber
    self.passageNumber = passageNumber
    self.openings = openings
  }
}

/// Why the index could not be opened or read, in one sentence for a person.
public struct ServiceFailure: Error, Equatable {
  /// What is wrong and what to do about it.
  public var sentence: String
  /// The process's exit status, should the index never open.
  public var exitStatus: Int32

  /// A failure from its sentence.
  public init(_ sentence: String, exitStatus: Int32) {
    self.sentence = sentence
    self.exitStatus = exitStatus
  }
}

/// A document as the protocol lists it.
public struct DocumentRecord: Sendable, Equatable {
  /// The document's id.
  public var id: String
  /// The title a person would cite.
  public var title: String
  /// The canonical address.
  public var url: String?
  /// Numbers of its passages.
  public var passages: Range<Int>

  /// A record from its parts.
  public init(id: String, title: String, url: String?, passages: Range<Int>) {
    self.id = id
    self.title = title
    self.url = url
    self.passages = passages
  }
}

/// A passage as the protocol lists it.
public struct PassageRecord: Sendable, Equatable {
  /// The passage's id, unique in the corpus.
  public var id: String
  /// Its document's id.
  public var document: String
  /// Its document's title.
  public var title: String
  /// Headings above it, outermost first.
  public var section: [String]
  /// The question it answers, verbatim.
  public var question: String?
  /// The stored text.
  public var text: String
  /// A link to its place on the page.
  public var url: String?

  /// A record from its parts.
  public init(
    id: String, document: String, title: String, section: [String], question: String?,
    text: String, url: String?
  ) {
    self.id = id
    self.document = document
    self.title = title
    self.section = section
    self.question = question
    self.text = text
    self.url = url
  }
}

/// A passage that a search found.
public struct FoundPassage: Sendable, Equatable {
  /// The passage.
  public var passage: PassageRecord
  /// Comparable within one search only; higher is better.
  public var score: Double

  /// A found passage from its parts.
  public init(_ passage: PassageRecord, score: Double) {
    self.passage = passage
    self.score = score
  }
}

/// What a half-written text may become.
public struct Completions: Sendable, Equatable {
  /// The first completions.
  public var values: [String]
  /// How many there are in all.
  public var total: Int

  /// Completions from their parts.
  public init(values: [String], total: Int) {
    self.values = values
    self.total = total
  }
}
