import Storage

/// A dictionary entry: what is known of a term and where its postings lie.
struct TermEntry {
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

  /// The number of a term, or nil if no passage has it.
  ///
  /// Terms are numbered in byte order.
  ///
  /// - Complexity: O(log terms).
  public func term(_ bytes: some Collection<UInt8>, in space: SpaceID) throws(IndexError)
    -> TermID?
  {
    let wanted = Array(bytes)
    return try find(wanted.span, in: self.space(space))?.0
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
    for term in 0..<space.statistics.termCount {
      if term % Format.groupLength == 0 {
        scanner = try scannerForGroup(term / Format.groupLength, space, number)
      }
      let entry = try scanner.next(contents.extracting(space.dictionary), space: number)
      body(scanner.term.span, entry.documentFrequency)
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
    return try scanner.next(dictionary, space: 0)
  }

  func find(_ wanted: Span<UInt8>, in space: Space) throws(IndexError) -> (TermID, TermEntry)? {
    let dictionary = contents.extracting(space.dictionary)
    var low = 0
    var high = space.dictionaryIndex.count / 16
    while high - low > 1 {
      let middle = (low + high) / 2
      var scanner = try scannerForGroup(middle, space, 0)
      _ = try scanner.next(dictionary, space: 0)
      if scanner.compare(wanted) > 0 { high = middle } else { low = middle }
    }
    if high == 0 { return nil }
    var scanner = try scannerForGroup(low, space, 0)
    let first = low * Format.groupLength
    for term in first..<min(first + Format.groupLength, space.statistics.termCount) {
      let entry = try scanner.next(dictionary, space: 0)
      let order = scanner.compare(wanted)
      if order == 0 { return (TermID(UInt32(term)), entry) }
      if order > 0 { return nil }
    }
    return nil
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
  private(set) var term: [UInt8] = []

  mutating func next(_ dictionary: Span<UInt8>, space: Int) throws(IndexError) -> TermEntry {
    do throws(MalformedBytes) {
      var reader = ByteReader(dictionary, at: offset)
      let shared = try reader.count(atMost: term.count)
      let length = try reader.count(atMost: reader.remaining)
      term.removeSubrange(shared...)
      term += try reader.array(count: length)
      let documentFrequency = try reader.count(atMost: Int(UInt32.max))
      let collectionFrequency = try reader.count(atMost: 1 << 56)
      let bytes = try reader.count(atMost: 1 << 48)
      let greatestImpact = try reader.byte()
      offset = reader.offset
      let start = postings
      postings += bytes
      return TermEntry(
        documentFrequency: documentFrequency, collectionFrequency: collectionFrequency,
        greatestImpact: greatestImpact, postings: start..<postings)
    } catch {
      throw .damaged(section: SectionID(.dictionary, space: space), offset: error.offset)
    }
  }

  /// Below 0 where the term comes before `other` in byte order, 0 where they are equal.
  func compare(_ other: Span<UInt8>) -> Int {
    for index in 0..<min(term.count, other.count) where term[index] != other[index] {
      return Int(term[index]) - Int(other[index])
    }
    return term.count - other.count
  }
}
