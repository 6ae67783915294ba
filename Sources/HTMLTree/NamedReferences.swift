internal import CLibXML2

/// The named character references of HTML, found by binary search in their text; nothing is parsed
/// at start.
///
/// - SeeAlso: HTML, §13.5 "Named character references".
enum NamedReferences {
  /// No name is longer, `;` included.
  static let longest = 33

  /// The UTF-8 text for a name such as `copy` or `check;`, or nil.
  static func text(for name: ArraySlice<UInt8>) -> [UInt8]? {
    var count = 0
    let start = unsafe askwell_named_references(&count)
    let table = unsafe UnsafeBufferPointer(start: start, count: count)
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      var start = middle
      while start > low, unsafe table[start - 1] != 0x0A { start -= 1 }
      var tab = start
      while unsafe table[tab] != 0x09 { tab += 1 }
      var end = tab
      while unsafe table[end] != 0x0A { end += 1 }
      let found = unsafe table[start..<tab]
      if unsafe found.elementsEqual(name) {
        return unsafe Array(table[(tab + 1)..<end])
      }
      if unsafe found.lexicographicallyPrecedes(name) {
        low = end + 1
      } else {
        high = start
      }
    }
    return nil
  }
}
