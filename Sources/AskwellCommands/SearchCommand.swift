internal import ArgumentParser
internal import Corpus
internal import InvertedIndex
internal import JSON
internal import Retrieval
internal import Storage

/// `askwell search`: a file of queries in, a run in TREC's form out.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Rank an index for a file of queries, for measuring.",
    discussion: """
      Queries are JSON Lines {"id","text"}. A line of output is "QID Q0 DOCID RANK SCORE askwell"; \
      each document stands once, at its best passage. A record is named by its id, a passage of a \
      page by the passage's.
      """)

  @Option(help: "The folder that 'askwell index' wrote.")
  var index = "Index"

  @Option(help: "JSON Lines with \"id\" and \"text\".")
  var queries: String

  @Option(help: "How many documents a query gets at most.")
  var top = 100

  func validate() throws {
    guard 1...10_000 ~= top else { throw ValidationError("--top is from 1 to 10000") }
  }

  func run() throws {
    var output = ByteOutput(descriptor: 1)
    do {
      let retriever = try Retriever(index: try Index(path: index))
      var reader = try LineReader(path: queries, lineLimit: 16 << 20)
      while true {
        let line: [UInt8]? = try reader.withNextLine { span in
          var bytes: [UInt8] = []
          for index in span.indices { bytes.append(span[index]) }
          return bytes
        }
        guard let line, !output.isClosed else { break }
        if line.allSatisfy({ $0 <= 0x20 }) { continue }
        try write(line, number: reader.lineNumber, retriever, to: &output)
      }
    } catch let error as IndexError {
      throw ErrorText.failure(error, index: index)
    } catch let error as StorageError {
      throw CommandFailure(status: .noInput, message: ErrorText.describe(error))
    }
    try output.flush()
  }

  private func write(
    _ line: [UInt8], number: Int, _ retriever: Retriever, to output: inout ByteOutput
  ) throws {
    guard let value = try? JSONValue(parsing: line), let text = value["text"]?.stringValue,
      let id = value["id"]?.stringValue ?? value["id"]?.integerValue.map(String.init)
    else {
      throw CommandFailure(
        status: .badData,
        message: "'\(queries)', line \(number): no object with \"id\" and \"text\"")
    }
    for (rank, hit) in try retriever.search(Query(text), limit: top).enumerated() {
      let passage = try retriever.index.passage(hit.passage)
      let name =
        passage.passage.kind == .record
        ? try retriever.index.key(of: passage.document) : passage.passage.id
      try output.writeLine("\(id) Q0 \(name) \(rank + 1) \(hit.score) askwell")
    }
  }
}
