import InvertedIndex
import Storage

/// Which of the stems that synonym rows speak of a collection has: what its thesaurus depends on.
///
/// An update whose documents change none of that keeps the thesaurus as it is. A stem is a fingerprint
/// of 63 bits, with whether it is indexed in the lowest.
struct StemMarks: Sendable, Equatable {
  private let marks: [UInt64]

  /// Marks in any order.
  init(_ marks: [UInt64]) { self.marks = marks.sorted() }

  /// The marks that `bytes` holds; none where it is no whole number of them.
  init(_ reader: inout ByteReader) throws(MalformedBytes) {
    let count = try reader.count(atMost: reader.remaining / 8)
    marks = try reader.fixedArray(count: count)
  }

  var isEmpty: Bool { marks.isEmpty }

  /// Varint number of marks, then u64 each.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendVarint(marks.count)
    bytes.appendFixed(contentsOf: marks)
    return bytes
  }

  static func mark(_ stem: Span<UInt8>, isIndexed: Bool) -> UInt64 {
    SourceManifest.fingerprint(stem) & ~1 | (isIndexed ? 1 : 0)
  }

  /// Whether a stem was indexed; nil for one that no row speaks of.
  func wasIndexed(_ stem: Span<UInt8>) -> Bool? {
    let wanted = Self.mark(stem, isIndexed: false)
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    guard low < marks.count, marks[low] & ~1 == wanted else { return nil }
    return marks[low] & 1 == 1
  }
}
