internal import HTMLTree

/// The rules by which an element is no part of an article, by its tag, role, names or style.
struct AsideRules {
  private let page: Page
  private let tree: HTMLTree
  private let prose: Prose
  private let names: ElementEvidence
  /// The ids of panels that a toggle opens.
  private let panels: Set<String>

  init(_ page: Page, prose: Prose, names: ElementEvidence) {
    self.page = page
    tree = page.tree
    self.prose = prose
    self.names = names
    panels = Panels.ids(in: page.tree)
  }

  /// Why an element is no part of an article, or nil.
  func reason(toSetAside node: Int, _ strictness: ContentSelector.Strictness) -> String? {
    let tag = tree.nodes[node].tag
    switch tag {
    case .text, .root, .html, .head, .body, .article, .main: return nil
    case .nav where prose.isText(node): break
    case .nav, .footer, .aside, .menu, .dialog, .form, .header, .search: return tag.name
    case .figure where isFrameOfText(node): return nil
    case .figure: return holdsStructure(node) ? nil : "figure"
    case .figcaption: return isNumberedCaption(node) ? nil : "caption"
    default: break
    }
    if let reason = hiddenReason(node) { return reason }
    if let role = tree.bytes(of: .role, at: node),
      ClassWords.contains(
        role,
        anyOf: [
          "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog",
          "menu", "menubar", "toolbar", "form",
        ])
    {
      return "role"
    }
    switch names.evidence(node) {
    case .comments where !names.isTable(node): return "comments"
    case .strong
    where strictness == .full && !names.isTable(node) && !isTextPanel(node)
      && !isBesideTable(node):
      return "class words"
    default: return nil
    }
  }

  /// Whether an element is a panel of text that a toggle opens, whatever its names say of its looks.
  private func isTextPanel(_ node: Int) -> Bool {
    guard !panels.isEmpty, let id = tree.value(of: .id, at: node), panels.contains(id) else {
      return false
    }
    return prose.isText(node)
  }

  /// Whether an element is a short line right before or after a table, as its caption is.
  private func isBesideTable(_ node: Int) -> Bool {
    guard tree.nodes[node].tag == .p || tree.nodes[node].tag == .div else { return false }
    let range = page.blocks(in: node)
    guard range.count == 1, page.blocks[range.lowerBound].text.count <= 200,
      page.names.ofClass[node].contains(.caption)
    else { return false }
    let next = tree.nodes[node].end
    if next < tree.nodes.count, tree.nodes[next].tag == .table { return true }
    var before = node - 1
    while before > 0, tree.nodes[before].tag == .text { before -= 1 }
    while before > 0, tree.nodes[before].end <= node {
      if tree.nodes[before].tag == .table, tree.nodes[before].parent == tree.nodes[node].parent {
        return true
      }
      before = tree.nodes[before].parent
    }
    return false
  }

  /// Whether a figure is a frame around sentences, without a picture or a caption.
  private func isFrameOfText(_ node: Int) -> Bool {
    for inner in node..<tree.nodes[node].end {
      switch tree.nodes[inner].tag {
      case .img, .picture, .video, .audio, .iframe, .svg, .object, .canvas, .figcaption:
        return false
      default: continue
      }
    }
    return prose.isText(node)
  }

  /// Whether a figure holds more than a picture.
  private func holdsStructure(_ node: Int) -> Bool {
    for inner in node..<tree.nodes[node].end {
      switch tree.nodes[inner].tag {
      case .table, .pre, .blockquote, .ul, .ol, .dl: return true
      case .figcaption: if isNumberedCaption(inner) { return true }
      default: continue
      }
    }
    return false
  }

  /// Whether a caption is part of the text, as "Figure 2." is, and not a picture's credit.
  private func isNumberedCaption(_ node: Int) -> Bool {
    guard let first = page.blocks(in: node).first else { return false }
    let text = page.string(page.blocks[first])
    for word in ["figure ", "fig. ", "fig ", "table ", "abbildung ", "abb. ", "tabelle "] {
      if text.utf8.count > word.utf8.count + 1, text.prefix(word.count).lowercased() == word,
        text.dropFirst(word.count).first?.isNumber == true
      {
        return true
      }
    }
    return false
  }

  /// Why an element is not visible, or nil; panels that a person can open are visible.
  private func hiddenReason(_ node: Int) -> String? {
    var isHidden = tree.has(.hidden, at: node)
    if !isHidden, let style = tree.bytes(of: .style, at: node) {
      isHidden = Style.hides(style)
    }
    if !isHidden, tree.value(of: .ariaHidden, at: node, is: "true") { isHidden = true }
    let names = page.names.ofClass[node]
    if !isHidden,
      names.contains(.hides) || names.contains(.hidesUnlessShown) && !names.contains(.shows)
    {
      return "hidden"
    }
    guard isHidden else { return nil }
    if !panels.isEmpty, let id = tree.value(of: .id, at: node), panels.contains(id),
      prose.sum(page.blocks(in: node)) > 0
    {
      return nil
    }
    if names.contains(.opens) { return nil }
    return "hidden"
  }
}
