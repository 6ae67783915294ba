/// What words of one family share: "treat", "treatment" and "treated" have one root.
///
/// The stemmer takes off endings that hardly change a word's meaning; here the longest ending that
/// derives one word from another goes too, where at least four letters remain. The root is only compared
/// with other roots, never shown.
enum WordRoot {
  /// Endings of stems, longest first among those that may all fit.
  private static let suffixes: [[UInt8]] = [
    "ational", "fulness", "ization", "isation", "ousness", "iveness", "ability", "ibility",
    "ement", "ments", "ation", "ition", "ingly", "iness",
    "ical", "ment", "ness", "ance", "ence", "ancy", "ency", "able", "ible", "ious", "eous",
    "ator", "iest",
    "ist", "ism", "ity", "ous", "ive", "ful", "ant", "ent", "ion", "ize", "ise", "ary", "ory",
    "ial",
    "est", "ier",
    "al", "ic", "or", "er", "ed", "en", "ly",
    "y", "i", "e",
  ].map { Array($0.utf8) }

  /// The root of a stem; the stem itself where it is short or holds more than letters.
  static func root(of stem: [UInt8]) -> [UInt8] {
    guard stem.count >= 5, stem.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else { return stem }
    var root = stem[...]
    for suffix in suffixes where stem.count - suffix.count >= 4 && stem.hasSuffix(suffix) {
      root = stem[..<(stem.count - suffix.count)]
      break
    }
    if root.count > 4, let last = root.last, "aeiouy".utf8.contains(last) { root = root.dropLast() }
    if root.count > 4, root.last == root.dropLast().last { root = root.dropLast() }
    return Array(root)
  }
}

extension [UInt8] {
  fileprivate func hasSuffix(_ suffix: [UInt8]) -> Bool {
    count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
  }
}
