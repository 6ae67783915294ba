import InvertedIndex
import Storage

/// How a collection of records comes of an earlier one: which of its documents stay, in order, and which
/// lines are to be read between them.
struct RecordChanges {
  /// Where the next records come from.
  enum Step {
    /// Documents of the earlier collection.
    case kept(Range<UInt32>)
    /// A line, by its number among those that were put aside.
    case new(UInt32)
  }

  /// A line that is to be read as a record.
  struct Line {
    var bytes: Range<Int>
    var path: String
    var number: Int
  }

  private(set) var steps: [Step] = []
  /// What a later update is to know of all lines.
  private(set) var lines = RecordLines()
  private var aside: [Line] = []
  private var bytes: [UInt8] = []

  /// So many lines are put aside before it is found out whether they are other documents' lines.
  private static let unknownLimit = 4096

  /// Passes over the files.
  ///
  /// - Parameter known: the lines of the earlier collection, a document each.
  init(_ paths: [String], from known: RecordLines) throws {
    var matcher = SourceMatcher(known.fingerprints)
    lines.reserve(known.fingerprints.count)
    for path in paths {
      var reader = try LineReader(path: path, maps: true)
      while true {
        keep(Self.skipKnown(&reader, known, &matcher), of: known)
        guard let line = try reader.next() else { break }
        if line.isEmpty { continue }
        let fingerprint = SourceManifest.fingerprint(reader.bytes.extracting(line))
        // With few lines unknown, it's cheaper to look at the end where those may have come from.
        let found =
          aside.count < Self.unknownLimit
          ? matcher.takeNear(fingerprint) : matcher.take(fingerprint)
        if let found {
          keep(found..<(found + 1), of: known)
        } else {
          let fingerprint = add(
            reader.bytes.extracting(line), path: path, number: reader.lineNumber)
          steps.append(.new(UInt32(aside.count - 1)))
          lines.append(fingerprint, length: line.count)
        }
      }
    }
    findMoved(&matcher)
    if isRising { return }
    try readMoved(paths)
  }

  /// The line that was put aside under a number.
  func line(_ number: UInt32) -> Line { aside[Int(number)] }

  /// The bytes in which such a line's lie.
  var asideBytes: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { bytes.span }
  }

  /// Passes over lines as long as they are those that are expected; tells which.
  private static func skipKnown(
    _ reader: inout LineReader, _ known: RecordLines, _ matcher: inout SourceMatcher
  ) -> Range<UInt32> {
    guard let first = matcher.expected?.document else { return 0..<0 }
    var end = first
    while let (document, fingerprint) = matcher.expected,
      reader.skipLine(length: Int(known.lengths[Int(document)]), fingerprint: fingerprint)
    {
      matcher.takeExpected()
      end = document + 1
    }
    return first..<end
  }

  private mutating func keep(_ range: Range<UInt32>, of known: RecordLines) {
    if range.isEmpty { return }
    lines.append(known, Int(range.lowerBound)..<Int(range.upperBound))
    append(.kept(range))
  }

  /// Adds a step, to the one before where they are one.
  private mutating func append(_ step: Step) {
    if case .kept(let range) = step, case .kept(let before) = steps.last,
      before.upperBound == range.lowerBound
    {
      steps[steps.count - 1] = .kept(before.lowerBound..<range.upperBound)
    } else {
      steps.append(step)
    }
  }

  /// Copies a line; gives back its fingerprint.
  private mutating func add(_ line: Span<UInt8>, path: String, number: Int) -> UInt64 {
    let start = bytes.count
    unsafe line.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    aside.append(Line(bytes: start..<bytes.count, path: path, number: number))
    // Of the copy, for that is what is read: the file may be changing.
    return SourceManifest.fingerprint(bytes.span.extracting(start..<bytes.count))
  }

  /// Keeps documents whose lines were put aside, for they stand elsewhere.
  private mutating func findMoved(_ matcher: inout SourceMatcher) {
    var position = 0
    for (index, step) in steps.enumerated() {
      switch step {
      case .kept(let range): position += range.count
      case .new:
        if let document = matcher.take(lines.fingerprints[position]) {
          steps[index] = .kept(document..<(document + 1))
        }
        position += 1
      }
    }
  }

  private var isRising: Bool {
    var next: UInt32 = 0
    for case .kept(let range) in steps {
      if range.lowerBound < next { return false }
      next = range.upperBound
    }
    return true
  }

  /// Reads the lines again of documents that stand in another order now: not all can be kept.
  private mutating func readMoved(_ paths: [String]) throws {
    var single: [Step] = []
    var kept: [UInt32] = []
    for step in steps {
      if case .kept(let range) = step {
        for document in range { single.append(.kept(document..<(document + 1))) }
        kept += range
      } else {
        single.append(step)
      }
    }
    let stays = SourceMatcher.longestRising(kept)
    var (step, position) = (0, 0)
    for path in paths {
      var reader = try LineReader(path: path)
      while let line = try reader.next() {
        // The file may have grown since.
        if line.isEmpty || step >= single.count { continue }
        if case .kept = single[step] {
          if !stays[position] {
            let fingerprint = add(
              reader.bytes.extracting(line), path: path, number: reader.lineNumber)
            single[step] = .new(UInt32(aside.count - 1))
            lines.replace(step, fingerprint, length: line.count)
          }
          position += 1
        }
        step += 1
      }
    }
    steps = []
    for step in single { append(step) }
  }
}
