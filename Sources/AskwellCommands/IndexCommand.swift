internal import ArgumentParser

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

  /// What was asked for.
  var indexing: Indexing {
    Indexing(
      paths: paths, output: output, baseURL: baseURL, check: check, update: update, plain: plain,
      stopWords: stopWords, threads: resources.threadCount, memoryLimit: resources.memoryLimit,
      quiet: quiet)
  }

  func run() throws { try indexing.run() }
}
