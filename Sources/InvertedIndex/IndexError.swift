public import Storage

/// Why bytes are not a readable index, or an index could not be written.
public enum IndexError: Error, Equatable, Sendable {
  /// There is no index at this path.
  case missing(path: String)
  /// The file does not start with the magic bytes.
  case notAnIndex(path: String)
  /// The file was written in another format version.
  case unsupportedVersion(found: UInt16, supported: UInt16)
  /// The file is shorter or longer than its header says.
  case truncated(expected: UInt64, found: UInt64)
  /// The header or the section table differs from its checksum.
  case damagedHeader
  /// A section's checksum differs from the table's.
  case checksumMismatch(section: SectionID)
  /// A section holds something that no writer writes; `offset` is in bytes from its start.
  case damaged(section: SectionID, offset: Int)
  /// A number that isn't one of this index's passages, documents, spaces or terms.
  case outOfRange
  /// The weights of a query's terms add up to more than `TermQuery.greatestWeightSum`.
  case weightsTooLarge
  /// More passages, or a longer text, than the format holds.
  case tooLarge
  /// Two documents have the same id.
  case duplicateDocument(id: String)
  /// The file could not be read or written.
  case storage(StorageError)
}

/// A part of the index file: what it holds and, for parts of a term space, the space's number.
public struct SectionID: Sendable, Hashable {
  /// What a section holds.
  public enum Kind: UInt16, Sendable, CaseIterable {
    case text = 1
    case textOffsets = 2
    case documents = 3
    case documentOffsets = 4
    case keys = 5
    case keyOffsets = 6
    case keyOrder = 7
    case firstPassages = 8
    case passages = 9
    case passageOffsets = 10
    case spaces = 11
    case blobs = 12
    case dictionary = 32
    case dictionaryIndex = 33
    case postings = 34
    case passageClasses = 35
    case impacts = 36
  }

  static let greatestKind = 36

  /// What the section holds.
  public let kind: Kind
  /// The term space's number; 0 where the section belongs to none.
  public let space: UInt16

  init(_ kind: Kind, space: Int = 0) {
    self.kind = kind
    self.space = UInt16(space)
  }
}
