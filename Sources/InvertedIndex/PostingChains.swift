import Glibc

/// The postings of many terms while they are being collected, in memory and in passage order.
///
/// A term's bytes are its list in the short form. They lie in a chain of chunks of one large block of
/// memory, each chunk twice as long as the one before, up to 256 bytes; the last four bytes of
/// a chunk are the number of the next one's start. Plain memory, because every posting of a build is
/// appended here: the bounds are kept by `reserve`.
@safe final class PostingChains {
  private struct State {
    var documentFrequency: UInt32 = 0
    /// The number after the last passage's.
    var next: UInt32 = 0
    var head: UInt32 = 0
    var write: UInt32 = 0
    var limit: UInt32 = 0
    var size: UInt32 = 0
  }

  private var states: UnsafeMutablePointer<State>
  private var stateCapacity = 1 << 10
  /// How many terms there are.
  private(set) var count = 0
  private var arena: UnsafeMutablePointer<UInt8>?
  private var arenaCapacity = 0
  private var used = 0

  private static let firstChunk: UInt32 = 8
  private static let longestChunk: UInt32 = 256

  init() {
    unsafe states = .allocate(capacity: stateCapacity)
  }

  deinit {
    unsafe states.deallocate()
    unsafe free(arena)
  }

  /// Bytes that postings take.
  var postingBytes: Int { used }

  /// Makes room for one more term.
  func addTerm() {
    if count == stateCapacity {
      stateCapacity *= 2
      let larger = UnsafeMutablePointer<State>.allocate(capacity: stateCapacity)
      unsafe larger.moveInitialize(from: states, count: count)
      unsafe states.deallocate()
      unsafe states = larger
    }
    unsafe (states + count).initialize(to: State())
    count += 1
  }

  /// In how many passages a term was found.
  func documentFrequency(of term: Int) -> Int {
    precondition(term < count, "a term of this space")
    return unsafe Int(states[term].documentFrequency)
  }

  /// Whether another passage of so many terms fits without more than 4 GiB.
  func fits(_ terms: Int) -> Bool {
    used + terms * Int(Self.longestChunk) <= Int(UInt32.max)
  }

  /// Adds the postings of a passage; passages must come in rising order.
  func add(_ entries: [PassageTerms.Entry], passage: UInt32) {
    reserve(entries.count * Int(Self.longestChunk))
    // In locals: a class's variables are checked for exclusive access each time.
    let (states, count) = unsafe (self.states, self.count)
    guard let arena = unsafe self.arena else { return }
    var used = UInt32(self.used)
    for entry in entries {
      let term = Int(entry.term.rawValue)
      precondition(term < count, "a term of this space")
      var state = unsafe states[term]
      precondition(passage >= state.next, "a term at most once a passage")
      var rest = UInt64(passage - state.next) << 1 | (entry.postingClass == 0 ? 0 : 1)
      state.documentFrequency += 1
      state.next = passage + 1
      while rest >= 0x80 {
        unsafe Self.append(UInt8(truncatingIfNeeded: rest) | 0x80, &state, arena, &used)
        rest >>= 7
      }
      unsafe Self.append(UInt8(truncatingIfNeeded: rest), &state, arena, &used)
      if entry.postingClass != 0 { unsafe Self.append(entry.postingClass, &state, arena, &used) }
      unsafe states[term] = state
    }
    self.used = Int(used)
  }

  private func reserve(_ more: Int) {
    if used + more <= arenaCapacity { return }
    arenaCapacity = max(used + more, arenaCapacity + max(1 << 20, arenaCapacity / 2))
    // Large blocks are moved by the kernel, without a copy.
    guard let larger = unsafe realloc(arena, arenaCapacity) else {
      preconditionFailure("memory for postings")
    }
    unsafe arena = larger.assumingMemoryBound(to: UInt8.self)
  }

  @inline(__always)
  private static func append(
    _ byte: UInt8, _ state: inout State, _ arena: UnsafeMutablePointer<UInt8>, _ used: inout UInt32
  ) {
    if state.write == state.limit { unsafe addChunk(&state, arena, &used) }
    unsafe arena[Int(state.write)] = byte
    state.write += 1
  }

  @inline(__always)
  private static func addChunk(
    _ state: inout State, _ arena: UnsafeMutablePointer<UInt8>, _ used: inout UInt32
  ) {
    let start = used
    if state.size == 0 {
      state.size = firstChunk
      state.head = start
    } else {
      state.size = min(state.size * 2, longestChunk)
      let link = unsafe UnsafeMutableRawPointer(arena + Int(state.limit))
      unsafe link.storeBytes(of: start.littleEndian, as: UInt32.self)
    }
    used += state.size
    state.write = start
    state.limit = start + state.size - 4
  }

  /// Appends a term's list in the short form, chunk by chunk.
  func copyBytes(of term: Int, into bytes: inout [UInt8]) {
    let state = unsafe states[term]
    guard state.size > 0, let arena = unsafe arena else { return }
    var start = state.head
    var size = Self.firstChunk
    while true {
      let limit = start + size - 4
      let end = limit == state.limit ? state.write : limit
      unsafe bytes.append(
        contentsOf: UnsafeBufferPointer(start: arena + Int(start), count: Int(end - start)))
      if limit == state.limit { return }
      let link = unsafe UnsafeRawPointer(arena + Int(limit))
      start = unsafe UInt32(littleEndian: link.loadUnaligned(as: UInt32.self))
      size = min(size * 2, Self.longestChunk)
    }
  }

  /// Forgets all postings and keeps the terms.
  func removePostings() {
    used = 0
    for term in 0..<count { unsafe states[term] = State() }
  }
}
