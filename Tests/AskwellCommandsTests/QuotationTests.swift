import Conversation
import Corpus
import Extraction
import FoundationEssentials
import InvertedIndex
import JSON
import Retrieval
import Testing
import Triage

@testable import AskwellCommands

/// The shipped corpus, indexed anew in a folder of its own.
struct ShippedCorpus {
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  let folder: String
  let responder: Responder
  let index: Index

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/askwell-\(UUID().uuidString)"
    let source = try CorpusSource(paths: [Self.root + "/Corpus"])
    var builder = try CorpusBuilder(baseURL: nil, folder: folder)
    for file in source.files { try builder.add(file) }
    #expect(builder.notices == [])
    try builder.finish()
    index = try Index(path: folder)
    responder = try Responder(
      retriever: try Retriever(index: index), triage: TriageEngine(rules: try RuleSet.builtIn()))
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// Questions of the answer suites, answerable or not, and red-flag reports.
  static func questions() throws -> [Question] {
    var result: [Question] = [
      Question("there is blood in my stool. is it leaky gut?"), Question("I fainted on the toilet"),
      Question("is blood in stool a sign of leaky gut?"),
    ]
    for name in ["answerable", "unanswerable"] {
      let path = root + "/Tests/Answers/questions/\(name).jsonl"
      let bytes = try FileBytes.read(path)
      for line in bytes.split(separator: 0x0A) {
        let record = try InputRecord(line: Array(line), format: .jsonl, today: nil)
        result.append(record.question)
      }
    }
    return result
  }
}

@Suite struct `Quotations` {
  @Test func `every passage is a slice of the page's visible text`() throws {
    let folder = ShippedCorpus.root + "/Corpus"
    for file in try CorpusSource(paths: [folder]).files {
      let bytes = try FileBytes.read(file.path)
      let document = try ArticleExtractor().extract(bytes, name: file.name)
        .document(id: file.name, baseURL: nil)
      let visible = VisibleText.withoutSpaces(html: String(decoding: bytes, as: UTF8.self))
      #expect(!document.passages.isEmpty)
      for passage in document.passages {
        let text = String(document.text(of: passage))
        #expect(visible.contains(VisibleText.withoutSpaces(text)), "\(passage.id)")
        #expect(document.text.contains(text))
      }
    }
  }

  @Test func `every quote of every answer is the byte range it names of a stored passage`() throws {
    let corpus = try ShippedCorpus()
    defer { corpus.remove() }
    var quotes = 0
    for question in try ShippedCorpus.questions() {
      let reply = try corpus.responder.respond(to: question)
      var citations = (reply.escalation?.citations ?? []) + (reply.doctorNote.map { [$0] } ?? [])
      if case .answer(let answer) = reply.finding { citations += answer.citations }
      for citation in citations {
        quotes += 1
        let id = try #require(try corpus.index.passageID(forKey: citation.passage))
        let stored = Array(try corpus.index.passage(id).text.utf8)
        #expect(Array(stored[citation.range]) == Array(citation.quote.utf8))
        for part in citation.parts {
          #expect(Array(stored[part.range]) == Array(part.quote.utf8))
          #expect(citation.rendered.contains(part.quote))
        }
        #expect(citation.url?.hasPrefix("https://www.example.org/health/leaky-gut") == true)
      }
      for flag in reply.escalation?.flags ?? [] {
        #expect(!flag.quotes.isEmpty)
        let turns = question.context + [question.text]
        #expect(flag.quotes.allSatisfy { quote in turns.contains { $0.contains(quote) } })
      }
    }
    #expect(quotes > 300)
  }

  @Test func `the same question gives the same bytes`() throws {
    let corpus = try ShippedCorpus()
    defer { corpus.remove() }
    for question in try ShippedCorpus.questions().prefix(40) {
      let first = try corpus.responder.respond(to: question).answerObject(debug: true)
      let second = try corpus.responder.respond(to: question).answerObject(debug: true)
      #expect(first.serialized == second.serialized)
    }
  }
}

/// A page's text by the simplest means, to hold the real extraction against.
enum VisibleText {
  static func withoutSpaces(html: String) -> String {
    var text = ""
    var rest = html[...]
    while let open = rest.firstIndex(of: "<") {
      text += rest[..<open]
      rest = rest[open...]
      let isHidden = ["<script", "<style"].contains { rest.hasPrefix($0) }
      if isHidden, let end = rest.firstRange(of: "</s") { rest = rest[end.upperBound...] }
      guard let close = rest.firstIndex(of: ">") else { break }
      rest = rest[rest.index(after: close)...]
    }
    text += rest
    for (entity, character) in [
      ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "),
      ("&rsquo;", "’"), ("&lsquo;", "‘"), ("&ldquo;", "“"), ("&rdquo;", "”"), ("&ndash;", "–"),
      ("&mdash;", "—"), ("&#39;", "'"),
    ] { text = text.replacing(entity, with: character) }
    return withoutSpaces(text)
  }

  static func withoutSpaces(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
  }
}
