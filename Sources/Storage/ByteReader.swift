/// A read went past the end of its bytes, or a number was out of range, at this offset.
public struct MalformedBytes: Error, Equatable, Sendable {
  /// Where, in bytes from the start of what was read.
  public let offset: Int

  /// A fault at `offset`.
  public init(offset: Int) { self.offset = offset }
}

/// Reads little-endian numbers, varints and strings, front to back, never past the end.
public struct ByteReader: ~Escapable {
  private let bytes: Span<UInt8>
  /// Where the next read begins.
  public private(set) var offset: Int

  /// A reader of `bytes` that starts at `offset`.
  @_lifetime(copy bytes)
  public init(_ bytes: Span<UInt8>, at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  /// Whether every byte was read.
  public var isAtEnd: Bool { offset >= bytes.count }

  /// How many bytes are left.
  public var remaining: Int { max(0, bytes.count - offset) }

  /// The next byte.
  @_lifetime(self: copy self)
  public mutating func byte() throws(MalformedBytes) -> UInt8 { try next() }

  @_lifetime(self: copy self)
  private mutating func next() throws(MalformedBytes) -> UInt8 {
    guard offset >= 0, offset < bytes.count else { throw MalformedBytes(offset: offset) }
    let byte = bytes[offset]
    offset += 1
    return byte
  }

  /// A number in base 128, least significant group first, at most ten bytes.
  @_lifetime(self: copy self)
  public mutating func varint() throws(MalformedBytes) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try next()
      if shift == 63, byte > 1 { throw MalformedBytes(offset: offset) }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
      if shift > 63 { throw MalformedBytes(offset: offset) }
    }
  }

  /// A varint that must not exceed `limit`.
  @_lifetime(self: copy self)
  public mutating func count(atMost limit: Int) throws(MalformedBytes) -> Int {
    let value = try varint()
    guard limit >= 0, value <= UInt64(limit) else { throw MalformedBytes(offset: offset) }
    return Int(value)
  }

  /// A little-endian number of a fixed width.
  @_lifetime(self: copy self)
  public mutating func fixed<Number: FixedWidthInteger & UnsignedInteger>(
    _ type: Number.Type
  ) throws(MalformedBytes) -> Number {
    var value: Number = 0
    for index in 0..<(Number.bitWidth / 8) {
      value |= Number(truncatingIfNeeded: try next()) << Number(8 * index)
    }
    return value
  }

  /// The next `count` bytes.
  @_lifetime(self: copy self)
  public mutating func array(count: Int) throws(MalformedBytes) -> [UInt8] {
    guard count >= 0, offset >= 0, count <= remaining else { throw MalformedBytes(offset: offset) }
    let start = offset
    offset += count
    let source = bytes
    return unsafe source.extracting(start..<offset).withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// Passes over `count` bytes.
  @_lifetime(self: copy self)
  public mutating func skip(_ count: Int) throws(MalformedBytes) {
    guard count >= 0, count <= remaining else { throw MalformedBytes(offset: offset) }
    offset += count
  }

  /// A string: its length in bytes as a varint, then UTF-8.
  ///
  /// Invalid UTF-8 is refused.
  @_lifetime(self: copy self)
  public mutating func string() throws(MalformedBytes) -> String {
    let start = offset
    let bytes = try array(count: try count(atMost: remaining))
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw MalformedBytes(offset: start)
    }
    return string
  }
}
