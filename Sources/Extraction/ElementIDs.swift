internal import HTMLTree

/// Finds elements by their ids.
struct ElementIDs {
  private let tree: HTMLTree
  /// The first element with an id, by a hash of it.
  private var nodeOfID: [UInt64: Int] = [:]

  init(_ tree: HTMLTree) {
    self.tree = tree
    for node in tree.nodes.indices where tree.nodes[node].tag != .text {
      guard let id = tree.bytes(of: .id, at: node), !id.isEmpty else { continue }
      let key = id.fnv1a
      if nodeOfID[key] == nil { nodeOfID[key] = node }
    }
  }

  /// The first element with an id, or nil.
  func element(withID id: String) -> Int? {
    guard let found = nodeOfID[id.utf8.fnv1a],
      tree.bytes(of: .id, at: found)?.elementsEqual(id.utf8) == true
    else { return nil }
    return found
  }
}
