import Storage

/// One passage of a posting list.
public struct Posting: Sendable, Equatable {
  /// Which passage.
  public var passage: PassageID
  /// The posting's class, as the builder was given it.
  public var postingClass: UInt8
}

/// Writes posting lists.
///
/// Up to 127 postings: a varint each, of the gap to the passage before shifted left by one, with the
/// lowest bit telling that a byte with the class follows (otherwise the class is 0). From 128 on:
/// a directory of blocks, the blocks, and what is left over in the short form.
struct PostingEncoder {
  private var passages: [UInt32] = []
  private var classes: [UInt8] = []
  private var impacts: [UInt8] = []

  mutating func removeAll() {
    passages.removeAll(keepingCapacity: true)
    classes.removeAll(keepingCapacity: true)
    impacts.removeAll(keepingCapacity: true)
  }

  mutating func add(passage: UInt32, postingClass: UInt8, impact: UInt8) {
    passages.append(passage)
    classes.append(postingClass)
    impacts.append(impact)
  }

  var count: Int { passages.count }
  var greatestImpact: UInt8 { impacts.max() ?? 0 }

  /// Appends the list's bytes.
  func encode(into bytes: inout [UInt8]) {
    let blockCount = passages.count / Format.blockLength
    var previous: Int64 = -1
    if blockCount > 0 {
      var lasts: [UInt8] = []
      var ends: [UInt8] = []
      var maxima: [UInt8] = []
      var blocks: [UInt8] = []
      for block in 0..<blockCount {
        let range = block * Format.blockLength..<(block + 1) * Format.blockLength
        encodeBlock(range, after: previous, into: &blocks)
        previous = Int64(passages[range.upperBound - 1])
        lasts.appendFixed(passages[range.upperBound - 1])
        ends.appendFixed(UInt32(blocks.count))
        maxima.append(impacts[range].max() ?? 0)
      }
      bytes.append(contentsOf: lasts)
      bytes.append(contentsOf: ends)
      bytes.append(contentsOf: maxima)
      bytes.append(impacts[(blockCount * Format.blockLength)...].max() ?? 0)
      bytes.append(tenthGreatest())
      bytes.append(contentsOf: blocks)
    }
    for index in (blockCount * Format.blockLength)..<passages.count {
      let gap = UInt64(Int64(passages[index]) - previous - 1)
      previous = Int64(passages[index])
      bytes.appendVarint(gap << 1 | (classes[index] == 0 ? 0 : 1))
      if classes[index] != 0 { bytes.append(classes[index]) }
    }
  }

  /// The impact that ten postings reach, for a threshold to begin with.
  private func tenthGreatest() -> UInt8 {
    var histogram = [Int](repeating: 0, count: 256)
    for impact in impacts { histogram[Int(impact)] += 1 }
    var seen = 0
    for impact in stride(from: 255, through: 0, by: -1) {
      seen += histogram[impact]
      if seen >= 10 { return UInt8(impact) }
    }
    return 0
  }

  private func encodeBlock(_ range: Range<Int>, after previous: Int64, into bytes: inout [UInt8]) {
    var gaps = [UInt32](repeating: 0, count: Format.blockLength)
    var levels = gaps
    var previous = previous
    for (offset, index) in range.enumerated() {
      gaps[offset] = UInt32(Int64(passages[index]) - previous - 1)
      previous = Int64(passages[index])
      levels[offset] = UInt32(classes[index])
    }
    let gapPlan = PackedBlock.plan(gaps)
    let classPlan = PackedBlock.plan(levels)
    bytes.append(UInt8(gapPlan.width))
    bytes.append(UInt8(gapPlan.exceptions.count))
    bytes.append(UInt8(classPlan.width))
    bytes.append(UInt8(classPlan.exceptions.count))
    PackedBlock.pack(gaps, gapPlan, into: &bytes)
    PackedBlock.pack(levels, classPlan, into: &bytes)
  }
}

/// 128 numbers packed in as many bits as most of them need; the high parts of the others follow.
///
/// Number i lies in lane i mod 4 of 32-bit words that stand four abreast, so that four numbers
/// are unpacked at a time. `16 · width` bytes, then the exceptions' positions, then their
/// high parts, a byte each.
enum PackedBlock {
  struct Plan {
    var width: Int
    var exceptions: [Int]
  }

  /// The width that takes the fewest bytes.
  static func plan(_ values: [UInt32]) -> Plan {
    var histogram = [Int](repeating: 0, count: 33)
    var widest = 0
    for value in values {
      let bits = 32 - value.leadingZeroBitCount
      histogram[bits] += 1
      widest = max(widest, bits)
    }
    var best = widest
    var bestCost = 16 * widest
    var exceptions = 0
    for width in stride(from: widest - 1, through: max(0, widest - 8), by: -1) {
      exceptions += histogram[width + 1]
      let cost = 16 * width + 2 * exceptions
      if cost < bestCost { (best, bestCost) = (width, cost) }
    }
    let positions = values.indices.filter { best < 32 && values[$0] >> UInt32(best) != 0 }
    return Plan(width: best, exceptions: positions)
  }

  static func pack(_ values: [UInt32], _ plan: Plan, into bytes: inout [UInt8]) {
    let width = plan.width
    var words = [UInt32](repeating: 0, count: 4 * width)
    let mask: UInt32 = width == 32 ? .max : (1 << UInt32(width)) - 1
    for (index, value) in values.enumerated() where width > 0 {
      let bit = (index / 4) * width
      let (word, shift) = (bit / 32, UInt32(bit % 32))
      let low = value & mask
      words[word * 4 + index % 4] |= low << shift
      if Int(shift) + width > 32 { words[(word + 1) * 4 + index % 4] |= low >> (32 - shift) }
    }
    for word in words { bytes.appendFixed(word) }
    for position in plan.exceptions { bytes.append(UInt8(position)) }
    for position in plan.exceptions {
      bytes.append(UInt8(truncatingIfNeeded: values[position] >> UInt32(width)))
    }
  }
}
