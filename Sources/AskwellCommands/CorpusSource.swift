internal import FoundationEssentials

/// The files that `askwell index` reads, found below the paths it was given.
struct CorpusSource: Sendable {
  /// A file to index.
  struct File: Equatable, Sendable {
    /// Where it is.
    var path: String
    /// Its name in the corpus: the path below the folder given, with `/`.
    var name: String
    /// How it is read.
    var format: Format
  }

  /// How a file is read.
  enum Format: Equatable, Sendable {
    case html
    case jsonLines
  }

  /// A table that the corpus brings.
  struct Table: Equatable, Sendable {
    /// Where it is.
    var path: String
    /// Its name in the corpus.
    var name: String
    /// What it holds.
    var kind: CorpusTables.Kind
  }

  /// Tables, in the order of their names.
  private(set) var tables: [Table] = []
  /// Files to index, in the order of their names.
  private(set) var files: [File] = []
  /// Names of files that are neither HTML nor JSON Lines, in order.
  private(set) var skipped: [String] = []

  /// Looks through files and folders.
  ///
  /// - Throws: `CommandFailure` with `noInput` for a path that does not exist or can't be listed, and
  ///   with `badData` when two files would have the same name in the corpus, or a file has nearly the
  ///   name of a table.
  init(paths: [String]) throws(CommandFailure) {
    let manager = FileManager.default
    for path in paths {
      var isFolder = false
      guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw CommandFailure(status: .noInput, message: "there is no file or folder '\(path)'")
      }
      if isFolder {
        try add(folder: path, prefix: paths.count > 1 ? Self.baseName(path) + "/" : "")
      } else {
        try add(file: path, name: Self.baseName(path))
      }
    }
    tables.sort { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    files.sort { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    skipped.sort()
    for (file, next) in zip(files, files.dropFirst()) where file.name == next.name {
      throw CommandFailure(
        status: .badData,
        message: "'\(file.path)' and '\(next.path)' would both be '\(file.name)' in the index")
    }
  }

  private mutating func add(folder: String, prefix: String, depth: Int = 0) throws(CommandFailure) {
    guard depth < 64 else { return }
    let entries: [String]
    do {
      entries = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw CommandFailure(status: .noInput, message: "folder '\(folder)' can't be read")
    }
    for entry in entries where !entry.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + entry : folder + "/" + entry
      var isFolder = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        skipped.append(prefix + entry)
        continue
      }
      if isFolder {
        try add(folder: path, prefix: prefix + entry + "/", depth: depth + 1)
      } else {
        try add(file: path, name: prefix + entry)
      }
    }
  }

  private mutating func add(file path: String, name: String) throws(CommandFailure) {
    let lower = name.lowercased()
    let base = Self.baseName(lower)
    if let kind = CorpusTables.Kind(rawValue: base) {
      tables.append(Table(path: path, name: name, kind: kind))
      return
    }
    if base.hasPrefix(CorpusTables.Kind.prefix), base.hasSuffix(".tsv") {
      let known = CorpusTables.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(
        status: .badData, message: "\(name): there is no such table; there are \(known)")
    }
    if [".html", ".htm", ".xhtml"].contains(where: lower.hasSuffix) {
      files.append(File(path: path, name: name, format: .html))
    } else if [".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"].contains(where: lower.hasSuffix) {
      files.append(File(path: path, name: name, format: .jsonLines))
    } else {
      skipped.append(name)
    }
  }

  private static func baseName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
