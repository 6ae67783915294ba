import Glibc

/// What libxml2 is given, and the way back to the decoded page.
struct RepairedSource {
  /// The page without comments, scripts, styles and all else that misleads libxml2 2.9.
  var bytes: [UInt8] = []
  /// For each cut or replacement: the place after it in `bytes`, and in the decoded page.
  var map: [(repaired: Int32, source: Int32)] = [(0, 0)]
  var jsonLD: [Range<Int>] = []
  var warnings: [HTMLWarning] = []
}

/// Rewrites a decoded page in one linear pass so that libxml2 2.9 reads what a browser would.
///
/// libxml2 loses the rest of a page at a NUL or at `<!-->`, takes `wbr` for a container, knows the
/// references of HTML 4 only, and needs quadratic time for many attributes or open elements. So
/// comments, declarations, raw text, drawings and NULs are cut, references are resolved (but for
/// `&lt;`, `&gt;` and `&amp;`), attributes are capped and deep nesting is flattened. What is left
/// is ordinary markup.
struct SourceRepair {
  private let input: [UInt8]
  private let limits: HTMLLimits
  private var result = RepairedSource()
  private var copied = 0
  private var place = 0
  private var depth = 0
  private var flattened = 0
  /// The last name that was no reference, which in a flood is the next one too.
  private var unknownReference: ArraySlice<UInt8> = []
  private var endsSearched: [HTMLTag: Int] = [:]

  init(_ input: [UInt8], limits: HTMLLimits) {
    self.input = input
    self.limits = limits
    result.bytes.reserveCapacity(input.count)
  }

  mutating func run() -> RepairedSource {
    let count = input.count
    while place < count {
      switch input[place] {
      case UInt8(ascii: "<"): markup()
      case UInt8(ascii: "&"): reference()
      case 0: cut(to: place + 1)
      default: place += 1
      }
    }
    flush(to: count)
    if flattened > 0 { result.warnings.append(.flattened(elements: flattened)) }
    return result
  }

  // MARK: Output

  /// Copies what is pending up to `end`.
  private mutating func flush(to end: Int) {
    if end > copied { result.bytes.append(contentsOf: input[copied..<end]) }
    copied = max(copied, end)
  }

  /// Leaves out the input from here to `end`.
  private mutating func cut(to end: Int) {
    flush(to: place)
    copied = max(copied, end)
    place = copied
    result.map.append((Int32(result.bytes.count), Int32(place)))
  }

  /// Writes `bytes` for the input from here to `end`.
  private mutating func replace(to end: Int, with bytes: some Sequence<UInt8>) {
    flush(to: place)
    result.bytes.append(contentsOf: bytes)
    copied = max(copied, end)
    place = copied
    result.map.append((Int32(result.bytes.count), Int32(place)))
  }

  // MARK: Markup

  private func isLetter(_ place: Int) -> Bool {
    place < input.count && (input[place] | 0x20) &- 97 < 26
  }

  private mutating func markup() {
    let next = place + 1 < input.count ? input[place + 1] : 0
    switch next {
    case UInt8(ascii: "/"):
      if isLetter(place + 2) { endTag() } else { bogus() }
    case UInt8(ascii: "!"):
      if input[place...].starts(with: "<!--".utf8) { comment() } else { declaration() }
    case UInt8(ascii: "?"): bogus()
    default:
      if isLetter(place + 1) { startTag() } else { replace(to: place + 1, with: "&lt;".utf8) }
    }
  }

  /// A comment, closed by `-->` or `--!>`; `<!-->` and `<!--->` are whole comments.
  private mutating func comment() {
    var end = place + 4
    if end < input.count, input[end] == UInt8(ascii: ">") { return cut(to: end + 1) }
    if input[end...].starts(with: "->".utf8) { return cut(to: end + 2) }
    while let dash = input[end...].firstIndex(of: UInt8(ascii: "-")) {
      if input[dash...].starts(with: "-->".utf8) { return cut(to: dash + 3) }
      if input[dash...].starts(with: "--!>".utf8) { return cut(to: dash + 4) }
      end = dash + 1
    }
    result.warnings.append(.unclosedComment(offset: place))
    cut(to: input.count)
  }

  /// A doctype, whose internal subset ends at `]>`, or another declaration, which ends at `>`.
  private mutating func declaration() {
    guard let close = input[place...].firstIndex(of: UInt8(ascii: ">")) else { return bogus() }
    if let subset = input[place..<close].firstIndex(of: UInt8(ascii: "[")),
      input[(place + 2)..<subset].prefix(7).elementsEqual(
        "doctype".utf8, by: { $0 | 0x20 == $1 })
    {
      var end = subset
      while let bracket = input[end...].firstIndex(of: UInt8(ascii: "]")) {
        end = bracket + 1
        while end < input.count, input[end] <= 0x20 { end += 1 }
        if end < input.count, input[end] == UInt8(ascii: ">") { return cut(to: end + 1) }
      }
    }
    cut(to: close + 1)
  }

  /// What browsers take for a comment up to the next `>`.
  private mutating func bogus() {
    if let close = input[place...].firstIndex(of: UInt8(ascii: ">")) {
      cut(to: close + 1)
    } else {
      result.warnings.append(.unclosedTag(offset: place))
      cut(to: input.count)
    }
  }

  private mutating func endTag() {
    var nameEnd = place + 2
    while nameEnd < input.count, isNameByte(input[nameEnd]) { nameEnd += 1 }
    guard let close = input[nameEnd...].firstIndex(of: UInt8(ascii: ">")) else { return bogus() }
    let tag = self.tag(in: (place + 2)..<nameEnd)
    if tag == .br { return replace(to: close + 1, with: "<br>".utf8) }
    if tag.isVoid { return cut(to: close + 1) }
    if tag.counts {
      depth = max(0, depth - 1)
      if depth >= limits.depth { return cut(to: close + 1) }
    }
    if close > nameEnd {
      place = nameEnd
      cut(to: close)
    }
    place = close + 1
  }

  private mutating func startTag() {
    var nameEnd = place + 1
    while nameEnd < input.count, isNameByte(input[nameEnd]) { nameEnd += 1 }
    let tag = self.tag(in: (place + 1)..<nameEnd)
    let start = place
    var attributes = AttributeScan(input: input, place: nameEnd)
    guard attributes.run(limit: limits.attributes) else {
      result.warnings.append(.unclosedTag(offset: place))
      return cut(to: input.count)
    }
    let end = attributes.place
    switch tag {
    case .wbr, .source, .track, .param: return cut(to: end)
    case .plaintext: return cut(to: end)
    default: break
    }
    if tag.counts && !attributes.isSelfClosing {
      depth += 1
      if depth > limits.depth {
        flattened += 1
        return replace(to: end, with: tag.layout == .block ? "<br>".utf8 : "".utf8)
      }
    }
    if nameEnd - start > 64 { return cut(to: end) }
    if let overflow = attributes.overflow {
      result.warnings.append(.attributesDropped(offset: start))
      place = overflow
      cut(to: end - 1)
    } else if attributes.hasNUL {
      replace(to: end, with: input[start..<end].lazy.map { $0 == 0 ? 0x20 : $0 })
    }
    place = end
    rawText(after: tag, start: start, isSelfClosing: attributes.isSelfClosing)
  }

  /// Leaves out the contents of elements whose text is no markup.
  private mutating func rawText(after tag: HTMLTag, start: Int, isSelfClosing: Bool) {
    switch tag {
    case .script, .style, .textarea, .iframe, .noembed, .noframes, .xmp, .title:
      let content = place
      guard let close = endTag(of: tag, from: content) else {
        if tag == .title { return }
        result.warnings.append(.unclosedRawText(offset: start))
        return cut(to: input.count)
      }
      if tag == .title || tag == .xmp {
        while place < close {
          if input[place] == UInt8(ascii: "<") {
            replace(to: place + 1, with: "&lt;".utf8)
          } else if input[place] == UInt8(ascii: "&") {
            reference()
          } else if input[place] == 0 {
            cut(to: place + 1)
          } else {
            place += 1
          }
        }
      } else {
        if tag == .script, isJSONLD(input[start..<content]) {
          result.jsonLD.append(content..<close)
        }
        cut(to: close)
      }
    case .svg, .math:
      // A drawing may close itself; its text is never prose.
      if !isSelfClosing, let close = endTag(of: tag, from: place) { cut(to: close) }
    default: break
    }
  }

  private func isJSONLD(_ tag: ArraySlice<UInt8>) -> Bool {
    let word: [UInt8] = Array("ld+json".utf8)
    var from = tag.startIndex
    while let found = tag[from...].firstIndex(of: UInt8(ascii: "+")) {
      if found >= tag.startIndex + 2, found + 5 <= tag.endIndex,
        tag[(found - 2)..<(found + 5)].elementsEqual(word, by: { ($0 | 0x20) == ($1 | 0x20) })
      {
        return true
      }
      from = found + 1
    }
    return false
  }

  /// Where `</name` begins, at or after `from`.
  ///
  /// A name that was once not found is not looked for again, so that a flood of such
  /// tags stays linear.
  private mutating func endTag(of tag: HTMLTag, from: Int) -> Int? {
    if endsSearched[tag] != nil { return nil }
    let name = Array(tag.name.utf8)
    var from = from
    while let open = nextOpen(from) {
      let nameStart = open + 2
      let nameEnd = nameStart + name.count
      if nameEnd <= input.count, input[open + 1] == UInt8(ascii: "/"),
        input[nameStart..<nameEnd].elementsEqual(name, by: { ($0 | 0x20) == $1 }),
        nameEnd == input.count || !isNameByte(input[nameEnd])
      {
        return open
      }
      from = open + 1
    }
    endsSearched[tag] = from
    return nil
  }

  /// The first `<` at or after a place, or nil.
  private func nextOpen(_ start: Int) -> Int? {
    unsafe input.withUnsafeBytes { bytes in
      guard start < bytes.count, let base = bytes.baseAddress,
        let found = unsafe memchr(base + start, Int32(UInt8(ascii: "<")), bytes.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "/")
      && byte != UInt8(ascii: "<")
  }

  private func tag(in range: Range<Int>) -> HTMLTag {
    HTMLTag.names.find(input[range]).flatMap(HTMLTag.init(rawValue:)) ?? .other
  }

  // MARK: References

  private mutating func reference() {
    let next = place + 1 < input.count ? input[place + 1] : 0
    if next == UInt8(ascii: "#") { return numericReference() }
    guard isLetter(place + 1) else { return replace(to: place + 1, with: "&amp;".utf8) }
    var end = place + 1
    let furthest = min(input.count, place + 1 + NamedReferences.longest)
    while end < furthest, isAlphanumeric(input[end]) { end += 1 }
    if !unknownReference.isEmpty, unknownReference.elementsEqual(input[(place + 1)..<end]) {
      return replace(to: place + 1, with: "&amp;".utf8)
    }
    let name = input[(place + 1)..<end]
    if end < input.count, input[end] == UInt8(ascii: ";") {
      if let text = NamedReferences.text(for: input[(place + 1)...end]) {
        return write(text, to: end + 1)
      }
    }
    // The names that need no semicolon have two to six letters.
    end = min(end, place + 7)
    while end > place + 2 {
      if let text = NamedReferences.text(for: input[(place + 1)..<end]) {
        return write(text, to: end)
      }
      end -= 1
    }
    // With a semicolon the same name might be known; then it was found above.
    unknownReference = name
    replace(to: place + 1, with: "&amp;".utf8)
  }

  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (byte | 0x20) &- 97 < 26
  }

  private mutating func numericReference() {
    var end = place + 2
    var value: UInt32 = 0
    let isHexadecimal = end < input.count && input[end] | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { end += 1 }
    let digits = end
    while end < input.count {
      let byte = input[end]
      let digit: UInt32
      if byte &- 48 < 10 {
        digit = UInt32(byte - 48)
      } else if isHexadecimal, (byte | 0x20) &- 97 < 6 {
        digit = UInt32((byte | 0x20) - 87)
      } else {
        break
      }
      value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x11_0000)
      end += 1
    }
    guard end > digits else { return replace(to: place + 1, with: "&amp;".utf8) }
    if end < input.count, input[end] == UInt8(ascii: ";") { end += 1 }
    var scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    if value == 0 { scalar = "\u{FFFD}" }
    if (0x80...0x9F).contains(value) { scalar = Windows1252.scalar(UInt8(value)) }
    write(Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter), to: end)
  }

  /// Writes a reference's text so that libxml2 reads it as text.
  private mutating func write(_ text: [UInt8], to end: Int) {
    switch text {
    case [UInt8(ascii: "<")]: replace(to: end, with: "&lt;".utf8)
    case [UInt8(ascii: ">")]: replace(to: end, with: "&gt;".utf8)
    case [UInt8(ascii: "&")]: replace(to: end, with: "&amp;".utf8)
    default: replace(to: end, with: text.first.map { $0 < 0x20 } == true ? [0x20] : text)
    }
  }
}

extension HTMLTag {
  /// Whether the element adds to the nesting that the depth limit bounds; those whose end tag may
  /// be left out close each other.
  fileprivate var counts: Bool {
    switch self {
    case .p, .html, .head, .body, .option, .optgroup, .colgroup, .li, .dt, .dd, .tr, .td, .th,
      .thead, .tbody, .tfoot, .a:
      false
    default: !isVoid
    }
  }
}

/// Finds the end of a start tag, counting attributes.
private struct AttributeScan {
  let input: [UInt8]
  var place: Int
  var isSelfClosing = false
  var hasNUL = false
  /// Where the first attribute beyond the limit begins.
  var overflow: Int?

  /// Moves past the closing `>`; false when there is none.
  mutating func run(limit: Int) -> Bool {
    var count = 0
    while place < input.count {
      switch input[place] {
      case UInt8(ascii: ">"):
        isSelfClosing = input[place - 1] == UInt8(ascii: "/")
        place += 1
        return true
      case 0:
        hasNUL = true
        place += 1
      case 1...0x20, UInt8(ascii: "/"): place += 1
      default:
        count += 1
        if count > limit, overflow == nil { overflow = place }
        attribute()
      }
    }
    return false
  }

  private mutating func attribute() {
    place += 1
    while place < input.count {
      let byte = input[place]
      if byte == UInt8(ascii: "=") { break }
      if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { return }
      if byte <= 0x20 {
        var ahead = place
        while ahead < input.count, input[ahead] <= 0x20 { ahead += 1 }
        if ahead < input.count, input[ahead] == UInt8(ascii: "=") {
          place = ahead
          break
        }
        return
      }
      place += 1
    }
    guard place < input.count else { return }
    place += 1
    while place < input.count, input[place] <= 0x20 { place += 1 }
    guard place < input.count else { return }
    let quote = input[place]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      place += 1
      while place < input.count, input[place] != quote {
        if input[place] == 0 { hasNUL = true }
        place += 1
      }
      place += 1
    } else {
      while place < input.count, input[place] > 0x20, input[place] != UInt8(ascii: ">") {
        place += 1
      }
    }
  }
}
