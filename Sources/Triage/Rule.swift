/// Which concepts, how near each other, raise a flag.
///
/// Terms are written with spaces between; the first is the anchor. `A|B` is either, `!A` must not be
/// there, `~A` counts whatever its assertion status is, `^A` also when long past, `&A` also when it's said to be over, `%A` also when only asked
/// about. After `@` comes the window, and after its
/// letter the most words between:
///
///     {id}  RF1  BLOOD STOOL@s12 !MENSES@s
struct Rule: Sendable {
  /// How far from the anchor a term may be; the letter in the table, as ASCII.
  enum Window: UInt8, Sendable {
    /// The anchor's clause.
    case clause = 107
    /// The anchor's sentence.
    case sentence = 115
    /// The anchor's sentence or a neighbour, also over the border of turns.
    case adjacent = 97
    /// Where a modifier belongs to the anchor: its sentence, or a sentence without signs after it.
    case modifier = 110
    /// The anchor's turn.
    case turn = 116
    /// Anywhere up to the anchor's turn or later.
    case conversation = 99
  }

  /// One condition.
  struct Term: Sendable {
    var concepts: FlatTable<Int32>
    var isExcluded: Bool
    var ignoresStatus: Bool
    /// The sign may be long past.
    var ignoresHistory: Bool
    /// The sign may be said to be over: an overdose is one also when "she's fine now".
    var ignoresResolution: Bool
    /// The sign may be one that is only asked about.
    var mayBeAsked: Bool
    var window: Window
    var distance: Int
  }

  var id: String
  var flag: Int
  var terms: [Term]
  /// The terms as written.
  var text: String
  var source: String
}
