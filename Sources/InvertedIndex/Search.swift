import CPostings
import Storage

/// Memory that searches use again; one for each thread.
///
/// It grows to some 400 KB, and 640 bytes for each term of the longest query.
public struct SearchScratch: Sendable {
  fileprivate var scores: [UInt32] = []
  fileprivate var touched: [UInt32] = []
  fileprivate var found: [UInt32] = []
  fileprivate var passages: [UInt32] = []
  fileprivate var classes: [UInt8] = []

  /// Empty memory.
  public init() {}

  /// How many passages are scored at a time: their scores stay in the second-level cache.
  static let window = 1 << 16

  fileprivate mutating func prepare(window: Int, terms: Int) {
    if scores.count < window {
      scores = [UInt32](repeating: 0, count: window)
      found = [UInt32](repeating: 0, count: window + 32)
      touched = [UInt32](repeating: 0, count: window + 256)
    }
    if passages.count < terms * Format.blockLength {
      passages = [UInt32](repeating: 0, count: terms * Format.blockLength)
      classes = [UInt8](repeating: 0, count: terms * Format.blockLength)
    }
  }
}

extension Index {
  /// The best `limit` passages: by score, then by passage number, without those that score 0.
  ///
  /// Passages are scored in windows. Within a window the lists that together can't lift a passage
  /// into the result are not added up: they are looked up for the passages that the other lists
  /// leave in question (MaxScore), unless there are so many of those that adding is cheaper. The
  /// result is that of adding everything.
  ///
  /// - Complexity: O(postings of the query's terms) at worst.
  /// - SeeAlso: Turtle and Flood, *Query evaluation: strategies and optimizations*, 1995.
  public func search(_ query: TermQuery, limit: Int, scratch: inout SearchScratch)
    throws(IndexError) -> [ScoredPassage]
  {
    try search(query, limit: limit, scratch: &scratch, prunes: true)
  }

  /// The same by adding every posting: what `search` must agree with.
  package func searchExhaustively(
    _ query: TermQuery, limit: Int, scratch: inout SearchScratch
  ) throws(IndexError) -> [ScoredPassage] {
    try search(query, limit: limit, scratch: &scratch, prunes: false)
  }

  private func search(
    _ query: TermQuery, limit: Int, scratch: inout SearchScratch, prunes: Bool
  ) throws(IndexError) -> [ScoredPassage] {
    var weights: UInt64 = 0
    for term in query.terms { weights += UInt64(term.weight) }
    if weights > UInt64(TermQuery.greatestWeightSum) { throw .weightsTooLarge }
    if limit <= 0 || passageCount == 0 || query.terms.isEmpty { return [] }
    var cursors: [SearchCursor] = []
    cursors.reserveCapacity(query.terms.count)
    for term in query.terms {
      let space = try self.space(term.space)
      let entry: TermEntry
      if let known = term.entry {
        entry = known
      } else {
        entry = try self.entry(of: term.term, in: space)
      }
      unsafe cursors.append(
        try SearchCursor(
          entry, weight: term.weight, space: space, number: Int(term.space.rawValue),
          passageCount: passageCount, file: unsafe file.unsafeBytes))
    }
    let window = min(SearchScratch.window, passageCount)
    scratch.prepare(window: window, terms: cursors.count)
    return unsafe try scratch.scores.withUnsafeMutableBufferPointer {
      scores throws(IndexError) in
      unsafe try scratch.touched.withUnsafeMutableBufferPointer { touched throws(IndexError) in
        unsafe try scratch.found.withUnsafeMutableBufferPointer { found throws(IndexError) in
          unsafe try scratch.passages.withUnsafeMutableBufferPointer {
            passages throws(IndexError) in
            unsafe try scratch.classes.withUnsafeMutableBufferPointer {
              classes throws(IndexError) -> [ScoredPassage] in
              var search = unsafe WindowSearch(
                passageCount: UInt32(passageCount), window: UInt32(window), limit: limit,
                prunes: prunes, scores: scores, touched: touched, found: found,
                passages: passages, classes: classes)
              try search.run(&cursors)
              return search.best()
            }
          }
        }
      }
    }
  }
}

/// One search, window after window.
@safe private struct WindowSearch {
  let passageCount: UInt32
  let window: UInt32
  let limit: Int
  let prunes: Bool
  let scores: UnsafeMutableBufferPointer<UInt32>
  let touched: UnsafeMutableBufferPointer<UInt32>
  let found: UnsafeMutableBufferPointer<UInt32>
  let passages: UnsafeMutableBufferPointer<UInt32>
  let classes: UnsafeMutableBufferPointer<UInt8>
  private var heap: [ScoredPassage] = []
  /// A passage must score more than this to get into the result.
  private var floor: UInt32 = 0
  private var order: [Int] = []

  /// Looking a passage up in a list costs as much as adding this many postings.
  private static let lookupCost = 4
  /// With fewer postings than a window's passages divided by this, the scores are not scanned.
  private static let sparseness = 48

  init(
    passageCount: UInt32, window: UInt32, limit: Int, prunes: Bool,
    scores: UnsafeMutableBufferPointer<UInt32>, touched: UnsafeMutableBufferPointer<UInt32>,
    found: UnsafeMutableBufferPointer<UInt32>, passages: UnsafeMutableBufferPointer<UInt32>,
    classes: UnsafeMutableBufferPointer<UInt8>
  ) {
    self.passageCount = passageCount
    self.window = window
    self.limit = limit
    self.prunes = prunes
    unsafe self.scores = scores
    unsafe self.touched = touched
    unsafe self.found = found
    unsafe self.passages = passages
    unsafe self.classes = classes
  }

  mutating func run(_ cursors: inout [SearchCursor]) throws(IndexError) {
    if prunes, limit <= 10 {
      for cursor in cursors where cursor.tenth > 0 {
        floor = max(floor, cursor.tenth * cursor.weight - 1)
      }
    }
    order.reserveCapacity(cursors.count)
    var low: UInt32 = 0
    while low < passageCount {
      let high = min(passageCount, low + window)
      do throws(IndexError) {
        try score(&cursors, low, high)
      } catch {
        unsafe scores.update(repeating: 0)
        throw error
      }
      low = high
    }
  }

  private mutating func score(
    _ cursors: inout [SearchCursor], _ low: UInt32, _ high: UInt32
  ) throws(IndexError) {
    var total: UInt64 = 0
    order.removeAll(keepingCapacity: true)
    for index in cursors.indices {
      cursors[index].enter(low, high)
      if cursors[index].postings == 0 { continue }
      order.append(index)
      total += UInt64(cursors[index].bound)
    }
    if total <= UInt64(floor), prunes { return }
    if order.isEmpty { return }
    // Least bound first; `rest` is what the lists before `essential` can add together.
    if prunes { order.sort { cursors[$0].bound < cursors[$1].bound } }
    var essential = 0
    var rest: UInt32 = 0
    if prunes {
      while essential < order.count, rest + cursors[order[essential]].bound <= floor {
        rest += cursors[order[essential]].bound
        essential += 1
      }
    }
    var postings = 0
    for position in essential..<order.count { postings += cursors[order[position]].postings }
    let isSparse = prunes && postings < Int(high - low) / Self.sparseness
    var touchedCount = 0
    for position in essential..<order.count {
      touchedCount = try add(
        &cursors[order[position]], order[position], low, high, isSparse, touchedCount)
    }
    var foundCount = 0
    var start: UInt32 = 0
    var isClear = !isSparse
    // A dense window is looked through in parts, so that the floor rises on the way.
    while start < high - low {
      let end = isSparse ? high - low : min(high - low, start + 2048)
      foundCount = find(start, end, rest, isSparse, touchedCount)
      if foundCount > 0, essential > 0 {
        let share = isSparse ? 1 : Int(high - low) / Int(end - start)
        var added = false
        while essential > 0,
          foundCount * Self.lookupCost * share > cursors[order[essential - 1]].postings
        {
          essential -= 1
          rest -= cursors[order[essential]].bound
          touchedCount = try add(
            &cursors[order[essential]], order[essential], low, high, isSparse, touchedCount)
          added = true
        }
        if added {
          foundCount = find(start, end, rest, isSparse, touchedCount)
          if start > 0 { isClear = false }
        }
      }
      for index in 0..<foundCount {
        unsafe try consider(found[index], &cursors, essential, rest, low)
      }
      // What was just looked through is near.
      if !isSparse { unsafe scores.extracting(Int(start)..<Int(end)).update(repeating: 0) }
      start = end
    }
    if !isClear { clear(Int(high - low), isSparse, touchedCount) }
  }

  /// Adds a list's postings in the window.
  private func add(
    _ cursor: inout SearchCursor, _ number: Int, _ low: UInt32, _ high: UInt32, _ isSparse: Bool,
    _ touchedCount: Int
  ) throws(IndexError) -> Int {
    guard
      let passages = unsafe self.passages.baseAddress?.advanced(by: number * Format.blockLength),
      let classes = unsafe self.classes.baseAddress?.advanced(by: number * Format.blockLength)
    else { return touchedCount }
    var touchedCount = touchedCount
    var block = cursor.block
    while block < cursor.blocks, cursor.base(of: block) < high {
      try unsafe cursor.decode(block, passages, classes)
      if isSparse {
        touchedCount += Int(
          unsafe askwell_add_touching(
            passages, classes, UInt32(cursor.count), low, high - low, cursor.weight,
            cursor.impacts, cursor.mask, cursor.columns, scores.baseAddress,
            touched.baseAddress?.advanced(by: touchedCount)))
      } else {
        unsafe askwell_add(
          passages, classes, UInt32(cursor.count), low, high - low,
          cursor.decodedRange.first >= low && cursor.decodedRange.last < high ? 1 : 0,
          cursor.weight, cursor.impacts, cursor.mask, cursor.columns, scores.baseAddress)
      }
      block += 1
    }
    return touchedCount
  }

  /// Finds the passages of a part of the window that may get into the result.
  private func find(
    _ start: UInt32, _ end: UInt32, _ rest: UInt32, _ isSparse: Bool, _ touchedCount: Int
  ) -> Int {
    let least = floor - rest
    if !isSparse {
      return Int(unsafe askwell_scan(scores.baseAddress, start, end, least, found.baseAddress))
    }
    var count = 0
    for index in 0..<touchedCount {
      let offset = unsafe touched[index]
      if unsafe scores[Int(offset)] > least {
        unsafe found[count] = offset
        count += 1
      }
    }
    var part = unsafe found.extracting(..<count)
    unsafe part.sort()
    return count
  }

  private func clear(_ count: Int, _ isSparse: Bool, _ touchedCount: Int) {
    if isSparse {
      for index in 0..<touchedCount { unsafe scores[Int(touched[index])] = 0 }
    } else {
      unsafe scores.extracting(..<count).update(repeating: 0)
    }
  }

  /// Completes a passage's score from the lists that were not added, and keeps it if it is good.
  private mutating func consider(
    _ offset: UInt32, _ cursors: inout [SearchCursor], _ essential: Int, _ rest: UInt32,
    _ low: UInt32
  ) throws(IndexError) {
    var score = unsafe scores[Int(offset)]
    let passage = low + offset
    var rest = rest
    var position = essential
    while position > 0 {
      if score + rest <= floor { return }
      position -= 1
      let number = order[position]
      rest -= cursors[number].bound
      var block = cursors[number].probe
      while block < cursors[number].blocks, cursors[number].last(of: block) < passage { block += 1 }
      cursors[number].probe = block
      if block == cursors[number].blocks { continue }
      let most = cursors[number].greatest(of: block) * cursors[number].weight
      if score + rest + most <= floor { return }
      score += try impact(of: passage, &cursors[number], number, block)
    }
    if score > floor { push(ScoredPassage(passage: PassageID(passage), score: score)) }
  }

  private func impact(
    of passage: UInt32, _ cursor: inout SearchCursor, _ number: Int, _ block: Int
  ) throws(IndexError) -> UInt32 {
    guard
      let passages = unsafe self.passages.baseAddress?.advanced(by: number * Format.blockLength),
      let classes = unsafe self.classes.baseAddress?.advanced(by: number * Format.blockLength)
    else { return 0 }
    try unsafe cursor.decode(block, passages, classes)
    let position = Int(unsafe askwell_position(passages, UInt32(cursor.count), passage))
    guard position < cursor.count, unsafe passages[position] == passage else { return 0 }
    let row = UInt32(unsafe classes[position]) & cursor.mask
    let column = unsafe cursor.columns.map { UInt32(unsafe $0[Int(passage)]) } ?? 0
    return cursor.weight * UInt32(unsafe cursor.impacts[Int(row << 8 | column)])
  }

  /// Keeps the best in a heap whose root is the worst of them.
  private mutating func push(_ hit: ScoredPassage) {
    if heap.count < limit {
      heap.append(hit)
      var child = heap.count - 1
      while child > 0 {
        let parent = (child - 1) / 2
        if !Self.isWorse(heap[child], heap[parent]) { break }
        heap.swapAt(child, parent)
        child = parent
      }
    } else {
      guard Self.isWorse(heap[0], hit) else { return }
      heap[0] = hit
      var parent = 0
      while true {
        var child = 2 * parent + 1
        if child >= limit { break }
        if child + 1 < limit, Self.isWorse(heap[child + 1], heap[child]) {
          child += 1
        }
        if !Self.isWorse(heap[child], heap[parent]) { break }
        heap.swapAt(child, parent)
        parent = child
      }
    }
    if heap.count == limit { floor = max(floor, heap[0].score) }
  }

  private static func isWorse(_ a: ScoredPassage, _ b: ScoredPassage) -> Bool {
    a.score != b.score ? a.score < b.score : a.passage > b.passage
  }

  /// Best first.
  mutating func best() -> [ScoredPassage] {
    heap.sorted { Self.isWorse($1, $0) }
  }
}
