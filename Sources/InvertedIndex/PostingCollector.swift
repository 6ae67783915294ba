import Storage

/// The postings of one space as one thread of a build finds them.
///
/// They are kept in memory up to a bound; beyond it they are put aside on disk as a run: all terms in
/// byte order with their lists. The lists of all runs and of what is in memory are joined when the
/// index is written, so neither the bound nor the number of collectors shows in the index.
///
/// A collector belongs to one thread at a time.
public final class PostingCollector: @unchecked Sendable {
  private var terms = TermTable()
  private let chains = PostingChains()
  private let folder: String
  private let memoryLimit: Int
  private var scratch: RunFile?
  private var runs: [Range<Int>] = []
  /// For each term whether a run has postings of it.
  private var isInRun: [Bool] = []
  private var order: [Int] = []

  /// No postings yet.
  ///
  /// - Parameters:
  ///   - folder: where postings are put aside, in a file without a name.
  ///   - memoryLimit: bytes of postings kept in memory; terms come on top.
  public init(folder: String, memoryLimit: Int = .max) {
    self.folder = folder
    self.memoryLimit = memoryLimit
  }

  /// The number of a term for this collector; the same bytes give the same number.
  public func term(_ bytes: Span<UInt8>) -> BuilderTerm {
    let (number, isNew) = terms.insert(bytes)
    if isNew { chains.addTerm() }
    return BuilderTerm(rawValue: UInt32(number))
  }

  /// Adds a passage's terms; passages come in rising order.
  public func add(_ entries: [PassageTerms.Entry], passage: UInt32) throws(IndexError) {
    if chains.postingBytes > memoryLimit || !chains.fits(entries.count) { try putAside() }
    chains.add(entries, passage: passage)
  }

  /// Whether any passage has a term.
  func contains(_ term: Span<UInt8>) -> Bool {
    guard let number = terms.number(of: term) else { return false }
    return chains.documentFrequency(of: number) > 0
      || (number < isInRun.count && isInRun[number])
  }

  /// Whether nothing was put aside, so that all postings of a term are in memory.
  var isInMemory: Bool { runs.isEmpty }

  var isEmpty: Bool { terms.count == 0 }

  /// Calls `body` with the postings of each term, in any order. Nothing may have been put aside.
  func forEachList(_ body: (borrowing PostingArray) -> Void) throws(IndexError) {
    precondition(isInMemory, "postings in memory")
    var list = PostingArray()
    var bytes: [UInt8] = []
    for term in 0..<terms.count where chains.documentFrequency(of: term) > 0 {
      list.count = 0
      bytes.removeAll(keepingCapacity: true)
      chains.copyBytes(of: term, into: &bytes)
      try list.append(shortForm: bytes, count: chains.documentFrequency(of: term))
      body(list)
    }
  }

  /// All terms with their postings, from each of the places where they are.
  func streams() -> [TermStream] {
    var streams: [TermStream] = []
    if let scratch {
      let window = max(1 << 12, min(1 << 18, memoryLimit / max(1, runs.count)))
      for run in runs { streams.append(RunTerms(scratch, run, window: window)) }
    }
    streams.append(collected())
    return streams
  }

  private func collected() -> CollectedTerms {
    if order.count != terms.count { order = terms.sorted(Array(0..<terms.count)) }
    return CollectedTerms(terms, chains, order: order)
  }

  private func putAside() throws(IndexError) {
    do throws(StorageError) {
      let scratch: RunFile
      if let file = self.scratch {
        scratch = file
      } else {
        scratch = RunFile(try ScratchFile(folder: folder))
        self.scratch = scratch
      }
      let start = scratch.file.count
      let collected = collected()
      var bytes: [UInt8] = []
      while collected.advance() {
        collected.appendRecord(to: &bytes)
        if bytes.count > 1 << 18 {
          try scratch.file.append(bytes.span)
          bytes.removeAll(keepingCapacity: true)
        }
      }
      try scratch.file.append(bytes.span)
      runs.append(start..<scratch.file.count)
    } catch {
      throw .storage(error)
    }
    isInRun.append(contentsOf: repeatElement(false, count: terms.count - isInRun.count))
    for term in 0..<terms.count where chains.documentFrequency(of: term) > 0 {
      isInRun[term] = true
    }
    chains.removePostings()
  }
}

/// A file of runs that the streams over them share.
final class RunFile {
  var file: ScratchFile
  init(_ file: consuming ScratchFile) { self.file = file }
}

/// The terms of a run, read in order.
///
/// A record: u32 length of the term, u32 document frequency, u32 length of the list, the term, the
/// list in the short form.
final class RunTerms: TermStream {
  private let scratch: RunFile
  private let window: Int
  private var rest: Range<Int>
  private var buffer: [UInt8] = []
  private var position = 0
  private var documentFrequency = 0
  private var list: [UInt8] = []

  init(_ scratch: RunFile, _ run: Range<Int>, window: Int) {
    self.scratch = scratch
    self.window = window
    rest = run
  }

  override func advance() throws(IndexError) -> Bool {
    if position == buffer.count, rest.isEmpty { return false }
    try need(12)
    let termLength = number(0)
    documentFrequency = number(4)
    let listLength = number(8)
    position += 12
    try need(termLength + listLength)
    term.removeAll()
    term.append(buffer.span.extracting(position..<(position + termLength)))
    position += termLength
    list.removeAll(keepingCapacity: true)
    list += buffer[position..<(position + listLength)]
    position += listLength
    return true
  }

  override func append(to list: inout PostingArray) throws(IndexError) {
    try list.append(shortForm: self.list, count: documentFrequency)
  }

  private func number(_ offset: Int) -> Int {
    var value = 0
    for index in 0..<4 { value |= Int(buffer[position + offset + index]) << (8 * index) }
    return value
  }

  /// Reads until so many bytes are there.
  private func need(_ count: Int) throws(IndexError) {
    let missing = count - (buffer.count - position)
    if missing <= 0 { return }
    guard missing <= rest.count else { throw .outOfRange }
    buffer.removeFirst(position)
    position = 0
    let end = rest.lowerBound + min(rest.count, max(missing, window))
    do throws(StorageError) {
      try scratch.file.read(rest.lowerBound..<end, into: &buffer)
    } catch {
      throw .storage(error)
    }
    rest = end..<rest.upperBound
  }
}
