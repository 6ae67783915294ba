internal import ArgumentParser
internal import InvertedIndex

/// `askwell verify`: the full check of an index file.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check an index whole: every checksum, every record, every list.")

  @Option(help: "The index: a folder or a file.")
  var index = "Index"

  func run() throws {
    var output = ByteOutput(descriptor: 1)
    do throws(IndexError) {
      let opened = try Index(path: index)
      try opened.verify()
      try? output.writeLine(
        "\(TerminalText.sanitized(index)): sound, \(opened.documentCount) documents, "
          + "\(opened.passageCount) passages, \(opened.byteCount) bytes, id \(opened.identifier)")
      try? output.flush()
    } catch {
      let failure = ErrorText.failure(error, index: index)
      var errors = ByteOutput(descriptor: 2)
      try? errors.writeLine("askwell: \(TerminalText.sanitized(failure.message))")
      try? errors.flush()
      throw ExitCode(failure.status.rawValue)
    }
  }
}
