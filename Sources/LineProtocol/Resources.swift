internal import JSON

/// `resources/list`, `resources/templates/list` and `resources/read`.
enum Resources {
  /// Entries of one page of the list.
  static let pageSize = 200

  /// Documents in index order, each followed by its passages.
  static func list(_ parameters: Parameters, _ service: AnswerService) throws(RequestFault)
    -> JSONValue
  {
    var place = ListPlace(document: 0, entry: 0)
    if let cursor = try parameters.string("cursor") {
      guard let found = ListPlace(cursor: cursor, index: service.indexIdentifier),
        found.document < service.documentCount
      else { throw .unknownCursor(cursor) }
      place = found
    }
    var entries: [JSONValue] = []
    do throws(ServiceFailure) {
      while entries.count < pageSize, place.document < service.documentCount {
        let document = try service.document(place.document)
        if place.entry == 0 { entries.append(entry(document)) }
        var next = max(place.entry, 1)
        while entries.count < pageSize, next <= document.passages.count {
          entries.append(entry(try service.passage(document.passages.lowerBound + next - 1)))
          next += 1
        }
        place =
          next > document.passages.count
          ? ListPlace(document: place.document + 1, entry: 0)
          : ListPlace(document: place.document, entry: next)
      }
    } catch {
      throw .service(error)
    }
    var members: [JSONValue.Member] = [.init("resources", .array(entries))]
    if place.document < service.documentCount {
      members.append(.init("nextCursor", .string(place.cursor(index: service.indexIdentifier))))
    }
    return .object(members)
  }

  static func templates(_ parameters: Parameters) throws(RequestFault) -> JSONValue {
    if let cursor = try parameters.string("cursor") { throw .unknownCursor(cursor) }
    return [
      "resourceTemplates": [
        [
          "uriTemplate": .string(ResourceAddress.documentTemplate), "name": "document",
          "description": "The visible text of a document.", "mimeType": "text/plain",
        ],
        [
          "uriTemplate": .string(ResourceAddress.passageTemplate), "name": "passage",
          "description": "A passage; citations' start and end count its UTF-8 bytes.",
          "mimeType": "text/plain",
        ],
      ]
    ]
  }

  static func read(
    _ parameters: Parameters, _ era: Era, _ service: () throws(RequestFault) -> AnswerService
  ) throws(RequestFault) -> JSONValue {
    let uri = try parameters.requiredString("uri")
    guard let address = ResourceAddress(uri) else { throw .unknownResource(uri: uri, era: era) }
    guard let text = try text(at: address, try service()) else {
      throw .unknownResource(uri: uri, era: era)
    }
    return ["contents": [["uri": .string(uri), "mimeType": "text/plain", "text": .string(text)]]]
  }

  /// What lies at an address, or nil when nothing does.
  static func text(at address: ResourceAddress, _ service: AnswerService) throws(RequestFault)
    -> String?
  {
    do throws(ServiceFailure) {
      switch address {
      case .document(let id):
        guard let number = try service.documentNumber(id) else { return nil }
        return try service.documentText(number)
      case .passage(let document, let local):
        for id in ["\(document)#\(local)", local] {
          guard let number = try service.passageNumber(id) else { continue }
          let passage = try service.passage(number)
          if passage.document == document { return passage.text }
        }
        return nil
      }
    } catch {
      throw .service(error)
    }
  }

  private static func entry(_ document: DocumentRecord) -> JSONValue {
    [
      "uri": .string(ResourceAddress.document(document.id).uri), "name": .string(document.id),
      "title": .string(document.title), "mimeType": "text/plain",
    ]
  }

  private static func entry(_ passage: PassageRecord) -> JSONValue {
    [
      "uri": .string(passage.uri), "name": .string(passage.id),
      "title": .string(passage.question ?? passage.section.last ?? passage.title),
      "mimeType": "text/plain", "size": .integer(Int64(passage.text.utf8.count)),
    ]
  }
}

/// How far a reader of the list has come: entry 0 is the document itself, then come its passages.
struct ListPlace: Equatable {
  var document: Int
  var entry: Int

  init(document: Int, entry: Int) {
    self.document = document
    self.entry = entry
  }

  /// Reads a cursor, which is good for the index it was made for and no other.
  init?(cursor: String, index: String) {
    let parts = cursor.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2] == index.percentEncoded,
      let document = Int(parts[0]), document >= 0, let entry = Int(parts[1]), entry >= 0
    else { return nil }
    self.init(document: document, entry: entry)
  }

  func cursor(index: String) -> String { "\(document).\(entry).\(index.percentEncoded)" }
}
