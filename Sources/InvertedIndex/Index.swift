import Storage

/// An index file, open for reading.
///
/// Opening maps the file and checks its header; nothing else is read until it is asked for, so
/// opening costs the same for any number of passages. Every read is bounded: a damaged file gives
/// an error or, where a checksum was not asked for, another value, and never a wild read. `verify`
/// does the full check; files of up to 1 MiB are checked whole at opening.
public final class Index: Sendable {
  /// The file's name in an index folder.
  public static let fileName = Format.fileName
  /// The format version that this program reads and writes.
  public static let formatVersion = Format.version

  let file: MappedFile
  /// The sections in file order.
  private let sections: [SectionEntry]
  /// Sections that belong to no space, by kind.
  private let ranges: [Range<Int>]
  let spaces: [Space]
  /// How many passages there are.
  public let passageCount: Int
  /// How many documents there are.
  public let documentCount: Int
  /// 16 hexadecimal digits that name the contents.
  public let identifier: String
  /// The file's length in bytes.
  public let byteCount: Int

  /// A term space's fixed facts.
  struct Space: Sendable {
    var name: String
    var statistics: SpaceStatistics
    var postingClasses: Int
    var passageClasses: Int
    var dictionary: Range<Int>
    var dictionaryIndex: Range<Int>
    var postings: Range<Int>
    var classes: Range<Int>
    /// 256 impacts for each posting class, rows rounded up to a power of two; unknown classes 0.
    var impacts: ImpactRows
  }

  /// Opens the index in a folder, or the index file itself.
  public convenience init(path: String) throws(IndexError) {
    try self.init(Self.map(path), path: path, checksWhole: true)
  }

  /// Opens an index that lies in memory.
  ///
  /// - Parameter checksWhole: whether a short one is checked whole, as a file would be. Tests of damage
  ///   leave that out, so that reading meets what is wrong.
  package convenience init(image: Span<UInt8>, checksWhole: Bool = true) throws(IndexError) {
    try self.init(Self.memory(image), path: "memory", checksWhole: checksWhole)
  }

  /// Opens an index file as if it were cut to `length` and some of its bytes were others, without
  /// checking it whole.
  package convenience init(
    path: String, length: Int, changes: [(offset: Int, byte: UInt8)]
  ) throws(IndexError) {
    try self.init(Self.changed(path, length, changes), path: path, checksWhole: false)
  }

  private static func changed(
    _ path: String, _ length: Int, _ changes: [(offset: Int, byte: UInt8)]
  ) throws(IndexError) -> MappedFile {
    do {
      return try MappedFile(path: path, length: length, changes: changes)
    } catch {
      throw .storage(error)
    }
  }

  private static func memory(_ image: Span<UInt8>) throws(IndexError) -> MappedFile {
    do { return try MappedFile(copying: image) } catch { throw .storage(error) }
  }

  private init(_ mapped: consuming MappedFile, path: String, checksWhole: Bool) throws(IndexError) {
    let outline = try Self.outline(of: mapped, path: path, checksWhole: checksWhole)
    passageCount = Int(outline.header.passageCount)
    documentCount = Int(outline.header.documentCount)
    byteCount = mapped.count
    let digits = String(outline.header.identifier, radix: 16)
    identifier = String(repeating: "0", count: 16 - digits.count) + digits
    sections = outline.sections
    var ranges = [Range<Int>](repeating: 0..<0, count: SectionID.greatestKind + 1)
    for entry in outline.sections where entry.id.space == 0 {
      ranges[Int(entry.id.kind.rawValue)] = entry.range
    }
    self.ranges = ranges
    spaces = outline.spaces
    file = mapped
  }

  /// What opening reads.
  private struct Outline {
    var header: Header
    var sections: [SectionEntry]
    var spaces: [Space] = []
  }

  private static func outline(
    of file: borrowing MappedFile, path: String, checksWhole: Bool
  ) throws(IndexError) -> Outline {
    let bytes = file.bytes
    let header = try Header(bytes, path: path)
    var outline = Outline(header: header, sections: try table(bytes, header))
    if checksWhole, bytes.count <= Format.wholeCheckLimit {
      for entry in outline.sections
      where Checksum.of(bytes.extracting(entry.range)) != entry.checksum {
        throw .checksumMismatch(section: entry.id)
      }
    }
    outline.spaces = try readSpaces(
      bytes, outline.sections, passageCount: Int(outline.header.passageCount))
    return outline
  }

  /// The file's bytes, valid while this index is.
  var contents: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span<UInt8>(_unsafeBytes: file.unsafeBytes)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  private static func map(_ path: String) throws(IndexError) -> MappedFile {
    let separator = path.hasSuffix("/") ? "" : "/"
    do {
      return try MappedFile(path: path + separator + Format.fileName)
    } catch {
      guard case .missing = error else { throw .storage(error) }
    }
    do {
      return try MappedFile(path: path)
    } catch {
      switch error {
      case .missing, .notAFile: throw .missing(path: path)
      default: throw .storage(error)
      }
    }
  }

  private static func table(_ bytes: Span<UInt8>, _ header: Header) throws(IndexError)
    -> [SectionEntry]
  {
    let length = UInt64(header.sectionCount) * UInt64(Format.tableEntryLength)
    guard header.tableOffset <= UInt64(bytes.count),
      length == UInt64(bytes.count) - header.tableOffset
    else { throw .damagedHeader }
    let table = bytes.extracting(Int(header.tableOffset)..<bytes.count)
    if Checksum.of(table) != header.identifier { throw .damagedHeader }
    var entries: [SectionEntry] = []
    var end = UInt64(Format.headerLength)
    do {
      var reader = ByteReader(table)
      for _ in 0..<header.sectionCount {
        let kind = try reader.fixed(UInt16.self)
        let space = try reader.fixed(UInt16.self)
        _ = try reader.fixed(UInt32.self)
        let offset = try reader.fixed(UInt64.self)
        let length = try reader.fixed(UInt64.self)
        let checksum = try reader.fixed(UInt64.self)
        guard let kind = SectionID.Kind(rawValue: kind) else { continue }
        guard offset >= end, length <= header.tableOffset,
          offset <= header.tableOffset - length
        else { throw IndexError.damagedHeader }
        end = offset + length
        entries.append(
          SectionEntry(
            id: SectionID(kind, space: Int(space)), offset: offset, length: length,
            checksum: checksum))
      }
    } catch { throw .damagedHeader }
    return entries
  }

  private static func readSpaces(
    _ bytes: Span<UInt8>, _ sections: [SectionEntry], passageCount: Int
  ) throws(IndexError) -> [Space] {
    let id = SectionID(.spaces)
    func find(_ id: SectionID) -> Range<Int>? { sections.last { $0.id == id }?.range }
    guard let range = find(id) else { return [] }
    var spaces: [Space] = []
    do {
      var reader = ByteReader(bytes.extracting(range))
      for number in 0..<(try reader.count(atMost: 256)) {
        let name = try reader.string()
        let termCount = try reader.count(atMost: Int(UInt32.max))
        let postingCount = try reader.count(atMost: 1 << 48)
        let occurrences = try reader.count(atMost: 1 << 56)
        let rows = try reader.count(atMost: 256)
        let columns = try reader.count(atMost: 256)
        func section(_ kind: SectionID.Kind) -> Range<Int> {
          find(SectionID(kind, space: number)) ?? 0..<0
        }
        let classes = section(.passageClasses)
        let index = section(.dictionaryIndex)
        let groups = (termCount + Format.groupLength - 1) / Format.groupLength
        guard rows > 0, columns > 0, index.count == 16 * groups,
          classes.isEmpty || classes.count == passageCount
        else { throw IndexError.damaged(section: id, offset: reader.offset) }
        let table = section(.impacts)
        guard table.isEmpty || table.count == rows * columns else {
          throw IndexError.damaged(section: SectionID(.impacts, space: number), offset: 0)
        }
        spaces.append(
          Space(
            name: name,
            statistics: SpaceStatistics(
              termCount: termCount, postingCount: postingCount, occurrenceCount: occurrences),
            postingClasses: rows, passageClasses: columns, dictionary: section(.dictionary),
            dictionaryIndex: index, postings: section(.postings), classes: classes,
            impacts: ImpactRows(bytes.extracting(table), rows: rows, columns: columns)))
      }
    } catch let error as IndexError {
      throw error
    } catch let error as MalformedBytes {
      throw .damaged(section: id, offset: error.offset)
    } catch {
      throw .damaged(section: id, offset: 0)
    }
    return spaces
  }

  /// Checks every section's checksum, and that everything in it can be read.
  ///
  /// - Complexity: O(bytes).
  public func verify() throws(IndexError) {
    try verifyChecksums()
    for document in 0..<documentCount {
      _ = try self.document(DocumentID(UInt32(document)))
    }
    for passage in 0..<passageCount {
      _ = try self.passage(PassageID(UInt32(passage)))
    }
    for space in spaces.indices {
      let space = SpaceID(UInt16(space))
      var number: UInt32 = 0
      try forEachTerm(in: space) { _, _ in number += 1 }
      for term in 0..<number { _ = try postings(of: TermID(term), in: space) }
    }
  }

  /// Checks every section's checksum.
  ///
  /// - Complexity: O(bytes), at memory speed.
  public func verifyChecksums() throws(IndexError) {
    file.populate()
    for entry in sections where Checksum.of(contents.extracting(entry.range)) != entry.checksum {
      throw .checksumMismatch(section: entry.id)
    }
  }

  /// Whether every section has its checksum.
  public var isSound: Bool {
    do throws(IndexError) {
      try verifyChecksums()
      return true
    } catch {
      return false
    }
  }

  /// The length in bytes of each section, in file order.
  public var sectionLengths: [(id: SectionID, length: Int)] {
    sections.map { ($0.id, $0.range.count) }
  }

  /// A section's bytes; none where the file has no such section.
  func bytes(_ kind: SectionID.Kind) -> Range<Int> { ranges[Int(kind.rawValue)] }
}
