internal import ArgumentParser
internal import Conversation
internal import Corpus
internal import Extraction
internal import FoundationEssentials
internal import InvertedIndex
internal import Retrieval
internal import Storage
internal import Triage

/// `askwell index`: pages and records in, one index file out.
struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Build the index of a corpus.",
    discussion: """
      Reads HTML pages (.html, .htm, .xhtml), folders of them, and JSON Lines (.jsonl, .jsonl.gz) of \
      {"id","title","text","url"}. A folder may bring tables of its own: \
      \(CorpusTables.Kind.allCases.map(\.rawValue).joined(separator: ", ")). The same corpus gives \
      the same bytes. Beside the index it leaves a small file, askwell.sources, by which --update \
      knows what has not changed; a corpus with tables is always read in full.
      """)

  @Argument(help: "Files and folders.")
  var paths: [String]

  @Option(name: .shortAndLong, help: "The folder to write the index to.")
  var output = "Index"

  @Option(help: "The address of pages that name no canonical link of their own.")
  var baseURL: String?

  @Flag(help: "Only tell whether the index in --output is what the corpus gives.")
  var check = false

  @Flag(
    help: """
      Read only what has changed since the index in --output was made; the result is the same. \
      Without an index of this very program everything is read.
      """)
  var update = false

  @Flag(
    help: """
      Make an index of words alone, as other engines make it, for 'askwell bench' and nothing else: of \
      records only, without texts.
      """)
  var plain = false

  @Option(help: "With --plain: words to leave out, one a line.")
  var stopWords: String?

  @OptionGroup
  var resources: BuildResources

  @Flag(help: "Print nothing but faults.")
  var quiet = false

  func validate() throws {
    try resources.validate()
    if plain, check { throw ValidationError("--plain and --check do not go together.") }
    if !plain, stopWords != nil { throw ValidationError("--stop-words goes with --plain.") }
  }

  func run() throws {
    let source = try CorpusSource(paths: paths)
    if plain { return try indexPlainly(source) }
    let tables = try CorpusTables(source.tables)
    let base =
      update && !check && tables.isEmpty
      ? CorpusManifest.base(folder: output, baseURL: baseURL) : nil
    var builder = try CorpusBuilder(
      baseURL: baseURL, folder: check ? checkFolder : output, base: base, tables: tables,
      memoryLimit: resources.memoryLimit)
    if base == nil, resources.threadCount > 1 {
      builder = try CorpusReading.read(
        source.files, into: builder, threads: resources.threadCount)
    } else {
      for file in source.files { try builder.add(file) }
    }
    for name in source.skipped { builder.noteSkipped(name, "neither HTML nor JSON Lines") }
    try report(builder.notices)
    guard builder.passageCount > 0 else {
      throw CommandFailure(
        status: .badData,
        message:
          "nothing to index: no readable article or record in \(paths.joined(separator: ", "))")
    }
    let own = tables.summary.isEmpty ? "" : "; the corpus's own: " + tables.summary
    let summary = "\(builder.documentCount) documents, \(builder.passageCount) passages" + own
    try builder.finish(keepsManifest: !check)
    if check { try compare() }
    if quiet { return }
    var output = ByteOutput(descriptor: 1)
    try output.writeLine(
      check
        ? "'\(self.output)' is what \(paths.joined(separator: ", ")) gives (\(summary))"
        : "wrote '\(self.output)': \(summary)")
    try output.flush()
  }

  private func indexPlainly(_ source: CorpusSource) throws {
    if let page = source.files.first(where: { $0.format == .html }) {
      throw CommandFailure(
        status: .badData, message: "'\(page.path)' is a page; a plain index takes records only")
    }
    try report(source.skipped.map { "skipped \($0): not JSON Lines" })
    do {
      let count = try PlainIndexer.index(
        source.files.map(\.path), into: output,
        stopWords: try stopWords.map { try BenchCommand.words(of: $0) } ?? [],
        maker: CorpusManifest.maker(nil), updates: update, threads: resources.threadCount,
        memoryLimit: resources.memoryLimit)
      if quiet { return }
      var output = ByteOutput(descriptor: 1)
      try output.writeLine("wrote '\(self.output)': \(count) records, plain")
      try output.flush()
    } catch let error as PlainIndexingError {
      throw ErrorText.failure(error, index: output)
    } catch let error as StorageError {
      throw ErrorText.failure(reading: error)
    }
  }

  private func report(_ notices: [String]) throws(CommandFailure) {
    var errors = ByteOutput(descriptor: 2)
    for notice in notices.prefix(Self.noticeLimit) {
      try errors.writeLine("askwell: \(TerminalText.sanitized(notice))")
    }
    if notices.count > Self.noticeLimit {
      try errors.writeLine("askwell: skipped \(notices.count - Self.noticeLimit) more")
    }
    try errors.flush()
  }

  /// Files and records skipped that are named one by one.
  private static let noticeLimit = 200

  /// Where `--check` builds: beside the index, so that it needs no other disk.
  private var checkFolder: String { output + ".check" }

  private func compare() throws(CommandFailure) {
    let manager = FileManager.default
    let built = checkFolder + "/" + Index.fileName
    let standing = output + "/" + Index.fileName
    let isSame = manager.contentsEqual(atPath: built, andPath: standing)
    try? manager.removeItem(atPath: checkFolder)
    if isSame { return }
    guard manager.fileExists(atPath: standing) else {
      throw CommandFailure(status: .noInput, message: "there is no index at '\(output)'")
    }
    throw CommandFailure(
      status: .failed,
      message:
        "'\(output)' is not what \(paths.joined(separator: ", ")) gives; run 'askwell index \(paths.joined(separator: " ")) --output \(output)'"
    )
  }
}
