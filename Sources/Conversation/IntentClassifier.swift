/// Finds requests that the bot declines whatever the corpus holds: to diagnose, to dose, to name a
/// product, to obey, to chat.
struct IntentClassifier: Sendable {
  /// A request found in a message.
  struct Intent: Equatable {
    /// Why the bot would decline.
    var reason: AbstentionReason
    /// Words of which one in the best passage shows that the corpus does answer such a request.
    var unless: [PackedWord]
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

  /// Lines that could not be read and are left out.
  let faults: [LineError]

  /// Reads rules, one a line: reason, pattern and the optional words that lift it, tab-separated.
  init(parsing text: String) { self.init(parsing: Array(text.utf8)) }

  /// Reads the rules from UTF-8 bytes, in one pass and without strings: every start does it.
  init(parsing bytes: [UInt8]) {
    let bytes = bytes.span
    var rules: [Rule] = []
    var faults: [LineError] = []
    rules.reserveCapacity(bytes.count / 64)
    var number = 0
    var start = 0
    while start < bytes.count {
      number += 1
      var end = start
      var tabs = (first: -1, second: -1, count: 0)
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
        if bytes[end] == UInt8(ascii: "\t") {
          tabs = (tabs.count == 0 ? end : tabs.first, end, tabs.count + 1)
        }
        end += 1
      }
      if start < end, bytes[start] != UInt8(ascii: "#") {
        do throws(LineError) {
          guard tabs.count == 2 else { throw LineError(line: number, reason: "not three columns") }
          rules.append(
            try Self.rule(
              bytes, number, start..<tabs.first, (tabs.first + 1)..<tabs.second,
              (tabs.second + 1)..<end))
        } catch {
          faults.append(error)
        }
      }
      start = end + 1
    }
    self.rules = rules
    self.faults = faults
  }

  private static func rule(
    _ bytes: Span<UInt8>, _ number: Int, _ name: Range<Int>, _ pattern: Range<Int>,
    _ lifting: Range<Int>
  ) throws(LineError) -> Rule {
    guard let reason = AbstentionReason(rawValue: text(bytes, name)) else {
      throw LineError(line: number, reason: "unknown reason \(text(bytes, name))")
    }
    guard let read = WordPattern(bytes: bytes.extracting(pattern)) else {
      throw LineError(line: number, reason: "unreadable pattern \(text(bytes, pattern))")
    }
    var unless: [PackedWord] = []
    var start = lifting.lowerBound
    for index in lifting.lowerBound...lifting.upperBound
    where index == lifting.upperBound || bytes[index] == UInt8(ascii: "|") {
      guard index - start <= PackedWord.limit else {
        throw LineError(line: number, reason: "a word of more than \(PackedWord.limit) bytes")
      }
      if start < index { unless.append(PackedWord(bytes.extracting(start..<index))) }
      start = index + 1
    }
    return Rule(intent: Intent(reason: reason, unless: unless), pattern: read)
  }

  private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    unsafe bytes.extracting(range).withUnsafeBufferPointer {
      unsafe String(decoding: $0, as: UTF8.self)
    }
  }

  /// The rules that the program ships; a test rules out faults in them.
  static let builtIn = IntentClassifier(
    parsing: PackageResources.intents_tsv)

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
    let words = sentence.map { PackedWord($0) }
    let bits = words.reduce(0) { $0 | $1.bit }
    var talk: Intent?
    for index in rules.indices where rules[index].pattern.mayMatch(words, bits: bits) {
      let rule = rules[index]
      if rule.intent.reason == .smallTalk, talk != nil { continue }
      guard rule.pattern.matches(words) else { continue }
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
    return hasVowel && !isKeyboardRun(bytes)
  }

  /// Whether a word is a run of neighbouring keys.
  private static func isKeyboardRun(_ word: [UInt8]) -> Bool {
    let rows: StaticString = "qwertyuiop asdfghjkl zxcvbnm poiuytrewq lkjhgfdsa"
    return rows.withUTF8Buffer { rows in
      guard word.count <= rows.count else { return false }
      return (0...(rows.count - word.count)).contains { start in
        word.indices.allSatisfy { unsafe rows[start + $0] == word[$0] }
      }
    }
  }
}
