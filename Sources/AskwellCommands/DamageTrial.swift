internal import Glibc
internal import InvertedIndex
internal import Retrieval
internal import Storage

/// Opens and questions damaged copies of an index, without the checksums that would refuse them.
///
/// What must come out is an answer or a named error. Anything else ends the process, which then has told
/// on standard error which damage it was at.
struct DamageTrial {
  private let path: String
  private let sound: [UInt8]
  private let questions: [[UInt8]]
  private(set) var refused = 0
  private(set) var served = 0

  /// - Parameter path: an index's folder.
  init(path: String, questions: [[UInt8]]) throws(CommandFailure) {
    self.path = path + "/" + Index.fileName
    sound = try FileBytes.read(self.path, limit: 1 << 32)
    self.questions = questions
  }

  /// Flips a bit of each byte in turn.
  mutating func flipEveryByte() {
    for offset in sound.indices {
      question(
        sound.count, [(offset, sound[offset] ^ 1 << UInt8(offset % 8))], number: offset)
    }
  }

  /// Changes 1 to 64 random bytes, or cuts the file short, so many times; always the same damages.
  mutating func damage(times: Int) {
    var random = Sequence(state: 1)
    for number in 0..<times {
      var length = sound.count
      var changes: [(offset: Int, byte: UInt8)] = []
      if random.next() % 20 == 0 { length -= Int(random.next() % UInt64(length)) }
      for _ in 0..<[1, 1, 4, 64][Int(random.next() % 4)] where length > 0 {
        let offset = Int(random.next() % UInt64(length))
        changes.append((offset, UInt8(truncatingIfNeeded: random.next())))
      }
      question(length, changes, number: number)
    }
  }

  private mutating func question(
    _ length: Int, _ changes: [(offset: Int, byte: UInt8)], number: Int
  ) {
    if number % 10_000 == 0 {
      var errors = ByteOutput(descriptor: 2)
      try? errors.writeLine("damage \(number)")
      try? errors.flush()
    }
    do throws(IndexError) {
      let index = try Index(path: path, length: length, changes: changes)
      let first = number * 4
      if var searcher = try PlainSearcher(index) {
        var keys: [UInt8] = []
        for number in first..<(first + 4) {
          let question = questions[number % questions.count]
          try searcher.search(question.span, limit: 10, keys: &keys)
        }
      } else {
        let retriever = try Retriever(index: index)
        for question in first..<(first + 2) {
          let text = String(decoding: questions[question % questions.count], as: UTF8.self)
          for hit in try retriever.rank(Query(text), limit: 3).hits {
            _ = try index.passage(hit.passage)
          }
        }
      }
      served += 1
    } catch {
      refused += 1
    }
  }

  /// A small generator with a fixed seed.
  private struct Sequence {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
