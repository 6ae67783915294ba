import Glibc
import Storage

/// Bytes that grow, in plain memory: terms, the dictionary and lists while an index is written.
///
/// An array's checks for shared storage took as long as writing a term of an update, and so did calls
/// that copy or compare a few bytes: those are done in words, for which there is room behind the bytes.
@safe struct RawBytes: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  /// What can be read and written behind the capacity.
  private static let margin = 16

  /// No bytes, and room for some.
  init(capacity: Int = 64) {
    self.capacity = max(16, capacity)
    unsafe base = Self.allocate(self.capacity)
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    .allocate(capacity: capacity + margin)
  }

  deinit { unsafe base.deallocate() }

  /// The bytes, valid while this value is borrowed.
  var span: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get {
      let span = unsafe Span(_unsafeStart: UnsafePointer(base), count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Makes room for so many more bytes.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if count + more > capacity { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    capacity = max(count + more, 2 * capacity)
    let larger = unsafe Self.allocate(capacity)
    unsafe larger.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = larger
  }

  mutating func removeAll() { count = 0 }

  /// Keeps the first bytes, of which there are at least so many.
  mutating func truncate(to length: Int) {
    precondition(0...count ~= length, "as many bytes")
    count = length
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    unsafe base[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func append(_ bytes: Span<UInt8>) {
    reserve(bytes.count)
    if bytes.count < 8 {
      // A call takes longer than these.
      unsafe bytes.withUnsafeBufferPointer { source in
        for index in 0..<source.count { unsafe base[count + index] = source[index] }
      }
    } else {
      appendMany(bytes)
    }
    count += bytes.count
  }

  @inline(never)
  private func appendMany(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      unsafe (base + count).update(from: start, count: source.count)
    }
  }

  /// Appends a number in base 128, least significant group first.
  @inline(__always)
  mutating func appendVarint(_ value: Int) {
    if 0..<0x80 ~= value { append(UInt8(truncatingIfNeeded: value)) } else { appendLong(value) }
  }

  private mutating func appendLong(_ value: Int) {
    reserve(10)
    var rest = UInt64(value)
    while rest >= 0x80 {
      unsafe base[count] = UInt8(truncatingIfNeeded: rest) | 0x80
      count += 1
      rest >>= 7
    }
    unsafe base[count] = UInt8(rest)
    count += 1
  }

  /// Where at most `limit` more bytes can be written, which `appended` then takes.
  @inline(__always)
  mutating func room(for limit: Int) -> UnsafeMutablePointer<UInt8> {
    reserve(limit)
    return unsafe base + count
  }

  /// Takes bytes that were written behind these.
  @inline(__always)
  mutating func appended(_ length: Int) {
    precondition(length >= 0 && length <= capacity - count, "at most as many as there is room for")
    count += length
  }

  /// Appends a copy to an array.
  func append(to array: inout [UInt8]) {
    unsafe array.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
  }

  @inline(__always)
  mutating func append(_ other: borrowing RawBytes) {
    reserve(other.count)
    if other.count <= Self.margin {
      unsafe copyMargin(from: other.base)
    } else {
      unsafe (base + count).update(from: other.base, count: other.count)
    }
    count += other.count
  }

  /// Appends the bytes of another value from `start` on.
  @inline(__always)
  mutating func append(_ other: borrowing RawBytes, from start: Int) {
    precondition(0...other.count ~= start, "a position in the bytes")
    let more = other.count - start
    reserve(more)
    if more <= Self.margin {
      unsafe copyMargin(from: other.base + start)
    } else {
      unsafe (base + count).update(from: other.base + start, count: more)
    }
    count += more
  }

  /// Copies as many bytes as there always are behind a capacity.
  @inline(__always)
  private func copyMargin(from source: UnsafePointer<UInt8>) {
    let low = unsafe UnsafeRawPointer(source).loadUnaligned(as: UInt64.self)
    let high = unsafe UnsafeRawPointer(source).loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    let target = unsafe UnsafeMutableRawPointer(base + count)
    unsafe target.storeBytes(of: low, as: UInt64.self)
    unsafe target.storeBytes(of: high, toByteOffset: 8, as: UInt64.self)
  }

  /// Becomes a copy.
  @inline(__always)
  mutating func set(to other: borrowing RawBytes) {
    count = 0
    append(other)
  }

  /// The first eight bytes as a number that orders as they do, 0 for those that are missing.
  @inline(__always)
  private var prefix: UInt64 {
    let word = unsafe UInt64(bigEndian: UnsafeRawPointer(base).loadUnaligned(as: UInt64.self))
    return count >= 8 ? word : word & ~(.max >> UInt64(8 * count))
  }

  /// Below 0 where these bytes come before the others in byte order, 0 where they are equal.
  @inline(__always)
  func compare(_ other: borrowing RawBytes) -> Int {
    let (a, b) = (prefix, other.prefix)
    if a != b { return a < b ? -1 : 1 }
    return compareWhole(other)
  }

  @inline(never)
  private func compareWhole(_ other: borrowing RawBytes) -> Int {
    let order = unsafe Int(memcmp(base, other.base, min(count, other.count)))
    return order != 0 ? order : count - other.count
  }

  /// How many first bytes are the same.
  @inline(__always)
  func shared(with other: borrowing RawBytes) -> Int {
    let limit = min(count, other.count)
    var shared = 0
    while shared < limit {
      let a = unsafe UnsafeRawPointer(base).loadUnaligned(fromByteOffset: shared, as: UInt64.self)
      let b = unsafe UnsafeRawPointer(other.base).loadUnaligned(
        fromByteOffset: shared, as: UInt64.self)
      let difference = (a ^ b).littleEndian
      if difference != 0 { return min(limit, shared + difference.trailingZeroBitCount / 8) }
      shared += 8
    }
    return limit
  }
}
