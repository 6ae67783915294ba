import CPostings
import Storage

/// A posting list during one search: which block is next, and the block that was decoded last.
///
/// Every number that comes from the file is checked where it is used: blocks must lie in the list,
/// decoded passages in the block's range and below the index's passage count.
@safe struct SearchCursor {
  let weight: UInt32
  let blockCount: Int
  let tailCount: Int
  /// The greatest impact of the list.
  let greatest: UInt32
  /// The impact that ten postings reach, 0 where it is not known.
  let tenth: UInt32
  /// The first block that may hold passages of the window or after it; the leftover is a block too.
  var block = 0
  /// The block in the buffer, or -1.
  var decoded = -1
  /// Where the kernel has found all passages of the decoded block to lie. Kept as it was checked, for
  /// adding relies on it.
  private(set) var decodedRange: (first: UInt32, last: UInt32) = (0, .max)
  /// How many postings are in the buffer.
  var count = 0
  /// The least that no posting in the window exceeds, times the weight.
  var bound: UInt32 = 0
  /// How many postings the blocks that touch the window have.
  var postings = 0
  /// The block where the next look-up begins.
  var probe = 0

  private let section: SectionID
  private let list: UnsafePointer<UInt8>
  private let listLength: Int
  private let passageCount: UInt32
  let impacts: UnsafePointer<UInt8>
  let mask: UInt32
  let columns: UnsafePointer<UInt8>?

  init(
    _ entry: TermEntry, weight: UInt16, space: Index.Space, number: Int, passageCount: Int,
    file: UnsafeRawBufferPointer
  ) throws(IndexError) {
    section = SectionID(.postings, space: number)
    self.weight = UInt32(weight)
    self.passageCount = UInt32(passageCount)
    blockCount = entry.documentFrequency / Format.blockLength
    tailCount = entry.documentFrequency % Format.blockLength
    guard entry.postings.upperBound <= space.postings.count, entry.documentFrequency > 0,
      entry.documentFrequency <= passageCount, let base = file.baseAddress,
      blockCount == 0 || entry.postings.count >= blockCount * 9 + 2
    else { throw .damaged(section: section, offset: entry.postings.lowerBound) }
    unsafe list =
      base.assumingMemoryBound(to: UInt8.self)
      + (space.postings.lowerBound + entry.postings.lowerBound)
    listLength = entry.postings.count
    unsafe impacts = space.impacts.values
    mask = space.impacts.mask
    unsafe columns =
      space.classes.isEmpty
      ? nil : base.assumingMemoryBound(to: UInt8.self) + space.classes.lowerBound
    greatest = UInt32(entry.greatestImpact)
    tenth = blockCount > 0 ? unsafe UInt32(list[blockCount * 9 + 1]) : 0
  }

  /// The number of blocks, the leftover among them.
  var blocks: Int { blockCount + (tailCount > 0 ? 1 : 0) }

  /// The last passage of a block; for the leftover the last of the index.
  @inline(__always)
  func last(of block: Int) -> UInt32 {
    if block >= blockCount { return passageCount - 1 }
    return unsafe UnsafeRawPointer(list).loadUnaligned(fromByteOffset: 4 * block, as: UInt32.self)
  }

  @inline(__always)
  private func end(of block: Int) -> Int {
    Int(
      unsafe UnsafeRawPointer(list).loadUnaligned(
        fromByteOffset: 4 * (blockCount + block), as: UInt32.self))
  }

  /// The greatest impact of a block.
  @inline(__always)
  func greatest(of block: Int) -> UInt32 {
    blockCount == 0 ? greatest : UInt32(unsafe list[blockCount * 8 + block])
  }

  /// The first passage that a block can hold.
  @inline(__always)
  func base(of block: Int) -> UInt32 { block == 0 ? 0 : last(of: block - 1) &+ 1 }

  /// Goes to the first block that reaches `low`, and finds bound and number of the postings in
  /// the blocks that touch `low..<high`.
  mutating func enter(_ low: UInt32, _ high: UInt32) {
    block += before(low, from: block)
    (postings, bound, probe) = (0, 0, block)
    guard block < blocks, base(of: block) < high else { return }
    // The next one begins after this one's last passage.
    let end = min(blocks, block + before(high - 1, from: block) + 1)
    let most =
      blockCount == 0
      ? greatest
      : UInt32(unsafe askwell_greatest(list + blockCount * 8 + block, UInt32(end - block)))
    bound = most * weight
    postings = (min(end, blockCount) - block) * Format.blockLength
    if end > blockCount { postings += tailCount }
  }

  /// How many full blocks from one on end before a passage.
  @inline(__always)
  private func before(_ passage: UInt32, from block: Int) -> Int {
    if block >= blockCount || last(of: block) >= passage { return 0 }
    return Int(
      unsafe askwell_count_below(list + 4 * block, UInt32(blockCount - block), passage))
  }

  /// Decodes a block into the buffer, unless it's there.
  mutating func decode(
    _ block: Int, _ passages: UnsafeMutablePointer<UInt32>, _ classes: UnsafeMutablePointer<UInt8>
  ) throws(IndexError) {
    if decoded == block { return }
    decoded = -1
    let data = blockCount == 0 ? 0 : blockCount * 9 + 2
    let start = data + (block == 0 || blockCount == 0 ? 0 : end(of: block - 1))
    let base = base(of: block)
    let last = last(of: block)
    let isSound: Bool
    if block < blockCount {
      let end = data + self.end(of: block)
      guard start <= end, end <= listLength, last < passageCount else {
        throw .damaged(section: section, offset: start)
      }
      isSound =
        unsafe askwell_decode_block(
          list + start, end - start, base, last, passages, classes) != 0
      count = Format.blockLength
    } else {
      guard start <= listLength else { throw .damaged(section: section, offset: start) }
      isSound =
        unsafe askwell_decode_tail(
          list + start, listLength - start, UInt32(tailCount), base, passageCount, passages,
          classes) != 0
      count = tailCount
    }
    if !isSound { throw .damaged(section: section, offset: start) }
    decoded = block
    decodedRange = (base, last)
  }
}
