/// Appends what `ByteReader` reads.
extension [UInt8] {
  /// Appends a number in base 128, least significant group first.
  @inlinable public mutating func appendVarint(_ value: some BinaryInteger) {
    var rest = UInt64(value)
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  /// Appends a number of a fixed width, little-endian.
  @inlinable public mutating func appendFixed<Number: FixedWidthInteger & UnsignedInteger>(
    _ value: Number
  ) {
    for index in 0..<(Number.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: value >> Number(8 * index)))
    }
  }

  /// Appends numbers of a fixed width, little-endian.
  @inlinable public mutating func appendFixed<Number: FixedWidthInteger & UnsignedInteger>(
    contentsOf values: [Number]
  ) {
    let start = count
    let width = Number.bitWidth / 8
    append(contentsOf: repeatElement(0, count: width * values.count))
    unsafe withUnsafeMutableBytes { bytes in
      for (index, value) in values.enumerated() {
        unsafe bytes.storeBytes(
          of: value.littleEndian, toByteOffset: start + width * index, as: Number.self)
      }
    }
  }

  /// Appends a string: its length in bytes as a varint, then UTF-8.
  @inlinable public mutating func appendString(_ string: String) {
    appendVarint(string.utf8.count)
    append(contentsOf: string.utf8)
  }
}
