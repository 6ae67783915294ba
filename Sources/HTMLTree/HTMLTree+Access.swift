extension HTMLTree {
  /// The bytes of an attribute, or nil where the element has none of that name.
  @inlinable public func bytes(of attribute: HTMLAttribute, at node: Int) -> ArraySlice<UInt8>? {
    let first = Int(nodes[node].firstAttribute)
    for slot in first..<(first + Int(nodes[node].attributeCount))
    where attributes[slot].attribute == attribute {
      return attributeBytes[Int(attributes[slot].start)..<Int(attributes[slot].end)]
    }
    return nil
  }

  /// Whether the element has the attribute, empty or not.
  @inlinable public func has(_ attribute: HTMLAttribute, at node: Int) -> Bool {
    let first = Int(nodes[node].firstAttribute)
    for slot in first..<(first + Int(nodes[node].attributeCount))
    where attributes[slot].attribute == attribute {
      return true
    }
    return false
  }

  /// An attribute's value, or nil where the element has none of that name.
  public func value(of attribute: HTMLAttribute, at node: Int) -> String? {
    bytes(of: attribute, at: node).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether an attribute's value is `text`, ignoring ASCII case.
  public func value(of attribute: HTMLAttribute, at node: Int, is text: StaticString) -> Bool {
    guard let bytes = bytes(of: attribute, at: node), bytes.count == text.utf8CodeUnitCount else {
      return false
    }
    return "\(text)".utf8.elementsEqual(bytes) { $0 == ($1 &- 65 < 26 ? $1 | 0x20 : $1) }
  }

  /// The text under a node as it stands, hidden elements included; white space is kept.
  public func string(of node: Int) -> String {
    String(decoding: text[nodes[node].text], as: UTF8.self)
  }

  /// The places of a node's children.
  public func children(of node: Int) -> Children {
    Children(tree: self, following: node + 1, end: nodes[node].end)
  }

  /// The children of one node, in document order.
  public struct Children: Sequence, IteratorProtocol {
    let tree: HTMLTree
    var following: Int
    let end: Int

    /// The place of the next child, or nil after the last.
    public mutating func next() -> Int? {
      guard following < end else { return nil }
      defer { following = tree.nodes[following].end }
      return following
    }
  }
}
