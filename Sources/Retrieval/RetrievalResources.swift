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
  static var answerModel: String { string(ASKWELL_ANSWER_MODEL) }
  static var recordModel: String { string(ASKWELL_RECORD_MODEL) }
  static var aspects: String { string(ASKWELL_ASPECTS) }
  static var stopWordList: String { string(ASKWELL_STOP_WORDS) }

  /// The stop list; empty if the file were malformed, which a test rules out.
  static let stopWords = (try? StopWords(parsing: stopWordList)) ?? .none

  private static func string(_ file: askwell_retrieval_file) -> String {
    var count = 0
    guard let bytes = unsafe askwell_retrieval_data(file, &count) else { return "" }
    return unsafe String(
      decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }
}
