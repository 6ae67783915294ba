import InvertedIndex
import Storage

/// What a manifest keeps of each record's line: its fingerprint and its length, by which the same line
/// is passed over without looking for its end.
struct RecordLines: Sendable {
  private(set) var fingerprints: [UInt64] = []
  /// 0 for those that are too long.
  private(set) var lengths: [UInt16] = []

  private static let lengthNote = "line-lengths"

  /// None yet.
  init() {}

  /// Those that a manifest has; lengths of 0 where it has none.
  init(_ manifest: SourceManifest) {
    fingerprints = manifest.fingerprints
    lengths = [UInt16](repeating: 0, count: fingerprints.count)
    guard let bytes = manifest.notes[Self.lengthNote], bytes.count == 2 * lengths.count else {
      return
    }
    unsafe bytes.withUnsafeBytes { raw in
      for index in lengths.indices {
        lengths[index] = UInt16(
          littleEndian: unsafe raw.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
      }
    }
  }

  mutating func reserve(_ count: Int) {
    fingerprints.reserveCapacity(count)
    lengths.reserveCapacity(count)
  }

  mutating func append(_ line: Span<UInt8>) {
    append(SourceManifest.fingerprint(line), length: line.count)
  }

  mutating func append(_ fingerprint: UInt64, length: Int) {
    fingerprints.append(fingerprint)
    lengths.append(UInt16(exactly: length) ?? 0)
  }

  mutating func append(_ other: RecordLines) {
    fingerprints += other.fingerprints
    lengths += other.lengths
  }

  /// Takes over what another has of some of its lines.
  mutating func append(_ other: RecordLines, _ range: Range<Int>) {
    fingerprints += other.fingerprints[range]
    lengths += other.lengths[range]
  }

  /// Takes note of another line at a position.
  mutating func replace(_ position: Int, _ fingerprint: UInt64, length: Int) {
    fingerprints[position] = fingerprint
    lengths[position] = UInt16(exactly: length) ?? 0
  }

  /// Puts them into a manifest.
  func write(to manifest: inout SourceManifest) {
    manifest.fingerprints = fingerprints
    var bytes: [UInt8] = []
    bytes.appendFixed(contentsOf: lengths)
    manifest.notes[Self.lengthNote] = bytes
  }
}
