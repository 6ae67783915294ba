internal import Text

/// A conversation cut into words, sentences and turns, with each word's possible base forms.
struct TokenStream {
  /// One word, number or emoji.
  struct Token {
    /// The turn, from 0.
    var turn: Int32
    /// The sentence's index.
    var sentence: Int32
    /// Folded byte range in the turn.
    var start: Int32
    var end: Int32
    /// Word numbers: the form itself first, then bases; in `ids`.
    var firstID: Int32
    var idCount: Int32
    /// What separates it from the word before.
    var gap: Gap
    /// The number it is, or NaN.
    var value: Double
    /// For `8/10`, the 10; else NaN.
    var outOf: Double
  }

  /// What stands between two words.
  enum Gap: UInt8, Comparable {
    /// Nothing, or only space.
    case none
    /// A comma, dash, colon or bracket.
    case weak
    /// The end of a sentence.
    case sentence
    /// The end of a turn.
    case turn

    static func < (a: Gap, b: Gap) -> Bool { a.rawValue < b.rawValue }
  }

  /// A run of words up to a full stop or its like.
  struct Sentence {
    var range: Range<Int>
    var turn: Int
    var endsWithQuestionMark: Bool
  }

  /// The most words that are looked at in a conversation; what comes after is cut off.
  static let tokenLimit = 40_000
  /// The longest word in bytes that is looked up.
  static let wordLimit = 40

  var tokens: [Token] = []
  var ids: [Int32] = []
  var sentences: [Sentence] = []
  private(set) var folded: [FoldedText] = []

  private let shared: SharedRules
  private var rules: RuleSet { _read { yield shared.rules } }

  /// Whether unknown words are taken for misspelt words of the rules.
  private let mendsSpelling: Bool

  init(_ turns: [String], shared: SharedRules, mendsSpelling: Bool = true) {
    self.shared = shared
    self.mendsSpelling = mendsSpelling
    tokens.reserveCapacity(turns.reduce(8) { $0 + $1.utf8.count / 4 })
    ids.reserveCapacity(tokens.capacity * 2)
    for (index, text) in turns.enumerated() {
      let plain = FoldedText(text)
      folded.append(plain)
      let first = tokens.count
      corrections = 0
      read(plain.utf8, turn: index)
      if corrections > 1 { addSlips(plain.utf8, first) }
    }
    cutSentences()
  }

  /// Whether token `index` can be the word `id`.
  func isWord(_ index: Int, _ id: Int32) -> Bool {
    let token = tokens[index]
    for slot in Int(token.firstID)..<Int(token.firstID + token.idCount) where ids[slot] == id {
      return true
    }
    return false
  }

  /// Token `index` as it was read: the rules' word for it, or the person's where they know none; nil
  /// for the unknown second half of a contraction.
  func wordRead(at index: Int) -> String? {
    let token = tokens[index]
    if token.idCount > 0 { return rules.vocabulary.text(Int(ids[Int(token.firstID)])) }
    if index > 0, tokens[index - 1].turn == token.turn, tokens[index - 1].start == token.start {
      return nil
    }
    let folded = folded[Int(token.turn)].utf8
    return String(decoding: folded[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }

  // MARK: Cutting

  private mutating func read(_ text: [UInt8], turn: Int) {
    var gap = Gap.turn
    var index = 0
    while index < text.count, tokens.count < Self.tokenLimit {
      let byte = text[index]
      if Self.isLetter(byte) {
        var end = index + 1
        if byte >= 0xF0 {
          // An emoji stands alone.
          while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        } else {
          while end < text.count,
            (Self.isLetter(text[end]) && text[end] < 0xF0)
              || (text[end] == UInt8(ascii: "'") && end + 1 < text.count
                && Self.isLetter(text[end + 1]))
          { end += 1 }
        }
        addWord(text, index..<end, turn, gap)
        // What comes after an emoji is another clause.
        gap = byte >= 0xF0 ? .weak : .none
        index = end
      } else if Self.isDigit(byte) {
        index = addNumber(text, index, turn, gap)
        gap = .none
      } else {
        gap = max(gap, Self.gap(of: text, at: index))
        if byte == UInt8(ascii: "?"), let last = tokens.indices.last,
          tokens[last].turn == Int32(turn)
        {
          questionEnds.append(last)
        }
        index += 1
      }
    }
  }

  private var questionEnds: [Int] = []
  /// How many words of the turn were corrected.
  private var corrections = 0
  /// The most words of a turn whose slips are looked for.
  private static let slipLimit = 400

  /// Where other words are misspelled, a word that exists may be a slip for one that matters:
  /// "bowls" for "bowels", "crams" for "cramps". It then stands for both.
  private mutating func addSlips(_ text: [UInt8], _ first: Int) {
    for index in first..<min(tokens.count, first + Self.slipLimit) {
      let token = tokens[index]
      let word = Int(token.start)..<Int(token.end)
      guard (3...12).contains(word.count) else { continue }
      let letter = text[word.lowerBound]
      for target in rules.slipTargets {
        let length = rules.vocabulary.length(Int(target))
        guard abs(length - word.count) <= 1, rules.vocabulary.firstByte(Int(target)) == letter,
          !isWord(index, target)
        else { continue }
        let distance = rules.vocabulary.withWord(Int(target)) { other in
          Speller.distance(text.span.extracting(word), other, limit: 2)
        }
        guard distance <= (word.count < 5 ? 1 : 2) else { continue }
        let old = ids[Int(token.firstID)..<Int(token.firstID + token.idCount)]
        tokens[index].firstID = Int32(ids.count)
        tokens[index].idCount = token.idCount + 1
        ids.append(contentsOf: old)
        ids.append(target)
        break
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte &- 0x61 < 26 || byte >= 0x80 && byte != 0xC2 && byte != 0xB0
  }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func gap(of text: [UInt8], at index: Int) -> Gap {
    switch text[index] {
    case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"), UInt8(ascii: "\n"): .sentence
    case UInt8(ascii: "."):
      // Dots inside "a.m." or "5.30" don't end a sentence, nor do three of them.
      (index + 1 < text.count && (isLetter(text[index + 1]) || text[index + 1] == 0x2E))
        || (index > 0 && text[index - 1] == 0x2E)
        || (index > 1 && text[index - 2] == 0x2E)
        ? .weak : .sentence
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "\""), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "|"),
      UInt8(ascii: "*"):
      .weak
    case UInt8(ascii: "-"):
      index > 0 && index + 1 < text.count && text[index - 1] != 0x20 && text[index + 1] != 0x20
        && text[index - 1] != 0x2D && text[index + 1] != 0x2D
        ? .none : .weak
    default: .none
    }
  }

  private mutating func addWord(_ text: [UInt8], _ range: Range<Int>, _ turn: Int, _ gap: Gap) {
    guard range.count <= Self.wordLimit else {
      append(range, turn, gap, ids: [])
      return
    }
    // 's, 're, 'll, 'd, 've, 'm and n't become words of their own.
    var bytes = Array(text[range])
    var suffix: [UInt8] = []
    if let quote = bytes.lastIndex(of: UInt8(ascii: "'")) {
      let tail = bytes[(quote + 1)...]
      bytes.remove(at: quote)
      let whole = rules.vocabulary.find(bytes, 0..<bytes.count)
      let isContraction = whole >= 0 && rules.expansions[Int32(whole)] != nil
      if tail.count <= 2,
        !isContraction || tail.elementsEqual("ll".utf8) || tail.elementsEqual("d".utf8)
          || tail.elementsEqual("re".utf8)
      {
        suffix = Array(bytes[quote...])
        bytes.removeSubrange(quote...)
      }
      bytes.removeAll { $0 == UInt8(ascii: "'") }
    }
    lookUp(bytes, range, turn, gap)
    guard !suffix.isEmpty else { return }
    let name: [UInt8] =
      switch suffix.count {
      case 1 where suffix[0] == UInt8(ascii: "s"): Array("'s".utf8)
      case 1 where suffix[0] == UInt8(ascii: "m"): Array("am".utf8)
      case 1 where suffix[0] == UInt8(ascii: "d"): Array("'d".utf8)
      case 2 where suffix.elementsEqual("ll".utf8): Array("will".utf8)
      case 2 where suffix.elementsEqual("re".utf8): Array("are".utf8)
      case 2 where suffix.elementsEqual("ve".utf8): Array("have".utf8)
      default: suffix
      }
    let id = rules.vocabulary.find(name, 0..<name.count)
    append(range, turn, .none, ids: id >= 0 ? [Int32(id)] : [])
  }

  private mutating func lookUp(_ word: [UInt8], _ range: Range<Int>, _ turn: Int, _ gap: Gap) {
    var found: [Int32] = []
    found.reserveCapacity(8)
    let exact = rules.vocabulary.find(word, 0..<word.count)
    if exact >= 0, let expansion = rules.expansions[Int32(exact)] {
      var gap = gap
      for slot in expansion {
        var bases: [Int32] = [rules.expansionWords[slot]]
        addBases(Array(rules.vocabulary.word(Int(bases[0]))), Int(bases[0]), &bases)
        append(range, turn, gap, ids: bases)
        gap = .none
      }
      return
    }
    if exact >= 0 { found.append(Int32(exact)) }
    addBases(word, exact, &found)
    if found.isEmpty, let parts = pair(word) {
      var gap = gap
      for part in parts {
        lookUp(Array(word[part]), range, turn, gap)
        gap = .none
      }
      return
    }
    if found.isEmpty {
      let other =
        mendsSpelling
        ? rules.speller.correction(of: word, 0..<word.count, in: rules.vocabulary) : -1
      if other >= 0 {
        corrections += 1
        if let expansion = rules.expansions[Int32(other)] {
          var gap = gap
          for slot in expansion {
            append(range, turn, gap, ids: [rules.expansionWords[slot]])
            gap = .none
          }
          return
        }
        found.append(Int32(other))
        addBases(Array(rules.vocabulary.word(other)), other, &found)
      } else if let parts = runTogether(word) {
        var gap = gap
        for part in parts {
          lookUp(Array(word[part]), range, turn, gap)
          gap = .none
        }
        return
      }
    }
    append(range, turn, gap, ids: found)
  }

  /// Cuts an unknown word into two words of at least three letters, which is likelier than a
  /// misspelling: "bloodthat"; or nil.
  private func pair(_ word: [UInt8]) -> [Range<Int>]? {
    guard (8...Self.wordLimit).contains(word.count), !rules.speller.isKnown(word, 0..<word.count)
    else { return nil }
    for cut in 3...(word.count - 3)
    where rules.vocabulary.find(word, 0..<cut) >= 0
      && rules.vocabulary.find(word, cut..<word.count) >= 0
    { return [0..<cut, cut..<word.count] }
    return nil
  }

  /// Cuts a long unknown word into words of the rules, as few as possible, or nil.
  private func runTogether(_ word: [UInt8]) -> [Range<Int>]? {
    guard (7...Self.wordLimit).contains(word.count), !rules.speller.isKnown(word, 0..<word.count)
    else { return nil }
    var cost = Array(repeating: Int.max, count: word.count + 1)
    var from = Array(repeating: -1, count: word.count + 1)
    cost[0] = 0
    for end in 1...word.count {
      for start in max(0, end - 14)..<end where cost[start] < Int.max {
        let length = end - start
        guard length > 1 || word[start] == UInt8(ascii: "i") || word[start] == UInt8(ascii: "a"),
          rules.vocabulary.find(word, start..<end) >= 0
        else { continue }
        let here = cost[start] + (length < 3 ? 3 : 2)
        if here < cost[end] {
          cost[end] = here
          from[end] = start
        }
      }
    }
    guard cost[word.count] < Int.max else { return nil }
    var parts: [Range<Int>] = []
    var end = word.count
    while end > 0 {
      parts.insert(from[end]..<end, at: 0)
      end = from[end]
    }
    return parts.count > 1 && word.count >= parts.count * 3 - 2 ? parts : nil
  }

  /// Adds the words that `word` may be an inflection of.
  private func addBases(_ word: [UInt8], _ exact: Int, _ found: inout [Int32]) {
    if exact >= 0 {
      var link = rules.firstBase[exact]
      while link >= 0 {
        found.append(rules.baseLinks[Int(link)].base)
        link = rules.baseLinks[Int(link)].next
      }
    }
    let count = word.count
    guard count >= 4 || (count == 3 && word[2] == UInt8(ascii: "s")) else { return }
    func tryStem(_ drop: Int, _ add: UInt8?) {
      let id =
        if let add {
          rules.vocabulary.find(word, 0..<count - drop, adding: add)
        } else {
          rules.vocabulary.find(word, 0..<count - drop)
        }
      if id >= 0, !found.contains(Int32(id)) { found.append(Int32(id)) }
    }
    func ends(_ a: Unicode.Scalar, _ b: Unicode.Scalar, _ c: Unicode.Scalar? = nil) -> Bool {
      guard let c else {
        return word[count - 2] == UInt8(ascii: a) && word[count - 1] == UInt8(ascii: b)
      }
      return word[count - 3] == UInt8(ascii: a) && word[count - 2] == UInt8(ascii: b)
        && word[count - 1] == UInt8(ascii: c)
    }
    let e = UInt8(ascii: "e")
    let y = UInt8(ascii: "y")
    if word[count - 1] == UInt8(ascii: "s"), !ends("s", "s") {
      tryStem(1, nil)
      if ends("e", "s") { tryStem(2, nil) }
      if ends("i", "e", "s") { tryStem(3, y) }
    } else if ends("e", "d") {
      tryStem(2, nil)
      tryStem(1, nil)
      if ends("i", "e", "d") { tryStem(3, y) }
      if count > 5, word[count - 3] == word[count - 4] { tryStem(3, nil) }
    } else if ends("i", "n", "g") || ends("i", "n") && count > 5 {
      let cut = ends("i", "n", "g") ? 3 : 2
      if count > cut + 1 {
        tryStem(cut, nil)
        tryStem(cut, e)
        if count > cut + 3, word[count - cut - 1] == word[count - cut - 2] { tryStem(cut + 1, nil) }
      }
    }
  }

  /// Reads a number; returns where it ends.
  private mutating func addNumber(_ text: [UInt8], _ start: Int, _ turn: Int, _ gap: Gap) -> Int {
    var end = start
    var value = 0.0
    func digits(_ index: inout Int) -> (Double, Int) {
      var result = 0.0
      let from = index
      while index < text.count, Self.isDigit(text[index]) {
        if index - from < 12 { result = result * 10 + Double(text[index] - 0x30) }
        index += 1
      }
      return (result, index - from)
    }
    value = digits(&end).0
    var outOf = Double.nan
    if end + 1 < text.count, Self.isDigit(text[end + 1]) {
      var next = end + 1
      switch text[end] {
      case UInt8(ascii: "."), UInt8(ascii: ","):
        let (fraction, length) = digits(&next)
        if text[end] == UInt8(ascii: ","), length == 3 {
          value = value * 1000 + fraction
        } else {
          var scale = 1.0
          for _ in 0..<min(length, 12) { scale *= 10 }
          value += fraction / scale
        }
        end = next
      case UInt8(ascii: "/"):
        outOf = digits(&next).0
        end = next
      case UInt8(ascii: "+") where Self.isDigit(text[end + 1]) && (4...42).contains(value):
        // "38+2": weeks and days of a pregnancy, as in "38/40".
        let (days, length) = digits(&next)
        if length == 1, days < 7 {
          outOf = 40
          end = next
        }
      case UInt8(ascii: ":"):
        _ = digits(&next)
        value = .nan
        end = next
      default: break
      }
    }
    let id = end - start <= 4 ? rules.vocabulary.find(text, start..<end) : -1
    append(start..<end, turn, gap, ids: id >= 0 ? [Int32(id)] : [])
    tokens[tokens.count - 1].value = value
    tokens[tokens.count - 1].outOf = outOf
    return end
  }

  private mutating func append(_ range: Range<Int>, _ turn: Int, _ gap: Gap, ids new: [Int32]) {
    tokens.append(
      Token(
        turn: Int32(turn), sentence: 0, start: Int32(range.lowerBound),
        end: Int32(range.upperBound),
        firstID: Int32(ids.count), idCount: Int32(new.count), gap: gap, value: .nan, outOf: .nan))
    ids.append(contentsOf: new)
  }

  private mutating func cutSentences() {
    var start = 0
    var question = 0
    for index in 0...tokens.count {
      guard index == tokens.count || (index > start && tokens[index].gap >= .sentence) else {
        continue
      }
      guard start < index else { continue }
      while question < questionEnds.count, questionEnds[question] < index - 1 { question += 1 }
      let isQuestion = question < questionEnds.count && questionEnds[question] == index - 1
      for inside in start..<index { tokens[inside].sentence = Int32(sentences.count) }
      sentences.append(
        Sentence(
          range: start..<index, turn: Int(tokens[start].turn), endsWithQuestionMark: isQuestion))
      start = index
    }
  }
}
