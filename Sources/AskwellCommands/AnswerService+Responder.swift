internal import Conversation
internal import Corpus
internal import InvertedIndex
internal import LineProtocol
internal import Retrieval
internal import Synchronization
internal import Triage

extension AnswerService {
  /// The service over an open index.
  ///
  /// - Parameters:
  ///   - path: the index's path, for messages.
  ///   - log: where questions are kept, if anywhere.
  init(_ responder: Responder, path: String, log: QuestionLog? = nil) {
    let reader = IndexReader(index: responder.retriever.index, path: path)
    let openings = CorpusOpenings(reader)
    self.init(
      indexIdentifier: reader.index.identifier,
      documentCount: reader.index.documentCount,
      passageCount: reader.index.passageCount,
      ask: { question throws(ServiceFailure) in
        let reply = try reader.guarded { () throws(IndexError) in
          try responder.respond(to: question)
        }
        do throws(CommandFailure) {
          try log?.record(question, reply)
        } catch {
          throw ServiceFailure(error)
        }
        return reply
      },
      triage: { turns, today in
        responder.triage.assess(turns: turns, today: today).object(turns: turns)
      },
      search: { text, context, limit throws(ServiceFailure) in
        try reader.guarded { () throws(IndexError) in
          let ranking = try responder.retriever.rank(Query(text, context: context), limit: limit)
          return try ranking.hits.map { hit throws(IndexError) in
            FoundPassage(try reader.passage(hit.passage), score: hit.score)
          }
        }
      },
      document: { number throws(ServiceFailure) in
        try reader.guarded { () throws(IndexError) in try reader.document(number) }
      },
      documentText: { number throws(ServiceFailure) in
        try reader.guarded { () throws(IndexError) in
          guard let id = UInt32(exactly: number) else { throw .outOfRange }
          return try reader.index.text(of: DocumentID(id))
        }
      },
      passage: { number throws(ServiceFailure) in
        try reader.guarded { () throws(IndexError) in
          guard let id = UInt32(exactly: number) else { throw .outOfRange }
          return try reader.passage(PassageID(id))
        }
      },
      documentNumber: { key throws(ServiceFailure) in
        try reader.guarded { () throws(IndexError) in
          try reader.index.documentID(forKey: key).map { Int($0.rawValue) }
        }
      },
      passageNumber: { key throws(ServiceFailure) in
        try reader.guarded { () throws(IndexError) in
          try reader.index.passageID(forKey: key).map { Int($0.rawValue) }
        }
      },
      openings: { prefix, limit throws(ServiceFailure) in
        try reader.guarded { () throws(IndexError) in try openings.completions(prefix, limit) }
      })
  }
}

/// Reads records for the protocol and turns the index's errors into sentences.
private struct IndexReader: Sendable {
  let index: Index
  let path: String

  func guarded<Value>(_ body: () throws(IndexError) -> Value) throws(ServiceFailure) -> Value {
    do throws(IndexError) {
      return try body()
    } catch {
      throw ServiceFailure(ErrorText.failure(error, index: path))
    }
  }

  func document(_ number: Int) throws(IndexError) -> DocumentRecord {
    guard let number = UInt32(exactly: number) else { throw .outOfRange }
    let stored = try index.document(DocumentID(number))
    return DocumentRecord(
      id: stored.key, title: stored.metadata.title, url: stored.metadata.url,
      passages: Int(stored.passages.lowerBound)..<Int(stored.passages.upperBound))
  }

  func passage(_ id: PassageID) throws(IndexError) -> PassageRecord {
    let stored = try index.passage(id)
    let document = try index.document(stored.document)
    return PassageRecord(
      id: stored.passage.id, document: document.key, title: document.metadata.title,
      section: stored.passage.headingPath, question: stored.passage.question, text: stored.text,
      url: document.metadata.url.map { address in
        stored.passage.fragment.map { "\(address)#\($0)" } ?? address
      })
  }
}

/// The corpus's questions and headings, read when a host first asks for completions.
private final class CorpusOpenings: Sendable {
  /// Passages that are looked at; larger corpora are completed from their beginning.
  private static let passageLimit = 100_000

  private let reader: IndexReader
  private let texts = Mutex<[(folded: String, text: String)]?>(nil)

  init(_ reader: IndexReader) { self.reader = reader }

  func completions(_ prefix: String, _ limit: Int) throws(IndexError) -> Completions {
    let folded = prefix.lowercased()
    let found = try all().filter { $0.folded.hasPrefix(folded) }.map(\.text)
    return Completions(values: Array(found.prefix(limit)), total: found.count)
  }

  private func all() throws(IndexError) -> [(folded: String, text: String)] {
    let outcome = texts.withLock { texts -> Result<[(folded: String, text: String)], IndexError> in
      if let texts { return .success(texts) }
      do throws(IndexError) {
        let read = try read()
        texts = read
        return .success(read)
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  private func read() throws(IndexError) -> [(folded: String, text: String)] {
    var seen: Set<String> = []
    var found: [(folded: String, text: String)] = []
    for number in 0..<min(reader.index.passageCount, Self.passageLimit) {
      guard let id = UInt32(exactly: number) else { break }
      let passage = try reader.index.passage(PassageID(id)).passage
      guard let text = passage.question ?? passage.headingPath.last else { continue }
      if seen.insert(text).inserted { found.append((text.lowercased(), text)) }
    }
    return found
  }
}

extension ServiceFailure {
  /// The failure as the protocol tells it.
  init(_ failure: CommandFailure) {
    self.init(failure.message + ".", exitStatus: failure.status.rawValue)
  }
}
