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
/// | `group` | words of one idea: whoever says one may mean a right one; all other ways count six tenths |
/// | `inflection` | irregular forms of one word, which count as other endings do |
public struct SynonymTable: Sendable {
  /// Why a synonym file was refused.
  public struct Fault: Error, Equatable, Sendable {
    /// The file's name.
    public let file: String
    /// Line, from 1.
    public let line: Int
  }

  /// One direction of a row: someone who says `from` may mean `to`.
  struct Link: Sendable, Equatable {
    var from: Substring
    var to: Substring
    /// In percent of an exact word's weight, before the collection's own factor.
    var percent: Int
  }

  private(set) var links: [Link] = []
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
      switch fields[0] {
      case "same", "form":
        let all = left + right
        for from in all { for to in all where to != from { add(from, to, 100) } }
      case "kind":
        for from in left {
          for to in right {
            add(from, to, 100)
            add(to, from, 50)
          }
        }
      case "near":
        for from in left {
          for to in right {
            add(from, to, 50)
            add(to, from, 50)
          }
        }
      case "lay":
        for from in left {
          for to in right {
            add(from, to, 100)
            add(to, from, 30)
          }
        }
      case "group":
        for from in left {
          for to in right { add(from, to, 100) }
          for to in left where to != from { add(from, to, 60) }
        }
        for from in right {
          for to in left + right where to != from { add(from, to, 60) }
        }
      case "inflection": inflections.append(left + right)
      default: throw fault
      }
    }
  }

  private mutating func add(_ from: Substring, _ to: Substring, _ percent: Int) {
    links.append(Link(from: from, to: to, percent: percent))
  }

  private static func words(_ field: Substring) -> [Substring] {
    field.split(separator: ",", omittingEmptySubsequences: false).map { word in
      var word = word
      while word.first == " " { word.removeFirst() }
      while word.last == " " { word.removeLast() }
      return word
    }
  }
}
