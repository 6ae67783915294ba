import CStemmer

/// The Snowball English stemmer ("Porter2"), from libstemmer.
///
/// One value serves one thread at a time; it's not `Sendable`.
@safe public struct Stemmer: ~Copyable {
  private let handle: OpaquePointer?

  /// A stemmer for English.
  ///
  /// Without memory for it, words stem to themselves.
  public init() {
    unsafe handle = sb_stemmer_new("english", "UTF_8")
  }

  /// Calls `body` with the stem of a lower-case word in UTF-8; the span is valid during the call.
  public borrowing func withStem<Result>(
    of word: Span<UInt8>, _ body: (Span<UInt8>) throws -> Result
  ) rethrows -> Result {
    guard let handle = unsafe handle else { return try body(word) }
    return try unsafe word.withUnsafeBufferPointer { buffer in
      guard let stem = unsafe sb_stemmer_stem(handle, buffer.baseAddress, Int32(buffer.count))
      else { return try body(word) }
      let length = unsafe Int(sb_stemmer_length(handle))
      return try body(unsafe Span(_unsafeStart: stem, count: length))
    }
  }

  /// The stem of a lower-case word.
  public borrowing func stem(_ word: String) -> String {
    let bytes = Array(word.utf8)
    return withStem(of: bytes.span) { stem in
      unsafe stem.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
  }

  deinit { unsafe sb_stemmer_delete(handle) }
}
