import Glibc
import Storage

/// How much of a word's weight is left in a long question, by how common the word is in questions.
///
/// "Is it possible to", "I would like to know": in a short question every word counts, question
/// words most of all; in a long message they outweigh the topic. A word's weight is multiplied by
/// `min(1, ln(1 / share) / ln 1000)` to the power `g`, where `share` is the part of all questions
/// that have the word and `g` rises from 0 at 4 content words to 1 at 12.
struct QuestionChatter: Sendable {
  static let blobName = "chatter"
  static let shortest = 4.0
  static let longest = 12.0

  let table: SortedTable

  /// Share of questions, in thousandths, or nil for a word that is not common in them.
  func share(of stem: String) -> Double? {
    guard let value = table.value(of: stem.utf8), value.count == 2 else { return nil }
    let low = Int(value[value.startIndex])
    let high = Int(value[value.startIndex + 1])
    return Double(low | high << 8) / 1000
  }

  /// The factor for a stem in a question of so many content words, in `0...1`.
  ///
  /// - Parameter leastGrowth: the exponent of the shortest questions. A page is a small collection in
  ///   which "would" may stand once: its idf doesn't see how common such words are.
  func factor(for stem: String, questionLength: Int, leastGrowth: Double) -> Double {
    let growth = (Double(questionLength) - Self.shortest) / (Self.longest - Self.shortest)
    return pow(specificity(of: stem), min(1, max(leastGrowth, growth)))
  }

  /// How little the word belongs to asking as such: 1 for a word of topics, near 0 for chatter.
  func specificity(of stem: String) -> Double {
    guard let share = share(of: stem), share > 0 else { return 1 }
    return max(0.001, min(1, -log(share) / log(1000)))
  }

  /// The block for the lines of files, the greater share where two have a stem; a line that isn't
  /// `stem TAB thousandths` is nil's reason.
  static func compile(_ texts: [String]) -> [UInt8]? {
    var shares: [Substring: UInt16] = [:]
    for text in texts {
      for line in text.split(separator: "\n") where line.utf8.first != UInt8(ascii: "#") {
        let fields = line.split(separator: "\t")
        guard fields.count == 2, let share = UInt16(fields[1]), share <= 1000 else { return nil }
        shares[fields[0]] = max(shares[fields[0]] ?? 0, share)
      }
    }
    return SortedTable.encode(
      shares.map { (Array($0.key.utf8), [UInt8($0.value & 0xFF), UInt8($0.value >> 8)]) })
  }
}
