/// A page's visible text as a browser searches it for a text fragment, block by block.
struct SearchableText: Sendable {
  /// The page's text; blocks are separated by U+000A.
  var bytes: [UInt8] = []
  /// Where each of the page's blocks lies in `bytes`.
  var blocks: [Range<Int>] = []
}
