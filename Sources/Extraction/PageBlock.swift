internal import HTMLTree

/// A run of text between two block boundaries, anywhere on the page.
struct PageBlock {
  /// The innermost block element around it.
  var container: Int
  /// Its first and last text nodes.
  var nodes: ClosedRange<Int>
  /// Bytes in `Page.text`: one line, white space folded.
  var text: Range<Int>
  /// Bytes in the decoded page.
  var source: Range<Int>
  /// How many bytes are inside links.
  var linkBytes = 0
  /// How many bytes are inside `b`, `strong` and their like.
  var boldBytes = 0
  /// How many bytes are inside buttons and labels.
  var controlBytes = 0
  /// Whether the block is an item of a list by a mark or a number in its text, which is cut off.
  var isMarkedItem = false
  /// The badge that opens the block and is cut off: a `Q` or `A` in an element of its own.
  var badge: UInt8?
  /// Places in `Page.text` where a `br` stood.
  var breaks: [Int] = []

  /// The share of the text that is links, 0…1.
  var linkShare: Double { text.isEmpty ? 0 : Double(linkBytes) / Double(text.count) }
}

/// A page cut into blocks: the ground on which content is chosen and structure is read.
struct Page {
  let tree: HTMLTree
  /// What the elements are called.
  let names: ElementNames
  /// The visible text of all blocks, each ended by U+000A, white space folded to single spaces.
  private(set) var text: [UInt8] = []
  /// All blocks in document order.
  private(set) var blocks: [PageBlock] = []
  /// For each node, the first block at or after its start; one more entry ends the list.
  private(set) var firstBlock: [Int32] = []
  /// Where in the source the page was cut because it has too many blocks, or nil.
  private(set) var cutOffset: Int?

  /// A page is read up to so many blocks; the longest articles have some thousands.
  static let blockLimit = 25_000

  /// Cuts a tree into blocks, leaving out what is never read.
  init(_ tree: HTMLTree, readsNoscript: Bool = false) {
    self.tree = tree
    names = ElementNames(tree)
    var scanner = BlockScanner(tree: tree, readsNoscript: readsNoscript)
    scanner.run()
    text = scanner.text
    blocks = scanner.blocks
    firstBlock = scanner.firstBlock
    cutOffset = scanner.cutOffset
  }

  /// The blocks inside a node's subtree.
  ///
  /// A block that only ends inside an inline element is not counted.
  func blocks(in node: Int) -> Range<Int> {
    var first = Int(firstBlock[node])
    var end = Int(firstBlock[tree.nodes[node].end])
    if first < end, blocks[first].nodes.lowerBound < node { first += 1 }
    // The last block of an inline element that only white space follows.
    if end < blocks.count, blocks[end].nodes.lowerBound > node,
      blocks[end].nodes.upperBound < tree.nodes[node].end
    {
      end += 1
    }
    return first..<max(first, end)
  }

  /// Whether an element is a heading, by its tag or its role.
  func isHeading(_ node: Int) -> Bool {
    tree.nodes[node].tag.headingLevel != nil || names.isHeadingRole[node]
  }

  /// The level of an element that is a heading, 1…6, or nil.
  func headingLevel(_ node: Int) -> Int? {
    if let level = tree.nodes[node].tag.headingLevel { return level }
    guard names.isHeadingRole[node] else { return nil }
    return min(6, max(1, tree.value(of: .ariaLevel, at: node).flatMap { Int($0) } ?? 2))
  }

  /// A block's text.
  func string(_ block: PageBlock) -> String { String(decoding: text[block.text], as: UTF8.self) }
}

/// Walks a tree once and collects blocks.
private struct BlockScanner {
  let tree: HTMLTree
  let readsNoscript: Bool
  var text: [UInt8] = []
  var blocks: [PageBlock] = []
  var firstBlock: [Int32] = []

  var cutOffset: Int?

  private struct Open {
    var end: Int
    var tag: HTMLTag
    var node: Int
    var isBold: Bool
  }
  private var open: [Open] = []
  private var containers: [Int] = [0]
  private var links = 0
  private var bolds = 0
  private var controls = 0
  private var headings = 0
  private var current: PageBlock?
  private var needsSpace = false
  private var breakCount = 0
  /// The badge of the block so far and where it ends.
  private var badge: (letter: UInt8, end: Int)?

  init(tree: HTMLTree, readsNoscript: Bool) {
    self.tree = tree
    self.readsNoscript = readsNoscript
    text.reserveCapacity(tree.text.count)
    firstBlock.reserveCapacity(tree.nodes.count + 1)
  }

  mutating func run() {
    var node = 0
    while node < tree.nodes.count {
      if blocks.count >= Page.blockLimit {
        cutOffset = tree.nodes[node].source.lowerBound
        break
      }
      while let last = open.last, last.end <= node { close() }
      let tag = tree.nodes[node].tag
      if tag.layout == .block { flush() }
      firstBlock.append(Int32(blocks.count))
      if tag == .text {
        append(node)
      } else if tag == .br {
        lineBreak()
      } else if tag == .hr {
        flush()
      } else if tag.layout == .dropped || (tag == .noscript && !readsNoscript)
        || isHeadingTool(node)
      {
        let end = tree.nodes[node].end
        while firstBlock.count < end {
          firstBlock.append(Int32(blocks.count))
        }
        node = end
        continue
      } else {
        open(node, tag)
      }
      node += 1
    }
    while !open.isEmpty { close() }
    flush()
    while firstBlock.count <= tree.nodes.count { firstBlock.append(Int32(blocks.count)) }
  }

  private mutating func open(_ node: Int, _ tag: HTMLTag) {
    let isBold = self.isBold(node, tag)
    open.append(Open(end: tree.nodes[node].end, tag: tag, node: node, isBold: isBold))
    if isBold { bolds += 1 }
    if tag.headingLevel != nil { headings += 1 }
    switch tag {
    case .a: if isLink(node) { links += 1 }
    case .button, .label: controls += 1
    default: if isRoleButton(node) { controls += 1 }
    }
    if tag.layout == .block { containers.append(node) }
  }

  private mutating func close() {
    guard let last = open.popLast() else { return }
    switch last.tag {
    case .a: if isLink(last.node) { links -= 1 }
    default: break
    }
    if last.isBold {
      bolds -= 1
      if bolds == 0, isBoldQuestion { flush() }
    }
    if last.tag.headingLevel != nil { headings -= 1 }
    if last.tag.layout == .block {
      flush()
      containers.removeLast()
    }
    switch last.tag {
    case .button, .label: controls -= 1
    case .a, .b, .strong: break
    default: if isRoleButton(last.node) { controls -= 1 }
    }
  }

  /// Whether an element makes its text bold: by its tag, or by its style. A word processor's paste
  /// may open with `<b style="font-weight:normal">`.
  private func isBold(_ node: Int, _ tag: HTMLTag) -> Bool {
    let isTag = tag == .b || tag == .strong
    guard isTag || tag == .span || tag == .p || tag == .div || tag == .font,
      let style = tree.bytes(of: .style, at: node), let weight = Style.weight(style)
    else { return isTag }
    return weight >= 600
  }

  /// Whether an element leads anywhere: an anchor without an address only names a place, and one
  /// that names a place on the page inside a heading opens what the heading stands over.
  private func isLink(_ node: Int) -> Bool {
    guard let address = tree.bytes(of: .href, at: node) else { return false }
    return address.first != UInt8(ascii: "#") || headings == 0
  }

  /// Whether an element is a tool of a heading: a link to it, or to edit it, which may stand beside it; or
  /// a sign that only the eye is to see.
  private func isHeadingTool(_ node: Int) -> Bool {
    let tag = tree.nodes[node].tag
    guard tag == .a || tag == .span || tag == .i || tag == .other else { return false }
    if headings > 0, tree.value(of: .ariaHidden, at: node, is: "true"), isSign(node) { return true }
    guard let names = tree.bytes(of: .class, at: node) else { return false }
    // Fonts that draw a sign for a word: `help_outline`.
    if isIconFont(names) { return true }
    if tag == .other { return false }
    if headings == 0 { return names.elementsEqual("mw-editsection".utf8) }
    if isSign(node), ClassWords.contains(names, anyOf: ["hidden", "divider", "separator"]) {
      return true
    }
    if ClassWords.contains(names, anyOf: ["toggle"]), isSwitch(node) { return true }
    return names.split(whereSeparator: { $0 <= 0x20 }).contains { name in
      Self.headingTools.contains { name.elementsEqual($0.utf8) }
    }
  }

  private func isIconFont(_ names: ArraySlice<UInt8>) -> Bool {
    // Most elements have neither.
    guard names.contains(UInt8(ascii: "m")) else { return false }
    return names.split(whereSeparator: { $0 <= 0x20 }).contains { name in
      name.starts(with: "material-icons".utf8) || name.starts(with: "material-symbols".utf8)
        || name.elementsEqual("mat-icon".utf8)
    }
  }

  /// Whether an element's text is what a switch does: "Show".
  private func isSwitch(_ node: Int) -> Bool {
    let raw = tree.nodes[node].text
    guard raw.count <= 24 else { return false }
    return QuestionMarks.isSwitch(String(decoding: tree.text[raw], as: UTF8.self))
  }

  /// Whether an element's text is a sign or two.
  private func isSign(_ node: Int) -> Bool {
    let raw = tree.nodes[node].text
    return raw.count <= 8 && !tree.text[raw].contains { $0 &- 48 < 10 || ($0 | 0x20) &- 97 < 26 }
  }

  private static let headingTools = [
    "mw-editsection", "headerlink", "header-anchor", "heading-anchor", "hash-link", "anchor-link",
    "anchorjs-link", "heading-link", "permalink", "direct-link", "anchor-hash",
  ]

  private func isRoleButton(_ node: Int) -> Bool {
    tree.value(of: .role, at: node, is: "button")
  }

  /// Whether the block so far is a question in bold type: what follows answers it.
  private var isBoldQuestion: Bool {
    guard let current, current.boldBytes == text.count - current.text.lowerBound else {
      return false
    }
    return endsAsQuestion
  }

  private var endsAsQuestion: Bool {
    guard let current, text.count - current.text.lowerBound <= 300, let last = text.last else {
      return false
    }
    return last == UInt8(ascii: "?") || text.suffix(3).elementsEqual([0xEF, 0xBC, 0x9F])
  }

  /// Whether the block so far opens with "Q:".
  private var isLabelled: Bool {
    guard let current, text.count - current.text.lowerBound <= 300 else { return false }
    let start = text[current.text.lowerBound...].prefix(16)
    return start.first.map { $0 | 0x20 == UInt8(ascii: "q") } == true
      && QuestionMarks.hasQuestionLabel(String(decoding: start, as: UTF8.self))
  }

  private mutating func lineBreak() {
    guard current != nil else { return }
    if endsAsQuestion || isLabelled { return flush() }
    breakCount += 1
    if breakCount == 2 {
      flush()
    } else {
      needsSpace = true
    }
  }

  private mutating func append(_ node: Int) {
    let raw = tree.nodes[node].text
    let before = text.count
    for place in raw {
      let byte = tree.text[place]
      // U+00A0 is C2 A0; as in a browser's search it counts as a space.
      if byte <= 0x20 || byte == 0x7F {
        if byte != 0x7F { needsSpace = true }
        continue
      }
      if byte == 0xC2, place + 1 < raw.upperBound, tree.text[place + 1] == 0xA0 {
        needsSpace = true
        continue
      }
      // A soft hyphen, C2 AD, is a place to break a word and no part of it.
      if byte == 0xC2, place + 1 < raw.upperBound, tree.text[place + 1] == 0xAD { continue }
      if byte == 0xAD, place > raw.lowerBound, tree.text[place - 1] == 0xC2 { continue }
      if byte == 0xA0, place > raw.lowerBound, tree.text[place - 1] == 0xC2 { continue }
      if current == nil {
        current = PageBlock(
          container: containers[containers.count - 1], nodes: node...node,
          text: text.count..<text.count, source: tree.nodes[node].source)
        needsSpace = false
        breakCount = 0
      } else if needsSpace {
        if breakCount == 1 { current?.breaks.append(text.count) }
        text.append(0x20)
        count(1)
        needsSpace = false
      } else if breakCount == 1 {
        current?.breaks.append(text.count)
      }
      breakCount = 0
      text.append(byte)
      count(1)
    }
    readBadge(node)
    if text.count > before, let lower = current?.nodes.lowerBound,
      let start = current?.source.lowerBound
    {
      current?.nodes = lower...node
      current?.source = start..<max(start, tree.nodes[node].source.upperBound)
    }
  }

  /// Takes a single letter in an element of its own at a block's start for a badge.
  private mutating func readBadge(_ node: Int) {
    guard let start = current?.text.lowerBound, text.count > start, text.count - start <= 2,
      let letter = text[start...].first.map({ $0 & 0xDF }),
      letter == UInt8(ascii: "Q") || letter == UInt8(ascii: "A"),
      text.count - start == 1 || text[start + 1] == UInt8(ascii: ".")
        || text[start + 1] == UInt8(ascii: ":")
    else { return }
    let parent = tree.nodes[node].parent
    let tag = tree.nodes[parent].tag
    guard tag == .span || tag == .i || tag == .b || tag == .em || tag == .strong,
      let names = tree.bytes(of: .class, at: parent), tree.nodes[parent].end == node + 1,
      !ClassWords.contains(names, anyOf: ["cap", "caps", "dropcap", "drop", "first", "initial"])
    else { return }
    badge = (letter, text.count)
  }

  /// The length of a bullet that opens a paragraph, or of any mark that opens an item of a word
  /// processor's list; nil where there is none.
  private func markLength(_ block: PageBlock) -> Int? {
    let bytes = text[block.text]
    guard let space = bytes.prefix(12).firstIndex(of: 0x20), space + 1 < bytes.endIndex else {
      return nil
    }
    let tag = tree.nodes[block.container].tag
    guard tag == .p || tag == .div else { return nil }
    let mark = bytes[..<space]
    let isBullet = Self.bullets.contains { mark.elementsEqual($0.utf8) }
    if isBullet { return mark.count + 1 }
    guard let names = tree.bytes(of: .class, at: block.container),
      names.starts(with: "MsoListParagraph".utf8),
      let last = mark.last,
      mark.count <= 3 || last == UInt8(ascii: ".") || last == UInt8(ascii: ")")
    else { return nil }
    let isNumber = mark.dropLast().allSatisfy { $0 &- 48 < 10 } || mark.count <= 2
    let isLabel = isNumber && (last == UInt8(ascii: ".") || last == UInt8(ascii: ")"))
    let isSign = mark.count == 1 || mark.allSatisfy { $0 >= 0x80 }
    return isLabel || isSign ? mark.count + 1 : nil
  }

  private static let bullets = ["•", "·", "▪", "◦", "‣", "●", "■", "○", "◆", "▸", "➢", "✓", "✔"]

  private mutating func count(_ bytes: Int) {
    if links > 0 { current?.linkBytes += bytes }
    if bolds > 0 { current?.boldBytes += bytes }
    if controls > 0 { current?.controlBytes += bytes }
  }

  private mutating func flush() {
    breakCount = 0
    guard var block = current else { return }
    block.text = block.text.lowerBound..<text.count
    if let badge, badge.end + 1 < text.count,
      !(text[text[badge.end] == 0x20 ? badge.end + 1 : badge.end] &- 97 < 26)
    {
      let start = text[badge.end] == 0x20 ? badge.end + 1 : badge.end
      block.badge = badge.letter
      block.text = start..<max(start, text.count)
      block.boldBytes = min(block.boldBytes, block.text.count)
      block.linkBytes = min(block.linkBytes, block.text.count)
    }
    badge = nil
    if let mark = markLength(block) {
      block.isMarkedItem = true
      block.text = (block.text.lowerBound + mark)..<block.text.upperBound
      block.boldBytes = min(block.boldBytes, block.text.count)
      block.linkBytes = min(block.linkBytes, block.text.count)
    }
    // A badge or a mark that was cut off may hold a line's end.
    if let first = block.breaks.first, first <= block.text.lowerBound {
      block.breaks.removeAll { $0 <= block.text.lowerBound }
    }
    blocks.append(block)
    text.append(0x0A)
    current = nil
    needsSpace = false
  }
}
