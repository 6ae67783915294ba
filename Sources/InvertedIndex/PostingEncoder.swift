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
  private let impacts: ImpactTable
  private let passageClasses: [UInt8]
  private var count = 0
  private var passages: [UInt32] = []
  private var classes: [UInt8] = []
  private var postingImpacts: [UInt8] = []
  private(set) var greatestImpact: UInt8 = 0
  private var blocks: [UInt8] = []
  private var packer = BlockPacker()

  init(impacts: ImpactTable, passageClasses: [UInt8]) {
    self.impacts = impacts
    self.passageClasses = passageClasses
  }

  /// Takes a whole list in the short form.
  mutating func read(_ bytes: [UInt8]) {
    count = 0
    greatestImpact = 0
    let most = bytes.count
    if passages.count < most {
      passages = [UInt32](repeating: 0, count: most)
      classes = [UInt8](repeating: 0, count: most)
      postingImpacts = [UInt8](repeating: 0, count: most)
    }
    let columns = impacts.passageClasses
    var next: UInt32 = 0
    var offset = 0
    while offset < bytes.count {
      var value = UInt64(bytes[offset])
      offset += 1
      if value >= 0x80 {
        value &= 0x7F
        var shift: UInt64 = 7
        while true {
          let byte = bytes[offset]
          offset += 1
          value |= UInt64(byte & 0x7F) << shift
          if byte < 0x80 { break }
          shift += 7
        }
      }
      let passage = next + UInt32(value >> 1)
      next = passage + 1
      var postingClass: UInt8 = 0
      if value & 1 != 0 {
        postingClass = bytes[offset]
        offset += 1
      }
      let column = Int(passageClasses[Int(passage)])
      precondition(
        Int(postingClass) < impacts.postingClasses && column < columns,
        "a class that the impact table does not know")
      let impact = impacts.values[Int(postingClass) * columns + column]
      passages[count] = passage
      classes[count] = postingClass
      postingImpacts[count] = impact
      greatestImpact = max(greatestImpact, impact)
      count += 1
    }
  }

  /// Appends the list's bytes.
  mutating func encode(into bytes: inout [UInt8]) {
    let blockCount = count / Format.blockLength
    var next: UInt32 = 0
    if blockCount > 0 {
      blocks.removeAll(keepingCapacity: true)
      var ends: [UInt8] = []
      var maxima: [UInt8] = []
      for block in 0..<blockCount {
        let start = block * Format.blockLength
        next = packer.pack(passages, classes, from: start, next: next, into: &blocks)
        bytes.appendFixed(next - 1)
        ends.appendFixed(UInt32(blocks.count))
        maxima.append(greatest(start..<(start + Format.blockLength)))
      }
      bytes.append(contentsOf: ends)
      bytes.append(contentsOf: maxima)
      bytes.append(greatest((blockCount * Format.blockLength)..<count))
      bytes.append(tenthGreatest())
      bytes.append(contentsOf: blocks)
    }
    for index in (blockCount * Format.blockLength)..<count {
      let gap = UInt64(passages[index] - next)
      next = passages[index] + 1
      bytes.appendVarint(gap << 1 | (classes[index] == 0 ? 0 : 1))
      if classes[index] != 0 { bytes.append(classes[index]) }
    }
  }

  private func greatest(_ range: Range<Int>) -> UInt8 {
    var greatest: UInt8 = 0
    for index in range { greatest = max(greatest, postingImpacts[index]) }
    return greatest
  }

  /// The impact that ten postings reach, for a threshold to begin with.
  private func tenthGreatest() -> UInt8 {
    var histogram = [Int](repeating: 0, count: 256)
    for index in 0..<count { histogram[Int(postingImpacts[index])] += 1 }
    var seen = 0
    for impact in stride(from: 255, through: 0, by: -1) {
      seen += histogram[impact]
      if seen >= 10 { return UInt8(impact) }
    }
    return 0
  }
}

/// Packs 128 postings: their gaps and classes each in as many bits as most of them need, with the
/// high parts of the others after them.
///
/// Number i lies in lane i mod 4 of 32-bit words that stand four abreast, so that four numbers
/// are unpacked at a time. `16 · width` bytes, then the exceptions' positions, then their
/// high parts, a byte each.
struct BlockPacker {
  private var gaps = [UInt32](repeating: 0, count: Format.blockLength)
  private var levels = [UInt32](repeating: 0, count: Format.blockLength)
  private var words = [UInt32](repeating: 0, count: 128)
  private var histogram = [Int](repeating: 0, count: 33)

  /// Appends a block; returns the number after the last passage's.
  mutating func pack(
    _ passages: [UInt32], _ classes: [UInt8], from start: Int, next: UInt32,
    into bytes: inout [UInt8]
  ) -> UInt32 {
    var next = next
    for index in 0..<Format.blockLength {
      let passage = passages[start + index]
      gaps[index] = passage - next
      next = passage + 1
      levels[index] = UInt32(classes[start + index])
    }
    let (gapWidth, gapExceptions) = plan(gaps)
    let (classWidth, classExceptions) = plan(levels)
    bytes.append(UInt8(gapWidth))
    bytes.append(UInt8(gapExceptions))
    bytes.append(UInt8(classWidth))
    bytes.append(UInt8(classExceptions))
    write(gaps, width: gapWidth, exceptions: gapExceptions, into: &bytes)
    write(levels, width: classWidth, exceptions: classExceptions, into: &bytes)
    return next
  }

  /// The width that takes the fewest bytes, and how many numbers are wider.
  private mutating func plan(_ values: [UInt32]) -> (width: Int, exceptions: Int) {
    for index in histogram.indices { histogram[index] = 0 }
    var all: UInt32 = 0
    for value in values {
      histogram[32 - value.leadingZeroBitCount] += 1
      all |= value
    }
    let widest = 32 - all.leadingZeroBitCount
    var best = (widest, 0)
    var bestCost = 16 * widest
    var exceptions = 0
    var width = widest - 1
    while width >= max(0, widest - 8) {
      exceptions += histogram[width + 1]
      let cost = 16 * width + 2 * exceptions
      if cost < bestCost { (best, bestCost) = ((width, exceptions), cost) }
      width -= 1
    }
    return best
  }

  private mutating func write(
    _ values: [UInt32], width: Int, exceptions: Int, into bytes: inout [UInt8]
  ) {
    if width > 0 {
      for index in 0..<(4 * width) { words[index] = 0 }
      let mask: UInt32 = width == 32 ? .max : (1 << UInt32(width)) - 1
      for index in 0..<Format.blockLength {
        let bit = (index / 4) * width
        let word = bit / 32 * 4 + index % 4
        let shift = UInt32(bit % 32)
        let low = values[index] & mask
        words[word] |= low << shift
        if Int(shift) + width > 32 { words[word + 4] |= low >> (32 - shift) }
      }
      for index in 0..<(4 * width) { bytes.appendFixed(words[index]) }
    }
    if exceptions == 0 { return }
    for index in 0..<Format.blockLength where values[index] >> UInt32(width) != 0 {
      bytes.append(UInt8(index))
    }
    for index in 0..<Format.blockLength where values[index] >> UInt32(width) != 0 {
      bytes.append(UInt8(truncatingIfNeeded: values[index] >> UInt32(width)))
    }
  }
}
