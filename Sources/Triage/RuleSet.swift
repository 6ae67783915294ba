/// The red flags, the lexicon and the rules that join its concepts to flags: all data, read from
/// reviewed tables.
///
/// Three kinds of table: *flags* (what a doctor should see, with its source), *lexicon* (concept and
/// pattern, one a line) and *rules* (which concepts, near each other, raise a flag). A pattern may
/// refer to concepts, so concepts are built in stages; a circle is an error.
public struct RuleSet: Sendable {
  /// A flag as readers see it.
  public struct Flag: Sendable, Equatable {
    /// The id, such as `RF1`.
    public internal(set) var id: FlagID
    /// The name in lay words, such as "blood in stool".
    public internal(set) var label: String
    /// What a clinician reads: when the flag is raised and its thresholds.
    public internal(set) var description: String
    /// Where the flag comes from.
    public internal(set) var source: String
  }

  /// One file of a rule set, with the name that errors show.
  public struct File: Sendable {
    /// What the file holds.
    public enum Kind: Sendable {
      /// Flag id, label, description, source.
      case flags
      /// Concept, pattern.
      case lexicon
      /// Rule id, flag id, terms, source.
      case rules
      /// A base form and, separated by spaces, its irregular forms.
      case forms
      /// A spelling and the words it stands for.
      case spellings
      /// Words that are never taken for a misspelling, sorted.
      case words
      /// What runs of words weigh for the classifier.
      case weights
    }

    /// The name that errors show.
    public var name: String
    /// What the file holds.
    public var kind: Kind
    /// The file's UTF-8 bytes.
    public var bytes: [UInt8]

    /// A file from its parts.
    public init(name: String, kind: Kind, bytes: [UInt8]) {
      self.name = name
      self.kind = kind
      self.bytes = bytes
    }
  }

  /// The flags, in the order of their file.
  public private(set) var flags: [Flag] = []

  /// The files the set was read from, for merging and for the reviewer's report.
  public var files: [File] { parsedFiles ?? Self.builtInFiles() }
  /// Nil for the shipped set, whose files are copied only when someone asks.
  private var parsedFiles: [File]?

  /// Flags that an operator switched off; their rules stay readable but never fire.
  public private(set) var disabled: Set<FlagID> = []

  var vocabulary = Vocabulary()
  var patterns = PatternTable()
  var concepts = ConceptTable()
  var rules: [Rule] = []
  /// For a word: the first of its bases in `baseLinks`, or -1.
  var firstBase = FlatTable<Int32>()
  var baseLinks = FlatTable<BaseLink>()
  /// For a spelling: the range of its words in `expansionWords`.
  var expansions = Expansions()
  var expansionWords = FlatTable<Int32>()
  var speller = Speller()
  var quantities = QuantityTable()
  /// Weighs the words that no rule lists; empty in a set without weights.
  var classifier = MessageClassifier()
  var cues = Cues()
  /// For each concept, whether a rule starts from it.
  var anchorConcepts = FlatTable<Bool>()
  /// The word "not", or -1.
  var notWord: Int32 = -1
  /// The pronouns that start a clause of their own.
  var subjectWords = FlatTable<Int32>()
  /// The words whose denial is good news: "trouble", "difficulty".
  var troubleWords = FlatTable<Int32>()
  /// Words for which another existing word may be a slip.
  var slipTargets = FlatTable<Int32>()
  /// For each concept, whether a rule of no emergency starts from it: what a modifier may belong to.
  var signConcepts = FlatTable<Bool>()
  /// Entries by their stage and rarest word or concept.
  var stages: [Stage] = []
  var keyStages = KeyStages()

  /// A base of a word, and where the word's next base stands in `baseLinks`, or -1.
  struct BaseLink {
    var base: Int32
    var next: Int32
  }

  /// The words that spellings stand for, by the number of the spelling.
  struct Expansions: Sendable {
    /// Where each word's expansion starts and ends; both 0 for a word that is no spelling.
    var ranges = FlatTable<SIMD2<Int32>>()

    /// The range of a spelling's words in `expansionWords`, or nil.
    subscript(word: Int32) -> Range<Int>? {
      guard word < ranges.count else { return nil }
      let range = ranges[Int(word)]
      return range[1] > 0 ? Int(range[0])..<Int(range[1]) : nil
    }

    mutating func set(_ range: Range<Int>, for word: Int) {
      while ranges.count <= word { ranges.append(.zero) }
      ranges[word] = SIMD2(Int32(range.lowerBound), Int32(range.upperBound))
    }
  }

  /// A set without rules.
  init() {}

  /// Reads a rule set from its files.
  ///
  /// - Throws: `RuleError` for the first fault, with file and line.
  public init(parsing files: [File]) throws(RuleError) {
    parsedFiles = files
    for file in files where file.kind == .forms { try readForms(file) }
    for file in files where file.kind == .spellings { try readSpellings(file) }
    for (index, file) in files.enumerated() where file.kind == .lexicon {
      try readLexicon(file, index: index)
    }
    for file in files where file.kind == .flags { try readFlags(file) }
    for file in files where file.kind == .rules { try readRules(file) }
    for file in files where file.kind == .words { speller.known = FlatTable(file.bytes) }
    for file in files where file.kind == .weights {
      classifier = try MessageClassifier(parsing: file)
    }
    try stage()
    anchorConcepts = FlatTable(Array(repeating: false, count: concepts.count))
    signConcepts = anchorConcepts
    for rule in rules {
      for concept in rule.terms[0].concepts {
        anchorConcepts[Int(concept)] = true
        if !flags[rule.flag].id.isEmergency, !concepts.name(Int(concept)).hasPrefix("M.") {
          signConcepts[Int(concept)] = true
        }
      }
    }
    speller.prepare(vocabulary)
    quantities = QuantityTable(concepts)
    cues = Cues(concepts)
    findWords()
    subjectWords = FlatTable(
      words(of: concepts.id("C.NEWSUBJ")).map {
        $0 >= PatternTable.exactOffset ? $0 - PatternTable.exactOffset : $0
      })
    slipTargets = FlatTable(words(of: concepts.id("C.SLIP")))
    troubleWords = FlatTable(words(of: concepts.id("C.TROUBLE")))
    // Kin, and "mine", say whose a sign is; they are none.
    for concept in [cues.kin, cues.mine] where concept >= 0 { signConcepts[concept] = false }
  }

  /// This set with a corpus's own flags, entries and rules added.
  ///
  /// - Throws: `RuleError` when a line is faulty or redefines a flag or a rule.
  public func merging(extra: [File]) throws(RuleError) -> RuleSet {
    do {
      var merged = try RuleSet(parsing: files + extra)
      merged.disabled = disabled
      return merged
    } catch .duplicateID(let file, let line, let id)
      where flags.contains(where: { $0.id.name == id }) || rules.contains(where: { $0.id == id })
    {
      throw .redefines(file: file, line: line, id: id)
    } catch {
      throw error
    }
  }

  /// This set without some flags.
  ///
  /// Whoever calls this logs that it did.
  public func disabling(_ ids: Set<FlagID>) -> RuleSet {
    var result = self
    result.disabled.formUnion(ids)
    return result
  }

  /// The label of a flag; its id when it is unknown.
  func label(of id: FlagID) -> String { flags.first { $0.id == id }?.label ?? id.name }

  /// Looks up the words that code knows by name.
  mutating func findWords() {
    let not = Array("not".utf8)
    notWord = Int32(vocabulary.find(not, 0..<not.count))
  }

  mutating func exchangeFlags(with codec: inout some SnapshotCodec) {
    let blank = Flag(id: FlagID(""), label: "", description: "", source: "")
    codec.list(&flags, blank: blank) { flag, codec in
      var id = flag.id.name
      codec.text(&id)
      flag.id = FlagID(id)
      codec.text(&flag.label)
      codec.text(&flag.description)
      codec.text(&flag.source)
    }
  }

  /// The words for a concept, in the order of the table.
  private func words(of concept: Int) -> [Int32] {
    patterns.entries.filter { Int($0.concept) == concept }.flatMap { entry in
      patterns.elements[Int(entry.firstElement)..<Int(entry.lastElement)].flatMap {
        patterns.alternatives[Int($0.first)..<Int($0.last)].filter { $0 >= 0 }
      }
    }
  }

  // MARK: Reading

  private mutating func readForms(_ file: File) throws(RuleError) {
    var reader = TableReader(file: file.name, bytes: file.bytes)
    while let columns = try reader.next([2 of Range<Int>].self) {
      let base = vocabulary.intern(file.bytes, columns[0])
      for range in Self.split(file.bytes, columns[1]) {
        let form = vocabulary.intern(file.bytes, range)
        while firstBase.count < vocabulary.count { firstBase.append(-1) }
        baseLinks.append(BaseLink(base: Int32(base), next: firstBase[form]))
        firstBase[form] = Int32(baseLinks.count - 1)
      }
    }
  }

  private mutating func readSpellings(_ file: File) throws(RuleError) {
    var reader = TableReader(file: file.name, bytes: file.bytes)
    while let columns = try reader.next([2 of Range<Int>].self) {
      let from = vocabulary.intern(file.bytes, columns[0])
      let start = expansionWords.count
      for range in Self.split(file.bytes, columns[1]) {
        expansionWords.append(Int32(vocabulary.intern(file.bytes, range)))
      }
      expansions.set(start..<expansionWords.count, for: from)
    }
  }

  private mutating func readLexicon(_ file: File, index: Int) throws(RuleError) {
    var reader = TableReader(file: file.name, bytes: file.bytes)
    while let columns = try reader.next([2 of Range<Int>].self) {
      guard patterns.entries.count < 60_000 else {
        throw .tooLarge(file: file.name, line: reader.line)
      }
      let concept = concepts.intern(file.bytes, columns[0])
      let first = patterns.elements.count
      for range in Self.split(file.bytes, columns[1]) {
        guard readElement(file.bytes, range) else {
          throw .badElement(file: file.name, line: reader.line, element: reader.text(range))
        }
      }
      guard first < patterns.elements.count, patterns.elements[first].kind == .oneOf,
        !patterns.elements[first].isOptional
      else { throw .noAnchor(file: file.name, line: reader.line) }
      concepts.isDefined[concept] = true
      patterns.entries.append(
        .init(
          concept: Int32(concept), firstElement: Int32(first),
          lastElement: Int32(patterns.elements.count), file: Int32(index),
          line: Int32(reader.line)))
    }
  }

  private mutating func readElement(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var start = range.lowerBound
    if bytes[start] == UInt8(ascii: "~") {
      guard range.count == 2, (0x31...0x39).contains(bytes[start + 1]) else { return false }
      patterns.elements.append(
        .init(
          kind: .gap, isOptional: true, limit: Int16(bytes[start + 1] - 0x30), first: 0, last: 0))
      return true
    }
    let isOptional = bytes[start] == UInt8(ascii: "?")
    if isOptional { start += 1 }
    let first = patterns.alternatives.count
    var words: UInt64 = 0
    var named: UInt64 = 0
    var partStart = start
    for index in start...range.upperBound {
      guard index == range.upperBound || bytes[index] == UInt8(ascii: "|") else { continue }
      guard partStart < index else { return false }
      if bytes[partStart] == UInt8(ascii: "{") {
        guard bytes[index - 1] == UInt8(ascii: "}"), index - partStart > 2 else { return false }
        let concept = concepts.intern(bytes, (partStart + 1)..<(index - 1))
        patterns.alternatives.append(-1 - Int32(concept))
        named |= Signature.bit(Int32(concept))
      } else if bytes[partStart] == UInt8(ascii: "=") {
        guard index - partStart > 1 else { return false }
        let word = vocabulary.intern(bytes, (partStart + 1)..<index)
        patterns.alternatives.append(Int32(word) + PatternTable.exactOffset)
        words |= Signature.bit(Int32(word))
      } else {
        let word = vocabulary.intern(bytes, partStart..<index)
        patterns.alternatives.append(Int32(word))
        words |= Signature.bit(Int32(word))
      }
      partStart = index + 1
    }
    patterns.elements.append(
      .init(
        kind: .oneOf, isOptional: isOptional, limit: 0, first: Int32(first),
        last: Int32(patterns.alternatives.count), words: words, concepts: named))
    return true
  }

  private mutating func readFlags(_ file: File) throws(RuleError) {
    var reader = TableReader(file: file.name, bytes: file.bytes)
    while let columns = try reader.next([4 of Range<Int>].self) {
      let flag = Flag(
        id: FlagID(reader.text(columns[0])), label: reader.text(columns[1]),
        description: reader.text(columns[2]), source: reader.text(columns[3]))
      guard !flags.contains(where: { $0.id == flag.id }) else {
        throw .duplicateID(file: file.name, line: reader.line, id: flag.id.name)
      }
      flags.append(flag)
    }
  }

  private mutating func readRules(_ file: File) throws(RuleError) {
    var reader = TableReader(file: file.name, bytes: file.bytes)
    var ids: Set<String> = Set(rules.map(\.id))
    while let columns = try reader.next([4 of Range<Int>].self) {
      let id = reader.text(columns[0])
      guard ids.insert(id).inserted else {
        throw .duplicateID(file: file.name, line: reader.line, id: id)
      }
      let flagName = reader.text(columns[1])
      guard let flag = flags.firstIndex(where: { $0.id.name == flagName }) else {
        throw .unknownFlag(file: file.name, line: reader.line, flag: flagName)
      }
      var terms: [Rule.Term] = []
      for range in Self.split(file.bytes, columns[2]) {
        terms.append(try readTerm(file, reader.line, range))
      }
      guard let first = terms.first, !first.isExcluded else {
        throw .noAnchor(file: file.name, line: reader.line)
      }
      rules.append(
        Rule(
          id: id, flag: flag, terms: terms, text: reader.text(columns[2]),
          source: reader.text(columns[3])))
    }
  }

  private func readTerm(_ file: File, _ line: Int, _ range: Range<Int>) throws(RuleError)
    -> Rule.Term
  {
    let whole = String(decoding: file.bytes[range], as: UTF8.self)
    var text = Substring(whole)
    var term = Rule.Term(
      concepts: FlatTable(), isExcluded: false, ignoresStatus: false, ignoresHistory: false,
      ignoresResolution: false, mayBeAsked: false, window: .sentence, distance: Int.max)
    prefix: while let first = text.first {
      switch first {
      case "!": term.isExcluded = true
      case "~": term.ignoresStatus = true
      case "^": term.ignoresHistory = true
      case "&": term.ignoresResolution = true
      case "%": term.mayBeAsked = true
      default: break prefix
      }
      text.removeFirst()
    }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count <= 2, let names = parts.first else {
      throw .badWindow(file: file.name, line: line, term: whole)
    }
    if parts.count == 2 {
      guard let letter = parts[1].utf8.first, let window = Rule.Window(rawValue: letter) else {
        throw .badWindow(file: file.name, line: line, term: whole)
      }
      term.window = window
      if parts[1].count > 1 {
        guard let distance = Int(parts[1].dropFirst()), distance > 0 else {
          throw .badWindow(file: file.name, line: line, term: whole)
        }
        term.distance = distance
      }
    }
    for name in names.split(separator: "|") {
      let bytes = Array(name.utf8)
      let concept = concepts.find(bytes, 0..<bytes.count)
      guard concept >= 0, concepts.isDefined[concept] || ConceptTable.isComputed(String(name))
      else {
        throw .unknownConcept(file: file.name, line: line, concept: String(name))
      }
      term.concepts.append(Int32(concept))
    }
    return term
  }

  /// Splits at single or repeated spaces.
  static func split(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = range.lowerBound
    for index in range.lowerBound...range.upperBound
    where index == range.upperBound || bytes[index] == 0x20 {
      if start < index { result.append(start..<index) }
      start = index + 1
    }
    return result
  }

  /// Orders concepts so that each comes after those its patterns refer to.
  private mutating func stage() throws(RuleError) {
    while firstBase.count < vocabulary.count { firstBase.append(-1) }
    var stageOf = [Int](repeating: 0, count: concepts.count)
    var changed = true
    var round = 0
    while changed {
      changed = false
      round += 1
      for entry in patterns.entries {
        var least = 0
        for element in patterns.elements[Int(entry.firstElement)..<Int(entry.lastElement)]
        where element.kind == .oneOf {
          for alternative in patterns.alternatives[Int(element.first)..<Int(element.last)]
          where alternative < 0 {
            let other = Int(-1 - alternative)
            guard concepts.isDefined[other] || ConceptTable.isComputed(concepts.name(other)) else {
              throw .unknownConcept(
                file: files[Int(entry.file)].name, line: Int(entry.line),
                concept: concepts.name(other))
            }
            least = max(least, stageOf[other] + 1)
          }
        }
        if stageOf[Int(entry.concept)] < least {
          stageOf[Int(entry.concept)] = least
          changed = true
          if least > 12 { throw .circularConcept(name: concepts.name(Int(entry.concept))) }
        }
      }
    }
    // Guards go first and alone, so that what they consume is gone for all others.
    let stageOfEntry = patterns.entries.map { entry in
      Int(entry.concept) == concepts.guardConcept ? 0 : stageOf[Int(entry.concept)] + 1
    }
    stages = StageBuilder(self, stageOfEntry).stages()
    keyStages = KeyStages(stages, words: vocabulary.count, concepts: concepts.count)
  }
}
