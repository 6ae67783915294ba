import CRetrievalData
import Text

/// The reviewed data files that come with the program.
enum RetrievalResources {
  static var generalSynonyms: String { string(ASKWELL_SYNONYMS_GENERAL) }
  static var healthSynonyms: String { string(ASKWELL_SYNONYMS_HEALTH) }
  static var laySynonyms: String { string(ASKWELL_SYNONYMS_LAY) }
  static var conceptSynonyms: String { string(ASKWELL_SYNONYMS_CONCEPTS) }
  static var chatter: String { string(ASKWELL_CHATTER) }
  static var spokenChatter: String { string(ASKWELL_CHATTER_SPOKEN) }
  // These three are read by the first question of each process, where they lie.
  static var answerModel: Span<UInt8> {
    @_lifetime(immortal) get { unsafe span(ASKWELL_ANSWER_MODEL) }
  }
  static var recordModel: Span<UInt8> {
    @_lifetime(immortal) get { unsafe span(ASKWELL_RECORD_MODEL) }
  }
  static var aspects: Span<UInt8> {
    @_lifetime(immortal) get { unsafe span(ASKWELL_ASPECTS) }
  }
  static var stopWordList: String { string(ASKWELL_STOP_WORDS) }

  /// The stop list; empty if the file were malformed, which a test rules out.
  static let stopWords = (try? StopWords(parsing: stopWordList)) ?? .none

  private static func string(_ file: askwell_retrieval_file) -> String {
    unsafe span(file).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// A file's bytes in the program itself.
  @unsafe @_lifetime(immortal)
  private static func span(_ file: askwell_retrieval_file) -> Span<UInt8> {
    var count = 0
    guard let bytes = unsafe askwell_retrieval_data(file, &count) else { return Span() }
    return unsafe _overrideLifetime(
      Span(_unsafeStart: bytes, count: count), copying: ())
  }
}
