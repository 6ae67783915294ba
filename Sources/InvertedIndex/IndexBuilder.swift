public import Corpus
import Glibc
import Storage

/// A term's number while an index is being built.
public struct BuilderTerm: Sendable, Hashable {
  let rawValue: UInt32
}

/// The terms of one passage in one space.
public struct PassageTerms: Sendable {
  /// A term of the passage.
  public struct Entry: Sendable {
    /// Which term; each at most once a passage and space.
    public var term: BuilderTerm
    /// Its class, which the space's impact table knows.
    public var postingClass: UInt8
    /// How often it occurs in the passage; counted in the collection frequency.
    public var occurrences: UInt32

    /// An entry from its parts.
    public init(term: BuilderTerm, postingClass: UInt8, occurrences: UInt32 = 1) {
      self.term = term
      self.postingClass = postingClass
      self.occurrences = occurrences
    }
  }

  /// The passage's class, which the space's impact table knows.
  public var passageClass: UInt8
  /// Terms in any order.
  public var entries: [Entry]

  /// Terms of a passage.
  public init(passageClass: UInt8 = 0, entries: [Entry] = []) {
    self.passageClass = passageClass
    self.entries = entries
  }
}

/// Builds an index file from documents that come one at a time.
///
/// The same documents, terms and tables give the same bytes on any machine. Nothing is seen under
/// the index's name until `finish` has made all of it durable.
///
/// ```swift
/// var builder = try IndexBuilder(path: "Index", spaces: ["stem"])
/// let gut = builder.term("gut", in: SpaceID(0))
/// let terms = PassageTerms(entries: [.init(term: gut, postingClass: 0)])
/// try builder.add(document, terms: [[terms]])
/// try builder.finish(impacts: [.identity])
/// ```
public struct IndexBuilder: ~Copyable {
  /// What to keep.
  public struct Options: Sendable {
    /// Whether texts are kept, to be quoted.
    public var storesText = true
    /// Whether documents can be found by id without looking at all of them.
    public var ordersKeys = true
    /// The default: everything.
    public init() {}
  }

  private let options: Options
  private var writer: SectionWriter
  private var spaces: [SpaceBuilder]
  private var texts = RecordWriter()
  private var documents = RecordWriter()
  private var passages = RecordWriter()
  private var documentBytes: [UInt8] = []
  private var passageBytes: [UInt8] = []
  private var keys = KeyWriter()
  private var keyList: [[UInt8]] = []
  private var firstPassages: [UInt32] = []
  private var blobs: [String: [UInt8]] = [:]
  private var isPlain = false
  /// How many passages were added.
  public private(set) var passageCount = 0
  /// How many documents were added.
  public private(set) var documentCount = 0

  /// Begins an index in the folder `path`, which is made if it's not there.
  ///
  /// - Parameter spaces: the names of the term spaces; `SpaceID`s count from 0 in this order.
  public init(path: String, spaces: [String], options: Options = Options()) throws(IndexError) {
    let made = unsafe mkdir(path, 0o755)
    if made != 0, errno != EEXIST {
      throw .storage(.failed(operation: .open, path: path, code: errno))
    }
    let separator = path.hasSuffix("/") ? "" : "/"
    var writer = try SectionWriter(path: path + separator + Format.fileName)
    if options.storesText { try writer.begin(SectionID(.text)) }
    self.writer = writer
    self.options = options
    self.spaces = spaces.map { SpaceBuilder(name: $0) }
  }

  /// The number of a term for this build; the same bytes give the same number.
  public mutating func term(_ bytes: some Sequence<UInt8>, in space: SpaceID) -> BuilderTerm {
    spaces[Int(space.rawValue)].term(Array(bytes))
  }

  /// The number of a term for this build; the same text gives the same number.
  public mutating func term(_ text: some StringProtocol, in space: SpaceID) -> BuilderTerm {
    term(text.utf8, in: space)
  }

  /// Sets a passage's class where it takes the whole collection to know it.
  public mutating func setPassageClass(
    _ passageClass: UInt8, of passage: PassageID, in space: SpaceID
  ) {
    spaces[Int(space.rawValue)].setPassageClass(passageClass, of: Int(passage.rawValue))
  }

  /// In how many of the passages added so far a term occurs.
  public func documentFrequency(of term: BuilderTerm, in space: SpaceID) -> Int {
    spaces[Int(space.rawValue)].documentFrequency(of: term)
  }

  /// Keeps bytes under a name; an earlier value of that name is replaced.
  public mutating func setBlob(_ name: String, _ bytes: [UInt8]) { blobs[name] = bytes }

  /// Adds a document.
  ///
  /// - Parameter terms: for each passage of the document, its terms in each space.
  public mutating func add(_ document: Document, terms: [[PassageTerms]]) throws(IndexError) {
    precondition(terms.count == document.passages.count, "terms for each passage")
    precondition(!isPlain, "records and documents do not mix")
    if passageCount + terms.count >= Int(UInt32.max) { throw .tooLarge }
    let key = Array(document.id.utf8)
    keys.add(key)
    if options.ordersKeys { keyList.append(key) }
    if options.storesText { try writer.write(texts.add(Array(document.text.utf8))) }
    documentBytes += documents.add(StoredRecords.encode(document.metadata, key: document.id))
    firstPassages.append(UInt32(passageCount))
    for (passage, terms) in zip(document.passages, terms) {
      precondition(terms.count == spaces.count, "terms in each space")
      passageBytes += passages.add(StoredRecords.encode(passage, in: document))
      for (space, terms) in terms.enumerated() {
        spaces[space].add(terms, passage: UInt32(passageCount))
      }
      passageCount += 1
    }
    documentCount += 1
  }

  /// Adds a document that is one passage, its whole text, and has nothing but an id.
  ///
  /// The text is not kept. For collections by the million: nothing is allocated per document.
  public mutating func addRecord(key: [UInt8], terms: PassageTerms, in space: SpaceID)
    throws(IndexError)
  {
    precondition(
      !options.storesText && spaces.count == 1 && (isPlain || documentCount == 0), "a plain index")
    if passageCount + 1 >= Int(UInt32.max) { throw .tooLarge }
    keys.add(key)
    if options.ordersKeys { keyList.append(key) }
    spaces[Int(space.rawValue)].add(terms, passage: UInt32(passageCount))
    isPlain = true
    passageCount += 1
    documentCount += 1
  }

  /// Writes what is left and gives the file its name.
  ///
  /// - Parameter impacts: a table for each space, which must know every class that was added.
  public consuming func finish(impacts: [ImpactTable]) throws(IndexError) {
    precondition(impacts.count == spaces.count, "a table for each space")
    if options.storesText {
      try writer.write(texts.finishGroup())
      try writer.write(SectionID(.textOffsets), texts.offsets)
    }
    documentBytes += documents.finishGroup()
    if documents.hasContent {
      try writer.write(SectionID(.documents), documentBytes)
      try writer.write(SectionID(.documentOffsets), documents.offsets)
    }
    try writer.write(SectionID(.keys), keys.bytes)
    try writer.write(SectionID(.keyOffsets), keys.offsets)
    if options.ordersKeys { try writer.write(SectionID(.keyOrder), try keyOrder()) }
    if !isPlain,
      firstPassages.enumerated().contains(where: { $0.offset != Int($0.element) })
        || documentCount != passageCount
    {
      var bytes: [UInt8] = []
      for first in firstPassages { bytes.appendFixed(first) }
      try writer.write(SectionID(.firstPassages), bytes)
    }
    passageBytes += passages.finishGroup()
    if passages.hasContent {
      try writer.write(SectionID(.passages), passageBytes)
      try writer.write(SectionID(.passageOffsets), passages.offsets)
    }
    var directory: [UInt8] = []
    directory.appendVarint(spaces.count)
    for index in spaces.indices {
      try spaces[index].write(
        to: &writer, space: index, impacts: impacts[index], directory: &directory)
    }
    try writer.write(SectionID(.spaces), directory)
    var blobBytes: [UInt8] = []
    for (name, bytes) in blobs.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      blobBytes.appendString(name)
      blobBytes.appendVarint(bytes.count)
      blobBytes += bytes
    }
    try writer.write(SectionID(.blobs), blobBytes)
    try writer.finish(passages: passageCount, documents: documentCount)
  }

  private func keyOrder() throws(IndexError) -> [UInt8] {
    let order = keyList.indices.sorted { keyList[$0].lexicographicallyPrecedes(keyList[$1]) }
    var bytes: [UInt8] = []
    for (position, number) in order.enumerated() {
      if position > 0, keyList[order[position - 1]] == keyList[number] {
        throw .duplicateDocument(id: String(decoding: keyList[number], as: UTF8.self))
      }
      bytes.appendFixed(UInt32(number))
    }
    return bytes
  }
}
