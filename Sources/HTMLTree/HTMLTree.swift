/// One element or run of text; its place in `HTMLTree.nodes` is its identity.
@frozen public struct HTMLNode: Sendable {
  /// Which element, or `.text`.
  public var tag: HTMLTag
  /// How many attributes were kept.
  @usableFromInline var attributeCount: UInt8
  /// The place of the parent; the root is its own.
  @usableFromInline var parentIndex: Int32
  /// The place after the last descendant.
  @usableFromInline var endIndex: Int32
  @usableFromInline var textStart: Int32
  @usableFromInline var textEnd: Int32
  @usableFromInline var sourceStart: Int32
  @usableFromInline var sourceEnd: Int32
  @usableFromInline var firstAttribute: Int32

  /// The place of the parent; the root is its own.
  @inlinable public var parent: Int { Int(parentIndex) }
  /// The place after the last descendant: skipping to it skips the subtree.
  @inlinable public var end: Int { Int(endIndex) }
  /// The subtree's bytes in `HTMLTree.text`.
  @inlinable public var text: Range<Int> { Int(textStart)..<Int(textEnd) }
  /// Bytes in the decoded source, tags included.
  @inlinable public var source: Range<Int> { Int(sourceStart)..<Int(sourceEnd) }
}

/// A page as values: all nodes in document order, all text in one buffer.
///
/// A subtree is the contiguous run of nodes from a node to its `end`, and its text a contiguous run
/// of bytes; so every walk is a loop and no depth of nesting can exhaust the stack.
///
///     let tree = try HTMLTree(parsing: bytes)
///     for node in tree.nodes.indices where tree.nodes[node].tag == .h1 { print(tree.string(of: node)) }
public struct HTMLTree: Sendable {
  @usableFromInline struct AttributeSlot: Sendable {
    @usableFromInline var attribute: HTMLAttribute
    @usableFromInline var start: Int32
    @usableFromInline var end: Int32
  }

  /// Nodes in document order; the first is the root.
  public internal(set) var nodes: [HTMLNode] = []
  /// The text of all nodes as it stands in the page, references resolved, white space kept.
  public internal(set) var text: [UInt8] = []
  /// Contents of `script` elements that hold JSON-LD.
  public internal(set) var jsonLD: [[UInt8]] = []
  /// The encoding the page was read in, by its WHATWG name.
  public internal(set) var encoding = "utf-8"
  /// The decoded page, to which source ranges refer: UTF-8 without a byte order mark.
  public internal(set) var source: [UInt8] = []
  /// What was repaired or lost.
  public internal(set) var warnings: [HTMLWarning] = []
  /// How many errors libxml2 saw.
  public internal(set) var errorCount = 0

  @usableFromInline var attributes: [AttributeSlot] = []
  @usableFromInline var attributeBytes: [UInt8] = []

  init() {}
}
