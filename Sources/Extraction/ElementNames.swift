internal import HTMLTree

/// What the words of a class or id say, as far as any rule asks; each value is read once.
struct NameWords: OptionSet {
  let rawValue: UInt32

  // What `class-words.tsv` says.
  static let weak = NameWords(rawValue: 1 << 0)
  static let strong = NameWords(rawValue: 1 << 1)
  static let comments = NameWords(rawValue: 1 << 2)
  // Questions.
  static let question = NameWords(rawValue: 1 << 3)
  static let faq = NameWords(rawValue: 1 << 4)
  static let announcesQuestions = NameWords(rawValue: 1 << 5)
  static let accordion = NameWords(rawValue: 1 << 6)
  static let toggle = NameWords(rawValue: 1 << 7)
  static let panel = NameWords(rawValue: 1 << 8)
  static let title = NameWords(rawValue: 1 << 9)
  static let head = NameWords(rawValue: 1 << 10)
  static let trigger = NameWords(rawValue: 1 << 11)
  static let opener = NameWords(rawValue: 1 << 12)
  static let entry = NameWords(rawValue: 1 << 13)
  static let q = NameWords(rawValue: 1 << 14)
  static let singleQuestion = NameWords(rawValue: 1 << 15)
  // Text.
  static let lead = NameWords(rawValue: 1 << 16)
  static let picture = NameWords(rawValue: 1 << 17)
  static let footnote = NameWords(rawValue: 1 << 18)
  static let body = NameWords(rawValue: 1 << 19)
  static let opens = NameWords(rawValue: 1 << 20)
  static let caption = NameWords(rawValue: 1 << 21)
  static let answer = NameWords(rawValue: 1 << 22)
  static let button = NameWords(rawValue: 1 << 23)
  // Whole names rather than words.
  static let wholeEntry = NameWords(rawValue: 1 << 24)
  static let inserted = NameWords(rawValue: 1 << 25)
  static let hides = NameWords(rawValue: 1 << 26)
  static let hidesUnlessShown = NameWords(rawValue: 1 << 27)
  static let shows = NameWords(rawValue: 1 << 28)

  private static let words: [(NameWords, [String])] = [
    (.question, ["question", "questions", "ques"]),
    (.question, ["pregunta", "frage", "domanda", "vraag", "pergunta"]),
    (.singleQuestion, ["question"]),
    (.faq, ["faq"]), (.announcesQuestions, ["faq", "faqs", "qa", "qna"]),
    (.singleQuestion, ["faq", "qa"]),
    (.question, ["toggler"]),
    (
      .answer,
      ["answer", "answers", "antwort", "respuesta", "risposta", "content", "body", "text", "inner"]
    ),
    (
      .accordion,
      [
        "accordion", "accordions", "collapsible", "collapse", "expander", "expandable", "expansion",
      ]
    ), (.toggle, ["toggle"]), (.panel, ["panel"]), (.title, ["title"]),
    (.head, ["header", "head", "heading"]), (.trigger, ["trigger"]),
    (.opener, ["button", "label"]),
    (.entry, ["item", "entry", "row", "element", "block"]), (.q, ["q"]),
    (.lead, ["lead", "lede", "intro", "teaser", "abstract", "standfirst", "chapo", "excerpt"]),
    (
      .picture,
      ["image", "images", "img", "picture", "photo", "media", "figure", "thumb"]
    ),
    (.footnote, ["footnotes", "footnote", "endnotes", "endnote"]),
    (.body, ["article", "body", "content", "entry", "post", "story", "text"]),
    (
      .opens,
      [
        "collapse", "panel", "accordion", "tab", "answer", "faq", "toggle", "content", "body",
        "article", "expandable", "collapsible",
      ]
    ),
    (.caption, ["caption"]), (.button, ["btn", "button", "cta"]),
  ]

  fileprivate static let table: WordMasks = {
    var masks: [String: UInt32] = [:]
    for (mask, names) in words {
      for name in names { masks[name, default: 0] |= mask.rawValue }
    }
    for (name, kind) in ClassEvidence.entries(PackageResources.class_words_tsv) {
      masks[name, default: 0] |= UInt32(1) << UInt32(kind - 1)
    }
    return WordMasks(masks.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }()

  /// The strongest evidence, or nil.
  var evidence: ClassEvidence? {
    contains(.comments) ? .comments : contains(.strong) ? .strong : contains(.weak) ? .weak : nil
  }

  /// Whether an element of this class holds a question.
  var namesQuestion: Bool {
    contains(.question)
      || contains(.faq) && !isDisjoint(with: [.title, .head, .toggle, .q])
      || contains(.accordion)
        && !isDisjoint(with: [.title, .head, .toggle, .trigger, .opener])
      || contains(.toggle) && !isDisjoint(with: [.title, .head, .trigger])
      || contains([.panel, .title])
  }

  /// Whether an element of this class is one entry of a list of questions: `faq-item`, but not `faq-item-text`.
  var namesEntry: Bool {
    contains([.singleQuestion, .entry]) && isDisjoint(with: [.title, .head, .answer])
  }

  /// Reads a class or id.
  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Words are parts between other characters than letters and digits, camel case split; a number at a word's end
  /// only tells elements of a kind apart.
  init(reading value: ArraySlice<UInt8>) {
    let table = Self.table
    var found: UInt32 = 0
    var key = WordKey()
    var last: UInt8 = 0x20
    var start = value.startIndex
    var place = value.startIndex
    while place < value.endIndex {
      let byte = value[place]
      let isUpper = byte &- 65 < 26
      let isWord = isUpper || byte &- 97 < 26 || byte &- 48 < 10 || byte >= 0x80
      if !isWord || isUpper && last &- 97 < 26 {
        if key.count > 0 { found |= table.find(key) }
        key = WordKey()
      }
      if isWord { key.append(isUpper ? byte | 0x20 : byte) }
      if byte <= 0x20 {
        if place > start { found |= Self.whole(value[start..<place]) }
        start = place + 1
      }
      last = byte
      place += 1
    }
    if key.count > 0 { found |= table.find(key) }
    if place > start { found |= Self.whole(value[start..<place]) }
    rawValue = found
  }

  /// What a whole name says: that of an entry, of what a plug-in puts between paragraphs, of a style that
  /// hides.
  private static func whole(_ name: ArraySlice<UInt8>) -> UInt32 {
    func isOne(of names: [StaticString]) -> Bool {
      names.contains {
        $0.utf8CodeUnitCount == name.count && name.elementsEqual("\($0)".utf8)
      }
    }
    var found: NameWords = []
    switch name[name.startIndex] {
    case UInt8(ascii: "a"):
      // Publishing systems add their categories' names to an entry's class, whatever they are.
      if isOne(of: ["article"]) { found = .wholeEntry }
      if isOne(of: ["assistive-text"]) { found = .hides }
    case UInt8(ascii: "c") where name.count > 11 && name.starts(with: "code-block-".utf8):
      if name.dropFirst(11).allSatisfy({ $0 &- 48 < 10 }) { found = .inserted }
    case UInt8(ascii: "d") where name.starts(with: "d-".utf8):
      if isOne(of: ["d-none"]) {
        found = .hidesUnlessShown
      } else if isOne(of: ["d-print-block"]) {
        found = .hides
      } else if name.count > 6 {
        found = .shows
      }
    case UInt8(ascii: "h"):
      if isOne(of: ["hentry"]) { found = .wholeEntry }
      if isOne(of: ["hidden", "hide"]) { found = .hides }
    case UInt8(ascii: "i") where isOne(of: ["is-hidden"]): found = .hides
    case UInt8(ascii: "n") where isOne(of: ["noscreen"]): found = .hides
    case UInt8(ascii: "p") where isOne(of: ["print-only"]): found = .hides
    case UInt8(ascii: "s"):
      if name.starts(with: "status-".utf8) { found = .wholeEntry }
      if isOne(of: ["sr-only", "screen-reader-text", "screen-reader-only"]) { found = .hides }
    case UInt8(ascii: "t") where name.starts(with: "type-".utf8): found = .wholeEntry
    case UInt8(ascii: "v") where isOne(of: ["visually-hidden", "visuallyhidden"]): found = .hides
    default: break
    }
    return found.rawValue
  }
}

/// The names of all elements of a page, and which are headings by their role.
struct ElementNames {
  /// By node: what its class says.
  private(set) var ofClass: [NameWords]
  /// By node: what its id says.
  private(set) var ofID: [NameWords]
  /// By node: whether its role is that of a heading.
  private(set) var isHeadingRole: [Bool]

  init(_ tree: HTMLTree) {
    ofClass = Array(repeating: [], count: tree.nodes.count)
    ofID = ofClass
    isHeadingRole = Array(repeating: false, count: tree.nodes.count)
    for node in tree.nodes.indices where tree.nodes[node].tag != .text {
      if let value = tree.bytes(of: .class, at: node) {
        ofClass[node] = NameWords(reading: value)
      }
      if let value = tree.bytes(of: .id, at: node) { ofID[node] = NameWords(reading: value) }
      if tree.value(of: .role, at: node, is: "heading") { isHeadingRole[node] = true }
    }
  }
}

/// A word of up to sixteen bytes in two numbers; longer ones stand for nothing.
private struct WordKey {
  var low: UInt64 = 0
  var high: UInt64 = 0
  var count = 0
  /// How many bytes stand before the digits at the end.
  var plain = 0

  mutating func append(_ byte: UInt8) {
    if count < 8 {
      low |= UInt64(byte) << UInt64(count * 8)
    } else if count < 16 {
      high |= UInt64(byte) << UInt64(count * 8 - 64)
    }
    count += 1
    if !(byte &- 48 < 10) { plain = count }
  }

  /// Without the number at the end, where two letters are left.
  var withoutNumber: WordKey {
    guard plain < count, plain >= 2 else { return self }
    var key = self
    key.count = plain
    if plain < 8 { key.low &= (1 << UInt64(plain * 8)) - 1 }
    if plain <= 8 {
      key.high = 0
    } else if plain < 16 {
      key.high &= (1 << UInt64(plain * 8 - 64)) - 1
    }
    return key
  }
}

/// Masks by word, in a table with open addressing.
private struct WordMasks {
  private struct Slot {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var mask: UInt32 = 0
  }
  private var slots: [Slot]

  init(_ entries: [(word: String, mask: UInt32)]) {
    slots = Array(repeating: Slot(), count: 1024)
    for (word, mask) in entries {
      var key = WordKey()
      for byte in word.utf8 { key.append(byte) }
      var place = Self.hash(key)
      while slots[place].low != 0 { place = (place + 1) & 1023 }
      slots[place] = Slot(low: key.low, high: key.high, mask: mask)
    }
  }

  func find(_ word: WordKey) -> UInt32 {
    let key = word.withoutNumber
    if key.count > 16 { return 0 }
    var place = Self.hash(key)
    while slots[place].low != 0 {
      if slots[place].low == key.low, slots[place].high == key.high { return slots[place].mask }
      place = (place + 1) & 1023
    }
    return 0
  }

  private static func hash(_ key: WordKey) -> Int {
    let mixed = (key.low ^ (key.high &* 0x9E37_79B9_7F4A_7C15)) &* 0xBF58_476D_1CE4_E5B9
    return Int(truncatingIfNeeded: mixed >> 54)
  }
}
