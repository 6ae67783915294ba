import InvertedIndex

/// What a passage has of each of its terms, in the order in which they first came.
///
/// A place for each term of the collection, found by the term's number without hashing; a passage's
/// own places are cleared when its entries are taken.
struct TermCounts<Count> {
  private let zero: Count
  private var counts: [Count] = []
  private var isThere: [Bool] = []
  private var order: [BuilderTerm] = []

  /// - Parameter zero: what a term has that the passage is without.
  init(zero: Count) { self.zero = zero }

  /// Changes what the passage has of a term.
  @inline(__always)
  mutating func count(_ term: BuilderTerm, _ change: (inout Count) -> Void) {
    let number = Int(term.rawValue)
    if number >= counts.count { grow(to: number) }
    if !isThere[number] {
      isThere[number] = true
      order.append(term)
    }
    change(&counts[number])
  }

  private mutating func grow(to number: Int) {
    let more = max(number + 1, counts.count * 2, 1 << 10) - counts.count
    counts.append(contentsOf: repeatElement(zero, count: more))
    isThere.append(contentsOf: repeatElement(false, count: more))
  }

  /// The passage's terms with their classes; the next passage begins with none.
  mutating func takeEntries(_ postingClass: (Count) -> UInt8) -> [PassageTerms.Entry] {
    var entries: [PassageTerms.Entry] = []
    entries.reserveCapacity(order.count)
    for term in order {
      let number = Int(term.rawValue)
      entries.append(PassageTerms.Entry(term: term, postingClass: postingClass(counts[number])))
      counts[number] = zero
      isThere[number] = false
    }
    order.removeAll(keepingCapacity: true)
    return entries
  }
}
