internal import HTMLTree

/// What stands around an element or a block: the heading it is part of, the element it speaks for.
extension Page {
  /// The level of a heading that is an element, or around it at most two steps up; nil where there is none.
  func headingLevel(around node: Int) -> Int? {
    var place = node
    for _ in 0..<3 where place > 0 {
      if let level = headingLevel(place) { return level }
      place = tree.nodes[place].parent
    }
    return nil
  }

  /// The level of a block that is a heading, by an element around it or the one inside that holds all of it.
  func headingLevel(ofBlock index: Int) -> Int? {
    let block = blocks[index]
    if let level = headingLevel(around: block.container) { return level }
    let inline = tree.nodes[block.nodes.lowerBound].parent
    return inline > block.container ? headingLevel(inline) : nil
  }

  /// Whether an element is a heading or part of one.
  func isInHeading(_ node: Int) -> Bool {
    var place = node
    var steps = 0
    while place > 0, steps < 4 {
      if isHeading(place) { return true }
      place = tree.nodes[place].parent
      steps += 1
    }
    return false
  }

  /// Whether a block is a heading below the title, be it a button in one.
  func opensSection(_ index: Int) -> Bool { headingLevel(ofBlock: index).map { $0 > 1 } == true }

  /// The element that a paragraph or an item speaks for: the one around it or around its list.
  func holder(of block: PageBlock) -> Int {
    let node = block.container
    switch tree.nodes[node].tag {
    case .p, .pre, .h1, .h2, .h3, .h4, .h5, .h6: return tree.nodes[node].parent
    case .li, .dd, .dt: return tree.nodes[tree.nodes[node].parent].parent
    default: return node
    }
  }
}
