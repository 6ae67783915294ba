internal import HTMLTree

/// A page's visible text as a browser searches it for a text fragment, block by block.
struct SearchableText: Sendable {
  /// The page's text; blocks are separated by U+000A, and what is hidden is spaces.
  private(set) var bytes: [UInt8] = []
  /// Where each of the page's blocks lies in `bytes`.
  private(set) var blocks: [Range<Int>] = []
  /// What a browser looks for one part of a directive in: the blocks, cut where a `br` stands, in order.
  private(set) var lines: [Range<Int>] = []
  /// The lines whose neighbour before is searched apart from them, ascending: what a closed
  /// `details` holds, and what follows it.
  private var barriers: [Int] = []

  /// The text of nothing.
  init() {}

  /// The text of a page.
  init(_ page: Page) {
    bytes = page.text
    blocks = page.blocks.map(\.text)
    var firstLine: [Int] = []
    lines.reserveCapacity(blocks.count)
    for block in page.blocks {
      firstLine.append(lines.count)
      var start = block.text.lowerBound
      for end in block.breaks where end > start && end < block.text.upperBound {
        lines.append(start..<end)
        start = end
      }
      lines.append(start..<block.text.upperBound)
    }
    firstLine.append(lines.count)
    let tree = page.tree
    var found = Set<Int>()
    for node in tree.nodes.indices {
      let tag = tree.nodes[node].tag
      if tag == .text { continue }
      if tag == .details, !tree.has(.open, at: node) {
        let range = page.blocks(in: node)
        found.insert(range.upperBound)
        var inner = node + 1
        while inner < tree.nodes[node].end, tree.nodes[inner].tag != .summary { inner += 1 }
        if inner < tree.nodes[node].end { found.insert(page.blocks(in: inner).upperBound) }
      } else if isHidden(node, in: tree) {
        for block in page.blocks(in: node) {
          for place in page.blocks[block].text { bytes[place] = 0x20 }
        }
      }
    }
    barriers = found.map { firstLine[$0] }.sorted()
  }

  /// Whether a browser's search never looks into an element.
  private func isHidden(_ node: Int, in tree: HTMLTree) -> Bool {
    if tree.has(.hidden, at: node) { return !tree.value(of: .hidden, at: node, is: "until-found") }
    return tree.bytes(of: .style, at: node).map(Style.hides) ?? false
  }

  /// Whether a match in a line may be told by the end of the line before it.
  func isJoined(_ line: Int) -> Bool {
    var low = 0
    var high = barriers.count
    while low < high {
      let middle = (low + high) / 2
      if barriers[middle] < line { low = middle + 1 } else { high = middle }
    }
    return low == barriers.count || barriers[low] != line
  }
}
