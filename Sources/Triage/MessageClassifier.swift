#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A linear classifier over the words of a conversation and the rules that fired: it weighs what no rule
/// can list, and how far each rule is to be trusted.
///
/// The features of a sentence are its stems, its pairs of neighbouring stems, whose ends count as the
/// words `<` and `>`, and the first four letters of words of six letters or more (`~diar`), for what is
/// misspelt later on. Their weights are divided by the length of the vector of the inverse document
/// frequencies found, so that a long story does not shout a short sentence down (tf-idf with cosine
/// normalisation; Manning, Raghavan, Schütze, *Introduction to Information Retrieval*, §6.4). Rules are
/// features, too, and count in full. The score of a class is the sum with its bias: a log-odds, positive
/// where the class is likelier than not.
///
/// A single turn or sentence may say enough, whatever stands around it: its own score counts, less a
/// discount, where it's higher than that of the whole.
///
/// The weights are those of logistic regressions over the project's own labelled messages
/// (`Benchmarks/triage/fit_classifier.py`); scores are in thousandths, so that every machine adds alike.
/// The features lie in an open-addressing table that is viewed where the program holds it.
struct MessageClassifier: Sendable {
  /// A place in the table of features: the upper half of the hash, and the feature or -1.
  struct Slot: Sendable {
    var check: UInt32
    var feature: Int32
  }

  /// What a feature adds to the score of a class, in hundredths.
  struct Weight: Sendable {
    var classNumber: Int16
    var value: Int16
  }

  /// The classes by name: `alarm`, `emergency` and the flags.
  private(set) var classes: [String] = []
  /// What each class starts from, in thousandths.
  private(set) var biases: [Int] = []
  /// The score from which a class holds, in thousandths.
  private(set) var thresholds: [Int] = []
  /// What is taken from the score of a single turn for each class, in thousandths.
  private(set) var turnDiscounts: [Int] = []
  /// What is taken from the score of a single sentence for each class, in thousandths.
  private(set) var sentenceDiscounts: [Int] = []
  /// Numbers of words, rising. Between each two of them the weights of the feature `@words` with the lower
  /// number grow from nothing to their whole.
  private(set) var lengths: [Int] = []
  /// Words of greeting and thanks: a sentence of nothing else is not read.
  private(set) var courtesy = Vocabulary()
  private(set) var slots = FlatTable<Slot>()
  private(set) var starts = FlatTable<Int32>()
  private(set) var weights = FlatTable<Weight>()
  /// For each feature, its inverse document frequency in hundredths; 0 for rules.
  private(set) var frequencies = FlatTable<Int16>()

  /// Whether there is nothing to classify with.
  var isEmpty: Bool { classes.isEmpty }

  init() {}

  mutating func exchange(with codec: inout some SnapshotCodec) {
    codec.list(&classes, blank: "") { name, codec in codec.text(&name) }
    codec.list(&biases, blank: 0) { value, codec in codec.number(&value) }
    codec.list(&thresholds, blank: 0) { value, codec in codec.number(&value) }
    codec.list(&turnDiscounts, blank: 0) { value, codec in codec.number(&value) }
    codec.list(&sentenceDiscounts, blank: 0) { value, codec in codec.number(&value) }
    codec.list(&lengths, blank: 0) { value, codec in codec.number(&value) }
    courtesy.exchange(with: &codec)
    codec.table(&slots)
    codec.table(&starts)
    codec.table(&weights)
    codec.table(&frequencies)
  }

  // MARK: Reading the table

  /// Reads a table of lines `feature TAB idf:number class:weight class:weight …`.
  ///
  /// The lines `=bias`, `=threshold`, `=turn` and `=sentence` come first and have an entry for each
  /// class; `=courtesy` has words of greeting and thanks, `=lengths` rising numbers of words. A feature that begins with `@` is of rules and
  /// has no `idf`.
  ///
  /// - Throws: `RuleError.badElement` for an entry that is no class with a number between -320 and 320,
  ///   `RuleError.duplicateID` for a feature that stands twice.
  init(parsing file: RuleSet.File) throws(RuleError) {
    var reader = TableReader(file: file.name, bytes: file.bytes)
    var keys: [UInt64] = []
    starts = FlatTable([0])
    while let columns = try reader.next([2 of Range<Int>].self) {
      let feature = columns[0]
      if reader.text(feature) == "=courtesy" {
        for word in RuleSet.split(file.bytes, columns[1]) {
          _ = courtesy.intern(file.bytes, word)
        }
      } else if reader.text(feature) == "=lengths" {
        try readLengths(columns[1], reader)
      } else if file.bytes[feature.lowerBound] == UInt8(ascii: "=") {
        try readSetting(reader.text(feature), columns[1], reader)
      } else {
        try readWeights(columns[1], reader)
        var hash = FeatureHash()
        for byte in file.bytes[feature] { hash.add(byte) }
        keys.append(hash.value)
        starts.append(Int32(weights.count))
      }
    }
    guard
      [biases, thresholds, turnDiscounts, sentenceDiscounts].allSatisfy({
        !$0.isEmpty && $0.count == classes.count
      })
    else { throw .badElement(file: file.name, line: reader.line, element: "=bias") }
    try buildSlots(keys, file: file.name)
  }

  private mutating func readSetting(_ name: String, _ range: Range<Int>, _ reader: TableReader)
    throws(RuleError)
  {
    var values: [Int] = []
    for range in RuleSet.split(reader.bytes, range) {
      let (name, value) = try Self.entry(range, reader)
      if biases.isEmpty { classes.append(name) }
      guard values.count < classes.count, classes[values.count] == name else {
        throw .badElement(file: reader.file, line: reader.line, element: reader.text(range))
      }
      values.append(Int((value * 1000).rounded()))
    }
    guard values.count == classes.count, !values.isEmpty else {
      throw .badElement(file: reader.file, line: reader.line, element: reader.text(range))
    }
    switch name {
    case "=bias": biases = values
    case "=threshold": thresholds = values
    case "=turn": turnDiscounts = values
    case "=sentence": sentenceDiscounts = values
    default: throw .badElement(file: reader.file, line: reader.line, element: name)
    }
  }

  private mutating func readLengths(_ range: Range<Int>, _ reader: TableReader) throws(RuleError) {
    for range in RuleSet.split(reader.bytes, range) {
      guard let length = Int(reader.text(range)), length > lengths.last ?? 0, length < 1 << 20
      else {
        throw .badElement(file: reader.file, line: reader.line, element: reader.text(range))
      }
      lengths.append(length)
    }
  }

  private mutating func readWeights(_ range: Range<Int>, _ reader: TableReader) throws(RuleError) {
    var frequency = 0
    for range in RuleSet.split(reader.bytes, range) {
      let (name, value) = try Self.entry(range, reader)
      let hundredths = Int((value * 100).rounded())
      if name == "idf" {
        frequency = hundredths
      } else if let number = classes.firstIndex(of: name) {
        weights.append(Weight(classNumber: Int16(number), value: Int16(hundredths)))
      } else {
        throw .badElement(file: reader.file, line: reader.line, element: reader.text(range))
      }
    }
    frequencies.append(Int16(frequency))
  }

  /// An entry `name:number`.
  private static func entry(_ range: Range<Int>, _ reader: TableReader) throws(RuleError) -> (
    name: String, value: Double
  ) {
    let text = reader.text(range)
    let parts = text.split(separator: ":")
    guard parts.count == 2, let value = Double(parts[1]), abs(value) < 320 else {
      throw .badElement(file: reader.file, line: reader.line, element: text)
    }
    return (String(parts[0]), value)
  }

  private mutating func buildSlots(_ keys: [UInt64], file: String) throws(RuleError) {
    var capacity = 16
    while capacity < keys.count * 2 { capacity *= 2 }
    var table = Array(repeating: Slot(check: 0, feature: -1), count: capacity)
    for (feature, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key) & (capacity - 1)
      while table[slot].feature >= 0 {
        if table[slot].check == UInt32(truncatingIfNeeded: key >> 32) {
          throw .duplicateID(file: file, line: feature, id: "feature \(feature)")
        }
        slot = (slot + 1) & (capacity - 1)
      }
      table[slot] = Slot(check: UInt32(truncatingIfNeeded: key >> 32), feature: Int32(feature))
    }
    slots = FlatTable(table)
  }

  // MARK: Finding features

  /// The share of the messages that the classifier was made from that have a word with a stem, or nil
  /// when there is no classifier; for a word that it doesn't know, less than for any that it does.
  func share(ofStem stem: Span<UInt8>) -> Double? {
    guard !isEmpty else { return nil }
    var hash = FeatureHash()
    for index in stem.indices { hash.add(stem[index]) }
    let found = feature(hash)
    return exp(-(found >= 0 ? Double(frequencies[found]) / 100 : 12))
  }

  /// FNV-1a over the bytes of a feature.
  struct FeatureHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    init() {}

    init(of text: String) { add(text) }

    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

    mutating func add(_ text: String) { for byte in text.utf8 { add(byte) } }
  }

  /// The number of the feature with a hash, or -1.
  func feature(_ hash: FeatureHash) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash.value) & mask
    let check = UInt32(truncatingIfNeeded: hash.value >> 32)
    while true {
      let found = slots[slot]
      if found.feature < 0 { return -1 }
      if found.check == check { return Int(found.feature) }
      slot = (slot + 1) & mask
    }
  }
}
