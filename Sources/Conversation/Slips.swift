internal import Corpus

/// Common slips of function words ("teh"), mended before a message is looked up.
///
/// Words that carry the meaning are left to the ranking, which knows what the corpus says; it can't
/// tell a misspelt "the" from a word of its own.
struct Slips: Sendable {
  private let words: [String: String]

  /// Reads `slip <tab> word` lines; lines of another form are left out.
  init(parsing text: String) {
    var words: [String: String] = [:]
    for line in text[...].pieces(separatedBy: UInt8(ascii: "\n"))
    where line.utf8.first != UInt8(ascii: "#") {
      let columns = line.pieces(separatedBy: UInt8(ascii: "\t"))
      guard columns.count == 2 else { continue }
      for slip in columns[1].pieces(separatedBy: UInt8(ascii: " ")) {
        words[String(slip)] = String(columns[0])
      }
    }
    self.words = words
  }

  /// The list that the program ships.
  static let builtIn = Slips(parsing: String(decoding: PackageResources.slips_tsv, as: UTF8.self))

  /// The text with its slips replaced.
  func mended(_ text: String) -> String {
    var result: [UInt8] = []
    var word: [UInt8] = []
    var hasSlip = false
    func endWord() {
      if let right = words[String(decoding: word, as: UTF8.self).lowercased()] {
        result += Array(right.utf8)
        hasSlip = true
      } else {
        result += word
      }
      word.removeAll(keepingCapacity: true)
    }
    for byte in text.utf8.prefix(20_000) {
      if (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 || byte == UInt8(ascii: "'")
        || byte &- 0x30 < 10
      {
        word.append(byte)
      } else {
        endWord()
        result.append(byte)
      }
    }
    endWord()
    return hasSlip ? String(decoding: result, as: UTF8.self) : text
  }
}
