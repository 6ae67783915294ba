internal import ArgumentParser
internal import Corpus
internal import Extraction
internal import FoundationEssentials
internal import JSON

/// `askwell inspect`: what was extracted from a page.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what is extracted from a page: outline, text, questions, metadata.")

  @Argument(help: "An HTML page.")
  var file: String

  @Flag(help: "Print the body's text, a block a line.")
  var text = false

  @Flag(help: "Print question/answer pairs as JSON lines.")
  var faq = false

  @Flag(help: "Print everything as one JSON object.")
  var json = false

  @Flag(help: "Also list what was left out and why.")
  var explain = false

  @Option(help: "The page's address, where it declares none.")
  var baseURL: String?

  func validate() throws {
    if [text, faq, json].count(where: { $0 }) > 1 {
      throw ValidationError("--text, --faq and --json exclude each other")
    }
  }

  func run() throws {
    do {
      try inspect()
    } catch {
      var errors = ByteOutput(descriptor: 2)
      try? errors.writeLine("askwell: \(TerminalText.sanitized(error.message))")
      try? errors.flush()
      throw ExitCode(error.status.rawValue)
    }
  }

  private func inspect() throws(CommandFailure) {
    let article: Article
    do {
      article = try ArticleExtractor().extract(try Self.read(file), name: file)
    } catch let error as CommandFailure {
      throw error
    } catch let error as ExtractionError {
      throw CommandFailure(status: .badData, message: ErrorText.describe(error))
    } catch {
      throw CommandFailure(status: .fault, message: "\(error)")
    }
    var output = ByteOutput(descriptor: 1)
    let isTerminal = TerminalText.isTerminal(1)
    func shown(_ text: String) -> String { isTerminal ? TerminalText.sanitized(text) : text }
    if text {
      // Tabs separate cells also on a terminal; only what could control it goes.
      try output.writeLine(
        isTerminal
          ? article.text.split(separator: "\t", omittingEmptySubsequences: false)
            .map { TerminalText.sanitized(String($0)) }.joined(separator: "\t") : article.text)
    } else if faq {
      for pair in article.pairs {
        let line: JSONValue = ["question": .string(pair.question), "answer": .string(pair.answer)]
        try output.writeLine(shown(String(decoding: line.serialized, as: UTF8.self)))
      }
    } else if json {
      let value = ArticleReport(article: article, name: file, baseURL: baseURL).json(
        explains: explain)
      try output.writeLine(shown(String(decoding: value.serialized, as: UTF8.self)))
    } else {
      let report = ArticleReport(article: article, name: file, baseURL: baseURL)
      for line in report.lines(explains: explain) {
        try output.writeLine(TerminalText.sanitized(line))
      }
    }
    try output.flush()
  }

  private static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandFailure(status: .noInput, message: "there is no file '\(path)'")
    }
    if isFolder {
      throw CommandFailure(
        status: .noInput, message: "'\(path)' is a folder; inspect takes one page")
    }
    do {
      return Array(try Data(contentsOf: URL(filePath: path)))
    } catch {
      throw CommandFailure(status: .noInput, message: "'\(path)' can't be read")
    }
  }
}
