internal import Retrieval
internal import Storage

extension ErrorText {
  /// How the program ends when an input file can't be read.
  static func failure(reading error: StorageError) -> CommandFailure {
    let status: ExitStatus
    switch error {
    case .missing, .notAFile: status = .noInput
    case .damagedCompression, .lineTooLong, .tooLong: status = .badData
    case .failed, .busy, .full, .notAFolder, .obstructed: status = .inputOutput
    }
    return CommandFailure(status: status, message: describe(error))
  }

  /// How the program ends when a collection can't be indexed plainly into folder `index`.
  static func failure(_ error: PlainIndexingError, index: String) -> CommandFailure {
    switch error {
    case .badLine(let path, let line):
      CommandFailure(
        status: .badData,
        message: "line \(line) of '\(path)' is no JSON object with a string 'id'")
    case .unreadable(let error): failure(reading: error)
    case .unwritable(let error): failure(error, index: index)
    }
  }
}
