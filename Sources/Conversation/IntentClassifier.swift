/// Finds requests that the bot declines whatever the corpus holds: to diagnose, to dose, to name a
/// product, to obey, to chat.
struct IntentClassifier: Sendable {
  /// A request found in a message.
  struct Intent: Equatable {
    /// Why the bot would decline.
    var reason: AbstentionReason
    /// Words of which one in the best passage shows that the corpus does answer such a request.
    var unless: Set<String>
  }

  /// Why a line of `intents.tsv` can't be used.
  struct LineError: Error, Equatable {
    /// The line, from 1.
    var line: Int
    /// What is wrong with it.
    var reason: String
  }

  private struct Rule {
    var intent: Intent
    var pattern: WordPattern
  }

  private let rules: [Rule]
  /// For each word, the rules whose pattern can't be found without a word of that set.
  private let rulesByWord: [String: [Int]]

  /// Lines that could not be read and are left out.
  let faults: [LineError]

  /// Reads rules, one a line: reason, pattern and the optional words that lift it, tab-separated.
  init(parsing text: String) {
    var rules: [Rule] = []
    var faults: [LineError] = []
    let lines = text[...].pieces(separatedBy: UInt8(ascii: "\n"))
    for (number, line) in zip(1..., lines)
    where !line.isEmpty && line.utf8.first != UInt8(ascii: "#") {
      do throws(LineError) {
        rules.append(try Self.rule(line, number: number))
      } catch {
        faults.append(error)
      }
    }
    var rulesByWord: [String: [Int]] = [:]
    for (index, rule) in rules.enumerated() {
      for word in rule.pattern.rarestWords { rulesByWord[word, default: []].append(index) }
    }
    self.rules = rules
    self.rulesByWord = rulesByWord
    self.faults = faults
  }

  private static func rule(_ line: Substring, number: Int) throws(LineError) -> Rule {
    let columns = line.pieces(separatedBy: UInt8(ascii: "\t"))
    guard columns.count == 3 else { throw LineError(line: number, reason: "not three columns") }
    guard let reason = AbstentionReason(rawValue: String(columns[0])) else {
      throw LineError(line: number, reason: "unknown reason \(columns[0])")
    }
    guard let pattern = WordPattern(columns[1]) else {
      throw LineError(line: number, reason: "unreadable pattern \(columns[1])")
    }
    let unless = columns[2].pieces(separatedBy: UInt8(ascii: "|")).filter { !$0.isEmpty }
    return Rule(
      intent: Intent(reason: reason, unless: Set(unless.map(String.init))), pattern: pattern)
  }

  /// The rules that the program ships; a test rules out faults in them.
  static let builtIn = IntentClassifier(
    parsing: String(decoding: PackageResources.intents_tsv, as: UTF8.self))

  /// The first intent that a sentence of the message shows, in the order of the rules file.
  func intent(of message: MessageWords) -> Intent? {
    let words = message.words
    if words.isEmpty || Self.isGibberish(words) { return Intent(reason: .gibberish, unless: []) }
    // Small talk is a whole message; a greeting before a question is only politeness.
    var talk: Intent?
    var isAllTalk = true
    for sentence in message.sentences {
      let found = firstRules(matching: sentence)
      if let request = found.request { return request }
      talk = talk ?? found.talk
      isAllTalk = isAllTalk && found.talk != nil
    }
    return isAllTalk ? talk : nil
  }

  /// The first rule for small talk and the first of any other intent that a sentence matches.
  private func firstRules(matching sentence: [String]) -> (request: Intent?, talk: Intent?) {
    var candidates: Set<Int> = []
    for word in Set(sentence) { candidates.formUnion(rulesByWord[word] ?? []) }
    var talk: Intent?
    for index in candidates.sorted() {
      let rule = rules[index]
      if rule.intent.reason == .smallTalk, talk != nil { continue }
      guard rule.pattern.matches(sentence) else { continue }
      if rule.intent.reason != .smallTalk { return (rule.intent, talk) }
      talk = rule.intent
    }
    return (nil, talk)
  }

  /// Whether most letters stand in words that can't be pronounced.
  private static func isGibberish(_ words: [String]) -> Bool {
    var letters = 0
    var odd = 0
    for word in words {
      let count = word.utf8.count
      letters += count
      if !isPronounceable(word) { odd += count }
    }
    let hasLetter = words.contains { $0.utf8.contains { $0 >= 0x61 } }
    return !hasLetter || (odd * 5 >= letters * 3 && letters >= 4)
  }

  /// Whether a word has a vowel and no run of five consonants or four equal letters; words of other
  /// scripts and short ones (abbreviations) always pass.
  private static func isPronounceable(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    if bytes.count < 4 || bytes.contains(where: { $0 >= 0x80 || $0 < 0x61 }) { return true }
    var consonants = 0
    var hasVowel = false
    var equal = 1
    for (index, byte) in bytes.enumerated() {
      if index > 0, byte == bytes[index - 1] { equal += 1 } else { equal = 1 }
      if equal >= 4 { return false }
      switch byte {
      case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
        UInt8(ascii: "u"), UInt8(ascii: "y"):
        hasVowel = true
        consonants = 0
      default:
        consonants += 1
        if consonants >= 5 { return false }
      }
    }
    return hasVowel && !keyboardRows.contains(where: { $0.contains(word) })
  }

  private static let keyboardRows = [
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "poiuytrewq", "lkjhgfdsa",
  ]
}
