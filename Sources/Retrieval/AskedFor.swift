/// What an answer must tell, from the words of asking; several may hold.
///
/// Used only in deciding whether the first hit answers: "how much" is asked of many things that a page
/// doesn't tell, "why" mostly of those that it does.
struct AskedFor: OptionSet {
  let rawValue: Int

  /// How long, how soon, how often, when.
  static let time = AskedFor(rawValue: 1)
  /// How many, how much, how common, how big.
  static let quantity = AskedFor(rawValue: 2)
  /// Why.
  static let reason = AskedFor(rawValue: 4)
  /// How something is done or happens.
  static let manner = AskedFor(rawValue: 8)
  /// Yes or no.
  static let polar = AskedFor(rawValue: 16)

  /// Who.
  static let person = AskedFor(rawValue: 32)
  /// What something is.
  static let meaning = AskedFor(rawValue: 64)

  /// In the order of the answer model's features.
  static let all: [AskedFor] = [.time, .quantity, .reason, .manner, .polar, .person]

  // A few words each: an array is searched sooner than a set of strings is made.
  private static let pairs: [(first: String, second: [String], kind: AskedFor)] = [
    ("how", ["long", "soon", "quick", "quickly", "fast", "often"], .time),
    // "When should I see a doctor" asks for a condition.
    ("when", ["do", "does", "will", "can"], .time),
    (
      "how",
      [
        "many", "much", "common", "often", "old", "big", "large", "likely", "far", "high",
        "frequent", "frequently",
      ], .quantity
    ),
    ("how", ["come"], .reason),
    ("what", ["is"], .meaning),
    ("how", ["do", "does", "is", "are", "can", "to", "should", "did", "will"], .manner),
  ]
  private static let single: [(words: [String], kind: AskedFor)] = [
    (["percent", "percentage", "odds", "chance", "chances"], .quantity),
    (["why", "reason", "reasons"], .reason),
  ]
  private static let units = [
    "hours", "days", "weeks", "months", "years", "minutes", "time", "times",
  ]
  private static let auxiliaries = [
    "can", "could", "should", "may", "do", "does", "is", "are", "will", "would", "has", "have",
  ]

  init(rawValue: Int) { self.rawValue = rawValue }

  /// From a question's folded words.
  init(words: [String]) {
    var found: AskedFor = []
    if let first = words.first, Self.auxiliaries.contains(first) { found.insert(.polar) }
    if words.prefix(3).contains(where: { $0 == "who" || $0 == "whose" }) { found.insert(.person) }
    for (place, word) in words.enumerated() {
      for (words, kind) in Self.single where words.contains(word) { found.insert(kind) }
      guard place + 1 < words.count else { continue }
      let next = words[place + 1]
      for (first, second, kind) in Self.pairs where word == first && second.contains(next) {
        found.insert(kind)
      }
      if word == "how", next == "many", place + 2 < words.count,
        Self.units.contains(words[place + 2])
      {
        found.insert(.time)
      }
    }
    self = found
  }
}
