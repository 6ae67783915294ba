/// What people ask about a subject that most pages on it do not tell: what it costs, whether dogs have it,
/// whether one may fly with it.
///
/// A question about such an aspect that meets a passage without a word of it is seldom answered there,
/// however much of the subject they share.
struct Aspects: Sendable {
  /// Why a file was refused: the line, from 1.
  struct Fault: Error, Equatable {
    let line: Int
  }

  /// The longest phrase, in words.
  private static let longest = 3

  /// By phrase: the aspects that it asks of, a bit each.
  private var asking: [String: UInt64] = [:]
  /// By phrase: the aspects that it tells of.
  private var telling: [String: UInt64] = [:]
  /// The first words of longer phrases.
  private var beginnings: Set<String> = []

  /// Those that come with the program; a test rules out that the file is malformed.
  static let standard = (try? Aspects(parsing: RetrievalResources.aspects)) ?? Aspects()

  /// None.
  init() {}

  /// Reads a file of `aspect TAB words that ask TAB further words that tell`, at most 64 lines.
  init(parsing text: String) throws(Fault) {
    var number = 0
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (place, line) in lines.enumerated() where !line.isEmpty && line.utf8.first != 0x23 {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 3, number < 64 else { throw Fault(line: place + 1) }
      let bit: UInt64 = 1 << UInt64(number)
      for phrase in Self.phrases(fields[1]) {
        asking[phrase, default: 0] |= bit
        note(phrase, bit)
      }
      for phrase in Self.phrases(fields[2]) { note(phrase, bit) }
      number += 1
    }
  }

  private mutating func note(_ phrase: String, _ bit: UInt64) {
    telling[phrase, default: 0] |= bit
    if let space = phrase.firstIndex(of: " ") { beginnings.insert(String(phrase[..<space])) }
  }

  private static func phrases(_ field: Substring) -> [String] {
    field.split(separator: ",").map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
  }

  /// The aspects that a question's folded words ask of, a bit each.
  func asked(by words: [String]) -> UInt64 { found(in: words, asking) }

  /// The aspects that a text's folded words tell of.
  func told(by words: [String]) -> UInt64 { found(in: words, telling) }

  private func found(in words: [String], _ table: [String: UInt64]) -> UInt64 {
    var bits: UInt64 = 0
    for (place, word) in words.enumerated() {
      if let bit = table[word] { bits |= bit }
      guard beginnings.contains(word) else { continue }
      var phrase = word
      for next in words[(place + 1)...].prefix(Self.longest - 1) {
        phrase += " " + next
        if let bit = table[phrase] { bits |= bit }
      }
    }
    return bits
  }
}
