internal import HTMLTree

/// Reads headings, lists, tables and the rest from the kept blocks of a page and writes the text.
struct StructureReader {
  private let page: Page
  private let isKept: [Bool]
  private var text: [UInt8] = []
  private var blocks: [ArticleBlock] = []
  private var tables: [Int: DataTable] = [:]
  private var tableKinds: [Int: Bool] = [:]
  private var captions: [Int: String] = [:]
  private var anchors: AnchorFinder
  private var lastItem: Int?
  private var lastRow: (table: Int, row: Int)?
  /// The level that headings by bold type get: one below the deepest real one so far.
  private var lastLevel = 1
  /// The elements around the last block, outermost first, and what each encloses its content with.
  private var path: [(node: Int, found: Surroundings)] = []

  init(_ page: Page, isKept: [Bool]) {
    self.page = page
    self.isKept = isKept
    anchors = AnchorFinder(page)
  }

  /// Blocks, their text and the captions of tables.
  mutating func run() -> (text: [UInt8], blocks: [ArticleBlock], captions: [Int: String]) {
    for index in page.blocks.indices where isKept[index] { read(index) }
    return (text, blocks, captions)
  }

  // MARK: One block

  private struct Surroundings {
    var heading: Int?
    var item: Int?
    var list: Int?
    var depth = 0
    var term = false
    var definition = false
    var definitionList: Int?
    var isQuotation = false
    var isCaption = false
    var isFootnote = false
    var isPreformatted = false
    var table: Int?
    var row: Int?
    var cell: Int?
    var caption: Int?
  }

  /// What encloses a block. The path from the root is kept between blocks, so that each element is
  /// looked at once.
  private mutating func surroundings(of block: PageBlock) -> Surroundings {
    let start = block.nodes.lowerBound
    while let last = path.last, page.tree.nodes[last.node].end <= start { path.removeLast() }
    var missing: [Int] = []
    var node = page.tree.nodes[start].parent
    while node > 0, node != path.last?.node {
      missing.append(node)
      node = page.tree.nodes[node].parent
    }
    for node in missing.reversed() { path.append((node, enter(node, path.last?.found))) }
    var found = path.last?.found ?? Surroundings()
    if found.item == nil {
      found.list = nil
      found.depth = 0
    }
    return found
  }

  /// What encloses an element's content, given what encloses the element.
  private mutating func enter(_ node: Int, _ outer: Surroundings?) -> Surroundings {
    var found = outer ?? Surroundings()
    let tag = page.tree.nodes[node].tag
    if found.cell != nil {
      // Whatever is inside a cell is the cell's text.
      if tag == .caption { found.caption = node }
      return found
    }
    if let level = headingLevel(of: node) { found.heading = level }
    switch tag {
    case .li: found.item = node
    case .ul, .ol, .menu, .dir:
      if found.list == nil { found.list = node }
      found.depth += 1
    case .dt:
      found.term = true
      found.definition = false
    case .dd:
      found.definition = true
      found.term = false
    case .dl: found.definitionList = node
    case .blockquote: found.isQuotation = true
    case .figcaption: found.isCaption = true
    case .caption:
      found.isCaption = true
      found.caption = node
    case .pre: found.isPreformatted = true
    case .table:
      found.table = node
      found.row = nil
    case .tr: found.row = node
    case .td, .th:
      if let table = found.table, found.row != nil, isData(table) { found.cell = node }
    default:
      if isFootnoteContainer(node) { found.isFootnote = true }
    }
    return found
  }

  private func headingLevel(of node: Int) -> Int? {
    page.headingLevel(node)
  }

  private func isFootnoteContainer(_ node: Int) -> Bool {
    if page.tree.value(of: .role, at: node, is: "doc-footnote")
      || page.tree.value(of: .role, at: node, is: "doc-endnotes")
    {
      return true
    }
    guard page.tree.nodes[node].tag != .body else { return false }
    let names = page.names
    return names.ofClass[node].contains(.footnote)
      || !page.tree.has(.class, at: node) && names.ofID[node].contains(.footnote)
  }

  private mutating func isData(_ table: Int) -> Bool {
    if let known = tableKinds[table] { return known }
    let grid = DataTable(page, table: table)
    let isData = grid.isData
    tableKinds[table] = isData
    if isData {
      tables[table] = grid
      if let title = grid.titleRow { captions[table] = title.text }
    }
    return isData
  }

  private mutating func read(_ index: Int) {
    let block = page.blocks[index]
    let around = surroundings(of: block)
    if let table = around.table, let row = around.row, let cell = around.cell {
      return readCell(index, table: table, row: row, cell: cell)
    }
    lastRow = nil
    let kind = self.kind(of: index, block: block, around: around)
    if case .heading(let level) = kind, level < 7 { lastLevel = level }
    if case .listItem = kind { lastItem = around.item }
    let start = beginLine()
    text.append(contentsOf: page.text[block.text])
    blocks.append(
      ArticleBlock(
        kind: kind, range: start..<text.count, sourceRange: block.source,
        anchor: anchors.anchor(at: block.nodes.lowerBound), pageBlock: index,
        lastPageBlock: index))
    if let caption = around.caption {
      captions[page.tree.nodes[caption].parent] = page.string(block)
    }
  }

  private mutating func beginLine() -> Int {
    if !text.isEmpty { text.append(0x0A) }
    return text.count
  }

  private func kind(of index: Int, block: PageBlock, around: Surroundings) -> ArticleBlock.Kind {
    if let level = around.heading { return .heading(level: level) }
    if around.isCaption { return .caption }
    if around.isFootnote { return .footnote }
    if around.term { return .term(list: around.definitionList ?? 0) }
    if around.definition { return .definition(list: around.definitionList ?? 0) }
    if let item = around.item, let list = around.list {
      return item == lastItem
        ? .listItemContinuation(list: list, depth: around.depth)
        : .listItem(list: list, depth: around.depth)
    }
    if block.isMarkedItem {
      return .listItem(list: page.tree.nodes[block.container].parent, depth: 1)
    }
    if around.isQuotation { return .quotation }
    if around.isPreformatted { return .preformatted }
    return isMarkedHeading(index, block) ? .heading(level: 7) : .paragraph
  }

  /// Whether a paragraph is a heading by its looks: all bold, short, no end of sentence, and
  /// followed by text that is not bold.
  private func isMarkedHeading(_ index: Int, _ block: PageBlock) -> Bool {
    guard block.boldBytes == block.text.count, block.text.count <= 120, block.text.count >= 2,
      block.linkBytes < block.text.count, index + 1 < page.blocks.count
    else { return false }
    let last = page.text[block.text.upperBound - 1]
    if [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "!")].contains(last) {
      return false
    }
    // What was cut, such as an advertisement, may stand between.
    guard
      let following = (index + 1..<min(index + 6, page.blocks.count)).first(where: { isKept[$0] })
    else { return false }
    let next = page.blocks[following]
    if next.boldBytes < next.text.count || isInCell(next) { return true }
    return !endsWithQuestionMark(block) && endsWithQuestionMark(next)
  }

  private func endsWithQuestionMark(_ block: PageBlock) -> Bool {
    page.text[block.text.upperBound - 1] == UInt8(ascii: "?")
  }

  private func isInCell(_ block: PageBlock) -> Bool {
    var node = block.container
    for _ in 0..<3 {
      if page.tree.nodes[node].tag == .td || page.tree.nodes[node].tag == .th { return true }
      node = page.tree.nodes[node].parent
    }
    return false
  }

  // MARK: Tables

  private mutating func readCell(_ index: Int, table: Int, row: Int, cell: Int) {
    let block = page.blocks[index]
    guard let grid = tables[table] else { return }
    if let last = lastRow, last.table == table, last.row == row, var line = blocks.popLast() {
      if line.cells.isEmpty || grid.lastCell != cell {
        text.append(0x09)
        line.cells.append(newCell(grid, cell: cell, row: row))
      } else {
        text.append(0x20)
      }
      text.append(contentsOf: page.text[block.text])
      line.range = line.range.lowerBound..<text.count
      line.sourceRange =
        line.sourceRange
        .lowerBound..<max(
          line.sourceRange.upperBound, block.source.upperBound)
      line.lastPageBlock = index
      closeCell(&line)
      blocks.append(line)
    } else {
      let start = beginLine()
      var line = ArticleBlock(
        kind: .tableRow(table: table, isHeader: grid.isHeaderRow(row)),
        range: start..<start, sourceRange: block.source,
        anchor: anchors.anchor(at: block.nodes.lowerBound), pageBlock: index,
        lastPageBlock: index)
      line.carried = grid.carried(into: row)
      line.cells.append(newCell(grid, cell: cell, row: row))
      text.append(contentsOf: page.text[block.text])
      line.range = start..<text.count
      closeCell(&line)
      blocks.append(line)
    }
    tables[table]?.lastCell = cell
    lastRow = (table, row)
  }

  private func newCell(_ grid: DataTable, cell: Int, row: Int) -> ArticleBlock.Cell {
    ArticleBlock.Cell(
      range: text.count..<text.count, columnHeader: grid.columnHeader(of: cell),
      isRowHeader: grid.isRowHeader(cell))
  }

  private func closeCell(_ line: inout ArticleBlock) {
    guard var cell = line.cells.popLast() else { return }
    cell.range = cell.range.lowerBound..<text.count
    line.cells.append(cell)
  }
}

/// Finds the nearest id at or before a node, asked in document order.
struct AnchorFinder {
  private let page: Page
  private var scanned = 0
  private var last: Int?

  init(_ page: Page) { self.page = page }

  mutating func anchor(at node: Int) -> String? {
    while scanned <= node, scanned < page.tree.nodes.count {
      let tag = page.tree.nodes[scanned].tag
      if tag != .text, tag.layout != .dropped, attribute(of: scanned) != nil { last = scanned }
      scanned += 1
    }
    return last.flatMap { node in
      attribute(of: node).flatMap { page.tree.value(of: $0, at: node) }
    }
  }

  /// The attribute that names an element as a link's target.
  private func attribute(of node: Int) -> HTMLAttribute? {
    if page.tree.bytes(of: .id, at: node)?.isEmpty == false { return .id }
    if page.tree.nodes[node].tag == .a, page.tree.bytes(of: .name, at: node)?.isEmpty == false {
      return .name
    }
    return nil
  }
}
