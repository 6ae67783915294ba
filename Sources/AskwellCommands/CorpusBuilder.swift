internal import Conversation
internal import Corpus
internal import Extraction
internal import HTMLTree
internal import InvertedIndex
internal import JSON
internal import Retrieval
internal import Storage
internal import Triage

/// Turns files into documents and hands them to everything that learns from a corpus.
struct CorpusBuilder: ~Copyable {
  private let extractor = ArticleExtractor()
  /// The built-in red-flag rules with those that the corpus brings.
  let rules: RuleSet
  /// Finds red flags by those rules.
  let triage: TriageEngine
  private let tables: CorpusTables
  private let baseURL: String?
  private let folder: String
  private var indexer: CorpusIndexer
  private var languages = CorpusLanguages()
  private var redFlags = RedFlagCitations.Finder()
  private var identifiers: Set<String> = []
  /// What was skipped and why, one sentence each, in the order of the files.
  private(set) var notices: [String] = []
  /// Documents taken in.
  private(set) var documentCount = 0
  /// Passages taken in.
  private(set) var passageCount = 0

  /// Nothing taken in yet.
  ///
  /// - Parameters:
  ///   - baseURL: the address below which pages without a canonical link stand.
  ///   - folder: where the index is written.
  ///   - tables: what the corpus brings besides pages; checked here.
  init(baseURL: String?, folder: String, tables: CorpusTables = CorpusTables())
    throws(CommandFailure)
  {
    let builtIn = try AnswerSource.builtInRules()
    let extended = try tables.extending(builtIn)
    let triage =
      extended.map { TriageEngine(rules: builtIn, extended: $0) } ?? TriageEngine(rules: builtIn)
    try tables.check(triage)
    var options = CorpusIndexer.Options()
    options.synonyms = try tables.synonyms()
    let indexer = try Self.indexer(folder, options)
    self.baseURL = baseURL
    self.folder = folder
    self.tables = tables
    self.rules = extended ?? builtIn
    self.triage = triage
    self.indexer = indexer
  }

  private static func indexer(_ folder: String, _ options: CorpusIndexer.Options)
    throws(CommandFailure) -> CorpusIndexer
  {
    do {
      return try CorpusIndexer(path: folder, options: options)
    } catch {
      throw ErrorText.failure(error, index: folder)
    }
  }

  /// Notes that a file was left out.
  mutating func noteSkipped(_ name: String, _ reason: String) {
    notices.append("skipped \(name): \(reason)")
  }

  /// Takes in a file; one that can't be read as what it claims to be is noted and skipped.
  mutating func add(_ file: CorpusSource.File) throws(CommandFailure) {
    switch file.format {
    case .html: try addPage(file)
    case .jsonLines: try addRecords(file)
    }
  }

  private mutating func addPage(_ file: CorpusSource.File) throws(CommandFailure) {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(file.path, limit: HTMLLimits().bytes)
    } catch {
      return noteSkipped(file.name, error.message)
    }
    let document: Document
    do {
      document = try extractor.extract(bytes, name: file.name).document(
        id: file.name, baseURL: baseURL)
    } catch {
      return noteSkipped(file.name, ErrorText.describe(error))
    }
    if document.passages.isEmpty { return noteSkipped(file.name, "no article text was found") }
    try add(document)
  }

  private mutating func addRecords(_ file: CorpusSource.File) throws(CommandFailure) {
    do {
      var reader = try LineReader(path: file.path, lineLimit: 16 << 20)
      while true {
        let line = try reader.withNextLine { span in
          var bytes: [UInt8] = []
          bytes.reserveCapacity(span.count)
          for index in span.indices { bytes.append(span[index]) }
          return bytes
        }
        guard let line else { return }
        if line.allSatisfy({ $0 <= 0x20 }) { continue }
        let place = "\(file.name):\(reader.lineNumber)"
        switch Self.document(line, baseURL: baseURL) {
        case .success(let document):
          if identifiers.contains(document.id) {
            noteSkipped(place, "the id '\(document.id)' was there before")
          } else {
            try add(document)
          }
        case .failure(let fault): noteSkipped(place, fault.message)
        }
      }
    } catch let error as StorageError {
      noteSkipped(file.name, ErrorText.describe(error))
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(status: .fault, message: "\(error)")
    }
  }

  private mutating func add(_ document: Document) throws(CommandFailure) {
    identifiers.insert(document.id)
    documentCount += 1
    passageCount += document.passages.count
    languages.add(document)
    redFlags.add(document, flags: triage.flags(matchingListItem:))
    do {
      try indexer.add(document)
    } catch {
      throw ErrorText.failure(error, index: document.id)
    }
  }

  /// The document of a record `{"id","title","text","url"}`.
  private static func document(_ line: [UInt8], baseURL: String?) -> Result<Document, InputFault> {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: line)
    } catch {
      return .failure(InputFault(message: "no JSON object (\(ErrorText.describe(error)))"))
    }
    guard let id = value["id"]?.stringValue ?? value["id"]?.integerValue.map(String.init),
      !id.isEmpty
    else { return .failure(InputFault(message: "\"id\" is missing or no string")) }
    let title = value["title"]?.stringValue ?? ""
    let text = value["text"]?.stringValue ?? ""
    if title.isEmpty && text.isEmpty {
      return .failure(InputFault(message: "neither \"title\" nor \"text\""))
    }
    // A record without a text is quoted by its title.
    let visible = text.isEmpty ? title : text
    let passage = Passage(
      id: id, kind: .record, question: title.isEmpty ? nil : title, range: 0..<visible.utf8.count)
    return .success(
      Document(
        id: id,
        metadata: DocumentMetadata(
          title: title.isEmpty ? id : title, url: value["url"]?.stringValue,
          language: value["language"]?.stringValue),
        text: visible, passages: [passage]))
  }

  /// Writes the index.
  consuming func finish() throws(CommandFailure) {
    do throws(IndexError) {
      indexer.setBlob(CorpusLanguages.blobName, languages.serialized)
      indexer.setBlob(RedFlagCitations.blobName, redFlags.citations.serialized)
      let kept = tables.serialized
      if !kept.isEmpty { indexer.setBlob(CorpusTables.blobName, kept) }
      try indexer.finish()
    } catch {
      throw ErrorText.failure(error, index: folder)
    }
  }
}
