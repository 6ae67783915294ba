import CPostings
import Testing

/// Postings as two arrays, and what the kernels make of them.
private struct Postings: Equatable {
  var passages: [UInt32] = []
  var classes: [UInt8] = []

  static func random(
    _ count: Int, gap: ClosedRange<UInt32>, levels: UInt8, using random: inout SplitMix
  ) -> Postings {
    var postings = Postings()
    var next: UInt32 = 0
    for _ in 0..<count {
      // A few gaps are much wider than the rest, so that blocks have exceptions.
      let isWide = Int.random(in: 0..<12, using: &random) == 0
      next += UInt32.random(in: gap, using: &random) * (isWide ? 9 : 1)
      postings.passages.append(next)
      postings.classes.append(
        Int.random(in: 0..<3, using: &random) == 0 ? .random(in: 0...levels, using: &random) : 0)
      next += 1
    }
    return postings
  }

  /// What a posting adds depends on its class alone.
  private static let impacts = (0..<(256 * 256)).map {
    UInt8(truncatingIfNeeded: $0 >> 8 &* 3 &+ 1)
  }

  private static func withWeights<Result>(
    _ body: (UnsafePointer<askwell_weights>) -> Result
  ) -> Result {
    unsafe impacts.withUnsafeBufferPointer { impacts in
      var weights = unsafe askwell_weights(
        impacts: impacts.baseAddress, columns: nil, occurrences: nil, more: 2)
      return unsafe body(&weights)
    }
  }

  func encoded() -> (bytes: [UInt8], facts: askwell_list_facts, tenth: UInt8) {
    var output = [UInt8](repeating: 0, count: askwell_list_bound(UInt32(passages.count)))
    var scratch = [UInt8](repeating: 0, count: passages.count + 32)
    var facts = askwell_list_facts()
    let length = unsafe Self.withWeights { weights in
      unsafe askwell_encode_list(
        passages, classes, UInt32(passages.count), weights, &scratch, &output, &facts)
    }
    let blocks = passages.count / 128
    return (Array(output[..<length]), facts, blocks == 0 ? 0 : output[9 * blocks + 1])
  }

  private static func places(_ map: [UInt32]) -> [askwell_place] {
    map.map { askwell_place(passage: $0, column: 0) }
  }

  /// What comes of a list when its passages get new numbers and postings are added.
  static func updated(_ list: [UInt8], count: Int, map: [UInt32], adding added: Postings)
    -> Postings?
  {
    let padded = list + [UInt8](repeating: 0, count: 16)
    let room = count + added.passages.count
    var result = Postings(
      passages: [UInt32](repeating: 0, count: room + 1),
      classes: [UInt8](repeating: 0, count: room + 1))
    let found = unsafe askwell_update_list(
      padded, list.count, UInt32(count), UInt32(map.count), places(map), added.passages,
      added.classes, UInt32(added.passages.count), &result.passages, &result.classes)
    if found < 0 { return nil }
    result.passages.removeLast(result.passages.count - Int(found))
    result.classes.removeLast(result.classes.count - Int(found))
    return result
  }

  /// The bytes and facts of that, by the kernel that does both.
  static func renewed(_ list: [UInt8], count: Int, map: [UInt32], adding added: Postings)
    -> (bytes: [UInt8], facts: askwell_list_facts)?
  {
    let padded = list + [UInt8](repeating: 0, count: 16)
    let room = count + added.passages.count
    var passages = [UInt32](repeating: 0, count: room + 1)
    var classes = [UInt8](repeating: 0, count: room + 1)
    var scratch = [UInt8](repeating: 0, count: room + 32)
    var output = [UInt8](repeating: 0, count: askwell_list_bound(UInt32(room)))
    var facts = askwell_list_facts()
    let length = unsafe withWeights { weights in
      unsafe askwell_renew_list(
        padded, list.count, UInt32(count), UInt32(map.count), places(map), added.passages,
        added.classes, UInt32(added.passages.count), weights, &passages, &classes, &scratch,
        &output, &facts)
    }
    return length < 0 ? nil : (Array(output[..<Int(length)]), facts)
  }
}

@Suite struct `Kernels of lists` {
  @Test(arguments: [0, 1, 2, 3, 7] as [UInt8], [1, 40, 127, 128, 129, 300, 1500, 4000])
  func `read what they have written`(levels: UInt8, count: Int) throws {
    var random = SplitMix(UInt64(count) << 8 | UInt64(levels))
    for gap in [0...0, 0...3, 0...200, 0...3000] as [ClosedRange<UInt32>] {
      let postings = Postings.random(count, gap: gap, levels: levels, using: &random)
      let written = postings.encoded()
      let limit = try #require(postings.passages.last) + 1
      let read = Postings.updated(
        written.bytes, count: count, map: (0..<limit).map { $0 }, adding: Postings())
      #expect(read == postings)
      let impacts = postings.classes.map { $0 &* 3 &+ 1 }.sorted(by: >)
      #expect(written.facts.greatest == impacts[0])
      #expect(written.facts.greatest_class == postings.classes.max())
      if count >= 128 { #expect(written.tenth == impacts[9]) }
      #expect(written.facts.total == postings.classes.reduce(0) { $0 + 1 + 2 * UInt64($1) })
    }
  }

  @Test func `write gaps that no 16 bits hold`() throws {
    var random = SplitMix(5)
    let postings = Postings.random(260, gap: 0...20_000, levels: 3, using: &random)
    #expect(postings.passages.last ?? 0 > 1 << 20)
    let limit = try #require(postings.passages.last) + 1
    let read = Postings.updated(
      postings.encoded().bytes, count: 260, map: (0..<limit).map { $0 }, adding: Postings())
    #expect(read == postings)
  }

  @Test(arguments: 0..<60)
  func `renumber, drop and add as one by one would`(seed: UInt64) throws {
    var random = SplitMix(seed)
    let count = Int.random(in: 1...1200, using: &random)
    let old = Postings.random(count, gap: 0...UInt32(seed % 9), levels: 3, using: &random)
    let limit = Int(try #require(old.passages.last)) + 1
    // New numbers: some passages go, and others come between.
    let rarity = [2, 30, 200][Int(seed % 3)]
    var map: [UInt32] = []
    var free: [UInt32] = []
    var next: UInt32 = 0
    for _ in 0..<limit {
      if Int.random(in: 0..<rarity, using: &random) == 0 {
        free.append(next)
        next += 1
      }
      if Int.random(in: 0..<rarity, using: &random) == 0 {
        map.append(.max)
      } else {
        map.append(next)
        next += 1
      }
    }
    free += [next, next + 1, next + 70]
    var added = Postings()
    for passage in free where Bool.random(using: &random) {
      added.passages.append(passage)
      added.classes.append(.random(in: 0...3, using: &random))
    }
    var expected = Array(zip(added.passages, added.classes))
    for (passage, level) in zip(old.passages, old.classes) where map[Int(passage)] != .max {
      expected.append((map[Int(passage)], level))
    }
    expected.sort { $0.0 < $1.0 }
    let found = Postings.updated(old.encoded().bytes, count: count, map: map, adding: added)
    let wanted = Postings(passages: expected.map(\.0), classes: expected.map(\.1))
    #expect(found == wanted)
    for more in [added, Postings()] {
      let renewed = try #require(
        Postings.renewed(old.encoded().bytes, count: count, map: map, adding: more))
      let one = try #require(
        Postings.updated(old.encoded().bytes, count: count, map: map, adding: more)
      ).encoded()
      #expect(renewed.bytes == one.bytes)
      #expect(renewed.facts.count == one.facts.count && renewed.facts.total == one.facts.total)
      #expect(renewed.facts.greatest == one.facts.greatest)
      #expect(renewed.facts.greatest_class == one.facts.greatest_class)
    }
  }

  @Test(arguments: [90, 300])
  func `refuse lists that are damaged or cut short`(count: Int) throws {
    var random = SplitMix(3)
    let postings = Postings.random(count, gap: 0...5, levels: 2, using: &random)
    let list = postings.encoded().bytes
    let limit = try #require(postings.passages.last) + 1
    let map = (0..<limit).map { $0 }
    for length in 0..<list.count {
      let cut = Postings.updated(
        Array(list[..<length]), count: count, map: map, adding: Postings())
      #expect(cut == nil)
      let renewed = Postings.renewed(
        Array(list[..<length]), count: count, map: map, adding: Postings())
      #expect(renewed == nil)
    }
    for position in list.indices {
      var damaged = list
      damaged[position] ^= 1 << UInt8(position % 8)
      let found = Postings.updated(damaged, count: count, map: map, adding: Postings())
      #expect(found?.passages.allSatisfy { $0 < limit } ?? true)
      let renewed = Postings.renewed(damaged, count: count, map: map, adding: Postings())
      #expect((renewed?.facts.count ?? 0) <= count)
    }
  }

  @Test func `find where numbers and blocks lie`() {
    var random = SplitMix(11)
    for count in [0, 1, 5, 15, 16, 17, 40, 127, 128] {
      let passages = Postings.random(count, gap: 0...6, levels: 0, using: &random).passages
      // At an odd address, as in a file.
      var words: [UInt8] = [0xFF]
      for word in passages {
        for byte in 0..<4 { words.append(UInt8(truncatingIfNeeded: word >> UInt32(8 * byte))) }
      }
      for passage in 0..<((passages.last ?? 0) + 3) {
        let expected = UInt32(passages.count { $0 < passage })
        #expect(unsafe askwell_position(passages, UInt32(count), passage) == expected)
        let below = unsafe words.withUnsafeBufferPointer { words -> UInt32 in
          guard let start = words.baseAddress else { return 0 }
          return unsafe askwell_count_below(start + 1, UInt32(count), passage)
        }
        #expect(below == expected)
      }
      let bytes = passages.map { UInt8(truncatingIfNeeded: $0 &* 77) }
      #expect(unsafe askwell_greatest(bytes, UInt32(count)) == bytes.max() ?? 0)
    }
  }

  @Test(arguments: [1, 31, 32, 33, 200])
  func `scan for all scores above a floor`(end: Int) {
    var random = SplitMix(UInt64(end))
    let scores = (0..<end).map { _ in UInt32.random(in: 0...9, using: &random) << 28 }
    for floor in [0, 1 << 28, 7 << 28, UInt32.max] {
      for start in [0, end / 3] {
        var found = [UInt32](repeating: 0, count: end + 32)
        let count = unsafe askwell_scan(scores, UInt32(start), UInt32(end), floor, &found)
        let expected = (start..<end).filter { scores[$0] > floor }.map { UInt32($0) }
        #expect(Array(found[..<Int(count)]) == expected)
      }
    }
  }
}
