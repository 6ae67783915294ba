internal import Storage

#if canImport(Glibc)
  internal import Glibc
#endif

/// A file that a command writes for other programs: a report, a run, a baseline.
///
/// A regular file comes into being all at once, so that a reader never sees half of it and an error
/// leaves the old one; a symbolic link stays one. What is no regular file (a pipe, `/dev/stdout`) is
/// written to as it is, never replaced.
struct ReportFile {
  /// The path as it was given; `-` is standard output.
  let path: String

  /// Writes the whole file.
  func write(_ bytes: [UInt8]) throws(CommandFailure) {
    if path == "-" { return try append(bytes, to: 1) }
    var facts = stat()
    if unsafe stat(path, &facts) == 0 {
      guard facts.st_mode & S_IFMT == S_IFREG else {
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw failure(unsafe String(cString: strerror(errno))) }
        defer { close(descriptor) }
        return try append(bytes, to: descriptor)
      }
      // A file that nobody may write is not to be replaced by way of its folder.
      guard unsafe access(path, W_OK) == 0 else {
        throw failure(unsafe String(cString: strerror(errno)))
      }
    }
    do {
      var file = try AtomicFile(path: target)
      try file.write(bytes.span)
      try file.commit()
    } catch {
      throw CommandFailure(status: .inputOutput, message: ErrorText.describe(error))
    }
  }

  private func append(_ bytes: [UInt8], to descriptor: Int32) throws(CommandFailure) {
    var output = ByteOutput(descriptor: descriptor)
    do {
      try output.write(bytes)
      try output.flush()
    } catch {
      throw path == "-" ? error : failure(error.message)
    }
  }

  /// The path behind symbolic links, where there is a file.
  private var target: String {
    guard let resolved = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  private func failure(_ reason: String) -> CommandFailure {
    CommandFailure(status: .inputOutput, message: "'\(path)' can't be written: \(reason)")
  }
}
