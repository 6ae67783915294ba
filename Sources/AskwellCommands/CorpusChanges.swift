internal import Corpus
internal import InvertedIndex

/// The documents of a corpus in order, each as a document that the index has or as a new one.
struct CorpusChanges: Sendable {
  /// What a fingerprint has led to.
  enum Match: Equatable, Sendable {
    /// Nothing: what it stands for must be read.
    case unknown
    /// A document of the base.
    case kept
    /// A document of the base, whose id another one has taken in the meantime.
    case repeated(id: String)
  }

  /// Where the next document comes from.
  enum Step: Sendable {
    /// It stays in place. Numbers are those of the base.
    case kept(UInt32, fingerprint: UInt64)
    /// It is in the base but now stands after documents that it stood before.
    case moved(UInt32, fingerprint: UInt64)
    /// It was not there: its position among the new ones.
    case new(UInt32, fingerprint: UInt64)
  }

  private let index: Index?
  private var matcher: SourceMatcher
  private var found: [Step] = []
  /// The new ones, apart from the steps, which are many and short.
  private(set) var documents: [Document] = []
  private var isKept: [Bool]
  /// For each document of the base whether its id now belongs to a new one.
  private var isReplaced: [Bool]
  private var lookedUp: (id: String, number: Int?)?

  init(_ base: CorpusBase?) {
    index = base?.index
    matcher = SourceMatcher(base?.fingerprints ?? [])
    isKept = [Bool](repeating: false, count: base?.fingerprints.count ?? 0)
    isReplaced = isKept
  }

  /// Whether a fingerprint is that of the document after the one found last.
  func hasNext(_ fingerprint: UInt64) -> Bool { matcher.hasNext(fingerprint) }

  /// Looks for the base's document with a fingerprint; gives back how many passages it has.
  mutating func keep(_ fingerprint: UInt64) throws(IndexError) -> (Match, passages: Int) {
    guard let index, let number = matcher.take(fingerprint) else { return (.unknown, 0) }
    if isReplaced[Int(number)] {
      return (.repeated(id: try index.key(of: DocumentID(number))), 0)
    }
    isKept[Int(number)] = true
    found.append(.kept(number, fingerprint: fingerprint))
    return (.kept, try index.passages(of: DocumentID(number)).count)
  }

  /// Whether the base's document of this id is kept.
  mutating func isKept(_ id: String) -> Bool {
    guard let number = number(of: id) else { return false }
    return isKept[number]
  }

  /// The base's document of an id; the one found last is remembered.
  private mutating func number(of id: String) -> Int? {
    if let lookedUp, lookedUp.id == id { return lookedUp.number }
    let number = (try? index?.documentID(forKey: id)).map { Int($0.rawValue) }
    lookedUp = (id, number)
    return number
  }

  /// Takes a document that the base does not have.
  mutating func add(_ document: Document, _ fingerprint: UInt64) {
    if let number = number(of: document.id) { isReplaced[number] = true }
    found.append(.new(UInt32(documents.count), fingerprint: fingerprint))
    documents.append(document)
  }

  /// Whether the corpus is what the base was made of.
  var areNone: Bool {
    if found.count != isKept.count { return false }
    for (position, step) in found.enumerated() {
      guard case .kept(let number, _) = step, number == position else { return false }
    }
    return true
  }

  /// Documents of the base that do not stay in place, in order.
  func gone(_ steps: [Step]) -> [UInt32] {
    var stays = [Bool](repeating: false, count: isKept.count)
    for case .kept(let number, _) in steps { stays[Int(number)] = true }
    return stays.indices.filter { !stays[$0] }.map { UInt32($0) }
  }

  /// All documents in the corpus's order; as many as can be stay in place.
  func steps() -> [Step] {
    var numbers: [UInt32] = []
    numbers.reserveCapacity(found.count)
    for case .kept(let number, _) in found { numbers.append(number) }
    let stays = SourceMatcher.longestRising(numbers)
    if stays.allSatisfy({ $0 }) { return found }
    var position = 0
    return found.map { step in
      guard case .kept(let number, let fingerprint) = step else { return step }
      position += 1
      return stays[position - 1] ? step : .moved(number, fingerprint: fingerprint)
    }
  }
}
