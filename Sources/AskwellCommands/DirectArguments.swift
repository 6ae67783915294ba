/// Arguments of the plainest form: known flags, known options each with a value, and operands.
///
/// Building ArgumentParser's tree of a command costs as much as answering a question does. Commands
/// that hosts start once for each question read their arguments through this; whatever is not of the
/// plainest form (help, an unknown or repeated option, a missing value, `--`) is left to
/// ArgumentParser, which says what is wrong.
struct DirectArguments {
  private var flags: [String] = []
  private var names: [String] = []
  private var values: [String] = []
  /// Arguments that belong to no option, in order.
  private(set) var operands: [String] = []

  /// Reads arguments; nil where any of them is not of the plainest form.
  ///
  /// - Parameter repeatable: the options that may be given more than once.
  init?(
    _ arguments: some Sequence<String>, flags known: [String], options: [String],
    repeatable: [String] = []
  ) {
    var open: String?
    for argument in arguments {
      if argument.isEmpty { return nil }
      let isDashed = argument.utf8.first == UInt8(ascii: "-")
      if let name = open {
        if isDashed { return nil }
        names.append(name)
        values.append(argument)
        open = nil
      } else if !isDashed {
        operands.append(argument)
      } else if known.contains(argument), !flags.contains(argument) {
        flags.append(argument)
      } else if options.contains(argument), !names.contains(argument) {
        open = argument
      } else if repeatable.contains(argument) {
        open = argument
      } else {
        return nil
      }
    }
    if open != nil { return nil }
  }

  /// Whether a flag was given.
  func has(_ flag: String) -> Bool { flags.contains(flag) }

  /// The value of an option, or nil where it was not given.
  func value(_ name: String) -> String? { names.firstIndex(of: name).map { values[$0] } }

  /// The values of an option that may be repeated, in order.
  func values(_ name: String) -> [String] {
    names.indices.filter { names[$0] == name }.map { values[$0] }
  }
}
