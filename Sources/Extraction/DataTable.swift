internal import HTMLTree

/// A table's grid with spans filled in, and what its headers are.
struct DataTable {
  private struct Cell {
    var node: Int
    var row: Int
    var column: Int
    var columns: Int
    var rows: Int
    var isHeader: Bool
    var isRowScope: Bool
    var text: String
    var blockCount: Int
    var bytes: Int
  }

  /// So many rows and columns a span may claim; larger ones are cut.
  private static let spanLimit = 200

  /// A table is read up to so many cells.
  private static let cellLimit = 20_000

  private var cells: [Cell] = []
  private var placeOfNode: [Int: Int] = [:]
  private var rowOfNode: [Int: Int] = [:]
  private var headerRows: Set<Int> = []
  private var columnCount = 0
  private var headerOfColumn: [Int: String] = [:]
  private var hasRowHeaders = false
  private let hasNestedTable: Bool
  private let declaresData: Bool
  private let declaresLayout: Bool
  private var holdsHeadings = false
  /// What the first row says where it is one cell over all columns, as captions in rows are.
  private(set) var titleRow: (row: Int, text: String)?
  private var rowCount = 0
  /// By row: the cells of rows above that reach into it.
  private var carriedInto: [Int: [Int]] = [:]

  /// The cell read last, kept here by the reader.
  var lastCell: Int?

  init(_ page: Page, table: Int) {
    let tree = page.tree
    let end = tree.nodes[table].end
    var hasNested = false
    var declaresData = false
    var taken: [Int: Int] = [:]
    var row = -1
    var column = 0
    var inHead = false
    var headEnd = 0
    var node = table + 1
    while node < end, cells.count < Self.cellLimit {
      let tag = tree.nodes[node].tag
      if node >= headEnd { inHead = false }
      switch tag {
      case .table:
        hasNested = true
        node = tree.nodes[node].end
        continue
      case .caption: declaresData = true
      case .thead:
        inHead = true
        headEnd = tree.nodes[node].end
      case .tr:
        row += 1
        column = 0
        rowOfNode[node] = row
        if inHead { headerRows.insert(row) }
      case .td, .th:
        if row < 0 { row = 0 }
        while let until = taken[column], until > row { column += 1 }
        let columns = Self.span(tree, .colspan, node)
        let rows = Self.span(tree, .rowspan, node)
        let blocks = page.blocks(in: node)
        let parts = blocks.map { page.string(page.blocks[$0]) }
        let isHeader = tag == .th || tree.value(of: .role, at: node, is: "columnheader")
        if tag == .th { declaresData = true }
        placeOfNode[node] = cells.count
        cells.append(
          Cell(
            node: node, row: row, column: column, columns: columns, rows: rows, isHeader: isHeader,
            isRowScope: tree.value(of: .scope, at: node, is: "row")
              || tree.value(of: .role, at: node, is: "rowheader"),
            text: parts.joined(separator: " "), blockCount: parts.count,
            bytes: parts.reduce(0) { $0 + $1.utf8.count }))
        for place in column..<(column + columns) { taken[place] = row + rows }
        column += columns
        columnCount = max(columnCount, column)
      default:
        if tag.headingLevel != nil || tag == .article || tag == .section { holdsHeadings = true }
      }
      node += 1
    }
    rowCount = row + 1
    hasNestedTable = hasNested
    self.declaresData = declaresData
    declaresLayout =
      tree.value(of: .role, at: table, is: "presentation")
      || tree.value(of: .role, at: table, is: "none")
    findHeaders()
    findCarried()
  }

  private mutating func findCarried() {
    var count = 0
    for (place, cell) in cells.enumerated()
    where cell.rows > 1 && cell.bytes > 0 && !headerRows.contains(cell.row) {
      for row in (cell.row + 1)..<max(cell.row + 1, min(cell.row + cell.rows, rowCount)) {
        carriedInto[row, default: []].append(place)
        count += 1
        if count == Self.cellLimit { return }
      }
    }
  }

  /// The cells of rows above that reach into a row, in the order of their columns.
  func carried(into node: Int) -> [ArticleBlock.CarriedCell] {
    guard let row = rowOfNode[node], let places = carriedInto[row] else { return [] }
    return places.sorted { cells[$0].column < cells[$1].column }.map { place in
      let cell = cells[place]
      return ArticleBlock.CarriedCell(
        text: cell.text, columnHeader: columnHeader(of: cell.node),
        isRowHeader: isRowHeader(cell.node))
    }
  }

  private static func span(_ tree: HTMLTree, _ attribute: HTMLAttribute, _ node: Int) -> Int {
    min(spanLimit, max(1, tree.value(of: attribute, at: node).flatMap { Int($0) } ?? 1))
  }

  /// Whether the table holds data; else it only arranges blocks.
  var isData: Bool {
    if declaresLayout || hasNestedTable || rowCount < 1 || columnCount < 2 { return false }
    if declaresData { return !holdsHeadings || rowCount > 2 }
    if holdsHeadings || rowCount < 2 { return false }
    let filled = cells.filter { $0.bytes > 0 }
    let long = filled.filter { $0.bytes > 400 || $0.blockCount > 3 }
    let rows = Dictionary(grouping: filled, by: \.row)
    let wide = rows.values.filter { $0.count > 1 }
    return long.count * 5 <= filled.count && wide.count >= 2 && wide.count * 2 >= rows.count
  }

  private mutating func findHeaders() {
    let byRow = Dictionary(grouping: cells, by: \.row)
    if rowCount > 3, let first = byRow[0], first.count == 1, first[0].columns == columnCount,
      columnCount > 1, (1...120).contains(first[0].bytes), byRow[1]?.count == columnCount
    {
      titleRow = (0, first[0].text)
    }
    let top = titleRow == nil ? 0 : 1
    if headerRows.isEmpty {
      // The rows at the top whose cells are all headers, where the next row has data cells.
      for row in top..<max(top, rowCount - 1) {
        guard let line = byRow[row], !line.isEmpty,
          line.allSatisfy({ ($0.isHeader || $0.bytes == 0) && !$0.isRowScope })
        else { break }
        headerRows.insert(row)
      }
    }
    if headerRows.isEmpty, !cells.contains(where: { $0.isHeader && $0.row >= top }), rowCount > 2,
      let first = byRow[top], first.count > 1, first.allSatisfy({ $0.bytes > 0 && $0.bytes <= 60 }),
      Self.looksLikeHeader(first.map(\.text))
    {
      headerRows.insert(top)
    }
    if titleRow != nil { headerRows.remove(0) }
    for cell in cells where headerRows.contains(cell.row) && cell.bytes > 0 {
      for column in cell.column..<min(cell.column + cell.columns, columnCount) {
        if let above = headerOfColumn[column], above != cell.text {
          headerOfColumn[column] = above + " " + cell.text
        } else {
          headerOfColumn[column] = cell.text
        }
      }
    }
    let bodyFirst = cells.filter {
      $0.column == 0 && !headerRows.contains($0.row) && $0.row != titleRow?.row
    }
    hasRowHeaders =
      bodyFirst.contains { $0.isHeader }
      || (!headerRows.isEmpty && columnCount > 2
        && Set(bodyFirst.map(\.text)).count == bodyFirst.count)
  }

  private static func looksLikeHeader(_ texts: [String]) -> Bool {
    texts.allSatisfy { text in
      !text.contains { $0.isNumber } && text.last != "." && text.last != "!"
    }
  }

  /// Whether a row holds column headers.
  func isHeaderRow(_ row: Int) -> Bool {
    rowOfNode[row].map { headerRows.contains($0) || $0 == titleRow?.row } ?? false
  }

  /// The header of a cell's column; nil in header rows and for headers of rows.
  func columnHeader(of node: Int) -> String? {
    guard let place = placeOfNode[node], !headerRows.contains(cells[place].row),
      cells[place].row != titleRow?.row
    else { return nil }
    let cell = cells[place]
    if cell.columns == 1 || cell.columns > 6 { return headerOfColumn[cell.column] }
    // A cell over several columns is said of each.
    var headers: [String] = []
    for column in cell.column..<(cell.column + cell.columns) {
      if let header = headerOfColumn[column], !headers.contains(header) { headers.append(header) }
    }
    return headers.isEmpty ? nil : headers.joined(separator: ", ")
  }

  /// Whether a cell names its row.
  func isRowHeader(_ node: Int) -> Bool {
    guard let place = placeOfNode[node], !headerRows.contains(cells[place].row) else {
      return false
    }
    let cell = cells[place]
    return cell.isRowScope || cell.isHeader || (hasRowHeaders && cell.column == 0)
  }
}
