/// Why a rule file can't be used; each case names the file and the line, counted from 1.
public enum RuleError: Error, Equatable {
  /// The line has another number of tab-separated columns than its file needs.
  case columnCount(file: String, line: Int, found: Int, expected: Int)
  /// A pattern element is not well formed.
  case badElement(file: String, line: Int, element: String)
  /// A pattern starts with a gap or with an optional element, or is empty.
  case noAnchor(file: String, line: Int)
  /// A rule names a concept that no lexicon entry defines.
  case unknownConcept(file: String, line: Int, concept: String)
  /// A rule names a flag that the flags file doesn't have.
  case unknownFlag(file: String, line: Int, flag: String)
  /// A concept refers to itself, directly or through others.
  case circularConcept(name: String)
  /// A term of a rule has an unknown window.
  case badWindow(file: String, line: Int, term: String)
  /// Two flags or two rules have the same id.
  case duplicateID(file: String, line: Int, id: String)
  /// An extra rule set redefines something that is built in.
  case redefines(file: String, line: Int, id: String)
  /// More lines, words or concepts than a rule set may have.
  case tooLarge(file: String, line: Int)
}
