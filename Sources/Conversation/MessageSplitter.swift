/// Puts text into messages of limited length.
///
/// Messages end at the end of a block or line if that leaves them half full, else of a sentence,
/// else of a word; a word longer than a message is cut between characters, and a character longer
/// than a message between its scalars. The text is only cut: no word is lost, added or moved.
public struct MessageSplitter {
  private let format: MessageFormat
  private var current = ""
  private var messages: [String] = []

  /// A splitter without any text.
  init(_ format: MessageFormat) { self.format = format }

  /// Plain text as messages of at most `maxBytes` UTF-8 bytes, in the style of `format`.
  public static func messages(of text: String, in format: MessageFormat) -> [String] {
    var splitter = MessageSplitter(format)
    splitter.addBlock(text, isQuotation: false)
    return splitter.finish()
  }

  /// Adds a block of lines.
  mutating func addBlock(_ text: String, isQuotation: Bool) {
    let prefix = isQuotation ? format.quotePrefix : ""
    var separator = format.blockSeparator
    for line in text.cleanLines(forOneLine: format.style == .irc) {
      let shown = format.shown(line)
      if shown != line, separator == format.lineSeparator { separator = " " }
      addLine(shown, separator: separator, prefix: prefix)
      separator = format.lineSeparator
    }
  }

  /// Adds a line in the style's own words, whole: `alternatives` are tried in turn for one that fits
  /// a message, and if none does, the line is left out.
  mutating func addWhole(_ alternatives: [String]) {
    guard let line = alternatives.first(where: { $0.utf8.count <= format.maxBytes }) else { return }
    // In Markdown a line below a quotation would belong to it.
    let separator = format.style == .markdown ? format.blockSeparator : format.lineSeparator
    if !append(line, separator: separator) {
      flush()
      current = line
    }
  }

  /// The messages, none of them empty.
  mutating func finish() -> [String] {
    flush()
    return messages
  }

  private mutating func flush() {
    if !current.isEmpty { messages.append(current) }
    current = ""
  }

  /// Adds to the message under way if that has room.
  private mutating func append(_ piece: String, separator: String) -> Bool {
    if current.isEmpty {
      if piece.utf8.count > format.maxBytes { return false }
      current = piece
      return true
    }
    let length = current.utf8.count + separator.utf8.count + piece.utf8.count
    if length > format.maxBytes { return false }
    current += separator
    current += piece
    return true
  }

  private mutating func addLine(_ line: String, separator: String, prefix: String) {
    let whole = prefix + format.escaped(line)
    if append(whole, separator: separator) { return }
    let isHalfFull = current.utf8.count >= format.maxBytes / 2
    if isHalfFull, format.style != .irc, whole.utf8.count <= format.maxBytes {
      flush()
      current = whole
      return
    }
    var separator = separator + prefix
    for sentence in line.cutSentences {
      add(sentence, separator: separator, prefix: prefix) { $0.cutWords }
      separator = " "
    }
  }

  /// Adds a piece, cut further if a message of its own would not hold it.
  private mutating func add(
    _ piece: Substring, separator: String, prefix: String,
    cut: (Substring) -> [Substring]
  ) {
    let escaped = format.escaped(String(piece))
    if current.isEmpty {
      if append(prefix + escaped, separator: "") { return }
    } else {
      if append(escaped, separator: separator) { return }
      if prefix.utf8.count + escaped.utf8.count <= format.maxBytes {
        flush()
        current = prefix + escaped
        return
      }
    }
    var separator = separator
    for part in cut(piece) {
      if prefix.utf8.count + format.escaped(String(part)).utf8.count <= format.maxBytes {
        add(part, separator: separator, prefix: prefix) { [$0] }
      } else {
        addLong(part, separator: separator, prefix: prefix)
      }
      separator = " "
    }
  }

  /// Adds a word that no message holds.
  private mutating func addLong(_ word: Substring, separator: String, prefix: String) {
    var separator = separator
    for character in word {
      let escaped = format.escaped(String(character))
      if prefix.utf8.count + escaped.utf8.count <= format.maxBytes {
        if !append(escaped, separator: current.isEmpty ? "" : separator) {
          flush()
          current = prefix + escaped
        }
      } else {
        for scalar in character.unicodeScalars {
          if !append(String(scalar), separator: current.isEmpty ? "" : separator) {
            flush()
            current = prefix + String(scalar)
          }
          separator = ""
        }
      }
      separator = ""
    }
  }
}

extension String {
  /// The lines that hold anything, without control characters.
  func cleanLines(forOneLine: Bool) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    func finished(_ line: String.UnicodeScalarView) -> String? {
      guard let last = line.lastIndex(where: { !$0.properties.isWhitespace }) else { return nil }
      return String(line[...last])
    }
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x0A:
        if let text = finished(line) { lines.append(text) }
        line = String.UnicodeScalarView()
      case 0x09 where !forOneLine:
        line.append(scalar)
      case 0x09, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029:
        if line.last != " " { line.append(" ") }
      case 0..<0x20, 0x7F..<0xA0:
        continue
      default:
        line.append(scalar)
      }
    }
    if let text = finished(line) { lines.append(text) }
    return lines
  }

  /// The line cut behind sentence ends; the white space between goes.
  var cutSentences: [Substring] {
    var sentences: [Substring] = []
    var start = startIndex
    var index = startIndex
    var isEnd = false
    while index < endIndex {
      let character = self[index]
      if character.isWhitespace {
        if isEnd, start < index {
          sentences.append(self[start..<index])
          start = self.index(after: index)
          isEnd = false
        } else if start == index {
          start = self.index(after: index)
        }
      } else if ".!?…。！？".contains(character) {
        isEnd = true
      } else if !"\"')]”’»".contains(character) {
        isEnd = false
      }
      index = self.index(after: index)
    }
    if start < endIndex { sentences.append(self[start...]) }
    return sentences
  }
}

extension Substring {
  /// The words; the white space between goes.
  var cutWords: [Substring] { split(whereSeparator: \.isWhitespace) }
}
