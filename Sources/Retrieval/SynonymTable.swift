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

  /// Words that stand for one another; each number is in percent of an exact word's weight, before the
  /// collection's own factor, and 0 where there is no such way.
  struct Row: Sendable, Equatable {
    var left: [Substring]
    var right: [Substring]
    /// Somebody who says a left word may mean a right one.
    var there: Int
    /// Somebody who says a right word may mean a left one.
    var back: Int
    /// Somebody who says a left word may mean another left one, and the same on the right.
    var among: Int
  }

  private(set) var rows: [Row] = []
  /// Words that are irregular forms of one another.
  private(set) var inflections: [[Substring]] = []

  /// A table without rows.
  public init() {}

  /// Adds the rows of a file.
  public mutating func read(_ text: String, file: String) throws(Fault) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      if line.isEmpty || line.utf8.first == UInt8(ascii: "#") { continue }
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      let fault = Fault(file: file, line: number + 1)
      guard fields.count == 4, !fields[3].isEmpty else { throw fault }
      let left = Self.words(fields[1])
      let right = Self.words(fields[2])
      if left.contains(where: \.isEmpty) || right.contains(where: \.isEmpty) { throw fault }
      guard let (there, back, among) = Self.relations[fields[0]] else { throw fault }
      if fields[0] == "inflection" {
        inflections.append(left + right)
      } else {
        rows.append(Row(left: left, right: right, there: there, back: back, among: among))
      }
    }
  }

  private static let relations: [Substring: (there: Int, back: Int, among: Int)] = [
    "same": (100, 100, 100), "form": (100, 100, 100), "kind": (100, 50, 0), "near": (50, 50, 0),
    "lay": (100, 30, 0), "group": (100, 45, 45), "inflection": (0, 0, 0),
  ]

  private static func words(_ field: Substring) -> [Substring] {
    field.split(separator: ",", omittingEmptySubsequences: false).map { word in
      var word = word
      while word.first == " " { word.removeFirst() }
      while word.last == " " { word.removeLast() }
      return word
    }
  }
}
