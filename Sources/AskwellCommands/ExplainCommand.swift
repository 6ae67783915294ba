internal import ArgumentParser
internal import Corpus
internal import InvertedIndex
internal import Retrieval

/// `askwell explain`: why a question is answered as it is.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show terms, weights, fields and what decided, for one question.")

  @Option(help: "The folder that 'askwell index' wrote.")
  var index = "Index"

  @Option(help: "How many passages to explain.")
  var top = 3

  @Option(help: "An earlier message of the person; repeat it for several, oldest first.")
  var context: [String] = []

  @Argument(help: "The question.")
  var question: String

  func run() throws {
    var output = ByteOutput(descriptor: 1)
    do {
      let retriever = try Retriever(index: try Index(path: index))
      let explanation = try retriever.explain(
        Query(question, context: context), limit: max(0, min(top, 25)))
      for line in try lines(explanation, retriever.index) {
        try output.writeLine(TerminalText.sanitized(line))
      }
    } catch let error as IndexError {
      throw ErrorText.failure(error, index: index)
    }
    try output.flush()
  }

  private func lines(_ explanation: Explanation, _ index: Index) throws(IndexError) -> [String] {
    var lines = ["collection: \(explanation.collection)", "terms (weight, passages that have it):"]
    for term in explanation.terms {
      let origin = term.origin == "word" ? "" : "  (\(term.origin))"
      lines.append(
        "  \(Self.number(term.weight))  \(term.stem)  \(term.documentFrequency)\(origin)")
    }
    for (rank, passage) in explanation.passages.enumerated() {
      let stored = try index.passage(passage.passage)
      lines.append("\(rank + 1). \(stored.passage.id)  \(Self.number(passage.score))")
      for part in passage.parts where part.contribution != 0 {
        lines.append(
          "     \(part.name) \(Self.number(part.value)) adds \(Self.number(part.contribution))")
      }
      for match in passage.matches {
        let origin = match.origin == "word" ? "" : " (\(match.origin))"
        lines.append("     \(match.stem)\(origin) in \(match.fields.joined(separator: ", "))")
      }
    }
    lines.append("decision:")
    for part in explanation.decision {
      lines.append(
        "     \(part.name) \(Self.number(part.value)) adds \(Self.number(part.contribution))")
    }
    let verdict =
      explanation.confidence >= explanation.threshold ? "answers" : "declines"
    lines.append(
      "confidence \(Self.number(explanation.confidence)), threshold \(Self.number(explanation.threshold)): \(verdict)"
    )
    return lines
  }

  /// A number with three places.
  private static func number(_ value: Double) -> String {
    let thousandths = Int((abs(value) * 1000).rounded())
    let places = String(thousandths % 1000)
    let sign = value < 0 && thousandths > 0 ? "-" : ""
    return "\(sign)\(thousandths / 1000)." + String(repeating: "0", count: 3 - places.count)
      + places
  }
}
