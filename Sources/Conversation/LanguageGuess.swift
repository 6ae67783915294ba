internal import Corpus

/// Tells in which language a message is written, from its script and its function words.
struct LanguageGuess: Sendable {
  /// The tags of the languages; a language's place is its bit in a set of languages.
  private var tags: [String] = []
  /// Words and the languages that have them, by hash: an open-addressing table.
  private var slots: [(word: PackedWord, languages: UInt64)]
  private var count = 0

  /// Languages of the lists, as bits.
  typealias Languages = UInt64

  /// Reads `language <tab> words` lines; lines of another form are left out, and so are words of
  /// more than 16 bytes and languages after the 64th.
  init(parsing text: String) { self.init(parsing: Array(text.utf8)) }

  /// Reads the lists from UTF-8 bytes, in one pass and without strings: every start does it.
  init(parsing bytes: [UInt8]) {
    let bytes = bytes.span
    slots = Array(repeating: (PackedWord(), 0), count: 2048)
    var start = 0
    while start < bytes.count {
      var end = start
      var tabs = (first: -1, count: 0)
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
        if bytes[end] == UInt8(ascii: "\t") {
          tabs = (tabs.count == 0 ? end : tabs.first, tabs.count + 1)
        }
        end += 1
      }
      if start < end, bytes[start] != UInt8(ascii: "#"), tabs.count == 1, tags.count < 64 {
        addLine(bytes, tag: start..<tabs.first, words: (tabs.first + 1)..<end)
      }
      start = end + 1
    }
  }

  private mutating func addLine(_ bytes: Span<UInt8>, tag: Range<Int>, words: Range<Int>) {
    let bit: Languages = 1 << UInt64(tags.count)
    tags.append(
      unsafe bytes.extracting(tag).withUnsafeBufferPointer {
        unsafe String(decoding: $0, as: UTF8.self)
      })
    var start = words.lowerBound
    for index in words.lowerBound...words.upperBound
    where index == words.upperBound || bytes[index] == 0x20 {
      if start < index, index - start <= PackedWord.limit {
        add(PackedWord(bytes.extracting(start..<index)), bit)
      }
      start = index + 1
    }
  }

  private mutating func add(_ word: PackedWord, _ bit: Languages) {
    if count * 2 >= slots.count {
      let old = slots
      slots = Array(repeating: (PackedWord(), 0), count: old.count * 2)
      for entry in old where entry.languages != 0 {
        slots[slot(of: entry.word)] = entry
      }
    }
    let slot = slot(of: word)
    if slots[slot].languages == 0 { count += 1 }
    slots[slot].word = word
    slots[slot].languages |= bit
  }

  /// Where a word is, or would be put.
  private func slot(of word: PackedWord) -> Int {
    var slot = Int(truncatingIfNeeded: word.hash) & (slots.count - 1)
    while slots[slot].languages != 0, slots[slot].word != word {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  /// The languages in which a word is a function word.
  private func languages(of word: PackedWord) -> Languages { slots[slot(of: word)].languages }

  /// Those of the lists' languages that BCP 47 tags name; only the part before `-` counts.
  func languages(_ wanted: Set<String>) -> Languages {
    let known = Self.primaryTags(wanted)
    return tags.indices.reduce(0) { known.contains(tags[$1]) ? $0 | 1 << UInt64($1) : $0 }
  }

  private static func primaryTags(_ tags: Set<String>) -> [String] {
    tags.map { String($0.prefix { $0 != "-" && $0 != "_" }).lowercased() }
  }

  /// The lists that the program ships.
  static let builtIn = LanguageGuess(
    parsing: PackageResources.languages_tsv)

  /// Whether the message is in none of the corpus's languages.
  ///
  /// A message counts as foreign when most of its letters are of a script that those languages don't
  /// use, or when different function words of another language clearly outnumber theirs. A short
  /// message without function words is never foreign.
  ///
  /// - Parameter languages: BCP 47 tags of the corpus; only the part before `-` counts.
  func isForeign(_ message: MessageWords, to languages: Set<String>) -> Bool {
    let known = Self.primaryTags(languages)
    let words = message.words
    if let script = Self.dominantScript(of: words) {
      return !known.contains(where: { script.languages.contains($0) })
    }
    let own = self.languages(languages)
    if own == 0 { return false }
    var ownCount = 0
    // The words of other languages alone; each counts once for each of them.
    var others: [(word: PackedWord, languages: Languages)] = []
    for word in words {
      let packed = PackedWord(word)
      let having = self.languages(of: packed)
      if having & own != 0 {
        ownCount += 1
      } else if having != 0, !others.contains(where: { $0.word == packed }) {
        others.append((packed, having))
      }
    }
    var best = 0
    for bit in 0..<tags.count {
      best = max(best, others.count { $0.languages & (1 << UInt64(bit)) != 0 })
    }
    guard best >= 2, best >= 2 * ownCount, best * 5 >= words.count else { return false }
    return !known.contains(where: Self.hasOtherScript)
  }

  /// Whether a word is a function word in one of some languages.
  func isFunctionWord(_ word: String, in languages: Languages) -> Bool {
    self.languages(of: PackedWord(word)) & languages != 0
  }

  private struct Script {
    var scalars: [ClosedRange<UInt32>]
    var languages: [String]
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

  /// Whether a language is written in one of those scripts.
  private static func hasOtherScript(_ tag: String) -> Bool {
    otherScripts.contains { $0.languages.contains(tag) }
  }

  /// The script other than Latin in which most letters stand, or nil.
  private static func dominantScript(of words: [String]) -> Script? {
    // Most messages have no letter beyond Latin and end here.
    if words.allSatisfy({ $0.utf8.allSatisfy { $0 < 0xCD } }) { return nil }
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
