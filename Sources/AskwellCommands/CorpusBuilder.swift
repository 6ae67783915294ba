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
///
/// With a `CorpusBase` it reads only what has changed: files and records whose bytes are those of
/// before are kept as the index has them. The changes are gathered first, in memory, and the index is
/// written at the end; it has the bytes that reading everything would have given.
struct CorpusBuilder: ~Copyable {
  private let extractor = ArticleExtractor()
  /// The built-in red-flag rules with those that the corpus brings, once they are needed.
  private var rules: RuleSet?
  /// Finds red flags by those rules.
  private var triage: TriageEngine?
  private let tables: CorpusTables
  private let synonyms: SynonymTable
  let baseURL: String?
  private let folder: String
  private let memoryLimit: Int
  private let base: CorpusBase?
  private var indexer: CorpusIndexer?
  private var languages: CorpusLanguages
  private var redFlags = RedFlagCitations.Finder()
  private var manifest: CorpusManifest
  private var identifiers: Set<String> = []
  private var changes: CorpusChanges
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
  ///   - base: what is known of the index that stands in the folder, to be built upon; nil where the
  ///     corpus brings tables, which bear on every document.
  ///   - tables: what the corpus brings besides pages; checked here.
  ///   - memoryLimit: bytes of postings that are kept in memory.
  init(
    baseURL: String?, folder: String, base: CorpusBase? = nil,
    tables: CorpusTables = CorpusTables(), memoryLimit: Int = .max
  ) throws(CommandFailure) {
    precondition(base == nil || tables.isEmpty, "an index with tables is built in full")
    var triage: TriageEngine?
    if !tables.isEmpty {
      let found = try Self.redFlags(tables)
      try tables.check(found.triage)
      (rules, triage) = found
    }
    let synonyms = try tables.synonyms()
    let indexer = base == nil ? try Self.indexer(folder, nil, synonyms, memoryLimit) : nil
    self.baseURL = baseURL
    self.folder = folder
    self.memoryLimit = memoryLimit
    self.tables = tables
    self.synonyms = synonyms
    self.triage = triage
    self.base = base
    self.indexer = indexer
    languages = base?.languages ?? CorpusLanguages()
    manifest = CorpusManifest(baseURL: baseURL)
    changes = CorpusChanges(base)
  }

  private static func indexer(
    _ folder: String, _ base: CorpusIndexer.Base?, _ synonyms: SynonymTable, _ memoryLimit: Int
  ) throws(CommandFailure) -> CorpusIndexer {
    var options = CorpusIndexer.Options()
    options.synonyms = synonyms
    options.memoryLimit = memoryLimit
    do {
      return try CorpusIndexer(path: folder, options: options, base: base)
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
    let fingerprint = CorpusManifest.fingerprint(ofPage: bytes, name: file.name)
    if try keep(fingerprint) != .unknown { return }
    if let reason = base?.skippedPages[fingerprint] {
      return skipPage(file, fingerprint, reason)
    }
    try take(
      file, fingerprint, Self.document(bytes, file, extractor: extractor, baseURL: baseURL))
  }

  /// The document of a page, or why there is none.
  static func document(
    _ bytes: [UInt8], _ file: CorpusSource.File, extractor: ArticleExtractor, baseURL: String?
  ) -> Result<Document, InputFault> {
    do {
      let document = try extractor.extract(bytes, name: file.name).document(
        id: file.name, baseURL: baseURL)
      return document.passages.isEmpty
        ? .failure(InputFault(message: "no article text was found")) : .success(document)
    } catch {
      return .failure(InputFault(message: ErrorText.describe(error)))
    }
  }

  /// Takes in what a page was read as.
  mutating func take(
    _ file: CorpusSource.File, _ fingerprint: UInt64, _ page: Result<Document, InputFault>
  ) throws(CommandFailure) {
    switch page {
    case .success(let document): try add(document, fingerprint)
    case .failure(let fault): skipPage(file, fingerprint, fault.message)
    }
  }

  /// Takes in what a line of a file was read as.
  mutating func take(
    _ file: CorpusSource.File, line: Int, _ fingerprint: UInt64,
    _ record: Result<Document, InputFault>
  ) throws(CommandFailure) {
    switch record {
    case .success(let document):
      if isTaken(document.id) {
        noteRepeated(document.id, file, line)
      } else {
        try add(document, fingerprint)
      }
    case .failure(let fault):
      noteSkipped("\(file.name):\(line)", fault.message)
    }
  }

  private mutating func skipPage(
    _ file: CorpusSource.File, _ fingerprint: UInt64, _ reason: String
  ) {
    manifest.skippedPages[fingerprint] = reason
    noteSkipped(file.name, reason)
  }

  private mutating func addRecords(_ file: CorpusSource.File) throws(CommandFailure) {
    do {
      var reader = try LineReader(path: file.path, lineLimit: 16 << 20, maps: base != nil)
      while let line = try reader.next() {
        let fingerprint = SourceManifest.fingerprint(reader.bytes.extracting(line))
        if !changes.hasNext(fingerprint), Self.isBlank(reader.bytes.extracting(line)) { continue }
        switch try keep(fingerprint) {
        case .kept: continue
        case .repeated(let id):
          noteRepeated(id, file, reader.lineNumber)
          continue
        case .unknown: break
        }
        let copy = unsafe reader.bytes.extracting(line).withUnsafeBufferPointer { unsafe Array($0) }
        // The copy's fingerprint, for that is what is read: the file may be changing.
        try take(
          file, line: reader.lineNumber, SourceManifest.fingerprint(copy.span),
          Self.document(copy, baseURL: baseURL))
      }
    } catch let error as StorageError {
      noteSkipped(file.name, ErrorText.describe(error))
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(status: .fault, message: "\(error)")
    }
  }

  private static func isBlank(_ line: Span<UInt8>) -> Bool {
    for index in line.indices where line[index] > 0x20 { return false }
    return true
  }

  private mutating func noteRepeated(_ id: String, _ file: CorpusSource.File, _ line: Int) {
    noteSkipped("\(file.name):\(line)", "the id '\(id)' was there before")
  }

  /// Whether a document of this id was taken in.
  private mutating func isTaken(_ id: String) -> Bool {
    identifiers.contains(id) || changes.isKept(id)
  }

  /// Keeps the base's document that has this fingerprint, if there is one.
  private mutating func keep(_ fingerprint: UInt64) throws(CommandFailure)
    -> CorpusChanges.Match
  {
    do {
      let (match, passages) = try changes.keep(fingerprint)
      if match == .kept {
        documentCount += 1
        passageCount += passages
      }
      return match
    } catch {
      throw ErrorText.failure(error, index: folder)
    }
  }

  private mutating func add(_ document: Document, _ fingerprint: UInt64) throws(CommandFailure) {
    identifiers.insert(document.id)
    documentCount += 1
    passageCount += document.passages.count
    if base == nil {
      try write(document, fingerprint)
    } else {
      changes.add(document, fingerprint)
    }
  }

  /// The red-flag rules, built in and the corpus's own, and what finds flags by them.
  mutating func redFlagRules() throws(CommandFailure) -> (rules: RuleSet, triage: TriageEngine) {
    if let rules, let triage { return (rules, triage) }
    let found = try Self.redFlags(tables)
    rules = found.rules
    triage = found.triage
    return found
  }

  private static func redFlags(_ tables: CorpusTables) throws(CommandFailure)
    -> (rules: RuleSet, triage: TriageEngine)
  {
    let builtIn = try AnswerSource.builtInRules()
    guard let extended = try tables.extending(builtIn) else {
      return (builtIn, TriageEngine(rules: builtIn))
    }
    return (extended, TriageEngine(rules: builtIn, extended: extended))
  }

  /// Whether a document has a list of signs that need a doctor.
  private mutating func findDangerSigns(_ document: Document) throws(CommandFailure) -> Bool {
    guard document.passages.contains(where: { $0.kind == .list }) else { return false }
    let triage = try self.redFlagRules().triage
    return redFlags.add(document, flags: triage.flags(matchingListItem:))
  }

  /// Hands a document to the index and to all that learns from it.
  private mutating func write(_ document: Document, _ fingerprint: UInt64) throws(CommandFailure) {
    languages.add(document)
    let hasDangerSigns = try findDangerSigns(document)
    manifest.add(fingerprint, hasDangerSigns: hasDangerSigns)
    do {
      try indexer?.add(document)
    } catch {
      throw ErrorText.failure(error, index: document.id)
    }
  }

  /// The document of a record `{"id","title","text","url"}`.
  static func document(_ line: [UInt8], baseURL: String?) -> Result<Document, InputFault> {
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
  ///
  /// - Parameter keepsManifest: whether the folder also gets what a later update needs.
  consuming func finish(keepsManifest: Bool = true) throws(CommandFailure) {
    if let base {
      if changes.areNone { return }
      try writeChanges(to: base)
    }
    guard var indexer = indexer.take() else { return }
    do throws(IndexError) {
      indexer.setBlob(CorpusLanguages.blobName, languages.serialized)
      indexer.setBlob(RedFlagCitations.blobName, redFlags.citations.serialized)
      let kept = tables.serialized
      if !kept.isEmpty { indexer.setBlob(CorpusTables.blobName, kept) }
      let state = try indexer.finish()
      if keepsManifest, tables.isEmpty {
        try manifest.write(folder: folder, languages: languages, indexerState: state)
      }
    } catch {
      throw ErrorText.failure(error, index: folder)
    }
  }

  private mutating func writeChanges(to base: CorpusBase) throws(CommandFailure) {
    indexer = try Self.indexer(folder, base.indexer, synonyms, memoryLimit)
    let steps = changes.steps()
    for number in changes.gone(steps) {
      let document = try self.document(number, of: base)
      languages.remove(document)
      indexer?.remove(document)
    }
    var kept: Range<UInt32> = 0..<0
    for step in steps {
      switch step {
      case .kept(let number, let fingerprint):
        if number != kept.upperBound {
          try keep(kept)
          kept = number..<number
        }
        kept = kept.lowerBound..<(number + 1)
        let hasDangerSigns = !base.hasDangerSigns.isEmpty && base.hasDangerSigns.contains(number)
        if hasDangerSigns {
          _ = try findDangerSigns(try document(number, of: base))
        }
        manifest.add(fingerprint, hasDangerSigns: hasDangerSigns)
        continue
      case .moved(let number, let fingerprint):
        try keep(kept)
        try write(try document(number, of: base), fingerprint)
      case .new(let number, let fingerprint):
        try keep(kept)
        try write(changes.documents[Int(number)], fingerprint)
      }
      kept = kept.upperBound..<kept.upperBound
    }
    try keep(kept)
  }

  private func document(_ number: UInt32, of base: CorpusBase) throws(CommandFailure) -> Document {
    do {
      return try base.index.wholeDocument(DocumentID(number))
    } catch {
      throw ErrorText.failure(error, index: folder)
    }
  }

  private mutating func keep(_ documents: Range<UInt32>) throws(CommandFailure) {
    do {
      try indexer?.keep(documents)
    } catch {
      throw ErrorText.failure(error, index: folder)
    }
  }
}
