public import Corpus
import Glibc
import Storage

/// A term's number while an index is being built.
public struct BuilderTerm: Sendable, Hashable {
  /// The number, from 0 in each space.
  package let rawValue: UInt32
}

/// The terms of one passage in one space.
public struct PassageTerms: Sendable {
  /// A term of the passage.
  public struct Entry: Sendable {
    /// Which term; each at most once a passage and space.
    public var term: BuilderTerm
    /// Its class, which the space's impact table knows.
    public var postingClass: UInt8

    /// An entry from its parts.
    public init(term: BuilderTerm, postingClass: UInt8) {
      self.term = term
      self.postingClass = postingClass
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
///
/// A builder with a `base` can `keep` documents of that index, which then cost a fraction of adding
/// them, and gives the bytes that adding them would have given.
public struct IndexBuilder: ~Copyable {
  /// What to keep.
  public struct Options: Sendable {
    /// Whether texts are kept, to be quoted.
    public var storesText = true
    /// Whether documents can be found by id without looking at all of them.
    public var ordersKeys = true
    /// Bytes of postings that are kept in memory, all spaces and collectors together; more are put
    /// aside on the index's disk. The index is the same.
    public var memoryLimit = Int.max
    /// How many collectors there will be, those of `makeCollector` included.
    public var collectorCount = 1
    /// The default: everything.
    public init() {}
  }

  private let options: Options
  private let folder: String
  private let collectorLimit: Int
  private var writer: SectionWriter
  private var spaces: [SpaceBuilder]
  private var texts = RecordWriter()
  private var documents = RecordWriter()
  private var passages = RecordWriter()
  private var documentBytes: [UInt8] = []
  private var passageBytes: [UInt8] = []
  private var keys = KeyWriter()
  /// Documents that were added, not kept, with their ids, to be put in order.
  private var keyList: [(key: [UInt8], document: UInt32)] = []
  private var firstPassages: [UInt32] = []
  private var blobs: [String: [UInt8]] = [:]
  private var isPlain = false
  private let base: Index?
  /// For each passage and document of the base its new number; `UInt32.max` where it's not kept.
  private var passageMap: [UInt32] = []
  private var documentMap: [UInt32] = []
  private var nextKept: UInt32 = 0
  private var keptPassages = 0
  /// How many passages were added.
  public private(set) var passageCount = 0
  /// How many documents were added.
  public private(set) var documentCount = 0

  /// Begins an index in the folder `path`, which is made if it's not there.
  ///
  /// - Parameters:
  ///   - spaces: the names of the term spaces; `SpaceID`s count from 0 in this order.
  ///   - base: an index that was built with the same spaces and options, whose documents can be kept.
  ///     It may be the one that is replaced.
  public init(
    path: String, spaces: [String], options: Options = Options(), base: Index? = nil
  ) throws(IndexError) {
    let made = unsafe mkdir(path, 0o755)
    if made != 0 {
      if errno != EEXIST { throw .storage(.failed(operation: .open, path: path, code: errno)) }
      var status = stat()
      if unsafe stat(path, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR {
        throw .storage(.notAFolder(path: path))
      }
    }
    let separator = path.hasSuffix("/") ? "" : "/"
    var writer = try SectionWriter(path: path + separator + Format.fileName)
    if options.storesText { try writer.begin(SectionID(.text)) }
    let share = options.memoryLimit / max(1, options.collectorCount * spaces.count)
    var builders = spaces.map {
      SpaceBuilder(name: $0, collector: PostingCollector(folder: path, memoryLimit: share))
    }
    if let base { for space in builders.indices { try builders[space].borrow(from: base) } }
    self.writer = writer
    self.options = options
    self.folder = path
    collectorLimit = share
    self.spaces = builders
    self.base = base
    if let base {
      passageMap = [UInt32](repeating: .max, count: base.passageCount)
      documentMap = [UInt32](repeating: .max, count: base.documentCount)
    }
  }

  /// The number of a term for this build; the same bytes give the same number.
  public mutating func term(_ bytes: Span<UInt8>, in space: SpaceID) -> BuilderTerm {
    spaces[Int(space.rawValue)].term(bytes)
  }

  /// The number of a term for this build; the same text gives the same number.
  public mutating func term(_ text: some StringProtocol, in space: SpaceID) -> BuilderTerm {
    let bytes = Array(text.utf8)
    return term(bytes.span, in: space)
  }

  /// Sets a passage's class where it takes the whole collection to know it.
  public mutating func setPassageClass(
    _ passageClass: UInt8, of passage: PassageID, in space: SpaceID
  ) {
    spaces[Int(space.rawValue)].setPassageClass(passageClass, of: Int(passage.rawValue))
  }

  /// How many passages so far there are of each class, 0 to 255.
  public func passageClassCounts(in space: SpaceID) -> [Int] {
    spaces[Int(space.rawValue)].passageClassCounts
  }

  /// For each passage so far, the sum over its terms of a weight that depends on the term's document
  /// frequency.
  ///
  /// - Complexity: O(postings).
  public func sums(in space: SpaceID, weight: (_ documentFrequency: Int) -> UInt32)
    throws(IndexError) -> [UInt64]
  {
    try spaces[Int(space.rawValue)].sums(passageMap, weight: weight)
  }

  /// Whether any passage so far has a term.
  public func contains(_ term: Span<UInt8>, in space: SpaceID) throws(IndexError) -> Bool {
    try spaces[Int(space.rawValue)].contains(
      term, passageMap, dropped: (base?.passageCount ?? 0) - keptPassages)
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
    if options.ordersKeys { keyList.append((key, UInt32(documentCount))) }
    if options.storesText { try writer.write(texts.add(Array(document.text.utf8))) }
    documentBytes += documents.add(StoredRecords.encode(document.metadata, key: document.id))
    firstPassages.append(UInt32(passageCount))
    for (passage, terms) in zip(document.passages, terms) {
      precondition(terms.count == spaces.count, "terms in each space")
      passageBytes += passages.add(StoredRecords.encode(passage, in: document))
      for (space, terms) in terms.enumerated() {
        try spaces[space].add(terms, passage: UInt32(passageCount))
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
      !options.storesText && spaces.count == 1 && firstPassages.isEmpty, "a plain index")
    if passageCount + 1 >= Int(UInt32.max) { throw .tooLarge }
    keys.add(key)
    if options.ordersKeys { keyList.append((key, UInt32(documentCount))) }
    try spaces[Int(space.rawValue)].add(terms, passage: UInt32(passageCount))
    isPlain = true
    passageCount += 1
    documentCount += 1
  }

  /// A collector for a thread of its own; what it holds at `finish` is part of the index.
  public mutating func makeCollector(in space: SpaceID) -> PostingCollector {
    let collector = PostingCollector(folder: folder, memoryLimit: collectorLimit)
    spaces[Int(space.rawValue)].adopt(collector)
    return collector
  }

  /// Adds a record whose terms go to a collector, under the number `passageCount`.
  public mutating func addRecord(key: [UInt8], passageClass: UInt8, in space: SpaceID)
    throws(IndexError)
  {
    precondition(
      !options.storesText && spaces.count == 1 && firstPassages.isEmpty, "a plain index")
    if passageCount + 1 >= Int(UInt32.max) { throw .tooLarge }
    keys.add(key)
    if options.ordersKeys { keyList.append((key, UInt32(documentCount))) }
    spaces[Int(space.rawValue)].add(passageClass: passageClass)
    isPlain = true
    passageCount += 1
    documentCount += 1
  }

  /// Takes over documents of the base with their passages and postings.
  ///
  /// - Parameter range: numbers of the base's documents, above all that were kept before.
  public mutating func keep(_ range: Range<UInt32>) throws(IndexError) {
    guard let base, let first = range.first, let last = range.last else { return }
    precondition(range.lowerBound >= nextKept, "documents in rising order")
    nextKept = range.upperBound
    let start = try base.passages(of: DocumentID(first)).lowerBound
    let end = try base.passages(of: DocumentID(last)).upperBound
    if passageCount + Int(end) - Int(start) >= Int(UInt32.max) { throw .tooLarge }
    let passages = start..<end
    keptPassages += passages.count
    if documentCount == 0 { isPlain = isPlainBase }
    if !isPlain { try keepRecords(of: base, range, passages) }
    try base.copyKeys(range, to: &keys)
    let isOneToOne = base.bytes(.firstPassages).isEmpty
    for document in range {
      documentMap[Int(document)] = UInt32(documentCount)
      if !isPlain {
        let first =
          isOneToOne ? document : try base.passages(of: DocumentID(document)).lowerBound
        firstPassages.append(UInt32(passageCount) + first - start)
      }
      documentCount += 1
    }
    for passage in passages {
      passageMap[Int(passage)] = UInt32(passageCount)
      passageCount += 1
    }
    for space in spaces.indices { try spaces[space].keep(passages) }
  }

  /// Whether the base has nothing but ids and postings, like an index of `addRecord`.
  private var isPlainBase: Bool {
    guard let base, !options.storesText, spaces.count == 1 else { return false }
    return base.bytes(.firstPassages).isEmpty && base.bytes(.documents).isEmpty
      && base.bytes(.passages).isEmpty
  }

  private mutating func keepRecords(
    of base: Index, _ documents: Range<UInt32>, _ passages: Range<UInt32>
  ) throws(IndexError) {
    if options.storesText {
      var texts = RecordWriter()
      swap(&texts, &self.texts)
      try base.copyRecords(.text, .textOffsets, documents, of: base.documentCount, to: &texts) {
        bytes throws(IndexError) in try writer.write(bytes)
      }
      swap(&texts, &self.texts)
    }
    try base.copyRecords(
      .documents, .documentOffsets, documents, of: base.documentCount, to: &self.documents
    ) { bytes in
      unsafe bytes.withUnsafeBufferPointer { unsafe documentBytes.append(contentsOf: $0) }
    }
    try base.copyRecords(
      .passages, .passageOffsets, passages, of: base.passageCount, to: &self.passages
    ) { bytes in unsafe bytes.withUnsafeBufferPointer { unsafe passageBytes.append(contentsOf: $0) }
    }
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
    var keys = KeyWriter()
    swap(&keys, &self.keys)
    if keys.bytes.count > 0 {
      try writer.begin(SectionID(.keys))
      try writer.write(keys.bytes.span)
    }
    try writer.write(SectionID(.keyOffsets), keys.offsets)
    if options.ordersKeys { try writer.write(SectionID(.keyOrder), try keyOrder()) }
    if !firstPassages.isEmpty,
      firstPassages.enumerated().contains(where: { $0.offset != Int($0.element) })
        || documentCount != passageCount
    {
      var bytes: [UInt8] = []
      bytes.appendFixed(contentsOf: firstPassages)
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
        to: &writer, space: index, map: passageMap, impacts: impacts[index], directory: &directory)
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

  /// Document numbers in the order of their ids.
  private func keyOrder() throws(IndexError) -> [UInt8] {
    let added = keyList.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    for (one, next) in zip(added, added.dropFirst()) where one.key == next.key {
      throw .duplicateDocument(id: String(decoding: next.key, as: UTF8.self))
    }
    var order: [UInt32] = []
    order.reserveCapacity(documentCount)
    var kept = 0
    if let base {
      for (key, document) in added {
        let (position, isFound) = try base.position(ofKey: key)
        try appendKept(kept..<position, to: &order)
        kept = position
        if isFound, documentMap[Int(try base.document(inKeyOrder: position).rawValue)] != .max {
          throw .duplicateDocument(id: String(decoding: key, as: UTF8.self))
        }
        order.append(document)
      }
      try appendKept(kept..<base.documentCount, to: &order)
    } else {
      for (_, document) in added { order.append(document) }
    }
    var bytes: [UInt8] = []
    bytes.appendFixed(contentsOf: order)
    return bytes
  }

  /// Appends the new numbers of the base's documents at these positions of its key order.
  private func appendKept(_ range: Range<Int>, to order: inout [UInt32]) throws(IndexError) {
    try base?.forEachDocument(inKeyOrder: range) { document in
      let number = documentMap[Int(document.rawValue)]
      if number != .max { order.append(number) }
    }
  }
}
