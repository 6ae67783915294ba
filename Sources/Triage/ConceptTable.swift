/// The concepts' names and numbers.
struct ConceptTable: Sendable {
  private var names = Vocabulary(capacity: 64)
  var isDefined = FlatTable<Bool>()

  /// Concepts that code finds because words can't say them: quantities and times.
  static let computed = [
    "N.NUM", "N.FEVER", "N.NORMALTEMP", "N.DUR1", "N.DUR2", "N.DUR4", "N.DUR7", "N.DUR14",
    "N.LONGAGO",
    "N.SCORE7", "N.INFANT", "N.YOUNGINFANT", "N.WEIGHT", "N.WEIGHTDROP", "N.TIMES3", "N.TIMES5",
    "N.BIGCOUNT", "N.YEAR", "N.DURANY", "N.HIGHPULSE",
    "N.ORDINAL", "N.GESTATION", "N.LOWPRESSURE",
  ]

  /// The concept whose patterns consume their words.
  let guardConcept: Int

  init() {
    let name = Array("GUARD".utf8)
    guardConcept = names.intern(name, 0..<name.count)
    isDefined.append(true)
    for name in Self.computed {
      let bytes = Array(name.utf8)
      _ = names.intern(bytes, 0..<bytes.count)
      isDefined.append(true)
    }
  }

  var count: Int { names.count }

  /// The number of a computed concept, the same in every table: they come first, after the guard.
  static func computedID(_ name: String) -> Int? { computed.firstIndex(of: name).map { $0 + 1 } }

  func name(_ id: Int) -> String { names.text(id) }

  mutating func exchange(with codec: inout some SnapshotCodec) {
    names.exchange(with: &codec)
    codec.table(&isDefined)
  }

  func find(_ bytes: [UInt8], _ range: Range<Int>) -> Int { names.find(bytes, range) }

  func id(_ name: String) -> Int {
    let bytes = Array(name.utf8)
    return names.find(bytes, 0..<bytes.count)
  }

  mutating func intern(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    let id = names.intern(bytes, range)
    while isDefined.count < names.count { isDefined.append(false) }
    return id
  }

  static func isComputed(_ name: String) -> Bool { name.hasPrefix("N.") }
}
