/// What people ask about a subject that most pages on it do not tell: what it costs, whether dogs have it,
/// whether one may fly with it.
///
/// A question about such an aspect that meets a passage without a word of it is seldom answered there,
/// however much of the subject they share.
struct Aspects: Sendable {
  /// Why a file was refused: the line, from 1.
  struct Fault: Error, Equatable {
    let line: Int
  }

  /// The longest phrase, in words.
  private static let longest = 3

  /// The aspects that a phrase asks of and those that it tells of, a bit each.
  private struct Phrase {
    let hash: UInt64
    var asking: UInt64
    var telling: UInt64
    /// Whether it is also the first word of a longer one.
    var isBeginning: Bool
  }

  /// Sorted by hash, each once: parsing runs at the first question of a process, and filling a table of
  /// hashes costs it more than sorting.
  private var phrases: [Phrase] = []

  /// Those that come with the program; a test rules out that the file is malformed.
  static let standard = (try? Aspects(parsing: RetrievalResources.aspects)) ?? Aspects()

  /// None.
  init() {}

  /// Reads the UTF-8 bytes of a file of `aspect TAB words that ask TAB further words that tell`, at most 64 lines.
  init(parsing bytes: Span<UInt8>) throws(Fault) {
    var number = 0
    phrases.reserveCapacity(bytes.count / 6)
    var place = 0
    var start = 0
    while start < bytes.count {
      place += 1
      var end = start
      var tabs = (first: -1, second: -1, count: 0)
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
        if bytes[end] == UInt8(ascii: "\t") {
          tabs = (tabs.count == 0 ? end : tabs.first, end, tabs.count + 1)
        }
        end += 1
      }
      if start < end, bytes[start] != UInt8(ascii: "#") {
        guard tabs.count == 2, number < 64 else { throw Fault(line: place) }
        let bit: UInt64 = 1 << UInt64(number)
        note(bytes, (tabs.first + 1)..<tabs.second, asking: bit, telling: bit)
        note(bytes, (tabs.second + 1)..<end, asking: 0, telling: bit)
        number += 1
      }
      start = end + 1
    }
    merge()
  }

  /// Sorts the phrases and makes one of equal ones.
  private mutating func merge() {
    phrases.sort { $0.hash < $1.hash }
    var count = 0
    for phrase in phrases {
      if count > 0, phrases[count - 1].hash == phrase.hash {
        phrases[count - 1].asking |= phrase.asking
        phrases[count - 1].telling |= phrase.telling
        phrases[count - 1].isBeginning = phrases[count - 1].isBeginning || phrase.isBeginning
      } else {
        phrases[count] = phrase
        count += 1
      }
    }
    phrases.removeSubrange(count...)
  }

  /// Adds the phrases of a field; commas stand between them.
  private mutating func note(
    _ bytes: Span<UInt8>, _ field: Range<Int>, asking: UInt64, telling: UInt64
  ) {
    var hash = Hash()
    var first: Hash?
    for place in field.lowerBound...field.upperBound {
      let byte = place == field.upperBound ? UInt8(ascii: ",") : bytes[place]
      if byte == UInt8(ascii: ",") {
        if hash != Hash() {
          phrases.append(
            Phrase(hash: hash.value, asking: asking, telling: telling, isBeginning: false))
        }
        if let first {
          phrases.append(Phrase(hash: first.value, asking: 0, telling: 0, isBeginning: true))
        }
        (hash, first) = (Hash(), nil)
      } else if byte != 0x20 || hash != Hash() {
        if byte == 0x20, first == nil { first = hash }
        hash.add(byte)
      }
    }
  }

  /// FNV-1a: parsing runs at the first question of each process and makes no strings.
  private struct Hash: Equatable {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

    mutating func add(_ word: String) { for byte in word.utf8 { add(byte) } }
  }

  /// The aspects that a question's folded words ask of, a bit each.
  func asked(by words: [String]) -> UInt64 { found(in: words).asking }

  /// The aspects that a text's folded words tell of.
  func told(by words: [String]) -> UInt64 { found(in: words).telling }

  private func found(in words: [String]) -> (asking: UInt64, telling: UInt64) {
    var bits: (asking: UInt64, telling: UInt64) = (0, 0)
    func look(_ hash: Hash) -> Bool {
      guard let found = phrase(hash.value) else { return false }
      bits = (bits.asking | found.asking, bits.telling | found.telling)
      return found.isBeginning
    }
    for (place, word) in words.enumerated() {
      var hash = Hash()
      hash.add(word)
      guard look(hash) else { continue }
      for next in words[(place + 1)...].prefix(Self.longest - 1) {
        hash.add(0x20)
        hash.add(next)
        _ = look(hash)
      }
    }
    return bits
  }

  private func phrase(_ hash: UInt64) -> Phrase? {
    var low = 0
    var high = phrases.count
    while low < high {
      let middle = (low + high) / 2
      if phrases[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    return low < phrases.count && phrases[low].hash == hash ? phrases[low] : nil
  }
}
