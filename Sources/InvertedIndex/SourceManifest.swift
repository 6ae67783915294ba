import Storage

/// What an index was made of: a fingerprint for each document, and notes of whoever made it.
///
/// Kept in a file beside the index, so that an update knows what has not changed. A missing, damaged
/// or foreign manifest costs no more than a full build. The file: the number of documents, a
/// fingerprint each, the notes as name and bytes, and before them the index's identifier,
/// the maker and a checksum of all that follows.
public struct SourceManifest: Sendable, Equatable {
  /// The file's name in an index folder.
  public static let fileName = "askwell.sources"
  private static let magic = Array("ASKWSRC2".utf8)

  /// Names the program and the settings that made the index: another maker's work can't be kept.
  public var maker: UInt64
  /// A fingerprint of what each document was made of, in the index's order.
  public var fingerprints: [UInt64] = []
  /// What else the maker needs to go on from here.
  public var notes: [String: [UInt8]] = [:]

  /// Nothing yet.
  public init(maker: UInt64) { self.maker = maker }

  /// A fingerprint of bytes.
  public static func fingerprint(_ bytes: Span<UInt8>) -> UInt64 { Fingerprint.of(bytes) }

  /// Reads the manifest of an index, or nil where there is none that belongs to it.
  ///
  /// - Parameter folder: the index's folder.
  public init?(folder: String, of index: Index) {
    guard let file = try? MappedFile(path: Self.path(folder)) else { return nil }
    do throws(MalformedBytes) {
      let bytes = file.bytes
      var reader = ByteReader(bytes)
      for byte in Self.magic where try reader.byte() != byte { return nil }
      let checksum = try reader.fixed(UInt64.self)
      if reader.remaining < 16 || Checksum.of(bytes.extracting(16..<bytes.count)) != checksum {
        return nil
      }
      guard try reader.string() == index.identifier else { return nil }
      maker = try reader.fixed(UInt64.self)
      let count = try reader.count(atMost: reader.remaining / 8)
      guard count == index.documentCount else { return nil }
      fingerprints = try reader.fixedArray(count: count)
      while !reader.isAtEnd {
        let name = try reader.string()
        notes[name] = try reader.array(count: try reader.count(atMost: reader.remaining))
      }
    } catch {
      return nil
    }
  }

  /// Writes the manifest of the index that stands in a folder.
  public func write(folder: String) throws(IndexError) {
    let index = try Index(path: folder)
    precondition(index.documentCount == fingerprints.count, "a fingerprint for each document")
    var body: [UInt8] = []
    body.reserveCapacity(64 + 8 * fingerprints.count)
    body.appendString(index.identifier)
    body.appendFixed(maker)
    body.appendVarint(fingerprints.count)
    body.appendFixed(contentsOf: fingerprints)
    for (name, bytes) in notes.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      body.appendString(name)
      body.appendVarint(bytes.count)
      body += bytes
    }
    var head = Self.magic
    head.appendFixed(Checksum.of(body.span))
    do throws(StorageError) {
      var file = try AtomicFile(path: Self.path(folder))
      try file.write(head.span)
      try file.write(body.span)
      // Notes that a fault of the system has left damaged are as good as none.
      try file.commit(durably: false)
    } catch {
      throw .storage(error)
    }
  }

  private static func path(_ folder: String) -> String {
    folder + (folder.hasSuffix("/") ? "" : "/") + fileName
  }
}

/// Finds the documents of an index that a new version of its collection still has.
public struct SourceMatcher: Sendable {
  private let fingerprints: [UInt64]
  private var isTaken: [Bool]
  /// The document after the one that was found last: usually the next.
  private var next = 0
  /// Document numbers plus one by the lowest bits of their fingerprints; 0 where free.
  private var slots: [UInt32] = []

  /// A matcher for the documents with these fingerprints, none found yet.
  public init(_ fingerprints: [UInt64]) {
    self.fingerprints = fingerprints
    isTaken = [Bool](repeating: false, count: fingerprints.count)
  }

  /// Whether `take` would give the document after the one that it gave last.
  public func hasNext(_ fingerprint: UInt64) -> Bool {
    next < fingerprints.count && fingerprints[next] == fingerprint && !isTaken[next]
  }

  /// The document after the one that was found last, unless that was found, too: usually the next.
  public var expected: (document: UInt32, fingerprint: UInt64)? {
    next < fingerprints.count && !isTaken[next] ? (UInt32(next), fingerprints[next]) : nil
  }

  /// Finds the expected document.
  public mutating func takeExpected() {
    precondition(next < fingerprints.count && !isTaken[next], "an expected document")
    isTaken[next] = true
    next += 1
  }

  /// The document with a fingerprint, or nil; each document is found once.
  public mutating func take(_ fingerprint: UInt64) -> UInt32? {
    guard let found = findNear(fingerprint) ?? find(fingerprint) else { return nil }
    return take(found)
  }

  /// The same, of the few documents alone that come after the one found last: where `take` finds one
  /// elsewhere, or none, this finds none.
  public mutating func takeNear(_ fingerprint: UInt64) -> UInt32? {
    guard let found = findNear(fingerprint) else { return nil }
    return take(found)
  }

  private mutating func take(_ found: Int) -> UInt32 {
    isTaken[found] = true
    next = found + 1
    return UInt32(found)
  }

  private func findNear(_ fingerprint: UInt64) -> Int? {
    for document in next..<min(next + Self.nearness, fingerprints.count)
    where fingerprints[document] == fingerprint && !isTaken[document] { return document }
    return nil
  }

  private static let nearness = 8

  private mutating func find(_ fingerprint: UInt64) -> Int? {
    if slots.isEmpty { fillSlots() }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: fingerprint) & mask
    while slots[slot] != 0 {
      let document = Int(slots[slot]) - 1
      if fingerprints[document] == fingerprint, !isTaken[document] { return document }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Only of those not found yet: a found one is not found again.
  private mutating func fillSlots() {
    var left = 0
    for isTaken in isTaken where !isTaken { left += 1 }
    var count = 16
    while count < 2 * left { count *= 2 }
    slots = [UInt32](repeating: 0, count: count)
    for (document, fingerprint) in fingerprints.enumerated() where !isTaken[document] {
      var slot = Int(truncatingIfNeeded: fingerprint) & (count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (count - 1) }
      slots[slot] = UInt32(document + 1)
    }
  }

  /// Which of some document numbers to keep in place: as many as there are in rising order.
  ///
  /// The others have moved and are to be added anew.
  public static func longestRising(_ numbers: [UInt32]) -> [Bool] {
    var isRising = true
    for position in 1..<max(1, numbers.count) where numbers[position - 1] >= numbers[position] {
      isRising = false
      break
    }
    if isRising { return [Bool](repeating: true, count: numbers.count) }
    // ends[n]: the position of the least number that n + 1 rising ones end with.
    var ends: [Int] = []
    var before = [Int](repeating: -1, count: numbers.count)
    for (position, number) in numbers.enumerated() {
      var low = 0
      var high = ends.count
      while low < high {
        let middle = (low + high) / 2
        if numbers[ends[middle]] < number { low = middle + 1 } else { high = middle }
      }
      if low > 0 { before[position] = ends[low - 1] }
      if low == ends.count { ends.append(position) } else { ends[low] = position }
    }
    var result = [Bool](repeating: false, count: numbers.count)
    var position = ends.last ?? -1
    while position >= 0 {
      result[position] = true
      position = before[position]
    }
    return result
  }
}
