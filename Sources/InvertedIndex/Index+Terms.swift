import Storage

/// A dictionary entry: what is known of a term and where its postings lie.
struct TermEntry: Sendable, Equatable {
  var documentFrequency: Int
  var collectionFrequency: Int
  var greatestImpact: UInt8
  /// In the space's postings section.
  var postings: Range<Int>
}

extension Index {
  /// The term space with a name, or nil.
  public func space(named name: String) -> SpaceID? {
    spaces.firstIndex { $0.name == name }.map { SpaceID(UInt16($0)) }
  }

  /// What is known of a space as a whole.
  public func statistics(of space: SpaceID) throws(IndexError) -> SpaceStatistics {
    try self.space(space).statistics
  }

  /// A term with its statistics, or nil if no passage has it.
  ///
  /// - Complexity: O(log terms); allocates nothing.
  public func lookup(_ term: Span<UInt8>, in space: SpaceID) throws(IndexError) -> IndexedTerm? {
    guard let (id, entry) = try find(term, in: space) else { return nil }
    return IndexedTerm(space: space, id: id, entry: entry)
  }

  /// The number of a term, or nil if no passage has it.
  ///
  /// Terms are numbered in byte order.
  ///
  /// - Complexity: O(log terms).
  public func term(_ bytes: some Collection<UInt8>, in space: SpaceID) throws(IndexError)
    -> TermID?
  {
    let wanted = Array(bytes)
    return try find(wanted.span, in: space)?.0
  }

  /// The number of a term, or nil if no passage has it.
  public func term(_ text: some StringProtocol, in space: SpaceID) throws(IndexError) -> TermID? {
    try term(text.utf8, in: space)
  }

  /// What is known of a term across the collection.
  public func statistics(of term: TermID, in space: SpaceID) throws(IndexError) -> TermStatistics {
    let entry = try self.entry(of: term, in: self.space(space))
    return TermStatistics(
      documentFrequency: entry.documentFrequency,
      collectionFrequency: entry.collectionFrequency, greatestImpact: entry.greatestImpact)
  }

  /// Calls `body` with every term of a space, in byte order, and its document frequency.
  ///
  /// The span is valid during the call. Term numbers count from 0 in this order.
  public func forEachTerm(
    in space: SpaceID, _ body: (Span<UInt8>, _ documentFrequency: Int) -> Void
  ) throws(IndexError) {
    let number = Int(space.rawValue)
    let space = try self.space(space)
    var scanner = DictionaryScanner()
    var bytes = RawBytes()
    let dictionary = contents.extracting(space.dictionary)
    for term in 0..<space.statistics.termCount {
      if term % Format.groupLength == 0 {
        scanner = try scannerForGroup(term / Format.groupLength, space, number)
        bytes.removeAll()
      }
      let record = try scanner.next(dictionary, space: number)
      bytes.truncate(to: record.shared)
      bytes.append(dictionary.extracting(record.rest))
      body(bytes.span, record.entry.documentFrequency)
    }
  }

  /// All postings of a term, by passage.
  public func postings(of term: TermID, in space: SpaceID) throws(IndexError) -> [Posting] {
    let number = Int(space.rawValue)
    let space = try self.space(space)
    let entry = try self.entry(of: term, in: space)
    var postings: [Posting] = []
    postings.reserveCapacity(min(entry.documentFrequency, passageCount))
    var list = try PostingList(entry, space: space, number: number, passageCount: passageCount)
    var buffer = PostingBuffer()
    while try list.next(into: &buffer, contents) {
      for index in 0..<buffer.count {
        postings.append(
          Posting(
            passage: PassageID(buffer.passages[index]), postingClass: buffer.classes[index]))
      }
    }
    return postings
  }

  /// How many passages of a range have a term with a class that counts.
  ///
  /// - Complexity: O(postings of the term in the range and in one block beside it).
  public func documentFrequency(
    of term: TermID, in space: SpaceID, within range: Range<UInt32>, counts: (UInt8) -> Bool
  ) throws(IndexError) -> Int {
    if range.isEmpty { return 0 }
    let number = Int(space.rawValue)
    let space = try self.space(space)
    let entry = try self.entry(of: term, in: space)
    var list = try PostingList(entry, space: space, number: number, passageCount: passageCount)
    try list.skip(to: range.lowerBound, contents)
    var buffer = PostingBuffer()
    var frequency = 0
    while try list.next(into: &buffer, contents) {
      for index in 0..<buffer.count where range.contains(buffer.passages[index]) {
        if counts(buffer.classes[index]) { frequency += 1 }
      }
      if buffer.count > 0, buffer.passages[buffer.count - 1] >= range.upperBound - 1 { break }
    }
    return frequency
  }

  func space(_ id: SpaceID) throws(IndexError) -> Space {
    guard Int(id.rawValue) < spaces.count else { throw .outOfRange }
    return spaces[Int(id.rawValue)]
  }

  func entry(of term: TermID, in space: Space) throws(IndexError) -> TermEntry {
    let number = Int(term.rawValue)
    guard number < space.statistics.termCount else { throw .outOfRange }
    var scanner = try scannerForGroup(number / Format.groupLength, space, 0)
    let dictionary = contents.extracting(space.dictionary)
    for _ in 0..<(number % Format.groupLength) { _ = try scanner.next(dictionary, space: 0) }
    return try scanner.next(dictionary, space: 0).entry
  }

  private func find(_ wanted: Span<UInt8>, in id: SpaceID) throws(IndexError)
    -> (TermID, TermEntry)?
  {
    let space = try self.space(id)
    let dictionary = contents.extracting(space.dictionary)
    var low = 0
    var high = space.dictionaryIndex.count / 16
    if high == 0 { return nil }
    let number = Int(id.rawValue)
    do throws(MalformedBytes) {
      let index = contents.extracting(space.dictionaryIndex)
      while high - low > 1 {
        let middle = (low + high) / 2
        var reader = ByteReader(index, at: 16 * middle)
        let offset = try reader.fixed(UInt64.self)
        var entry = ByteReader(dictionary, at: Int(truncatingIfNeeded: offset & (1 << 48 - 1)))
        _ = try entry.byte()
        let length = try entry.count(atMost: entry.remaining)
        if entry.compare(length, with: wanted, from: 0).order > 0 {
          high = middle
        } else {
          low = middle
        }
      }
    } catch {
      throw .damaged(section: SectionID(.dictionary, space: number), offset: error.offset)
    }
    let start = try scannerForGroup(low, space, number)
    let first = low * Format.groupLength
    let count = min(Format.groupLength, space.statistics.termCount - first)
    do throws(MalformedBytes) {
      var reader = ByteReader(dictionary, at: start.offset)
      var postings = start.postings
      // How many bytes of `wanted` the entry before has; it came before `wanted`.
      var matched = 0
      for index in 0..<count {
        let shared = try reader.count(atMost: Int(UInt32.max))
        let length = try reader.count(atMost: reader.remaining)
        // Sharing less with the entry before than that shares with `wanted`: now it's greater.
        if shared < matched { return nil }
        var isFound = false
        if shared == matched {
          let (order, common) = reader.compare(length, with: wanted, from: matched)
          if order > 0 { return nil }
          isFound = order == 0
          matched = common
        }
        try reader.skip(length)
        let documentFrequency = try reader.count(atMost: Int(UInt32.max))
        let collectionFrequency = try reader.count(atMost: 1 << 56)
        let bytes = try reader.count(atMost: 1 << 48)
        let greatestImpact = try reader.byte()
        if isFound {
          return (
            TermID(UInt32(first + index)),
            TermEntry(
              documentFrequency: documentFrequency,
              collectionFrequency: collectionFrequency,
              greatestImpact: greatestImpact, postings: postings..<(postings + bytes))
          )
        }
        postings += bytes
      }
      return nil
    } catch {
      throw .damaged(section: SectionID(.dictionary, space: number), offset: error.offset)
    }
  }

  private func scannerForGroup(_ group: Int, _ space: Space, _ number: Int) throws(IndexError)
    -> DictionaryScanner
  {
    do throws(MalformedBytes) {
      var reader = ByteReader(contents.extracting(space.dictionaryIndex), at: 16 * group)
      var scanner = DictionaryScanner()
      let offset = try reader.fixed(UInt64.self)
      let postings = try reader.fixed(UInt64.self)
      guard offset <= UInt64(space.dictionary.count), postings <= UInt64(space.postings.count)
      else { throw MalformedBytes(offset: 16 * group) }
      scanner.offset = Int(offset)
      scanner.postings = Int(postings)
      return scanner
    } catch {
      throw .damaged(section: SectionID(.dictionaryIndex, space: number), offset: error.offset)
    }
  }
}

/// Reads dictionary entries one after another.
struct DictionaryScanner {
  var offset = 0
  var postings = 0
  /// The length of the term read last.
  private var length = 0

  /// An entry and what its term is: the first bytes of the term before and some of the dictionary.
  struct Record {
    var shared: Int
    var rest: Range<Int>
    var entry: TermEntry
  }

  mutating func next(_ dictionary: Span<UInt8>, space: Int) throws(IndexError) -> Record {
    do throws(MalformedBytes) {
      var reader = ByteReader(dictionary, at: offset)
      let shared = try reader.count(atMost: length)
      let rest = try reader.count(atMost: reader.remaining)
      let start = reader.offset
      try reader.skip(rest)
      let documentFrequency = try reader.count(atMost: Int(UInt32.max))
      let collectionFrequency = try reader.count(atMost: 1 << 56)
      let bytes = try reader.count(atMost: 1 << 48)
      let greatestImpact = try reader.byte()
      offset = reader.offset
      length = shared + rest
      postings += bytes
      return Record(
        shared: shared, rest: start..<(start + rest),
        entry: TermEntry(
          documentFrequency: documentFrequency, collectionFrequency: collectionFrequency,
          greatestImpact: greatestImpact, postings: (postings - bytes)..<postings))
    } catch {
      throw .damaged(section: SectionID(.dictionary, space: space), offset: error.offset)
    }
  }
}
