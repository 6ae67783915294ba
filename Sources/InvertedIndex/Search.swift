import Storage

/// Memory that searches use again; one for each thread.
public struct SearchScratch: Sendable {
  var scores: [UInt32] = []
  var touched: [UInt32] = []
  var buffer = PostingBuffer()

  /// Empty memory, which grows to four bytes a passage of the index at most.
  public init() {}
}

extension Index {
  /// The best `limit` passages: by score, then by passage number, without those that score 0.
  ///
  /// - Complexity: O(postings of the query's terms).
  public func search(_ query: TermQuery, limit: Int, scratch: inout SearchScratch)
    throws(IndexError) -> [ScoredPassage]
  {
    var weights: UInt64 = 0
    for term in query.terms { weights += UInt64(term.weight) }
    if weights > UInt64(TermQuery.greatestWeightSum) { throw .weightsTooLarge }
    if scratch.scores.count != passageCount {
      scratch.scores = [UInt32](repeating: 0, count: passageCount)
    }
    defer {
      for passage in scratch.touched { scratch.scores[Int(passage)] = 0 }
      scratch.touched.removeAll(keepingCapacity: true)
    }
    for term in query.terms {
      let space = try self.space(term.space)
      let entry = try self.entry(of: term.term, in: space)
      var list = try PostingList(
        entry, space: space, number: Int(term.space.rawValue), passageCount: passageCount)
      let classes = contents.extracting(space.classes)
      let rows = space.impacts.count / 256 - 1
      while try list.next(into: &scratch.buffer, contents) {
        for index in 0..<scratch.buffer.count {
          let passage = Int(scratch.buffer.passages[index])
          let column = classes.isEmpty ? 0 : Int(classes[passage])
          let row = Int(scratch.buffer.classes[index]) & rows
          let impact = UInt32(space.impacts[row << 8 | column])
          if impact == 0 { continue }
          if scratch.scores[passage] == 0 { scratch.touched.append(UInt32(passage)) }
          scratch.scores[passage] += UInt32(term.weight) * impact
        }
      }
    }
    var best = scratch.touched.map {
      ScoredPassage(passage: PassageID($0), score: scratch.scores[Int($0)])
    }
    best.sort { ($1.score, $0.passage) < ($0.score, $1.passage) }
    if best.count > limit { best.removeSubrange(max(0, limit)...) }
    return best
  }
}
