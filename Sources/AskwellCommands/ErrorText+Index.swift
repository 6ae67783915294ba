internal import Extraction
internal import InvertedIndex
internal import Storage
internal import Triage

#if canImport(Glibc)
  internal import Glibc
#endif

extension ErrorText {
  /// How the program ends on a fault of the index in folder `index`.
  static func failure(_ error: IndexError, index: String) -> CommandFailure {
    let rebuild = "build it anew with 'askwell index CORPUS --output \(index)'"
    switch error {
    case .missing, .storage(.missing), .storage(.notAFile):
      return CommandFailure(
        status: .noInput, message: "there is no index at '\(index)'; \(rebuild)")
    case .notAnIndex:
      return CommandFailure(
        status: .badData, message: "'\(index)' holds no askwell index; \(rebuild)")
    case .unsupportedVersion(let found, let supported):
      let age = found < supported ? "an older" : "a newer"
      return CommandFailure(
        status: .badData,
        message:
          "the index at '\(index)' is of \(age) format (\(found), this program reads \(supported)); \(rebuild)"
      )
    case .truncated(let expected, let found):
      return CommandFailure(
        status: .badData,
        message:
          "the index at '\(index)' has \(found) bytes where its header says \(expected); \(rebuild)"
      )
    case .damagedHeader:
      return CommandFailure(
        status: .badData, message: "the index at '\(index)' is damaged in its header; \(rebuild)")
    case .checksumMismatch(let section):
      return CommandFailure(
        status: .badData,
        message: "the index at '\(index)' is damaged in its section '\(section.kind)'; \(rebuild)")
    case .damaged(let section, let offset):
      return CommandFailure(
        status: .badData,
        message:
          "the index at '\(index)' is damaged in its section '\(section.kind)' at byte \(offset); \(rebuild)"
      )
    case .duplicateDocument(let id):
      return CommandFailure(status: .badData, message: "two documents have the id '\(id)'")
    case .tooLarge:
      return CommandFailure(
        status: .badData, message: "the corpus is larger than an index can hold")
    case .outOfRange, .weightsTooLarge:
      return CommandFailure(
        status: .fault, message: "the index at '\(index)' was asked for what it has not")
    case .storage(let error):
      return CommandFailure(status: .inputOutput, message: describe(error))
    }
  }

  static func describe(_ error: StorageError) -> String {
    switch error {
    case .missing(let path): "there is no file '\(path)'"
    case .notAFile(let path): "'\(path)' is no regular file"
    case .notAFolder(let path): "'\(path)' is a file or a link to nothing, and no folder"
    case .obstructed(let path):
      "'\(path)' is in the way: a link or no file of a build; take it away"
    case .failed(let operation, let path, let code):
      "'\(path)': \(operation.rawValue) failed (\(systemMessage(code)))"
    case .busy(let path): "another process is writing '\(path)'"
    case .full(let path): "the disk is full; '\(path)' was left as it was"
    case .damagedCompression(let path): "'\(path)' is damaged or cut short (gzip)"
    case .lineTooLong(let path, let line, let limit):
      "'\(path)', line \(line): longer than \(limit) bytes"
    case .tooLong(let path, let limit): "'\(path)' is longer than \(limit) bytes"
    }
  }

  private static func systemMessage(_ code: Int32) -> String {
    unsafe String(cString: strerror(code))
  }
}
