/// Records of one kind in a row: an array that was appended to, or a view of memory that lives as long
/// as the program.
///
/// The shipped rules are viewed where the executable holds them, so that a start copies nothing; rules
/// read from files own their arrays. Reading costs one test and a bounds check either way.
@safe
struct FlatTable<Element: BitwiseCopyable & Sendable>: RandomAccessCollection,
  @unchecked Sendable
{
  private var own: [Element]
  private var view: UnsafePointer<Element>?
  private(set) var count: Int

  /// A table with a copy of some records.
  init(_ elements: [Element] = []) {
    own = elements
    unsafe view = nil
    count = elements.count
  }

  /// A view of memory that is never freed or changed.
  @unsafe init(immortal elements: UnsafeBufferPointer<Element>) {
    own = []
    unsafe view = elements.baseAddress
    count = elements.count
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(index: Int) -> Element {
    get {
      guard let view = unsafe view else { return own[index] }
      precondition(index >= 0 && index < count, "an index outside its table")
      return unsafe view[index]
    }
    set {
      takeOver()
      own[index] = newValue
    }
  }

  /// Adds a record at the end.
  mutating func append(_ element: Element) {
    takeOver()
    own.append(element)
    count += 1
  }

  /// Adds records at the end.
  mutating func append(contentsOf elements: some Sequence<Element>) {
    takeOver()
    own.append(contentsOf: elements)
    count = own.count
  }

  /// Makes room for records.
  mutating func reserveCapacity(_ capacity: Int) {
    takeOver()
    own.reserveCapacity(capacity)
  }

  /// Calls `body` with the records where they lie, valid during the call.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    guard let view = unsafe view else { return unsafe own.withUnsafeBytes(body) }
    return unsafe body(
      UnsafeRawBufferPointer(UnsafeBufferPointer(start: view, count: count)))
  }

  /// Calls `body` with the records where they lie, valid during the call.
  func withSpan<Result>(_ body: (Span<Element>) -> Result) -> Result {
    guard let view = unsafe view else { return body(own.span) }
    return unsafe body(Span(_unsafeStart: view, count: count))
  }

  private mutating func takeOver() {
    guard let start = unsafe view else { return }
    unsafe own = Array(UnsafeBufferPointer(start: start, count: count))
    unsafe view = nil
  }
}
