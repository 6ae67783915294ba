internal import CTriageData

extension RuleSet {
  /// The rules that the program ships.
  ///
  /// - Throws: `RuleError`, which a test rules out for the shipped tables.
  public static func builtIn() throws(RuleError) -> RuleSet {
    try RuleSet(parsing: builtInFiles())
  }

  /// The shipped list of words that exist, where the program holds it.
  static var builtInWords: FlatTable<UInt8> {
    let embedded = unsafe askwell_triage_table(8)
    return unsafe FlatTable(
      immortal: UnsafeBufferPointer(start: embedded.bytes, count: embedded.count))
  }

  /// The shipped rules' examples, for the reviewer's report; tests run them, the rules don't.
  static var builtInExamples: String {
    let embedded = unsafe askwell_triage_table(9)
    return unsafe String(
      decoding: UnsafeBufferPointer(start: embedded.bytes, count: embedded.count), as: UTF8.self)
  }

  /// The shipped tables, embedded in the program.
  static func builtInFiles() -> [File] {
    let tables: [(String, File.Kind)] = [
      ("forms.tsv", .forms), ("spellings.tsv", .spellings), ("cues.tsv", .lexicon),
      ("signs.tsv", .lexicon), ("signs-emergency.tsv", .lexicon), ("signs-lay.tsv", .lexicon),
      ("flags.tsv", .flags), ("rules.tsv", .rules), ("words.txt", .words),
      ("classifier.tsv", .weights),
    ]
    return tables.enumerated().map { index, table in
      // Number 9 is the rules' examples.
      let embedded = unsafe askwell_triage_table(Int32(index < 9 ? index : index + 1))
      let bytes = unsafe Array(UnsafeBufferPointer(start: embedded.bytes, count: embedded.count))
      return File(name: table.0, kind: table.1, bytes: bytes)
    }
  }
}
