public import Corpus
import Storage

extension Index {
  /// The passage with a number: everything the corpus said about it, and its text.
  ///
  /// - Complexity: O(its own bytes, and those of up to 15 neighbours).
  public func passage(_ id: PassageID) throws(IndexError) -> StoredPassage {
    let document = try self.document(of: id)
    let record = try self.record(Int(id.rawValue), .passages, .passageOffsets, passageCount)
    let key = try self.key(of: document)
    let passage = try StoredRecords.passage(
      record, key: key,
      title: { () throws(IndexError) in try self.document(document).metadata.title },
      textLength: { () throws(IndexError) in try self.textLocation(of: document).count })
    let text = try self.text(of: document, in: passage.range)
    return StoredPassage(id: id, document: document, passage: passage, text: text)
  }

  /// The document with a number.
  public func document(_ id: DocumentID) throws(IndexError) -> StoredDocument {
    let key = try self.key(of: id)
    let record = try self.record(Int(id.rawValue), .documents, .documentOffsets, documentCount)
    do {
      return StoredDocument(
        id: id, key: key, metadata: try StoredRecords.metadata(record, key: key),
        passages: try passages(of: id))
    } catch let error as IndexError {
      throw error
    } catch let error as MalformedBytes {
      throw .damaged(section: SectionID(.documents), offset: error.offset)
    } catch {
      throw .damaged(section: SectionID(.documents), offset: 0)
    }
  }

  /// A document as it was added, with its text and all its passages.
  public func wholeDocument(_ id: DocumentID) throws(IndexError) -> Document {
    let stored = try document(id)
    var passages: [Passage] = []
    for number in stored.passages { passages.append(try passage(PassageID(number)).passage) }
    return Document(
      id: stored.key, metadata: stored.metadata, text: try text(of: id), passages: passages)
  }

  /// The visible text of a document; empty in an index without stored text.
  public func text(of id: DocumentID) throws(IndexError) -> String {
    try text(of: id, in: 0..<textLocation(of: id).count)
  }

  /// The id of a document.
  public func key(of id: DocumentID) throws(IndexError) -> String {
    var bytes: [UInt8] = []
    try appendKey(of: id, to: &bytes)
    guard let key = String(validating: bytes, as: UTF8.self) else {
      throw .damaged(section: SectionID(.keys), offset: 0)
    }
    return key
  }

  /// Appends a document's id in UTF-8.
  public func appendKey(of id: DocumentID, to bytes: inout [UInt8]) throws(IndexError) {
    let number = Int(id.rawValue)
    if number >= documentCount { throw .outOfRange }
    let keys = contents.extracting(self.bytes(.keys))
    let start = try groupOffset(number, .keyOffsets)
    let target = number % Format.groupLength
    do throws(MalformedBytes) {
      // First where each key's own bytes lie, then each byte of the wanted key once.
      var shared = InlineArray<16, Int>(repeating: 0)
      var starts = InlineArray<16, Int>(repeating: 0)
      var reader = ByteReader(keys, at: start)
      var length = 0
      for index in 0...target {
        shared[index] = try reader.count(atMost: length)
        let own = try reader.count(atMost: reader.remaining)
        starts[index] = reader.offset
        length = shared[index] + own
        try reader.skip(own)
      }
      let base = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: length))
      var key = bytes.mutableSpan
      var needed = length
      var index = target
      while needed > 0, index >= 0 {
        let first = shared[index]
        if first < needed {
          let own = keys.extracting(starts[index]..<(starts[index] + needed - first))
          for position in own.indices { key[base + first + position] = own[position] }
          needed = first
        }
        index -= 1
      }
    } catch {
      throw .damaged(section: SectionID(.keys), offset: error.offset)
    }
  }

  /// The number of the document that a passage belongs to.
  public func document(of id: PassageID) throws(IndexError) -> DocumentID {
    if Int(id.rawValue) >= passageCount { throw .outOfRange }
    let range = bytes(.firstPassages)
    if range.isEmpty { return DocumentID(id.rawValue) }
    var low = 0
    var high = documentCount
    while high - low > 1 {
      let middle = (low + high) / 2
      if try firstPassage(of: middle) <= id.rawValue { low = middle } else { high = middle }
    }
    // Callers count from a document's first passage: it must not lie beyond this one.
    guard low < documentCount, try passages(of: DocumentID(UInt32(low))).contains(id.rawValue)
    else { throw .damaged(section: SectionID(.firstPassages), offset: 4 * low) }
    return DocumentID(UInt32(low))
  }

  /// The number of the document with an id, or nil.
  ///
  /// - Complexity: O(log documents), or O(documents) in an index built without ordered keys.
  public func documentID(forKey key: String) throws(IndexError) -> DocumentID? {
    let wanted = Array(key.utf8)
    if bytes(.keyOrder).isEmpty {
      for number in 0..<UInt32(documentCount) {
        if Array(try self.key(of: DocumentID(number)).utf8) == wanted { return DocumentID(number) }
      }
      return nil
    }
    let (position, isFound) = try position(ofKey: wanted)
    return isFound ? try document(inKeyOrder: position) : nil
  }

  /// Where in the order of ids the first stands that is not before `key`, and whether it is `key`.
  func position(ofKey key: [UInt8]) throws(IndexError) -> (position: Int, isFound: Bool) {
    var low = 0
    var high = documentCount
    var found: [UInt8] = []
    while low < high {
      let middle = (low + high) / 2
      found.removeAll(keepingCapacity: true)
      try appendKey(of: document(inKeyOrder: middle), to: &found)
      if found == key { return (middle, true) }
      if found.lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
    }
    return (low, false)
  }

  /// The document at a position of the order of ids.
  func document(inKeyOrder position: Int) throws(IndexError) -> DocumentID {
    DocumentID(try fixed32(.keyOrder, position))
  }

  /// Calls `body` with the documents at some positions of the order of ids.
  func forEachDocument(inKeyOrder range: Range<Int>, _ body: (DocumentID) -> Void)
    throws(IndexError)
  {
    let order = contents.extracting(bytes(.keyOrder))
    guard 4 * range.upperBound <= order.count else {
      throw .damaged(section: SectionID(.keyOrder), offset: order.count)
    }
    var fault: Int?
    unsafe order.withUnsafeBytes { raw in
      for position in range {
        let number = UInt32(
          littleEndian: unsafe raw.loadUnaligned(fromByteOffset: 4 * position, as: UInt32.self))
        if Int(number) < documentCount {
          body(DocumentID(number))
        } else {
          fault = 4 * position
        }
      }
    }
    if let fault { throw .damaged(section: SectionID(.keyOrder), offset: fault) }
  }

  /// The number of the passage with an id, or nil.
  ///
  /// Ids that begin with their document's id, as the corpus makes them, are found by it.
  public func passageID(forKey key: String) throws(IndexError) -> PassageID? {
    var prefixes = [key]
    var end = key.endIndex
    while let hash = key[..<end].lastIndex(of: "#") {
      prefixes.append(String(key[..<hash]))
      end = hash
    }
    for prefix in prefixes {
      guard let document = try documentID(forKey: prefix) else { continue }
      for number in try passages(of: document) {
        if try passage(PassageID(number)).passage.id == key { return PassageID(number) }
      }
    }
    return nil
  }

  /// Bytes that were kept under a name, or nil.
  public func blob(named name: String) throws(IndexError) -> [UInt8]? {
    let range = bytes(.blobs)
    do throws(MalformedBytes) {
      var reader = ByteReader(contents.extracting(range))
      while !reader.isAtEnd {
        let found = try reader.string()
        let length = try reader.count(atMost: reader.remaining)
        if found == name { return try reader.array(count: length) }
        try reader.skip(length)
      }
      return nil
    } catch {
      throw .damaged(section: SectionID(.blobs), offset: 0)
    }
  }

  /// The numbers of a document's passages.
  public func passages(of id: DocumentID) throws(IndexError) -> Range<UInt32> {
    let number = Int(id.rawValue)
    if number >= documentCount { throw .outOfRange }
    if bytes(.firstPassages).isEmpty { return id.rawValue..<(id.rawValue + 1) }
    let first = try firstPassage(of: number)
    let end =
      number + 1 < documentCount ? try firstPassage(of: number + 1) : UInt32(passageCount)
    guard first <= end, end <= passageCount else {
      throw .damaged(section: SectionID(.firstPassages), offset: 4 * number)
    }
    return first..<end
  }

  private func firstPassage(of number: Int) throws(IndexError) -> UInt32 {
    try fixed32(.firstPassages, number)
  }

  private func fixed32(_ kind: SectionID.Kind, _ index: Int) throws(IndexError) -> UInt32 {
    do throws(MalformedBytes) {
      var reader = ByteReader(contents.extracting(bytes(kind)), at: 4 * index)
      return try reader.fixed(UInt32.self)
    } catch {
      throw .damaged(section: SectionID(kind), offset: error.offset)
    }
  }

  private func groupOffset(_ number: Int, _ kind: SectionID.Kind) throws(IndexError) -> Int {
    do throws(MalformedBytes) {
      let group = number / Format.groupLength
      var reader = ByteReader(contents.extracting(bytes(kind)), at: 8 * group)
      let offset = try reader.fixed(UInt64.self)
      if offset > UInt64(file.count) { throw MalformedBytes(offset: 8 * group) }
      return Int(offset)
    } catch {
      throw .damaged(section: SectionID(kind), offset: error.offset)
    }
  }

  /// Where record `number` lies in its section.
  private func location(
    _ number: Int, _ kind: SectionID.Kind, _ offsets: SectionID.Kind, _ count: Int
  ) throws(IndexError) -> Range<Int> {
    if number >= count { throw .outOfRange }
    let range = bytes(kind)
    if range.isEmpty { return 0..<0 }
    let start = try groupOffset(number, offsets)
    do throws(MalformedBytes) {
      var reader = ByteReader(contents.extracting(range), at: start)
      let inGroup = min(
        Format.groupLength, count - number / Format.groupLength * Format.groupLength)
      var (before, length) = (0, 0)
      for index in 0..<inGroup {
        let next = try reader.count(atMost: range.count)
        if index < number % Format.groupLength { before += next }
        if index == number % Format.groupLength { length = next }
      }
      let lower = reader.offset + before
      guard lower <= range.count, length <= range.count - lower else {
        throw MalformedBytes(offset: lower)
      }
      return lower..<(lower + length)
    } catch {
      throw .damaged(section: SectionID(kind), offset: error.offset)
    }
  }

  private func record(
    _ number: Int, _ kind: SectionID.Kind, _ offsets: SectionID.Kind, _ count: Int
  ) throws(IndexError) -> [UInt8] {
    let location = try location(number, kind, offsets, count)
    let span = contents.extracting(bytes(kind)).extracting(location)
    return unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
  }

  private func textLocation(of id: DocumentID) throws(IndexError) -> Range<Int> {
    try location(Int(id.rawValue), .text, .textOffsets, documentCount)
  }

  private func text(of id: DocumentID, in range: Range<Int>) throws(IndexError) -> String {
    let section = SectionID(.text)
    let location = try textLocation(of: id)
    if bytes(.text).isEmpty { return "" }
    guard range.upperBound <= location.count else {
      throw .damaged(section: section, offset: location.lowerBound)
    }
    let lower = location.lowerBound + range.lowerBound
    let span = contents.extracting(bytes(.text)).extracting(lower..<(lower + range.count))
    let text = unsafe span.withUnsafeBufferPointer { unsafe String(validating: $0, as: UTF8.self) }
    guard let text else { throw .damaged(section: section, offset: lower) }
    return text
  }

  /// Copies records to a writer, whole groups where they fall on groups again.
  ///
  /// - Parameter write: takes bytes for the data.
  func copyRecords(
    _ kind: SectionID.Kind, _ offsets: SectionID.Kind, _ range: Range<UInt32>, of count: Int,
    to writer: inout RecordWriter, _ write: (_ bytes: Span<UInt8>) throws(IndexError) -> Void
  ) throws(IndexError) {
    let data = contents.extracting(bytes(kind))
    let end = Int(range.upperBound)
    var number = Int(range.lowerBound)
    while number < end {
      if number % Format.groupLength == 0, number + Format.groupLength <= end,
        writer.isAtGroupStart, !data.isEmpty
      {
        // Groups that follow one another are written in one piece.
        let first = try groupOffset(number, offsets)
        var last = first
        while number + Format.groupLength <= end {
          let next = number + Format.groupLength
          let after = next < count ? try groupOffset(next, offsets) : data.count
          guard last <= after, after <= data.count else {
            throw .damaged(section: SectionID(offsets), offset: number)
          }
          writer.add(groupOf: after - last)
          last = after
          number = next
        }
        try write(data.extracting(first..<last))
      } else {
        try copyRecordsOfGroup(kind, offsets, &number, end, of: count, to: &writer, write)
      }
    }
  }

  private static let noLengths = [Int](repeating: 0, count: Format.groupLength)

  /// Copies records of one group, as many as fit into the writer's group.
  private func copyRecordsOfGroup(
    _ kind: SectionID.Kind, _ offsets: SectionID.Kind, _ number: inout Int, _ end: Int,
    of count: Int, to writer: inout RecordWriter,
    _ write: (_ bytes: Span<UInt8>) throws(IndexError) -> Void
  ) throws(IndexError) {
    let data = contents.extracting(bytes(kind))
    let first = number % Format.groupLength
    let group = number - first
    let copied = min(end - number, Format.groupLength - first, writer.room)
    number += copied
    if data.isEmpty {
      return try writer.add(data, lengths: Self.noLengths[..<copied], write)
    }
    let offset = try groupOffset(group, offsets)
    var lengths: [Int] = []
    var start: Int
    do throws(MalformedBytes) {
      var reader = ByteReader(data, at: offset)
      for _ in 0..<min(Format.groupLength, count - group) {
        lengths.append(try reader.count(atMost: data.count))
      }
      start = reader.offset
    } catch {
      throw .damaged(section: SectionID(kind), offset: error.offset)
    }
    for length in lengths[..<first] { start += length }
    var last = start
    for length in lengths[first..<(first + copied)] { last += length }
    guard last <= data.count else { throw .damaged(section: SectionID(kind), offset: start) }
    try writer.add(
      data.extracting(start..<last), lengths: lengths[first..<(first + copied)], write)
  }

  /// Copies ids to a writer, whole groups where they fall on groups again.
  func copyKeys(_ range: Range<UInt32>, to writer: inout KeyWriter) throws(IndexError) {
    let data = contents.extracting(bytes(.keys))
    var number = Int(range.lowerBound)
    var reader = ByteReader(data)
    if number % Format.groupLength != 0 {
      // The first is read whole: what came before it is not copied.
      var whole: [UInt8] = []
      try appendKey(of: DocumentID(range.lowerBound), to: &whole)
      writer.add(whole)
      reader = ByteReader(data, at: try keyEnd(number))
      number += 1
    }
    while number < range.upperBound {
      let next = number + Format.groupLength
      let isAtStart = number % Format.groupLength == 0
      if isAtStart { reader = ByteReader(data, at: try groupOffset(number, .keyOffsets)) }
      if isAtStart, writer.isAtGroupStart, next <= range.upperBound, next < documentCount {
        let (start, end) = (reader.offset, try groupOffset(next, .keyOffsets))
        guard start <= end, end <= data.count else {
          throw .damaged(section: SectionID(.keyOffsets), offset: number)
        }
        writer.add(group: data.extracting(start..<end))
        number = next
        continue
      }
      do throws(MalformedBytes) {
        let shared = try reader.count(atMost: isAtStart ? 0 : writer.previousLength)
        let length = try reader.count(atMost: reader.remaining)
        let rest = data.extracting(reader.offset..<(reader.offset + length))
        try reader.skip(length)
        if isAtStart { writer.add(rest) } else { writer.add(rest, shared: shared) }
      } catch {
        throw .damaged(section: SectionID(.keys), offset: error.offset)
      }
      number += 1
    }
  }

  /// Where a key ends among the keys.
  private func keyEnd(_ number: Int) throws(IndexError) -> Int {
    let start = try groupOffset(number, .keyOffsets)
    do throws(MalformedBytes) {
      var reader = ByteReader(contents.extracting(bytes(.keys)), at: start)
      for _ in 0...(number % Format.groupLength) {
        _ = try reader.varint()
        try reader.skip(try reader.count(atMost: reader.remaining))
      }
      return reader.offset
    } catch {
      throw .damaged(section: SectionID(.keys), offset: error.offset)
    }
  }
}
