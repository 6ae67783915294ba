internal import HTMLTree

/// Which elements open and close others, and which ones those are: disclosure by ARIA, by the scripts of
/// common libraries, by a check box and its label, by AMP's accordion, or by a row of like buttons.
///
/// It depends on the page's markup alone.
struct Toggles {
  private let page: Page
  private let tree: HTMLTree
  private let ids: ElementIDs
  /// How many buttons of one parent and class are followed by a box.
  private var bareToggles: [UInt64: Int] = [:]

  init(_ page: Page, ids: ElementIDs) {
    self.page = page
    tree = page.tree
    self.ids = ids
    for node in tree.nodes.indices
    where tree.nodes[node].tag == .button && boxAfter(node) != nil {
      bareToggles[bareToggleKey(node), default: 0] += 1
    }
  }

  /// Whether an element opens and closes another.
  func isToggle(_ node: Int) -> Bool {
    if tree.has(.ariaExpanded, at: node) || tree.has(.ariaControls, at: node) { return true }
    for attribute in [HTMLAttribute.dataToggle, .dataBsToggle] {
      if tree.value(of: attribute, at: node, is: "collapse") { return true }
    }
    return isSwitchLabel(node) || isAMPTitle(node) || bareTogglePanel(node) != nil
  }

  /// The element that a toggle opens.
  func panel(of node: Int) -> Int? {
    for attribute in [HTMLAttribute.ariaControls, .dataTarget, .dataBsTarget, .href] {
      guard let value = tree.value(of: attribute, at: node), !value.isEmpty else { continue }
      let isAddress = attribute == .href || attribute == .dataTarget || attribute == .dataBsTarget
      guard !isAddress || value.hasPrefix("#") else { continue }
      let id = isAddress ? String(value.dropFirst()) : value
      if let found = ids.element(withID: id), found != node { return found }
    }
    return bareTogglePanel(node)
  }

  /// What a button opens that says nothing of it: the box that follows, where another button of the same
  /// class and its box are among the children of the same element.
  private func bareTogglePanel(_ node: Int) -> Int? {
    guard tree.nodes[node].tag == .button, bareToggles[bareToggleKey(node), default: 0] > 1 else {
      return nil
    }
    return boxAfter(node)
  }

  /// A button's parent and class.
  private func bareToggleKey(_ node: Int) -> UInt64 {
    let name = (tree.bytes(of: .class, at: node) ?? []).fnv1a
    return name &* 31 &+ UInt64(tree.nodes[node].parent)
  }

  /// The next element, where it is a box of text.
  private func boxAfter(_ node: Int) -> Int? {
    var next = tree.nodes[node].end
    let end = tree.nodes[tree.nodes[node].parent].end
    while next < end, tree.nodes[next].tag == .text, page.blocks(in: next).isEmpty {
      next = tree.nodes[next].end
    }
    guard next < end, !page.blocks(in: next).isEmpty else { return nil }
    switch tree.nodes[next].tag {
    case .div, .section, .article, .p, .ul, .ol: return next
    default: return nil
    }
  }

  /// Whether an element is the title of a section of AMP's accordion: its first child.
  private func isAMPTitle(_ node: Int) -> Bool {
    let section = tree.nodes[node].parent
    return tree.nodes[section].tag == .section && section + 1 == node
      && tree.nodes[tree.nodes[section].parent].tag == .ampAccordion
  }

  /// Whether an element is the label of a switch that style sheets make an accordion of: the box
  /// before it, a block of text after it.
  private func isSwitchLabel(_ node: Int) -> Bool {
    guard tree.nodes[node].tag == .label, let id = tree.value(of: .for, at: node),
      let box = ids.element(withID: id), tree.nodes[box].tag == .input, box < node,
      tree.nodes[box].parent == tree.nodes[node].parent,
      tree.value(of: .type, at: box, is: "checkbox") || tree.value(of: .type, at: box, is: "radio")
    else { return false }
    let next = tree.nodes[node].end
    guard next < tree.nodes[tree.nodes[node].parent].end else { return false }
    switch tree.nodes[next].tag {
    case .div, .section, .article, .p, .ul, .ol: return true
    default: return false
    }
  }
}
