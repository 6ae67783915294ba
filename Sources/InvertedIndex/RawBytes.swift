import Glibc
import Storage

/// Bytes that grow, in plain memory: terms, the dictionary and lists while an index is written.
///
/// An array's checks for shared storage took as long as writing a term of an update.
@safe struct RawBytes: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  /// No bytes, and room for some.
  init(capacity: Int = 64) {
    self.capacity = max(16, capacity)
    unsafe base = .allocate(capacity: self.capacity)
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
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
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

  mutating func append(_ bytes: Span<UInt8>) {
    reserve(bytes.count)
    unsafe bytes.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      unsafe (base + count).update(from: start, count: source.count)
    }
    count += bytes.count
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

  /// Appends what `write` puts at the address, at most `limit` bytes; it returns how many.
  mutating func append(atMost limit: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
    reserve(limit)
    let length = unsafe write(base + count)
    precondition(0...limit ~= length, "at most as many bytes as there is room for")
    count += length
  }

  /// Appends a copy to an array.
  func append(to array: inout [UInt8]) {
    unsafe array.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
  }

  mutating func append(_ other: borrowing RawBytes) {
    reserve(other.count)
    unsafe (base + count).update(from: other.base, count: other.count)
    count += other.count
  }

  /// Becomes a copy.
  mutating func set(to other: borrowing RawBytes) {
    count = 0
    append(other.span)
  }

  /// Below 0 where these bytes come before the others in byte order, 0 where they are equal.
  func compare(_ other: borrowing RawBytes) -> Int {
    let order = unsafe Int(memcmp(base, other.base, min(count, other.count)))
    return order != 0 ? order : count - other.count
  }

  /// How many first bytes are the same.
  func shared(with other: borrowing RawBytes) -> Int {
    let limit = min(count, other.count)
    var shared = 0
    while shared < limit, unsafe base[shared] == other.base[shared] { shared += 1 }
    return shared
  }
}
