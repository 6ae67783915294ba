internal import ArgumentParser
internal import Conversation
internal import JSON
internal import Regression

#if canImport(Glibc)
  internal import Glibc
#endif

/// The option of commands that can keep what was asked.
struct LogOptions: ParsableArguments {
  @Option(
    name: .customLong("log"),
    help: "Append what was asked and its outcome to this file, which only its owner can read.")
  var path: String?

  /// The log, or nil where none is wanted.
  ///
  /// - Parameter options: what the answers are made with; red flags switched off stand in each line.
  func open(_ options: IndexOptions) throws(CommandFailure) -> QuestionLog? {
    guard let path else { return nil }
    return try QuestionLog(path: path, disabledFlags: options.triage.disabledFlags)
  }
}

/// A file to which each question is appended as one JSON line.
///
/// People write about their health here, so the file is for its owner only (mode 0600, also where it
/// was wider before) and a symbolic link is not followed; only a regular file is taken, since a device's
/// mode is not ours to change and a pipe has no owner. A line is one `write`, so several processes may
/// share a log. A last line that was cut short (a full disk, a lost machine) is ended before the next one.
final class QuestionLog: Sendable {
  private let descriptor: Int32
  private let path: String
  private let disabledFlags: [String]

  /// Opens or makes the file.
  init(path: String, disabledFlags: [String]) throws(CommandFailure) {
    self.path = path
    self.disabledFlags = disabledFlags.sorted()
    descriptor = unsafe Glibc.open(
      path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw CommandFailure(
        status: .inputOutput, message: "the log '\(path)' can't be opened: \(reason)")
    }
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw CommandFailure(status: .inputOutput, message: "the log '\(path)' is no regular file")
    }
    guard fchmod(descriptor, 0o600) == 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw CommandFailure(
        status: .inputOutput,
        message: "the log '\(path)' can't be kept from other readers: \(reason)")
    }
    var last: UInt8 = 0x0A
    if facts.st_size > 0, unsafe pread(descriptor, &last, 1, facts.st_size - 1) == 1, last != 0x0A {
      try append([0x0A])
    }
  }

  /// Appends a question and what came of it.
  func record(_ question: Question, _ reply: Reply) throws(CommandFailure) {
    var logged = LoggedQuestion(question, reply)
    logged.disabledFlags = disabledFlags
    try append(logged.json.serialized + [0x0A])
  }

  private func append(_ line: [UInt8]) throws(CommandFailure) {
    var start = 0
    while start < line.count {
      let written = unsafe line.withUnsafeBytes { bytes in
        unsafe write(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if written >= 0 {
        start += written
      } else if errno != EINTR {
        let reason = unsafe String(cString: strerror(errno))
        throw CommandFailure(
          status: .inputOutput, message: "the log '\(path)' can't be written: \(reason)")
      }
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
