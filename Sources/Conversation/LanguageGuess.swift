internal import Corpus

/// Tells in which language a message is written, from its script and its function words.
struct LanguageGuess: Sendable {
  private let functionWords: [(language: String, words: Set<String>)]

  /// Reads `language <tab> words` lines; lines of another form are left out.
  init(parsing text: String) {
    functionWords = text[...].pieces(separatedBy: UInt8(ascii: "\n")).compactMap { line in
      let columns = line.pieces(separatedBy: UInt8(ascii: "\t"))
      guard columns.count == 2, line.utf8.first != UInt8(ascii: "#") else { return nil }
      return (
        String(columns[0]),
        Set(columns[1].pieces(separatedBy: UInt8(ascii: " ")).map(String.init))
      )
    }
  }

  /// The lists that the program ships.
  static let builtIn = LanguageGuess(
    parsing: String(decoding: PackageResources.languages_tsv, as: UTF8.self))

  /// Whether the message is in none of the corpus's languages.
  ///
  /// A message counts as foreign when most of its letters are of a script that those languages don't
  /// use, or when different function words of another language clearly outnumber theirs. A short
  /// message without function words is never foreign.
  ///
  /// - Parameter languages: BCP 47 tags of the corpus; only the part before `-` counts.
  func isForeign(_ message: MessageWords, to languages: Set<String>) -> Bool {
    let known = Set(languages.map { String($0.prefix { $0 != "-" && $0 != "_" }).lowercased() })
    let words = message.words
    if let script = Self.dominantScript(of: words) {
      return !known.contains(where: { script.languages.contains($0) })
    }
    if known.contains(where: { Self.otherScripts.flatMap(\.languages).contains($0) }) {
      return false
    }
    var own = 0
    var best = 0
    let ownWords = functionWords.filter { known.contains($0.language) }
    if ownWords.isEmpty { return false }
    for word in words where ownWords.contains(where: { $0.words.contains(word) }) { own += 1 }
    for list in functionWords where !known.contains(list.language) {
      var found: Set<String> = []
      for word in words
      where list.words.contains(word) && !ownWords.contains(where: { $0.words.contains(word) }) {
        found.insert(word)
      }
      best = max(best, found.count)
    }
    return best >= 2 && best >= 2 * own && best * 5 >= words.count
  }

  /// Whether a word is a function word in one of the languages.
  func isFunctionWord(_ word: String, in languages: Set<String>) -> Bool {
    let known = Set(languages.map { String($0.prefix { $0 != "-" && $0 != "_" }).lowercased() })
    return functionWords.contains { known.contains($0.language) && $0.words.contains(word) }
  }

  private struct Script {
    var scalars: [ClosedRange<UInt32>]
    var languages: Set<String>
  }

  private static let otherScripts = [
    Script(
      scalars: [0x400...0x52F], languages: ["ru", "uk", "bg", "sr", "be", "mk", "kk", "ky", "mn"]),
    Script(scalars: [0x370...0x3FF], languages: ["el"]),
    Script(scalars: [0x590...0x5FF], languages: ["he", "yi"]),
    Script(
      scalars: [0x600...0x77F, 0xFB50...0xFEFC], languages: ["ar", "fa", "ur", "ps", "ug", "ckb"]),
    Script(scalars: [0x900...0x97F], languages: ["hi", "mr", "ne", "sa"]),
    Script(scalars: [0x980...0x9FF], languages: ["bn", "as"]),
    Script(scalars: [0xA00...0xDFF], languages: ["pa", "gu", "or", "ta", "te", "kn", "ml", "si"]),
    Script(scalars: [0xE00...0xE7F], languages: ["th"]),
    Script(scalars: [0x10A0...0x10FF], languages: ["ka"]),
    Script(scalars: [0x530...0x58F], languages: ["hy"]),
    Script(scalars: [0x1200...0x137F], languages: ["am", "ti"]),
    Script(
      scalars: [0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7AF], languages: ["zh", "ja", "ko"]),
  ]

  /// The script other than Latin in which most letters stand, or nil.
  private static func dominantScript(of words: [String]) -> Script? {
    var counts = [Int](repeating: 0, count: otherScripts.count)
    var letters = 0
    for word in words {
      for scalar in word.unicodeScalars where scalar.properties.isAlphabetic {
        letters += 1
        if scalar.value < 0x370 { continue }
        if let index = otherScripts.firstIndex(where: { script in
          script.scalars.contains { $0.contains(scalar.value) }
        }) {
          counts[index] += 1
        }
      }
    }
    guard let index = counts.indices.max(by: { counts[$0] < counts[$1] }),
      counts[index] * 2 > letters
    else { return nil }
    return otherScripts[index]
  }
}
