/// Why a suite, or a file that it names, can't be used.
public struct SuiteError: Error, Equatable {
  /// The file as it was named.
  public var file: String
  /// The line, from 1; 0 where the fault is the file's as a whole.
  public var line: Int
  /// What is wrong.
  public var problem: Problem

  /// An error from its parts.
  public init(file: String, line: Int, problem: Problem) {
    self.file = file
    self.line = line
    self.problem = problem
  }

  /// What is wrong with a suite.
  public enum Problem: Equatable, Sendable {
    /// The file does not exist or can't be read.
    case unreadable
    /// The file is larger than the limit.
    case tooLarge(limit: Int)
    /// The text is no YAML or JSON; what the reader said.
    case syntax(String)
    /// A key that has no meaning there; the keys that do.
    case unknownKey(String, known: [String])
    /// A key given twice.
    case duplicateKey(String)
    /// A key that must be there.
    case missingKey(String)
    /// A value of another type or range than expected.
    case badValue(key: String, found: String, expected: String)
    /// Two tests of one name.
    case duplicateTest(String, firstLine: Int)
    /// A column that a TSV file does not have; the columns it has.
    case unknownColumn(String, known: [String])
    /// A file that includes itself.
    case includeCycle(String)
    /// More files than a run may be made of.
    case tooManyFiles(limit: Int)
    /// A file whose form is none of those that can be tested.
    case unknownForm
    /// A threshold for a measure that nothing in the suite yields.
    case unmeasured(String)
  }
}

extension SuiteError: CustomStringConvertible {
  /// `file:line: what is wrong`.
  public var description: String {
    "\(file)\(line > 0 ? ":\(line)" : ""): \(problem)"
  }
}

extension SuiteError.Problem: CustomStringConvertible {
  /// What is wrong, as half a sentence.
  public var description: String {
    switch self {
    case .unreadable: "does not exist or can't be read"
    case .tooLarge(let limit): "is larger than \(limit) bytes"
    case .syntax(let text): "is not readable: \(text)"
    case .unknownKey(let name, let known):
      if let near = EditDistance.nearest(to: name, in: known) {
        "unknown key '\(name)'; did you mean '\(near)'?"
      } else {
        "unknown key '\(name)'; known are \(known.joined(separator: ", "))"
      }
    case .duplicateKey(let name): "key '\(name)' is given twice"
    case .missingKey(let name): "key '\(name)' is missing"
    case .badValue(let key, let found, let expected):
      "'\(key)' is \(found), expected is \(expected)"
    case .duplicateTest(let name, let line):
      "test '\(name)' has the name of the one in line \(line)"
    case .unknownColumn(let name, let known):
      "there is no column '\(name)'; the columns are \(known.joined(separator: ", "))"
    case .includeCycle(let path): "'\(path)' includes itself"
    case .tooManyFiles(let limit): "includes make a run of more than \(limit) files"
    case .unknownForm: "is neither a suite nor a set of messages, questions or pairs"
    case .unmeasured(let name): "nothing in this suite yields the measure '\(name)'"
    }
  }
}

/// Optimal string alignment, for "did you mean".
enum EditDistance {
  /// The candidate at most a third of the name's length away, the nearest, the first of equals.
  static func nearest(to name: String, in candidates: [String]) -> String? {
    var best: (distance: Int, name: String)?
    for candidate in candidates {
      let distance = between(Array(name.utf8.prefix(64)), Array(candidate.utf8))
      if distance < best?.distance ?? Int.max { best = (distance, candidate) }
    }
    guard let best, best.distance <= max(1, name.utf8.count / 3) else { return nil }
    return best.name
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that lead from `a` to `b`.
  static func between(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var least = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          least = min(least, before[j - 1] + 1)
        }
        row.append(least)
      }
      before = last
      last = row
    }
    return last[b.count]
  }
}
