/// One step of a pattern.
struct PatternElement: Sendable, Equatable {
  /// What a step consumes.
  enum Kind: UInt8, Sendable {
    /// One word or one concept out of the alternatives.
    case oneOf
    /// Up to `limit` words of any kind, within the sentence.
    case gap
  }

  /// What its words and its concepts look like from afar: a bit of `Signature` for each.
  var words: UInt64
  var concepts: UInt64
  /// The alternatives, in `PatternTable.alternatives`.
  var first: Int32
  var last: Int32
  /// The most words that a gap takes.
  var limit: Int16
  var kind: Kind
  var isOptional: Bool
  /// Fills the record: bytes between fields would be of any value, and the snapshot would change.
  private var unused: Int32 = 0

  init(
    kind: Kind, isOptional: Bool, limit: Int16, first: Int32, last: Int32, words: UInt64 = 0,
    concepts: UInt64 = 0
  ) {
    self.kind = kind
    self.isOptional = isOptional
    self.limit = limit
    self.first = first
    self.last = last
    self.words = words
    self.concepts = concepts
  }
}

/// A set of numbers as 64 bits, a bit a number by hash: two sets without a common bit have no common
/// number.
enum Signature {
  /// The bit of a number.
  static func bit(_ number: Int32) -> UInt64 {
    1 << UInt64(truncatingIfNeeded: (UInt32(bitPattern: number) &* 0x9E37_79B1) >> 26)
  }
}

/// All patterns of a rule set in flat arrays.
///
/// A pattern is a sequence of elements, written with spaces between:
///
///     bring|brought up          a word, or one out of several; words match in any inflection
///     {BLOOD} ~3 in ?my stool   a concept; a gap of up to three words; an optional word
///     =bled                     this form only
struct PatternTable: Sendable {
  /// A pattern's elements and the concept it names.
  struct Entry: Sendable {
    var concept: Int32
    var firstElement: Int32
    var lastElement: Int32
    var file: Int32
    var line: Int32
  }

  var elements = FlatTable<PatternElement>()
  /// Words as their number; exact forms as number + 2²⁰ ; concepts as -1 - number.
  var alternatives = FlatTable<Int32>()
  var entries = FlatTable<Entry>()

  /// Added to a word's number when only that form matches.
  static let exactOffset: Int32 = 1 << 20
}
