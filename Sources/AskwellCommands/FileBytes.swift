internal import Storage

/// Whole files as bytes, with a bound on their size.
enum FileBytes {
  /// The bytes of the regular file at `path`.
  ///
  /// - Throws: `CommandFailure` with `noInput` for a file that is missing or can't be read, with
  ///   `badData` for one longer than `limit` bytes, which is not read at all.
  static func read(_ path: String, limit: Int = 16 << 20) throws(CommandFailure) -> [UInt8] {
    do {
      let file = try MappedFile(path: path)
      guard file.count <= limit else {
        throw StorageError.tooLong(path: path, limit: limit)
      }
      let bytes = file.bytes
      return unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { target, count in
        for index in bytes.indices { unsafe target[index] = bytes[index] }
        count = bytes.count
      }
    } catch let error as StorageError {
      if case .tooLong = error {
        throw CommandFailure(status: .badData, message: ErrorText.describe(error))
      }
      throw CommandFailure(status: .noInput, message: ErrorText.describe(error))
    } catch {
      throw CommandFailure(status: .fault, message: "\(error)")
    }
  }
}
