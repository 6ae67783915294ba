internal import Glibc

/// What happens when a mapped file is cut short by another program while it is read.
///
/// The kernel then sends `SIGBUS`, which would end the process without a word. An index that is being
/// written keeps its old contents either way, for it gets its name at the end.
enum ShrunkenFile {
  private static let message: StaticString =
    "askwell: a file became shorter while it was read; run the command again\n"

  /// Lets the process end with a message and the status of an input or output error.
  static func endsWithMessage() {
    signal(SIGBUS) { _ in
      let text = ShrunkenFile.message
      _ = unsafe write(2, text.utf8Start, text.utf8CodeUnitCount)
      _exit(ExitStatus.inputOutput.rawValue)
    }
  }
}
