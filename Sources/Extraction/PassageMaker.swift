internal import Corpus

/// Cuts an article's blocks into passages: one idea each, never across a heading.
struct PassageMaker {
  /// A paragraph is cut at a sentence end before it grows beyond so many bytes.
  private static let paragraphBytes = 700

  private let article: Article
  private let id: String
  private let bytes: [UInt8]
  private var fragments: TextFragmentMaker
  private var passages: [Passage] = []
  private var headings: [(level: Int, text: String)] = []
  private var counters: [String: Int] = [:]
  private var slugs: [String: Int] = [:]
  private var slug = "top"

  init(_ article: Article, id: String) {
    self.article = article
    self.id = id
    bytes = Array(article.text.utf8)
    fragments = TextFragmentMaker(article.searchable)
  }

  mutating func run() -> [Passage] {
    let blocks = article.blocks
    var questionEnds: [Int: Int] = [:]
    var pairStarts: [Int: QuestionAnswerPair] = [:]
    for pair in article.pairs {
      guard let range = pair.range, !range.isEmpty else { continue }
      // One answer to several questions is one passage.
      if let other = pairStarts[range.lowerBound] {
        pairStarts[range.lowerBound]?.question = other.question + " " + pair.question
      } else {
        pairStarts[range.lowerBound] = pair
      }
      // An answer may stand before its question on odd pages; then the question is ordinary text.
      if let question = pair.questionRange, question.upperBound <= range.lowerBound {
        questionEnds[question.lowerBound] = question.upperBound
      }
    }
    var index = 0
    while index < blocks.count {
      let block = blocks[index]
      if let end = questionEnds[block.range.lowerBound] {
        if case .heading(let level) = block.kind {
          enter(level, string(block.range))
        }
        while index < blocks.count, blocks[index].range.lowerBound < end { index += 1 }
        continue
      }
      if let pair = pairStarts[block.range.lowerBound], let range = pair.range {
        answer(pair, range: range, block: block)
        while index < blocks.count, blocks[index].range.lowerBound < range.upperBound { index += 1 }
        continue
      }
      switch block.kind {
      case .heading(let level): enter(level, string(block.range))
      case .listItem, .listItemContinuation:
        index = list(from: index)
        continue
      case .tableRow(let table, let isHeader):
        if !isHeader { row(block, table: table) }
      case .term, .definition:
        index = definition(from: index)
        continue
      case .paragraph, .preformatted: paragraph(block, kind: .paragraph, index: index)
      case .quotation: paragraph(block, kind: .quotation, index: index)
      case .caption: paragraph(block, kind: .caption, index: index)
      case .footnote: paragraph(block, kind: .footnote, index: index)
      }
      index += 1
    }
    return passages
  }

  // MARK: Names

  private mutating func enter(_ level: Int, _ text: String) {
    while let last = headings.last, last.level >= level { headings.removeLast() }
    headings.append((level, text))
    slug = uniqueSlug(text)
  }

  /// A heading's words as a name; a second heading with the same words gets a number.
  private mutating func uniqueSlug(_ text: String) -> String {
    var name = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        name.append(character)
      } else if !name.isEmpty, name.last != "-", character != "'", character != "’" {
        name.append("-")
      }
      if name.utf8.count >= 60 { break }
    }
    while name.last == "-" { name.removeLast() }
    if name.isEmpty { name = "section" }
    let count = slugs[name, default: 0] + 1
    slugs[name] = count
    return count == 1 ? name : "\(name)-\(count)"
  }

  private mutating func nextID(_ slug: String) -> String {
    counters[slug, default: 0] += 1
    return "\(id)#\(slug).\(counters[slug, default: 1])"
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  // MARK: Kinds

  private mutating func add(
    _ kind: PassageKind, range: Range<Int>, source: Range<Int>, anchor: String?,
    question: String? = nil, searchText: String? = nil, parts: [Passage.Part] = [],
    slug: String? = nil
  ) {
    passages.append(
      Passage(
        id: nextID(slug ?? self.slug), kind: kind, headingPath: headings.map(\.text),
        question: question, range: range, searchText: searchText, parts: parts, anchor: anchor,
        fragment: fragment(range, anchor: anchor), sourceRange: source))
  }

  /// What follows `#` in a link to a range of the text: anchor and text directive.
  ///
  /// The anchor is there for browsers that don't know the directive, and for pages that changed.
  private mutating func fragment(_ range: Range<Int>, anchor: String?) -> String? {
    let name = anchor.map(Self.encoded) ?? ""
    guard let target = searchableRange(range), let directive = fragments.directive(for: target)
    else { return name.isEmpty ? nil : name }
    return name + ":~:" + directive
  }

  /// The range of the page's searchable text that a range of the article's text came from.
  private func searchableRange(_ range: Range<Int>) -> Range<Int>? {
    guard let first = block(at: range.lowerBound), let last = block(at: range.upperBound - 1) else {
      return nil
    }
    let searched = article.searchable.blocks
    let start = searched[first.pageBlock]
    let end = searched[last.lastPageBlock]
    // Lines of one block are copied as they are; a row's cells lie apart.
    let from =
      start.lowerBound + (first.cells.isEmpty ? range.lowerBound - first.range.lowerBound : 0)
    let to = end.upperBound - (last.cells.isEmpty ? last.range.upperBound - range.upperBound : 0)
    return from < to ? from..<to : nil
  }

  /// The article's block at a place of its text.
  private func block(at place: Int) -> ArticleBlock? {
    let blocks = article.blocks
    var low = 0
    var high = blocks.count
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].range.upperBound <= place { low = middle + 1 } else { high = middle }
    }
    return low < blocks.count ? blocks[low] : nil
  }

  /// An id as it is written after `#`.
  private static func encoded(_ id: String) -> String {
    var out = ""
    let digits = Array("0123456789ABCDEF".unicodeScalars)
    for byte in id.utf8 {
      if byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || byte == 0x2D || byte == 0x5F || byte == 0x2E
      {
        out.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        out.unicodeScalars.append("%")
        out.unicodeScalars.append(digits[Int(byte >> 4)])
        out.unicodeScalars.append(digits[Int(byte & 15)])
      }
    }
    return out
  }

  private mutating func answer(_ pair: QuestionAnswerPair, range: Range<Int>, block: ArticleBlock) {
    let key = pair.question.matchKey
    let isHeading =
      headings.last.map { $0.text.matchKey.hasSuffix(key) && pair.questionRange != nil } == true
    let own = isHeading ? headings.removeLast() : nil
    let slug = own == nil ? uniqueSlug(pair.question) : self.slug
    add(
      .questionAnswer, range: range, source: pair.sourceRange, anchor: block.anchor,
      question: pair.question, slug: slug)
    if let own { headings.append(own) }
  }

  private mutating func paragraph(_ block: ArticleBlock, kind: PassageKind, index: Int) {
    for range in pieces(of: block.range) {
      add(kind, range: range, source: block.sourceRange, anchor: block.anchor)
    }
  }

  /// A long paragraph in parts that end with sentences and are of similar length.
  private func pieces(of range: Range<Int>) -> [Range<Int>] {
    guard range.count > Self.paragraphBytes else { return [range] }
    let count = (range.count + Self.paragraphBytes - 1) / Self.paragraphBytes
    let wanted = range.count / count
    var pieces: [Range<Int>] = []
    var start = range.lowerBound
    for end in SentenceEnds.find(in: bytes, range: range) {
      if end - start >= wanted, range.upperBound - end > wanted / 3 {
        pieces.append(start..<end)
        start = end
        while start < range.upperBound, bytes[start] == 0x20 { start += 1 }
      }
    }
    if start < range.upperBound { pieces.append(start..<range.upperBound) }
    return pieces
  }

  /// A whole list, nested ones included, with the sentence that leads into it.
  private mutating func list(from first: Int) -> Int {
    let blocks = article.blocks
    var end = first
    func isItem(_ index: Int) -> Bool {
      guard index < blocks.count else { return false }
      switch blocks[index].kind {
      case .listItem, .listItemContinuation: return true
      default: return false
      }
    }
    func list(_ index: Int) -> Int {
      switch blocks[index].kind {
      case .listItem(let list, _), .listItemContinuation(let list, _): return list
      default: return -1
      }
    }
    let id = list(first)
    while isItem(end), list(end) == id { end += 1 }
    var parts: [Range<Int>] = []
    for index in first..<end {
      if case .listItem = blocks[index].kind {
        parts.append(blocks[index].range)
      } else if let last = parts.popLast() {
        parts.append(last.lowerBound..<blocks[index].range.upperBound)
      } else {
        parts.append(blocks[index].range)
      }
    }
    var start = blocks[first].range.lowerBound
    var source = blocks[first].sourceRange.lowerBound
    if first > 0, case .paragraph = blocks[first - 1].kind, let leadIn = leadIn(blocks[first - 1]) {
      start = leadIn
      source = blocks[first - 1].sourceRange.lowerBound
      // A paragraph that is only the lead-in is part of the list's passage.
      if leadIn == blocks[first - 1].range.lowerBound, let last = passages.last,
        last.range == blocks[first - 1].range
      {
        passages.removeLast()
        counters[slug, default: 1] -= 1
      }
    }
    let range = start..<blocks[end - 1].range.upperBound
    add(
      .list, range: range,
      source: source..<max(source, blocks[end - 1].sourceRange.upperBound),
      anchor: blocks[first].anchor,
      parts: parts.map {
        .init(range: ($0.lowerBound - start)..<($0.upperBound - start))
      })
    return end
  }

  /// Where the last sentence of a paragraph that leads into a list begins, or nil.
  private func leadIn(_ block: ArticleBlock) -> Int? {
    guard bytes[block.range.upperBound - 1] == UInt8(ascii: ":") else { return nil }
    var start = block.range.lowerBound
    for end in SentenceEnds.find(in: bytes, range: block.range) where end < block.range.upperBound {
      start = end
      while start < block.range.upperBound, bytes[start] == 0x20 { start += 1 }
    }
    return start
  }

  private mutating func row(_ block: ArticleBlock, table: Int) {
    // A header that spans rows is said with each, before the row's own.
    let headers =
      block.carried.filter(\.isRowHeader).map(\.text)
      + block.cells.filter(\.isRowHeader).map { string($0.range) }
    let header = headers.isEmpty ? nil : headers.joined(separator: ", ")
    let caption = article.tableCaptions[table]
    var said: [String] = []
    if let caption { said.append(caption) }
    for cell in block.cells where !cell.isRowHeader && !cell.range.isEmpty {
      var words: [String] = []
      if let header { words.append(header) }
      if let column = cell.columnHeader { words.append(column) }
      let value = string(cell.range)
      said.append(words.isEmpty ? value : words.joined(separator: ", ") + ": " + value)
    }
    for cell in block.carried where !cell.isRowHeader {
      let words = [header, cell.columnHeader].compactMap { $0 }
      said.append(words.isEmpty ? cell.text : words.joined(separator: ", ") + ": " + cell.text)
    }
    if said.count == (caption == nil ? 0 : 1), let header { said.append(header) }
    add(
      .tableRow, range: block.range, source: block.sourceRange, anchor: block.anchor,
      searchText: said.joined(separator: ". "),
      parts: block.cells.map {
        .init(
          range: ($0.range.lowerBound - block.range.lowerBound)..<($0.range.upperBound
            - block.range.lowerBound),
          label: $0.columnHeader)
      })
  }

  /// Terms with the definitions that follow.
  private mutating func definition(from first: Int) -> Int {
    let blocks = article.blocks
    var end = first
    func isTerm(_ index: Int) -> Bool {
      if case .term = blocks[index].kind { return true } else { return false }
    }
    func isDefinition(_ index: Int) -> Bool {
      if case .definition = blocks[index].kind { return true } else { return false }
    }
    while end < blocks.count, isTerm(end) { end += 1 }
    while end < blocks.count, isDefinition(end) { end += 1 }
    end = max(end, first + 1)
    add(
      .definition, range: blocks[first].range.lowerBound..<blocks[end - 1].range.upperBound,
      source: blocks[first].sourceRange
        .lowerBound..<max(
          blocks[first].sourceRange.lowerBound, blocks[end - 1].sourceRange.upperBound),
      anchor: blocks[first].anchor)
    return end
  }
}

/// Finds where sentences end.
enum SentenceEnds {
  /// Places after a sentence's last byte inside the range, ascending.
  ///
  /// A full stop ends a sentence when a space and then no small letter follow and the word before
  /// is longer than one letter and no common abbreviation.
  static func find(in bytes: [UInt8], range: Range<Int>) -> [Int] {
    var ends: [Int] = []
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = bytes[place]
      if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") {
        var after = place + 1
        while after < range.upperBound, isCloser(bytes, after) > 0 {
          after += isCloser(bytes, after)
        }
        if after == range.upperBound {
          ends.append(after)
        } else if bytes[after] == 0x20, after + 1 < range.upperBound,
          !(bytes[after + 1] &- 97 < 26),
          byte != UInt8(ascii: ".") || !isAbbreviation(bytes, before: place, from: range.lowerBound)
        {
          ends.append(after)
        }
        place = after
      } else if byte == 0xE3, place + 2 < range.upperBound, bytes[place + 1] == 0x80,
        bytes[place + 2] == 0x82
      {
        place += 3
        ends.append(place)
      } else {
        place += 1
      }
    }
    return ends
  }

  private static func isCloser(_ bytes: [UInt8], _ place: Int) -> Int {
    switch bytes[place] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"): return 1
    case 0xE2:
      guard place + 2 < bytes.count, bytes[place + 1] == 0x80 else { return 0 }
      return bytes[place + 2] == 0x9D || bytes[place + 2] == 0x99 ? 3 : 0
    default: return 0
    }
  }

  private static let abbreviations: [[UInt8]] = [
    "dr", "mr", "mrs", "ms", "prof", "st", "vs", "e.g", "i.e", "etc", "al", "fig", "no", "approx",
    "u.s", "u.k", "jr", "sr", "inc", "dept", "cf", "ca",
  ].map { Array($0.utf8) }

  private static func isAbbreviation(_ bytes: [UInt8], before dot: Int, from start: Int) -> Bool {
    var word = dot
    while word > start, bytes[word - 1] != 0x20, bytes[word - 1] != UInt8(ascii: "(") { word -= 1 }
    let letters = bytes[word..<dot].map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
    if letters.count == 1, letters[0] &- 97 < 26 { return true }
    return abbreviations.contains(letters)
  }
}
