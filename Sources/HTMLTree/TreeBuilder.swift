internal import CLibXML2

/// Turns libxml2's events into an `HTMLTree`.
///
/// libxml2 2.9 knows the elements of HTML 4; so the builder keeps its own stack of open
/// elements, on which `section` and its like are blocks and close an open paragraph.
struct TreeBuilder {
  private(set) var tree = HTMLTree()
  private let map: [(repaired: Int32, source: Int32)]
  private let source: [UInt8]
  private let nodeLimit: Int

  /// Elements open here, as places in `tree.nodes`.
  private var open: [Int32] = [0]
  /// Elements open in libxml2, as node and place in `open`; the node is -1 where none was made.
  private var parserOpen: [(node: Int32, depth: Int32)] = []
  private var mapPlace = 0
  private var lastOffset: Int32 = 0
  /// Whether the last thing seen began or ended a block, so that white space here means nothing.
  private var isAtBlockEdge = true
  private var preformattedDepth = 0

  init(repaired: RepairedSource, source: [UInt8], limits: HTMLLimits) {
    map = repaired.map
    self.source = source
    nodeLimit = limits.nodes
    tree.nodes.reserveCapacity(repaired.bytes.count / 40 + 16)
    tree.text.reserveCapacity(repaired.bytes.count / 3)
    tree.nodes.append(
      HTMLNode(
        tag: .root, attributeCount: 0, parentIndex: 0, endIndex: 0, textStart: 0, textEnd: 0,
        sourceStart: 0, sourceEnd: 0, firstAttribute: 0))
  }

  /// The place in the decoded page for a place in what libxml2 reads; asked in ascending order.
  private mutating func place(ofOffset offset: Int) -> Int32 {
    while mapPlace + 1 < map.count, Int(map[mapPlace + 1].repaired) <= offset { mapPlace += 1 }
    let entry = map[mapPlace]
    let found = Int(entry.source) + offset - Int(entry.repaired)
    lastOffset = max(lastOffset, Int32(min(max(0, found), source.count)))
    return lastOffset
  }

  var isFull: Bool { tree.nodes.count >= nodeLimit }

  /// Where parsing stopped.
  var position: Int { Int(lastOffset) }

  // MARK: Events

  /// An element begins; returns its node so that attributes can be added, or nil for one that
  /// can't have any.
  mutating func start(_ tag: HTMLTag, offset: Int) {
    let begin = lastOffset
    let end = pastTag(place(ofOffset: offset))
    if !tag.belongsInHead { closeHead() }
    if tag.closesParagraph { closeParagraph() }
    let node = Int32(tree.nodes.count)
    let text = Int32(tree.text.count)
    tree.nodes.append(
      HTMLNode(
        tag: tag, attributeCount: 0, parentIndex: open[open.count - 1], endIndex: node + 1,
        textStart: text, textEnd: text, sourceStart: begin, sourceEnd: end,
        firstAttribute: Int32(tree.attributes.count)))
    if tag.layout == .block || tag == .br { isAtBlockEdge = true }
    if tag.isVoid {
      parserOpen.append((-1, 0))
      return
    }
    if tag == .pre || tag == .listing || tag == .xmp { preformattedDepth += 1 }
    parserOpen.append((node, Int32(open.count)))
    open.append(node)
  }

  mutating func addAttribute(_ attribute: HTMLAttribute, value: some Collection<UInt8>) {
    let node = tree.nodes.count - 1
    guard tree.nodes[node].attributeCount < 255 else { return }
    let start = Int32(tree.attributeBytes.count)
    tree.attributeBytes.append(contentsOf: value)
    tree.attributes.append(
      .init(attribute: attribute, start: start, end: Int32(tree.attributeBytes.count)))
    tree.nodes[node].attributeCount += 1
  }

  mutating func end(_ tag: HTMLTag, offset: Int) {
    let position = place(ofOffset: offset)
    guard let last = parserOpen.popLast() else { return }
    guard last.node >= 0, Int(last.depth) < open.count, open[Int(last.depth)] == last.node else {
      return
    }
    close(to: Int(last.depth), at: position)
  }

  mutating func text(_ bytes: some Collection<UInt8>, offset: Int) {
    let begin = lastOffset
    let end = place(ofOffset: offset)
    if isAtBlockEdge, preformattedDepth == 0, bytes.allSatisfy({ $0 <= 0x20 }) { return }
    isAtBlockEdge = false
    closeHead()
    let start = Int32(tree.text.count)
    tree.text.append(contentsOf: bytes)
    let parent = open[open.count - 1]
    let last = tree.nodes.count - 1
    if tree.nodes[last].tag == .text, tree.nodes[last].parentIndex == parent,
      tree.nodes[last].textEnd == start
    {
      tree.nodes[last].textEnd = Int32(tree.text.count)
      tree.nodes[last].sourceEnd = end
      return
    }
    tree.nodes.append(
      HTMLNode(
        tag: .text, attributeCount: 0, parentIndex: parent, endIndex: Int32(last) + 2,
        textStart: start, textEnd: Int32(tree.text.count), sourceStart: begin, sourceEnd: end,
        firstAttribute: 0))
  }

  /// Closes all that is open and hands the tree over.
  mutating func finish(source: [UInt8]) -> HTMLTree {
    close(to: 0, at: Int32(source.count))
    tree.source = source
    giveRolesTheirTags()
    return tree
  }

  /// Makes lists and tables of `div` and `span` that say by their role that they are.
  private mutating func giveRolesTheirTags() {
    for node in tree.nodes.indices where tree.nodes[node].attributeCount > 0 {
      let tag = tree.nodes[node].tag
      guard tag == .div || tag == .span, let role = tree.bytes(of: .role, at: node),
        role.count >= 3, role.count <= 12
      else { continue }
      for (name, meant) in Self.tagsOfRoles where role.elementsEqual("\(name)".utf8) {
        tree.nodes[node].tag = meant
      }
    }
  }

  private static let tagsOfRoles: [(StaticString, HTMLTag)] = [
    ("list", .ul), ("listitem", .li), ("table", .table), ("row", .tr), ("cell", .td),
    ("columnheader", .th), ("rowheader", .th), ("grid", .table), ("gridcell", .td),
  ]

  // MARK: Nesting

  private mutating func close(to depth: Int, at position: Int32) {
    while open.count > depth {
      let node = Int(open.removeLast())
      tree.nodes[node].endIndex = Int32(tree.nodes.count)
      tree.nodes[node].textEnd = Int32(tree.text.count)
      tree.nodes[node].sourceEnd = position
      let tag = tree.nodes[node].tag
      if tag.layout == .block { isAtBlockEdge = true }
      if tag == .pre || tag == .listing || tag == .xmp { preformattedDepth -= 1 }
    }
  }

  /// libxml2 reports a start tag before it has read the tag's `>`.
  private mutating func pastTag(_ offset: Int32) -> Int32 {
    var place = Int(offset)
    let furthest = min(source.count, place + 3)
    while place < furthest {
      if source[place] == UInt8(ascii: ">") {
        lastOffset = max(lastOffset, Int32(place) + 1)
        return lastOffset
      }
      if source[place] > 0x20, source[place] != UInt8(ascii: "/") { break }
      place += 1
    }
    return offset
  }

  /// Ends the head at the first thing that can't be in it; libxml2 puts elements that it does not
  /// know, such as `main`, into it.
  private mutating func closeHead() {
    if tree.nodes[Int(open[open.count - 1])].tag == .head {
      close(to: open.count - 1, at: lastOffset)
    }
  }

  /// Closes an open paragraph around inline elements only.
  private mutating func closeParagraph() {
    var depth = open.count - 1
    while depth > 0 {
      let tag = tree.nodes[Int(open[depth])].tag
      if tag == .p { return close(to: depth, at: lastOffset) }
      if tag.layout != .inline || tag == .button || tag == .object { return }
      depth -= 1
    }
  }
}
