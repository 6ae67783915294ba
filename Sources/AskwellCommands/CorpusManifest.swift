internal import Conversation
internal import Glibc
internal import InvertedIndex
internal import Retrieval
internal import Storage

/// What `askwell index` notes beside an index so that `--update` can build upon it.
struct CorpusManifest {
  private var sources: SourceManifest
  private var dangerSigns: [UInt8] = []
  /// Pages that could not be read or held no article, by fingerprint, and why.
  var skippedPages: [UInt64: String] = [:]

  private static let languageNote = "languages"
  private static let stateNote = "state"
  private static let dangerSignNote = "danger-signs"
  private static let skippedNote = "skipped"

  /// Nothing noted yet.
  init(baseURL: String?) { sources = SourceManifest(maker: Self.maker(baseURL)) }

  /// Names this program and the options on which an index depends.
  ///
  /// The program is named by its file's length and time: after any change of it everything is read
  /// again.
  static func maker(_ option: String?) -> UInt64 {
    var bytes: [UInt8] = []
    var status = stat()
    if unsafe stat("/proc/self/exe", &status) == 0 {
      bytes.appendFixed(UInt64(bitPattern: Int64(status.st_size)))
      bytes.appendFixed(UInt64(bitPattern: Int64(status.st_mtim.tv_sec)))
      bytes.appendFixed(UInt64(bitPattern: Int64(status.st_mtim.tv_nsec)))
    }
    if let option { bytes.appendString(option) }
    return SourceManifest.fingerprint(bytes.span)
  }

  /// A fingerprint of a page, whose name is its id.
  static func fingerprint(ofPage bytes: [UInt8], name: String) -> UInt64 {
    var key = Array(name.utf8)
    key.append(0)
    key.appendFixed(SourceManifest.fingerprint(bytes.span))
    return SourceManifest.fingerprint(key.span)
  }

  /// Notes the next document of the index.
  mutating func add(_ fingerprint: UInt64, hasDangerSigns: Bool) {
    if hasDangerSigns { dangerSigns.appendFixed(UInt32(sources.fingerprints.count)) }
    sources.fingerprints.append(fingerprint)
  }

  /// Writes the notes of the index that stands in a folder.
  func write(folder: String, languages: CorpusLanguages, indexerState: [UInt8]) throws(IndexError) {
    var skipped: [UInt8] = []
    for (fingerprint, reason) in skippedPages.sorted(by: { $0.key < $1.key }) {
      skipped.appendFixed(fingerprint)
      skipped.appendString(reason)
    }
    var sources = sources
    sources.notes = [
      Self.languageNote: languages.serializedCounts, Self.stateNote: indexerState,
      Self.dangerSignNote: dangerSigns, Self.skippedNote: skipped,
    ]
    try sources.write(folder: folder)
  }

  /// What stands in a folder, where this program has made it with the same options.
  static func base(folder: String, baseURL: String?) -> CorpusBase? {
    guard let index = try? Index(path: folder),
      let sources = SourceManifest(folder: folder, of: index), sources.maker == maker(baseURL),
      index.isSound,
      let languages = CorpusLanguages(parsingCounts: sources.notes[languageNote] ?? []),
      let indexer = CorpusIndexer.Base(index, state: sources.notes[stateNote] ?? [])
    else { return nil }
    var base = CorpusBase(
      index: index, indexer: indexer, fingerprints: sources.fingerprints, languages: languages)
    do throws(MalformedBytes) {
      let signs = sources.notes[dangerSignNote] ?? []
      var reader = ByteReader(signs.span)
      while !reader.isAtEnd { base.hasDangerSigns.insert(try reader.fixed(UInt32.self)) }
      let skipped = sources.notes[skippedNote] ?? []
      reader = ByteReader(skipped.span)
      while !reader.isAtEnd {
        let fingerprint = try reader.fixed(UInt64.self)
        base.skippedPages[fingerprint] = try reader.string()
      }
    } catch {
      return nil
    }
    return base
  }
}

/// An index that is to be updated, and what was noted when it was made.
struct CorpusBase: Sendable {
  var index: Index
  var indexer: CorpusIndexer.Base
  /// One for each document.
  var fingerprints: [UInt64]
  var languages: CorpusLanguages
  /// Documents with a list of signs that need a doctor.
  var hasDangerSigns: Set<UInt32> = []
  var skippedPages: [UInt64: String] = [:]
}
