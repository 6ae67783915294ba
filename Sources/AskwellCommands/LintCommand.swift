internal import ArgumentParser
internal import Conversation
internal import Corpus
internal import FoundationEssentials
internal import InvertedIndex
internal import JSON
internal import Regression
internal import Retrieval
internal import Triage

/// `askwell lint`: what is wrong with a corpus before anybody asks.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Find duplicates, conflicts, lost answers and uncovered danger signs in a corpus.",
    discussion: "Exit status: 0 nothing found, 1 something found.")

  @Argument(help: "Files and folders, as for 'askwell index'.")
  var paths: [String]

  @Option(help: "An index whose citations of danger signs must still be in the corpus.")
  var index: String?

  @Option(help: "A kind of finding to leave out; repeat it for several.")
  var allow: [String] = []

  @Option(help: "The address of pages that name no canonical link of their own.")
  var baseURL: String?

  @Flag(help: "Print one JSON object a finding.")
  var json = false

  func validate() throws {
    let known = CorpusLint.Kind.allCases.map(\.rawValue)
    for kind in allow where !known.contains(kind) {
      throw ValidationError("--allow takes one of \(known.joined(separator: ", "))")
    }
  }

  func run() throws {
    let source = try CorpusSource(paths: paths)
    let folder = try Self.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var builder = try CorpusBuilder(
      baseURL: baseURL, folder: folder, tables: try CorpusTables(source.tables))
    let (rules, triage) = try builder.redFlagRules()
    for file in source.files { try builder.add(file) }
    guard builder.passageCount > 0 else {
      throw CommandFailure(
        status: .nothingToTest, message: "no readable article or record to look at")
    }
    try builder.finish()
    var lint = CorpusLint()
    do throws(IndexError) {
      try look(folder, rules, triage, &lint)
    } catch {
      throw ErrorText.failure(error, index: index ?? folder)
    }
    var pages: [CorpusLint.Page] = []
    for file in source.files where file.format == .html {
      if let page = try PageAnchors.page(file) { pages.append(page) }
    }
    lint.findBrokenAnchors(in: pages)
    let findings = lint.findings.filter { !allow.contains($0.kind.rawValue) }
    try write(findings)
    if !findings.isEmpty { throw ExitCode(ExitStatus.failed.rawValue) }
  }

  private func look(
    _ folder: String, _ rules: RuleSet, _ triage: TriageEngine, _ lint: inout CorpusLint
  ) throws(IndexError) {
    let built = try Index(path: folder)
    var documents: [Document] = []
    for number in 0..<UInt32(clamping: built.documentCount) {
      let stored = try built.document(DocumentID(number))
      let passages = try stored.passages.map { id throws(IndexError) in
        try built.passage(PassageID(id)).passage
      }
      documents.append(
        Document(
          id: stored.key, metadata: stored.metadata, text: try built.text(of: stored.id),
          passages: passages))
    }
    let retriever = try Retriever(index: built)
    lint.findDuplicates(in: documents)
    do {
      try lint.findUnfindable(in: documents) { text in
        try retriever.rank(Query(text), limit: 10).hits.map { hit in
          try built.passage(hit.passage).passage.id
        }
      }
    } catch let error as IndexError {
      throw error
    } catch {
      throw .outOfRange
    }
    let citations = RedFlagCitations(
      parsing: try built.blob(named: RedFlagCitations.blobName) ?? [])
    let cited = Set(citations.passages.values)
    lint.findUncovered(
      in: documents,
      lists: { document, passage in
        RedFlagCitations.announcesDanger(passage, in: document)
          ? .announced : cited.contains(passage.id) ? .cited : nil
      },
      flags: triage.flags(matchingListItem:), citable: Set(citations.passages.keys),
      known: rules.flags.map { ($0.id, $0.label) })
    if let index {
      let old = RedFlagCitations(
        parsing: try Index(path: index).blob(named: RedFlagCitations.blobName) ?? [])
      for (flag, passage) in old.passages.sorted(by: { $0.key < $1.key })
      where try built.passageID(forKey: passage) == nil {
        lint.add([
          CorpusLint.Finding(
            .citationGone, at: passage,
            "the index cites it for \(flag.name), and the corpus no longer has it")
        ])
      }
    }
  }

  private static func temporaryFolder() throws(CommandFailure) -> String {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "askwell-lint-\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(status: .inputOutput, message: "no temporary folder can be made")
    }
    return folder.path
  }

  private func write(_ findings: [CorpusLint.Finding]) throws(CommandFailure) {
    var output = ByteOutput(descriptor: 1)
    for finding in findings {
      if json {
        let value: JSONValue = [
          "kind": .string(finding.kind.rawValue), "at": .string(finding.place),
          "text": .string(finding.text),
        ]
        try output.write(value.serialized + [0x0A])
      } else {
        let line = "\(finding.place): \(finding.kind.rawValue): \(finding.text)"
        let plain = TerminalText.sanitized(line).split(separator: "\n").joined(separator: " ")
        try output.writeLine(plain)
      }
    }
    if !json {
      try output.writeLine(findings.isEmpty ? "nothing found" : "\(findings.count) found")
    }
    try output.flush()
  }
}
