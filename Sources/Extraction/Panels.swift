internal import HTMLTree

/// The parts of a page that a person opens by a toggle: hidden at first, but meant to be read.
enum Panels {
  /// The ids that toggles name.
  static func ids(in tree: HTMLTree) -> Set<String> {
    var found = Set<String>()
    for node in tree.nodes.indices where tree.nodes[node].tag != .text {
      if let names = tree.value(of: .ariaControls, at: node) {
        for name in names.split(separator: " ") { found.insert(String(name)) }
      }
      guard
        tree.value(of: .dataToggle, at: node, is: "collapse")
          || tree.value(of: .dataBsToggle, at: node, is: "collapse")
          || tree.has(.ariaExpanded, at: node)
      else { continue }
      for attribute in [HTMLAttribute.dataTarget, .dataBsTarget, .href] {
        if let value = tree.value(of: attribute, at: node), value.hasPrefix("#"), value.count > 1 {
          found.insert(String(value.dropFirst()))
        }
      }
    }
    return found
  }
}
