/// Edits between two words.
enum EditDistance {
  /// The longest word that is compared, in bytes.
  static let longest = 63

  /// How many insertions, deletions, substitutions and transpositions of neighbours turn one word
  /// into the other, or nil if more than `limit` or a word is longer than `longest` (Damerau's
  /// distance, optimal string alignment).
  ///
  /// - Complexity: O(product of the lengths); nothing is allocated.
  static func bounded(_ a: Span<UInt8>, _ b: Span<UInt8>, limit: Int) -> Int? {
    if abs(a.count - b.count) > limit || max(a.count, b.count) > longest { return nil }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = InlineArray<64, UInt8>(repeating: 0)
    var last = InlineArray<64, UInt8>(repeating: 0)
    for j in 0...b.count { last[j] = UInt8(j) }
    for i in 1...a.count {
      var row = InlineArray<64, UInt8>(repeating: 0)
      row[0] = UInt8(i)
      var least = UInt8(i)
      for j in 1...b.count {
        var cost = min(
          last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          cost = min(cost, beforeLast[j - 2] + 1)
        }
        row[j] = cost
        least = min(least, cost)
      }
      if Int(least) > limit { return nil }
      beforeLast = last
      last = row
    }
    let edits = Int(last[b.count])
    return edits <= limit ? edits : nil
  }
}
