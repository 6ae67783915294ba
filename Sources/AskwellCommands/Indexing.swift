internal import FoundationEssentials
internal import InvertedIndex
internal import Retrieval
internal import Storage

/// All that `askwell index` was told.
struct Indexing: Equatable {
  /// Files and folders.
  var paths: [String]
  var output = Self.defaultOutput
  var baseURL: String?
  var check = false
  var update = false
  var plain = false
  var stopWords: String?
  var threads: Int
  var memoryLimit: Int
  var quiet = false

  static let defaultOutput = "Index"
}

extension Indexing {
  /// What plain arguments say; nil where ArgumentParser must read them.
  ///
  /// An update of a few documents takes not much longer than ArgumentParser does.
  init?(arguments: some Sequence<String>) {
    guard
      let direct = DirectArguments(
        arguments, flags: ["--check", "--update", "--plain", "--quiet"],
        options: ["--output", "-o", "--base-url", "--stop-words", "--threads", "--memory"]),
      !direct.operands.isEmpty, direct.value("--output") == nil || direct.value("-o") == nil
    else { return nil }
    let threads = direct.value("--threads").map { Int($0) ?? 0 }
    let memory = direct.value("--memory").map { Int($0) ?? 0 }
    if !BuildResources.areValid(threads: threads, memory: memory) { return nil }
    self.init(
      paths: direct.operands,
      output: direct.value("--output") ?? direct.value("-o") ?? Self.defaultOutput,
      baseURL: direct.value("--base-url"), check: direct.has("--check"),
      update: direct.has("--update"), plain: direct.has("--plain"),
      stopWords: direct.value("--stop-words"),
      threads: BuildResources.threadCount(threads),
      memoryLimit: BuildResources.memoryLimit(memory), quiet: direct.has("--quiet"))
    if plain ? check : stopWords != nil { return nil }
  }

  /// Builds the index, or checks the one that stands.
  func run() throws(CommandFailure) {
    do {
      try build()
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(status: .fault, message: "\(error)")
    }
  }

  private func build() throws {
    if update {
      ShrunkenFile.endsWithMessage()
      Heap.growsInLargePages()
    }
    let source = try CorpusSource(paths: paths)
    if plain { return try indexPlainly(source) }
    let tables = try CorpusTables(source.tables)
    let base =
      update && !check && tables.isEmpty
      ? CorpusManifest.base(folder: output, baseURL: baseURL) : nil
    var builder = try CorpusBuilder(
      baseURL: baseURL, folder: check ? checkFolder : output, base: base, tables: tables,
      memoryLimit: memoryLimit)
    if base == nil, threads > 1 {
      builder = try CorpusReading.read(
        source.files, into: builder, threads: threads)
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
        maker: CorpusManifest.maker(nil), updates: update, threads: threads,
        memoryLimit: memoryLimit)
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
