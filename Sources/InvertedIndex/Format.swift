import Storage

/// The fixed parts of the file; `Documentation/IndexFormat.md` has all of it to the byte.
enum Format {
  static let magic = Array("ASKWELLX".utf8)
  static let version: UInt16 = 1
  static let headerLength = 64
  static let tableEntryLength = 32
  static let fileName = "askwell.index"
  /// Postings in a full block.
  static let blockLength = 128
  /// Records, keys and dictionary terms in a group that is read from its start.
  static let groupLength = 16
  /// Zero bytes after a space's last list, for kernels that read whole words.
  static let listPadding = 16
  /// Files up to this length are checked whole at opening.
  static let wholeCheckLimit = 1 << 20
}

/// One line of the section table.
struct SectionEntry {
  var id: SectionID
  var offset: UInt64
  var length: UInt64
  var checksum: UInt64

  /// Where the section lies in the file.
  var range: Range<Int> { Int(offset)..<Int(offset + length) }
}

/// The first bytes of the file.
struct Header {
  var fileLength: UInt64
  var tableOffset: UInt64
  var sectionCount: UInt32
  var passageCount: UInt64
  var documentCount: UInt64
  /// Digest of the section table: names the contents.
  var identifier: UInt64

  /// 64 bytes; the last 8 are the checksum of the others.
  func encoded() -> [UInt8] {
    var bytes = Format.magic
    bytes.appendFixed(Format.version)
    bytes.appendFixed(UInt16(0))
    bytes.appendFixed(sectionCount)
    bytes.appendFixed(fileLength)
    bytes.appendFixed(tableOffset)
    bytes.appendFixed(passageCount)
    bytes.appendFixed(documentCount)
    bytes.appendFixed(identifier)
    bytes.appendFixed(Checksum.of(bytes.span))
    return bytes
  }

  init(
    fileLength: UInt64, tableOffset: UInt64, sectionCount: UInt32, passageCount: UInt64,
    documentCount: UInt64, identifier: UInt64
  ) {
    self.fileLength = fileLength
    self.tableOffset = tableOffset
    self.sectionCount = sectionCount
    self.passageCount = passageCount
    self.documentCount = documentCount
    self.identifier = identifier
  }

  init(_ bytes: Span<UInt8>, path: String) throws(IndexError) {
    if bytes.count < 10 { throw .notAnIndex(path: path) }
    for (index, byte) in Format.magic.enumerated() where bytes[index] != byte {
      throw .notAnIndex(path: path)
    }
    let version = UInt16(bytes[8]) | UInt16(bytes[9]) << 8
    if version != Format.version {
      throw .unsupportedVersion(found: version, supported: Format.version)
    }
    if bytes.count < Format.headerLength {
      throw .truncated(expected: UInt64(Format.headerLength), found: UInt64(bytes.count))
    }
    do {
      var reader = ByteReader(bytes, at: 12)
      sectionCount = try reader.fixed(UInt32.self)
      fileLength = try reader.fixed(UInt64.self)
      tableOffset = try reader.fixed(UInt64.self)
      passageCount = try reader.fixed(UInt64.self)
      documentCount = try reader.fixed(UInt64.self)
      identifier = try reader.fixed(UInt64.self)
      let checksum = try reader.fixed(UInt64.self)
      let covered = bytes.extracting(0..<(Format.headerLength - 8))
      if checksum != Checksum.of(covered) { throw IndexError.damagedHeader }
    } catch let error as IndexError {
      throw error
    } catch {
      throw .damagedHeader
    }
    if fileLength != UInt64(bytes.count) {
      throw .truncated(expected: fileLength, found: UInt64(bytes.count))
    }
    if passageCount > UInt64(UInt32.max - 1) || documentCount > passageCount {
      throw .damagedHeader
    }
  }
}

/// Writes sections one after another into an atomic file.
struct SectionWriter: ~Copyable {
  private var file: AtomicFile
  private var entries: [SectionEntry] = []
  private var checksum = Checksum()
  private var open: (id: SectionID, offset: Int)?

  init(path: String) throws(IndexError) {
    file = try Self.opened(path)
  }

  private static func opened(_ path: String) throws(IndexError) -> AtomicFile {
    do {
      var file = try AtomicFile(path: path)
      try file.write([UInt8](repeating: 0, count: Format.headerLength).span)
      return file
    } catch {
      throw .storage(error)
    }
  }

  /// Ends the section before and begins another, 8-byte aligned.
  mutating func begin(_ id: SectionID) throws(IndexError) {
    try end()
    let padding = (8 - file.count % 8) % 8
    if padding > 0 { try raw([UInt8](repeating: 0, count: padding)) }
    checksum = Checksum()
    open = (id, file.count)
  }

  mutating func write(_ bytes: [UInt8]) throws(IndexError) { try write(bytes.span) }

  mutating func write(_ bytes: Span<UInt8>) throws(IndexError) {
    checksum.update(bytes)
    do { try file.write(bytes) } catch { throw .storage(error) }
  }

  mutating func write(_ id: SectionID, _ bytes: [UInt8]) throws(IndexError) {
    if bytes.isEmpty { return }
    try begin(id)
    try write(bytes)
  }

  private mutating func raw(_ bytes: [UInt8]) throws(IndexError) {
    do { try file.write(bytes.span) } catch { throw .storage(error) }
  }

  private mutating func end() throws(IndexError) {
    guard let section = open else { return }
    let length = file.count - section.offset
    entries.append(
      SectionEntry(
        id: section.id, offset: UInt64(section.offset), length: UInt64(length),
        checksum: checksum.value))
    open = nil
  }

  consuming func finish(passages: Int, documents: Int) throws(IndexError) {
    try end()
    let padding = (8 - file.count % 8) % 8
    if padding > 0 { try raw([UInt8](repeating: 0, count: padding)) }
    var table: [UInt8] = []
    for entry in entries {
      table.appendFixed(entry.id.kind.rawValue)
      table.appendFixed(entry.id.space)
      table.appendFixed(UInt32(0))
      table.appendFixed(entry.offset)
      table.appendFixed(entry.length)
      table.appendFixed(entry.checksum)
    }
    let header = Header(
      fileLength: UInt64(file.count + table.count), tableOffset: UInt64(file.count),
      sectionCount: UInt32(entries.count), passageCount: UInt64(passages),
      documentCount: UInt64(documents), identifier: Checksum.of(table.span))
    try raw(table)
    do {
      try file.overwrite(header.encoded().span, at: 0)
      try file.commit()
    } catch {
      throw .storage(error)
    }
  }
}
