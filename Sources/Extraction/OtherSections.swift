internal import HTMLTree

/// Finds the parts of a page that a line opens and that are not its article.
struct OtherSections {
  private let page: Page
  private let tree: HTMLTree
  private let prose: Prose

  init(_ page: Page, prose: Prose) {
    self.page = page
    tree = page.tree
    self.prose = prose
  }

  /// Sets aside what stands under a line that opens another part of the page: comments, related
  /// texts, the author.
  func setAside(in boilerplate: inout Boilerplate) {
    let total = prose.total
    var index = 0
    while index < page.blocks.count {
      let block = page.blocks[index]
      guard !boilerplate.isAside[index], block.text.count <= 60,
        let section = section(openedBy: index)
      else {
        index += 1
        continue
      }
      let end = end(of: section, at: index, boilerplate)
      let before = prose.sum(0..<index)
      let left = total - prose.sum(index..<end)
      let isSmall = prose.sum(index..<end) * 2 <= total
      guard end > index, before > 0, isSmall || left >= 250,
        section == .comments || end < page.blocks.count || isSmall || before >= 250
      else {
        index += 1
        continue
      }
      boilerplate.setAside(
        index..<end, RemovedElement(node: block.container, reason: "another section"))
      index = end
    }
  }

  /// The part of the page that a line opens, by its words or because the text under it begins with the name
  /// that it gives.
  private func section(openedBy index: Int) -> LineNoise.Section? {
    let line = page.string(page.blocks[index])
    if let found = LineNoise.section(opened: line) { return found }
    guard index + 1 < page.blocks.count, let name = LineNoise.introduced(by: line),
      page.string(page.blocks[index + 1]).hasPrefix(name)
    else { return nil }
    return .other
  }

  /// Where the part of the page ends that a line opens: at the next heading of its level or above, or
  /// with the element around its first text, whatever comes first.
  private func end(of section: LineNoise.Section, at index: Int, _ boilerplate: Boilerplate) -> Int
  {
    let container = page.blocks[index].container
    var unit = container
    // Up to the element that holds more than the line.
    while unit > 0, page.blocks(in: unit).upperBound <= index + 1 { unit = tree.nodes[unit].parent }
    let range = page.blocks(in: unit)
    guard range.contains(index), unit > 0 else { return index }
    let level = page.headingLevel(around: container)
    let opens = !range.prefix(index - range.lowerBound).contains { !boilerplate.isAside[$0] }
    // A plain line may open a small element, but not end a large one.
    guard level != nil || page.blocks[index].boldBytes == page.blocks[index].text.count || opens
    else { return index }
    if level == nil, prose.sum(range) * 3 > prose.total {
      // Pages of tables hold text and comments in one cell, with a bold line between.
      let rest = prose.sum(index..<range.upperBound)
      return section == .comments && rest * 3 <= prose.sum(range) ? range.upperBound : index
    }
    for place in (index + 1)..<max(index + 1, range.upperBound) {
      if let level, let other = page.headingLevel(around: page.blocks[place].container),
        other <= level
      {
        return place
      }
    }
    return range.upperBound
  }
}
