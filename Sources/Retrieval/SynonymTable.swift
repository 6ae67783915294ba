import Text

/// Rows of a synonym file: words that may stand for one another, with direction.
///
/// A line has four fields separated by tabs: relation, left words, right words (each list separated by
/// commas; a word may be a phrase), and the reference in which a reader can check the pair.
///
/// | relation | meaning |
/// |---|---|
/// | `same` | every word of the row may stand for every other |
/// | `form` | the same, as another spelling, brand or abbreviation |
/// | `kind` | left is a kind of right; the way back counts half |
/// | `near` | related; counts half in both directions |
/// | `lay` | somebody who says a left word may mean a right one; the way back counts three tenths |
/// | `group` | words of one idea: whoever says one may mean a right one; all other ways count 45 % |
/// | `inflection` | irregular forms of one word, which count as other endings do |
public struct SynonymTable: Sendable {
  /// Why a synonym file was refused.
  public struct Fault: Error, Equatable, Sendable {
    /// The file's name.
    public let file: String
    /// Line, from 1.
    public let line: Int
  }

  /// Phrases, by their numbers, that stand for one another; the rest is in percent of an exact word's
  /// weight, before the collection's own factor, and 0 where there is no such way.
  struct Row: Sendable, Equatable {
    var left: [UInt32]
    var right: [UInt32]
    /// Somebody who says a left word may mean a right one.
    var there: Int
    /// Somebody who says a right word may mean a left one.
    var back: Int
    /// Somebody who says a left word may mean another left one, and the same on the right.
    var among: Int
  }

  private(set) var rows: [Row] = []
  /// Numbers of words that are irregular forms of one another.
  private(set) var inflections: [[UInt32]] = []
  /// Everything that stands on either side, each once.
  private(set) var phrases = WordTable()

  /// A table without rows.
  public init() {}

  /// Whether no file gave a row.
  var isEmpty: Bool { rows.isEmpty && inflections.isEmpty }

  /// Calls `body` with every way from one phrase to another, and what the other counts, in percent.
  func forEachLink(_ body: (_ from: UInt32, _ to: UInt32, _ percent: Int) -> Void) {
    func link(_ from: [UInt32], _ to: [UInt32], _ percent: Int) {
      guard percent > 0 else { return }
      for source in from {
        for target in to where target != source { body(source, target, percent) }
      }
    }
    for row in rows {
      link(row.left, row.right, row.there)
      link(row.right, row.left, row.back)
      link(row.left, row.left, row.among)
      link(row.right, row.right, row.among)
    }
    for forms in inflections { link(forms, forms, 100) }
  }

  /// Adds the rows of a file.
  public mutating func read(_ text: String, file: String) throws(Fault) {
    var text = text
    text.makeContiguousUTF8()
    let bytes = text.utf8.span
    for (number, line) in Self.fields(of: bytes, 0..<bytes.count, by: UInt8(ascii: "\n"))
      .enumerated()
    {
      if line.isEmpty || bytes[line.lowerBound] == UInt8(ascii: "#") { continue }
      if !readRow(bytes, line) { throw Fault(file: file, line: number + 1) }
    }
  }

  private mutating func readRow(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    let fields = Self.fields(of: bytes, line, by: UInt8(ascii: "\t"))
    guard fields.count == 4, !fields[3].isEmpty, let left = words(bytes, fields[1]),
      let right = words(bytes, fields[2])
    else { return false }
    let relation = unsafe bytes.extracting(fields[0]).withUnsafeBufferPointer {
      unsafe String(decoding: $0, as: UTF8.self)
    }
    guard let (there, back, among) = Self.relations[relation] else { return false }
    if relation == "inflection" {
      inflections.append(left + right)
    } else {
      rows.append(Row(left: left, right: right, there: there, back: back, among: among))
    }
    return true
  }

  private static let relations: [String: (there: Int, back: Int, among: Int)] = [
    "same": (100, 100, 100), "form": (100, 100, 100), "kind": (100, 50, 0), "near": (50, 50, 0),
    "lay": (98, 30, 0), "group": (98, 45, 45), "inflection": (0, 0, 0),
  ]

  /// The numbers of a field's words, or nil where one is empty.
  private mutating func words(_ bytes: Span<UInt8>, _ field: Range<Int>) -> [UInt32]? {
    var numbers: [UInt32] = []
    for word in Self.fields(of: bytes, field, by: UInt8(ascii: ",")) {
      var (start, end) = (word.lowerBound, word.upperBound)
      while start < end, bytes[start] == UInt8(ascii: " ") { start += 1 }
      while start < end, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
      if start == end { return nil }
      numbers.append(UInt32(phrases.insert(bytes.extracting(start..<end)).number))
    }
    return numbers
  }

  /// What lies between separators; at least one range, which may be empty.
  private static func fields(of bytes: Span<UInt8>, _ range: Range<Int>, by separator: UInt8)
    -> [Range<Int>]
  {
    var fields: [Range<Int>] = []
    var start = range.lowerBound
    for index in range where bytes[index] == separator {
      fields.append(start..<index)
      start = index + 1
    }
    fields.append(start..<range.upperBound)
    return fields
  }
}
