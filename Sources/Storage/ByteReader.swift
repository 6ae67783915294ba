/// A read went past the end of its bytes, or a number was out of range, at this offset.
@frozen public struct MalformedBytes: Error, Equatable, Sendable {
  /// Where, in bytes from the start of what was read.
  public let offset: Int

  /// A fault at `offset`.
  @inlinable public init(offset: Int) { self.offset = offset }
}

/// Reads little-endian numbers, varints and strings, front to back, never past the end.
@frozen public struct ByteReader: ~Escapable {
  @usableFromInline let bytes: Span<UInt8>
  @usableFromInline var position: Int

  /// Where the next read begins.
  @inlinable public var offset: Int { position }

  /// A reader of `bytes` that starts at `offset`.
  @inlinable @_lifetime(copy bytes)
  public init(_ bytes: Span<UInt8>, at offset: Int = 0) {
    self.bytes = bytes
    self.position = offset
  }

  /// Whether every byte was read.
  @inlinable public var isAtEnd: Bool { position >= bytes.count }

  /// How many bytes are left.
  @inlinable public var remaining: Int { max(0, bytes.count - position) }

  /// The next byte.
  @inlinable @_lifetime(self: copy self)
  public mutating func byte() throws(MalformedBytes) -> UInt8 { try next() }

  @inlinable @_lifetime(self: copy self)
  mutating func next() throws(MalformedBytes) -> UInt8 {
    guard position >= 0, position < bytes.count else { throw MalformedBytes(offset: position) }
    let byte = bytes[position]
    position += 1
    return byte
  }

  /// A number in base 128, least significant group first, at most ten bytes.
  @inlinable @_lifetime(self: copy self)
  public mutating func varint() throws(MalformedBytes) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try next()
      if shift == 63, byte > 1 { throw MalformedBytes(offset: position) }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
      if shift > 63 { throw MalformedBytes(offset: position) }
    }
  }

  /// A varint that must not exceed `limit`.
  @inlinable @_lifetime(self: copy self)
  public mutating func count(atMost limit: Int) throws(MalformedBytes) -> Int {
    let value = try varint()
    guard limit >= 0, value <= UInt64(limit) else { throw MalformedBytes(offset: position) }
    return Int(value)
  }

  /// A little-endian number of a fixed width.
  @inlinable @_lifetime(self: copy self)
  public mutating func fixed<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ type: Number.Type
  ) throws(MalformedBytes) -> Number {
    let start = position
    guard start >= 0, remaining >= Number.bitWidth / 8 else { throw MalformedBytes(offset: start) }
    position += Number.bitWidth / 8
    return unsafe bytes.withUnsafeBytes {
      unsafe Number(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: Number.self))
    }
  }

  /// The next `count` little-endian numbers of 64 bits.
  @_lifetime(self: copy self)
  public mutating func fixedArray(count: Int) throws(MalformedBytes) -> [UInt64] {
    guard count >= 0, count <= remaining / 8 else { throw MalformedBytes(offset: position) }
    let start = position
    position += 8 * count
    return unsafe bytes.withUnsafeBytes { raw in
      (0..<count).map { index in
        UInt64(
          littleEndian: unsafe raw.loadUnaligned(
            fromByteOffset: start + 8 * index, as: UInt64.self))
      }
    }
  }

  /// The next `count` bytes.
  @inlinable @_lifetime(self: copy self)
  public mutating func array(count: Int) throws(MalformedBytes) -> [UInt8] {
    guard count >= 0, position >= 0, count <= remaining else {
      throw MalformedBytes(offset: position)
    }
    let start = position
    position += count
    let source = bytes
    return unsafe source.extracting(start..<position).withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// Appends the next `count` bytes to an array.
  @inlinable @_lifetime(self: copy self)
  public mutating func append(_ count: Int, to array: inout [UInt8]) throws(MalformedBytes) {
    guard count >= 0, count <= remaining else { throw MalformedBytes(offset: position) }
    let start = position
    position += count
    unsafe bytes.extracting(start..<position).withUnsafeBufferPointer {
      unsafe array.append(contentsOf: $0)
    }
  }

  /// Compares the next `count` bytes, which are not passed over, with `other` from `start` on.
  ///
  /// - Returns: below 0 where these bytes come first in byte order, 0 where they are equal; and how
  ///   far into `other` they agree.
  @inlinable public func compare(_ count: Int, with other: Span<UInt8>, from start: Int)
    -> (order: Int, agreement: Int)
  {
    let most = min(count, other.count - start, remaining)
    var index = 0
    while index < most {
      let (a, b) = (bytes[position + index], other[start + index])
      if a != b { return (Int(a) - Int(b), start + index) }
      index += 1
    }
    return (count - (other.count - start), start + max(0, most))
  }

  /// Passes over `count` bytes.
  @inlinable @_lifetime(self: copy self)
  public mutating func skip(_ count: Int) throws(MalformedBytes) {
    guard count >= 0, count <= remaining else { throw MalformedBytes(offset: position) }
    position += count
  }

  /// A string: its length in bytes as a varint, then UTF-8.
  ///
  /// Invalid UTF-8 is refused.
  @inlinable @_lifetime(self: copy self)
  public mutating func string() throws(MalformedBytes) -> String {
    let start = position
    let bytes = try array(count: try count(atMost: remaining))
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw MalformedBytes(offset: start)
    }
    return string
  }
}
