import Storage

/// Up to 128 postings, decoded.
struct PostingBuffer {
  var count = 0
  var passages = [UInt32](repeating: 0, count: Format.blockLength)
  var classes = [UInt8](repeating: 0, count: Format.blockLength)
}

/// A posting list being read, block by block.
struct PostingList {
  private let section: SectionID
  private let passageCount: Int
  private let blockCount: Int
  private let tailCount: Int
  /// In the file.
  private let bytes: Range<Int>
  private var block = 0
  private var previous: Int64 = -1

  init(_ entry: TermEntry, space: Index.Space, number: Int, passageCount: Int) throws(IndexError) {
    section = SectionID(.postings, space: number)
    self.passageCount = passageCount
    blockCount = entry.documentFrequency / Format.blockLength
    tailCount = entry.documentFrequency % Format.blockLength
    guard entry.postings.upperBound <= space.postings.count,
      entry.documentFrequency <= passageCount, entry.documentFrequency > 0
    else { throw .damaged(section: section, offset: entry.postings.lowerBound) }
    let start = space.postings.lowerBound + entry.postings.lowerBound
    bytes = start..<(start + entry.postings.count)
    if blockCount > 0, bytes.count < blockCount * 9 + 2 {
      throw .damaged(section: section, offset: entry.postings.lowerBound)
    }
  }

  /// Leaves out the blocks that end before a passage; what comes next may still begin before it.
  mutating func skip(to passage: UInt32, _ file: Span<UInt8>) throws(IndexError) {
    let list = file.extracting(bytes)
    do throws(MalformedBytes) {
      var (low, high) = (block, blockCount)
      while low < high {
        let middle = (low + high) / 2
        if try word(list, 4 * middle) < passage { low = middle + 1 } else { high = middle }
      }
      if low == block { return }
      block = low
      previous = Int64(try word(list, 4 * (low - 1)))
    } catch {
      throw .damaged(section: section, offset: error.offset)
    }
    guard previous < Int64(passageCount) else { throw .damaged(section: section, offset: 0) }
  }

  /// Decodes the next block or what is left over; false at the end.
  mutating func next(into buffer: inout PostingBuffer, _ file: Span<UInt8>) throws(IndexError)
    -> Bool
  {
    if block > blockCount || (block == blockCount && tailCount == 0) { return false }
    let list = file.extracting(bytes)
    do throws(MalformedBytes) {
      var start = 0
      var end = list.count
      if blockCount > 0 {
        let data = blockCount * 9 + 2
        start = block == 0 ? data : data + Int(try word(list, 4 * (blockCount + block - 1)))
        if block < blockCount { end = data + Int(try word(list, 4 * (blockCount + block))) }
      }
      guard start <= end, end <= list.count else { throw MalformedBytes(offset: start) }
      let part = list.extracting(start..<end)
      if block == blockCount {
        try tail(part, into: &buffer)
      } else {
        try full(part, into: &buffer)
        if previous != Int64(try word(list, 4 * block)) { throw MalformedBytes(offset: start) }
      }
    } catch {
      throw .damaged(section: section, offset: error.offset)
    }
    block += 1
    return true
  }

  private func word(_ list: Span<UInt8>, _ offset: Int) throws(MalformedBytes) -> UInt32 {
    var reader = ByteReader(list, at: offset)
    return try reader.fixed(UInt32.self)
  }

  private mutating func tail(_ part: Span<UInt8>, into buffer: inout PostingBuffer)
    throws(MalformedBytes)
  {
    var reader = ByteReader(part)
    for index in 0..<tailCount {
      let value = try reader.varint()
      let gap = Int64(value >> 1)
      guard gap < Int64(passageCount) else { throw MalformedBytes(offset: reader.offset) }
      previous += gap + 1
      guard previous < Int64(passageCount) else { throw MalformedBytes(offset: reader.offset) }
      buffer.passages[index] = UInt32(previous)
      buffer.classes[index] = value & 1 == 0 ? 0 : try reader.byte()
    }
    buffer.count = tailCount
  }

  private mutating func full(_ part: Span<UInt8>, into buffer: inout PostingBuffer)
    throws(MalformedBytes)
  {
    var reader = ByteReader(part)
    let gapWidth = Int(try reader.byte())
    let gapExceptions = Int(try reader.byte())
    let classWidth = Int(try reader.byte())
    let classExceptions = Int(try reader.byte())
    guard gapWidth <= 32, classWidth <= 8 else { throw MalformedBytes(offset: 0) }
    let gaps = try unpack(&reader, width: gapWidth, exceptions: gapExceptions)
    let classes = try unpack(&reader, width: classWidth, exceptions: classExceptions)
    for index in 0..<Format.blockLength {
      previous += Int64(gaps[index]) + 1
      guard previous < Int64(passageCount) else { throw MalformedBytes(offset: reader.offset) }
      buffer.passages[index] = UInt32(previous)
      buffer.classes[index] = UInt8(truncatingIfNeeded: classes[index])
    }
    buffer.count = Format.blockLength
  }

  private func unpack(_ reader: inout ByteReader, width: Int, exceptions: Int)
    throws(MalformedBytes) -> [UInt32]
  {
    var words: [UInt32] = []
    for _ in 0..<(4 * width) { words.append(try reader.fixed(UInt32.self)) }
    var values = [UInt32](repeating: 0, count: Format.blockLength)
    let mask: UInt32 = width == 32 ? .max : (1 << UInt32(width)) - 1
    if width > 0 {
      for index in values.indices {
        let bit = (index / 4) * width
        let (word, shift) = (bit / 32, UInt32(bit % 32))
        var value = words[word * 4 + index % 4] >> shift
        if Int(shift) + width > 32 { value |= words[(word + 1) * 4 + index % 4] << (32 - shift) }
        values[index] = value & mask
      }
    }
    let positions = try reader.array(count: exceptions)
    let highs = try reader.array(count: exceptions)
    for (position, high) in zip(positions, highs) {
      guard Int(position) < Format.blockLength else { throw MalformedBytes(offset: reader.offset) }
      values[Int(position)] |= width >= 32 ? 0 : UInt32(high) << UInt32(width)
    }
    return values
  }
}
