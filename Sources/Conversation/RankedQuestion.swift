internal import Triage

/// What of a message is looked up: its question without the sentence that told of a danger sign,
/// common slips of function words mended, and what it may lean on.
///
/// "What is zonulin?", "who found it": a follow-up is looked up with the turns before it and, since a
/// ranking knows no grammar, once more as a whole question ("who found zonulin"); the surer one counts.
/// A question that stands on its own is looked up alone first.
struct RankedQuestion {
  /// A text to rank with the turns that it leans on.
  struct Form: Equatable {
    var text: String
    var context: [String]
  }

  /// The forms to rank; the surest counts.
  let forms: [Form]
  /// A form for when none of those is answered.
  let fallback: Form?

  /// Puts the forms together.
  ///
  /// - Parameters:
  ///   - text: the message.
  ///   - context: the person's earlier messages, oldest first.
  ///   - evidence: places in the message that tell of a danger sign.
  ///   - languages: those of the corpus.
  init(_ text: String, context: [String], evidence: [Range<Int>], languages: Set<String>) {
    let isEnglish = languages.contains { $0 == "en" || $0.hasPrefix("en-") }
    let mend = { (text: String) in isEnglish ? Slips.builtIn.mended(text) : text }
    let asked = mend(Self.withoutTold(text, evidence))
    // Greetings, thanks and the like are no subject to lean on.
    let turns = context.suffix(Self.turnLimit * 2).filter { turn in
      switch Intent(of: MessageWords(turn), languages: languages).reason {
      case .smallTalk, .gibberish, .language, .instruction: false
      case .noAnswer, .diagnosis, .dose, .product, nil: true
      }
    }.map(mend)
    guard !turns.isEmpty else {
      forms = [Form(text: asked, context: [])]
      fallback = nil
      return
    }
    let words = MessageWords(asked).words
    let inContext = Form(text: asked, context: turns)
    let completed = isEnglish ? Self.completed(words, with: turns) : []
    if Self.pointsBack(words) {
      forms = [inContext] + completed
      fallback = nil
    } else {
      forms = [Form(text: asked, context: [])]
      fallback = inContext
    }
  }

  /// How many turns back a subject is looked for.
  private static let turnLimit = 3
  /// A follow-up of more words is a question of its own.
  private static let followUpLimit = 12

  // MARK: Follow-ups

  private static let pronouns: Set = [
    "it", "its", "that", "this", "these", "those", "they", "them", "their", "theirs", "one", "ones",
    "he", "she", "him", "her", "his",
  ]
  private static let openers: Set = ["and", "but", "or", "so", "then", "also", "only", "just"]

  /// Whether the words need something before them: a pronoun, a beginning that carries on, or too
  /// few words to be a question.
  static func pointsBack(_ words: [String]) -> Bool {
    guard let first = words.first, words.count <= followUpLimit else { return false }
    if openers.contains(first) || words.count <= 2 { return true }
    if words.count > 1, ["what", "how"].contains(first), words[1] == "about" { return true }
    return words.contains { pronouns.contains($0) }
  }

  /// The follow-up as whole questions: its first pronoun replaced by what an earlier turn was about
  /// or, where it has none, that put after it.
  private static func completed(_ words: [String], with turns: [String]) -> [Form] {
    var subjects: [[String]] = []
    for turn in turns.suffix(turnLimit).reversed() {
      let words = MessageWords(turn).words
      let subject = self.subject(of: words)
      if !subject.isEmpty, !subjects.contains(subject) { subjects.append(subject) }
      // What stands before a whole question is another subject.
      if !pointsBack(words) { break }
    }
    let own = subject(of: words)
    return subjects.prefix(2).map { subject in
      var result: [String] = []
      var isPlaced = false
      for word in words {
        if pronouns.contains(word) {
          if !isPlaced { result += subject.filter { !own.contains($0) } }
          isPlaced = true
        } else {
          result.append(word)
        }
      }
      if !isPlaced { result += subject.filter { !own.contains($0) } }
      return Form(text: result.joined(separator: " "), context: [])
    }
  }

  /// The words of a turn that tell what it is about, in order.
  private static func subject(of words: [String]) -> [String] {
    guard words.count <= 40 else { return [] }
    let english = LanguageGuess.builtIn.languages(["en"])
    return words.filter {
      !LanguageGuess.builtIn.isFunctionWord($0, in: english) && !pronouns.contains($0)
        && !openers.contains($0) && !askingWords.contains($0)
    }
  }

  /// Words of asking that the list of function words lacks.
  private static let askingWords: Set = [
    "whats", "which", "whose", "could", "would", "should", "will", "may", "might", "did", "am",
    "been", "being", "had", "has", "having", "im", "ive", "id", "we", "us", "our", "please",
    "tell", "about", "there", "any", "some", "ask", "know", "think", "really", "actually",
    "explain", "say", "into", "out", "up", "than", "too", "yes", "no", "ok", "okay", "were", "more",
    "whether", "instead", "want", "like", "get", "got", "so",
  ]

  // MARK: Danger signs

  /// The message without the sentences, or else the clauses, that only tell of a danger sign; the
  /// whole message where nothing that asks would be left.
  static func withoutTold(_ text: String, _ evidence: [Range<Int>]) -> String {
    if evidence.isEmpty { return text }
    for cut in [Cut.sentences, .clauses] {
      let left = cut.pieces(of: text).filter { piece in
        !evidence.contains { $0.overlaps(piece.range) }
      }
      let rest = left.map(\.text).joined(separator: " ")
      if !left.isEmpty, MessageWords(rest).asksSomething { return rest }
    }
    return text
  }

  private enum Cut {
    case sentences
    case clauses

    /// Pieces of the text with their UTF-8 ranges.
    func pieces(of text: String) -> [(text: String, range: Range<Int>)] {
      let bytes = Array(text.utf8)
      var result: [(text: String, range: Range<Int>)] = []
      var start = 0
      func end(_ index: Int) {
        if start < index {
          result.append((String(decoding: bytes[start..<index], as: UTF8.self), start..<index))
        }
        start = index
      }
      for (index, byte) in bytes.enumerated() {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"), 0x0A:
          if index + 1 == bytes.count || bytes[index + 1] <= 0x20 { end(index + 1) }
        case UInt8(ascii: ","), UInt8(ascii: ":"):
          if self == .clauses { end(index + 1) }
        case 0x20 where self == .clauses:
          for joint in Self.joints where bytes[index...].starts(with: joint) { end(index) }
        default: break
        }
      }
      end(bytes.count)
      return result
    }

    private static let joints = [" and ", " but ", " so "].map { Array($0.utf8) }
  }
}
