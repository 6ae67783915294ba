internal import Conversation
internal import InvertedIndex
internal import Regression
internal import Retrieval
internal import Triage

extension Subject {
  /// The program itself: the responder that every way of asking goes through.
  init(_ responder: Responder) {
    let retriever = responder.retriever
    let index = retriever.index
    self.init(
      respond: { try responder.respond(to: $0) },
      assess: { responder.triage.assess(turns: $0, today: $1) },
      search: { text, limit in
        let query = Query(text)
        return try Run.Entry.distinct(limit) { passages in
          try retriever.search(query, limit: passages).map { found in
            Run.Entry(document: try index.document(found.document).key, score: found.score)
          }
        }
      },
      passageText: { key in
        try index.passageID(forKey: key).map { try index.passage($0).text }
      })
  }
}
