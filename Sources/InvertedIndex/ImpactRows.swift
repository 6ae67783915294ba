/// An impact table as search reads it: 256 impacts for each posting class, the number of rows rounded
/// up to a power of two, 0 for classes that the table does not know.
@safe final class ImpactRows: @unchecked Sendable {
  /// Number of rows less one: what a posting's class is masked with.
  let mask: UInt32
  let values: UnsafePointer<UInt8>

  /// - Parameters:
  ///   - table: row by row, or empty where an impact is the posting's class.
  ///   - room: the least number of rows in memory, a power of two.
  init(_ table: Span<UInt8>, rows: Int, columns: Int, room: Int = 1) {
    var power = room
    while power < rows { power *= 2 }
    mask = UInt32(power - 1)
    let values = UnsafeMutablePointer<UInt8>.allocate(capacity: power * 256)
    unsafe values.initialize(repeating: 0, count: power * 256)
    for row in 0..<rows {
      if table.isEmpty {
        for column in 0..<256 { unsafe values[row * 256 + column] = UInt8(row) }
      } else {
        for column in 0..<columns {
          unsafe values[row * 256 + column] = table[row * columns + column]
        }
      }
    }
    unsafe self.values = UnsafePointer(values)
  }

  deinit { unsafe values.deallocate() }
}
