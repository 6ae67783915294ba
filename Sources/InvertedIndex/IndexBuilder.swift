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
    if firstPassages.enumerated().contains(where: { $0.offset != Int($0.element) })
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

/// Collects the postings of one term space.
private struct SpaceBuilder {
  private struct TermState {
    var bytes: [UInt8] = []
    var last: Int64 = -1
    var documentFrequency = 0
    var collectionFrequency = 0
  }

  let name: String
  private var numbers: [[UInt8]: UInt32] = [:]
  private var terms: [[UInt8]] = []
  private var states: [TermState] = []
  private var passageClasses: [UInt8] = []

  init(name: String) { self.name = name }

  mutating func term(_ bytes: [UInt8]) -> BuilderTerm {
    if let number = numbers[bytes] { return BuilderTerm(rawValue: number) }
    let number = UInt32(terms.count)
    numbers[bytes] = number
    terms.append(bytes)
    states.append(TermState())
    return BuilderTerm(rawValue: number)
  }

  mutating func setPassageClass(_ passageClass: UInt8, of passage: Int) {
    precondition(passage < passageClasses.count, "a passage that was added")
    passageClasses[passage] = passageClass
  }

  func documentFrequency(of term: BuilderTerm) -> Int {
    states[Int(term.rawValue)].documentFrequency
  }

  mutating func add(_ passage: PassageTerms, passage number: UInt32) {
    passageClasses.append(passage.passageClass)
    for entry in passage.entries {
      let index = Int(entry.term.rawValue)
      let gap = Int64(number) - states[index].last - 1
      precondition(gap >= 0, "a term at most once a passage")
      states[index].last = Int64(number)
      states[index].documentFrequency += 1
      states[index].collectionFrequency += Int(entry.occurrences)
      states[index].bytes.appendVarint(UInt64(gap) << 1 | (entry.postingClass == 0 ? 0 : 1))
      if entry.postingClass != 0 { states[index].bytes.append(entry.postingClass) }
    }
  }

  func write(
    to writer: inout SectionWriter, space: Int, impacts: ImpactTable, directory: inout [UInt8]
  ) throws(IndexError) {
    let order = terms.indices.filter { states[$0].documentFrequency > 0 }
      .sorted { terms[$0].lexicographicallyPrecedes(terms[$1]) }
    let used = passageClasses.contains { $0 != 0 }
    var dictionary: [UInt8] = []
    var index: [UInt8] = []
    var postings: [UInt8] = []
    var written = 0
    var previous: [UInt8] = []
    var encoder = PostingEncoder()
    var (postingCount, occurrences) = (0, 0)
    try writer.begin(SectionID(.postings, space: space))
    for (position, number) in order.enumerated() {
      let state = states[number]
      let start = written + postings.count
      if position % Format.groupLength == 0 {
        index.appendFixed(UInt64(dictionary.count))
        index.appendFixed(UInt64(start))
        previous = []
      }
      encoder.removeAll()
      decode(state.bytes, impacts, into: &encoder)
      encoder.encode(into: &postings)
      let term = terms[number]
      var shared = 0
      while shared < min(previous.count, term.count), previous[shared] == term[shared] {
        shared += 1
      }
      dictionary.appendVarint(shared)
      dictionary.appendVarint(term.count - shared)
      dictionary += term[shared...]
      dictionary.appendVarint(state.documentFrequency)
      dictionary.appendVarint(state.collectionFrequency)
      dictionary.appendVarint(written + postings.count - start)
      dictionary.append(encoder.greatestImpact)
      previous = term
      postingCount += state.documentFrequency
      occurrences += state.collectionFrequency
      if postings.count > 1 << 16 {
        try writer.write(postings)
        written += postings.count
        postings.removeAll(keepingCapacity: true)
      }
    }
    // Kernels read whole words: the last list is followed by as much as the longest read.
    postings += [UInt8](repeating: 0, count: 16)
    try writer.write(postings)
    try writer.write(SectionID(.dictionary, space: space), dictionary)
    try writer.write(SectionID(.dictionaryIndex, space: space), index)
    if used { try writer.write(SectionID(.passageClasses, space: space), passageClasses) }
    directory.appendString(name)
    directory.appendVarint(order.count)
    directory.appendVarint(postingCount)
    directory.appendVarint(occurrences)
    directory.appendVarint(impacts.postingClasses)
    directory.appendVarint(impacts.passageClasses)
    if impacts != .identity { try writer.write(SectionID(.impacts, space: space), impacts.values) }
  }

  private func decode(_ bytes: [UInt8], _ impacts: ImpactTable, into encoder: inout PostingEncoder)
  {
    var offset = 0
    var passage: Int64 = -1
    while offset < bytes.count {
      var value: UInt64 = 0
      var shift: UInt64 = 0
      while true {
        let byte = bytes[offset]
        offset += 1
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { break }
        shift += 7
      }
      passage += Int64(value >> 1) + 1
      var postingClass: UInt8 = 0
      if value & 1 != 0 {
        postingClass = bytes[offset]
        offset += 1
      }
      let passageClass = Int(passageClasses[Int(passage)])
      precondition(
        Int(postingClass) < impacts.postingClasses && passageClass < impacts.passageClasses,
        "a class that the impact table does not know")
      encoder.add(
        passage: UInt32(passage), postingClass: postingClass,
        impact: impacts.values[Int(postingClass) * impacts.passageClasses + passageClass])
    }
  }
}
