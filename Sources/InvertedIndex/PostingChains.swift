/// The postings of many terms while they are being collected, in memory and in passage order.
///
/// A term's bytes lie in a chain of chunks of one large array, each chunk twice as long as the one
/// before, up to 256 bytes; the last four bytes of a chunk are the number of the next one's start.
struct PostingChains {
  /// A term's running facts.
  struct State {
    var documentFrequency: UInt32 = 0
    var last: UInt32 = 0
    var collectionFrequency: UInt64 = 0
    fileprivate var head: UInt32 = 0
    fileprivate var write: UInt32 = 0
    fileprivate var limit: UInt32 = 0
    fileprivate var size: UInt32 = 0
  }

  private(set) var states: [State] = []
  private var arena: [UInt8] = []
  private var used = 0

  private static let firstChunk: UInt32 = 8
  private static let longestChunk: UInt32 = 256

  /// Makes room for one more term.
  mutating func addTerm() { states.append(State()) }

  /// Adds a posting; passages of a term must come in rising order.
  @inline(__always)
  mutating func add(term: Int, passage: UInt32, postingClass: UInt8, occurrences: UInt32) {
    var state = states[term]
    let gap: UInt32
    if state.documentFrequency == 0 {
      gap = passage
    } else {
      precondition(passage > state.last, "a term at most once a passage")
      gap = passage - state.last - 1
    }
    state.documentFrequency += 1
    state.collectionFrequency += UInt64(occurrences)
    state.last = passage
    var rest = UInt64(gap) << 1 | (postingClass == 0 ? 0 : 1)
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80, &state)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest), &state)
    if postingClass != 0 { append(postingClass, &state) }
    states[term] = state
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8, _ state: inout State) {
    if state.write == state.limit { addChunk(&state) }
    arena[Int(state.write)] = byte
    state.write += 1
  }

  @inline(never)
  private mutating func addChunk(_ state: inout State) {
    let isFirst = state.size == 0
    let size = isFirst ? Self.firstChunk : min(state.size * 2, Self.longestChunk)
    let start = UInt32(used)
    used += Int(size)
    if used > arena.count {
      let more = max(1 << 20, arena.count / 2)
      arena.append(contentsOf: repeatElement(0, count: more))
    }
    if isFirst {
      state.head = start
    } else {
      let link = Int(state.limit)
      for index in 0..<4 {
        arena[link + index] = UInt8(truncatingIfNeeded: start >> UInt32(8 * index))
      }
    }
    state.size = size
    state.write = start
    state.limit = start + size - 4
  }

  /// Bytes held.
  var byteCount: Int { used }

  /// Appends a term's bytes, chunk by chunk.
  func copyBytes(of term: Int, into bytes: inout [UInt8]) {
    let state = states[term]
    if state.size == 0 { return }
    var start = state.head
    var size = Self.firstChunk
    while true {
      let limit = start + size - 4
      if limit == state.limit {
        bytes.append(contentsOf: arena[Int(start)..<Int(state.write)])
        return
      }
      bytes.append(contentsOf: arena[Int(start)..<Int(limit)])
      var next: UInt32 = 0
      for index in 0..<4 { next |= UInt32(arena[Int(limit) + index]) << UInt32(8 * index) }
      start = next
      size = min(size * 2, Self.longestChunk)
    }
  }
}
