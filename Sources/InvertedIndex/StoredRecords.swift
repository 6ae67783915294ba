import Corpus
import Storage

/// How documents and passages are written as records, and read again.
enum StoredRecords {
  /// Nothing at all for a document that has only its id.
  static func encode(_ metadata: DocumentMetadata, key: String) -> [UInt8] {
    let optional = [
      metadata.title == key ? nil : metadata.title, metadata.url, metadata.language,
      metadata.siteName, metadata.author, metadata.published, metadata.modified,
    ]
    if optional.allSatisfy({ $0 == nil }) { return [] }
    var flags: UInt8 = 0
    for (bit, value) in optional.enumerated() where value != nil { flags |= 1 << UInt8(bit) }
    var bytes = [flags]
    for value in optional { if let value { bytes.appendString(value) } }
    return bytes
  }

  static func metadata(_ record: [UInt8], key: String) throws(MalformedBytes) -> DocumentMetadata {
    if record.isEmpty { return DocumentMetadata(title: key) }
    var reader = ByteReader(record.span)
    let flags = try reader.byte()
    var values = [String?](repeating: nil, count: 7)
    for bit in 0..<7 where flags & (1 << UInt8(bit)) != 0 { values[bit] = try reader.string() }
    return DocumentMetadata(
      title: values[0] ?? key, url: values[1], language: values[2], siteName: values[3],
      author: values[4], published: values[5], modified: values[6])
  }

  private enum Flag {
    static let ownID: UInt16 = 1
    static let question: UInt16 = 2
    static let questionIsTitle: UInt16 = 4
    static let searchText: UInt16 = 8
    static let anchor: UInt16 = 16
    static let fragment: UInt16 = 32
    static let sourceRange: UInt16 = 64
    static let wholeText: UInt16 = 128
    static let parts: UInt16 = 256
    static let headings: UInt16 = 512
    static let suffixID: UInt16 = 1024
  }

  /// Nothing at all for a record that is its document's whole text and has the document's id.
  static func encode(_ passage: Passage, in document: Document) -> [UInt8] {
    let key = document.id
    var flags: UInt16 = 0
    var suffix = ""
    if passage.id != key {
      if passage.id.hasPrefix(key) {
        flags |= Flag.suffixID
        suffix = String(passage.id.dropFirst(key.count))
        if key + suffix != passage.id { flags ^= Flag.suffixID | Flag.ownID }
      } else {
        flags |= Flag.ownID
      }
    }
    if let question = passage.question {
      flags |= question == document.metadata.title ? Flag.questionIsTitle : Flag.question
    }
    if passage.searchText != nil { flags |= Flag.searchText }
    if passage.anchor != nil { flags |= Flag.anchor }
    if passage.fragment != nil { flags |= Flag.fragment }
    if passage.sourceRange != nil { flags |= Flag.sourceRange }
    if passage.range == 0..<document.text.utf8.count { flags |= Flag.wholeText }
    if !passage.parts.isEmpty { flags |= Flag.parts }
    if !passage.headingPath.isEmpty { flags |= Flag.headings }
    if passage.kind == .record, flags == Flag.wholeText { return [] }

    var bytes = [passage.kind.rawValue]
    bytes.appendVarint(flags)
    if flags & Flag.suffixID != 0 { bytes.appendString(suffix) }
    if flags & Flag.ownID != 0 { bytes.appendString(passage.id) }
    if flags & Flag.wholeText == 0 { bytes.append(passage.range) }
    if flags & Flag.question != 0, let question = passage.question { bytes.appendString(question) }
    if let searchText = passage.searchText { bytes.appendString(searchText) }
    if let anchor = passage.anchor { bytes.appendString(anchor) }
    if let fragment = passage.fragment { bytes.appendString(fragment) }
    if let range = passage.sourceRange { bytes.append(range) }
    if flags & Flag.headings != 0 {
      bytes.appendVarint(passage.headingPath.count)
      for heading in passage.headingPath { bytes.appendString(heading) }
    }
    if flags & Flag.parts != 0 {
      bytes.appendVarint(passage.parts.count)
      for part in passage.parts {
        bytes.append(part.range)
        bytes.append(part.label == nil ? 0 : 1)
        if let label = part.label { bytes.appendString(label) }
      }
    }
    return bytes
  }

  static func passage(
    _ record: [UInt8], key: String, title: () throws(IndexError) -> String,
    textLength: () throws(IndexError) -> Int
  ) throws(IndexError) -> Passage {
    do {
      if record.isEmpty {
        return Passage(id: key, kind: .record, range: 0..<(try textLength()))
      }
      var reader = ByteReader(record.span)
      guard let kind = PassageKind(rawValue: try reader.byte()) else {
        throw MalformedBytes(offset: 0)
      }
      let flags = UInt16(truncatingIfNeeded: try reader.varint())
      var passage = Passage(id: key, kind: kind, range: 0..<0)
      if flags & Flag.suffixID != 0 { passage.id = key + (try reader.string()) }
      if flags & Flag.ownID != 0 { passage.id = try reader.string() }
      if flags & Flag.wholeText == 0 {
        passage.range = try reader.range()
      } else {
        passage.range = 0..<(try textLength())
      }
      if flags & Flag.question != 0 { passage.question = try reader.string() }
      if flags & Flag.questionIsTitle != 0 { passage.question = try title() }
      if flags & Flag.searchText != 0 { passage.searchText = try reader.string() }
      if flags & Flag.anchor != 0 { passage.anchor = try reader.string() }
      if flags & Flag.fragment != 0 { passage.fragment = try reader.string() }
      if flags & Flag.sourceRange != 0 { passage.sourceRange = try reader.range() }
      if flags & Flag.headings != 0 {
        for _ in 0..<(try reader.count(atMost: reader.remaining)) {
          passage.headingPath.append(try reader.string())
        }
      }
      if flags & Flag.parts != 0 {
        for _ in 0..<(try reader.count(atMost: reader.remaining)) {
          let range = try reader.range()
          let label = try reader.byte() == 0 ? nil : try reader.string()
          passage.parts.append(Passage.Part(range: range, label: label))
        }
      }
      return passage
    } catch let error as IndexError {
      throw error
    } catch let error as MalformedBytes {
      throw .damaged(section: SectionID(.passages), offset: error.offset)
    } catch {
      throw .damaged(section: SectionID(.passages), offset: 0)
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ range: Range<Int>) {
    appendVarint(range.lowerBound)
    appendVarint(range.count)
  }
}

extension ByteReader {
  @_lifetime(self: copy self)
  fileprivate mutating func range() throws(MalformedBytes) -> Range<Int> {
    let lower = try count(atMost: 1 << 40)
    return lower..<(lower + (try count(atMost: 1 << 40)))
  }
}
