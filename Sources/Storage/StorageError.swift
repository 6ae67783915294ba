/// Why a file could not be read or written.
public enum StorageError: Error, Equatable, Sendable {
  /// There is nothing at this path.
  case missing(path: String)
  /// The path names a folder or a device where a regular file is needed.
  case notAFile(path: String)
  /// The path, which is to be a folder, names a file or is a link to nothing.
  case notAFolder(path: String)
  /// Something else than a file that a writer may take over stands where one is to be written: a
  /// symbolic link, a device, or a file of several names.
  case obstructed(path: String)
  /// The machine refused an operation; `code` is its error number.
  case failed(operation: Operation, path: String, code: Int32)
  /// Another process is writing the same file.
  case busy(path: String)
  /// The volume is full.
  case full(path: String)
  /// A compressed file is damaged or ends early.
  case damagedCompression(path: String)
  /// A line is longer than the limit; `line` counts from 1.
  case lineTooLong(path: String, line: Int, limit: Int)
  /// The file, uncompressed, is longer than the limit in bytes.
  case tooLong(path: String, limit: Int)

  /// What was being done.
  public enum Operation: String, Sendable {
    case open, read, write, map, synchronise, rename, lock, inspect
  }
}
