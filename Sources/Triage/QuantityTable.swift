/// What the lexicon's quantity words are worth, by concept.
///
/// The lexicon names a worth in the concept itself: `NUM.3` three, `ORD.3` third, `DAYS.7` week,
/// `KG.6.35` stone, `POINT.12-25` Christmas.
struct QuantityTable: Sendable {
  private(set) var number = FlatTable<Double>()
  private(set) var ordinal = FlatTable<Double>()
  private(set) var days = FlatTable<Double>()
  private(set) var kilograms = FlatTable<Double>()
  /// Month × 100 + day, or 0.
  private(set) var point = FlatTable<Int>()
  /// The concept of each `QuantityCue`, or -1.
  private(set) var cues: [Int32] = []

  init() {}

  init(_ concepts: ConceptTable) {
    number = FlatTable(Array(repeating: .nan, count: concepts.count))
    ordinal = number
    days = number
    kilograms = number
    point = FlatTable(Array(repeating: 0, count: concepts.count))
    for id in 0..<concepts.count {
      let name = concepts.name(id)
      if name.hasPrefix("NUM.") {
        number[id] = Double(name.dropFirst(4)) ?? .nan
      } else if name.hasPrefix("ORD.") {
        ordinal[id] = Double(name.dropFirst(4)) ?? .nan
      } else if name.hasPrefix("DAYS.") {
        days[id] = Double(name.dropFirst(5)) ?? .nan
      } else if name.hasPrefix("KG.") {
        kilograms[id] = Double(name.dropFirst(3)) ?? .nan
      } else if name.hasPrefix("POINT.") {
        let parts = name.dropFirst(6).split(separator: "-").compactMap { Int($0) }
        if parts.count == 2, (1...12).contains(parts[0]), (1...31).contains(parts[1]) {
          point[id] = parts[0] * 100 + parts[1]
        }
      }
    }
    findConcepts(concepts)
  }

  mutating func exchange(with codec: inout some SnapshotCodec) {
    codec.table(&number)
    codec.table(&ordinal)
    codec.table(&days)
    codec.table(&kilograms)
    codec.table(&point)
  }

  /// Looks the cues' concepts up.
  mutating func findConcepts(_ concepts: ConceptTable) {
    cues = QuantityCue.allCases.map { Int32(concepts.id($0.name)) }
  }
}

/// A concept of the lexicon that tells what a number, or a word for one, measures.
enum QuantityCue: Int, CaseIterable {
  case negation
  case lastWeek
  case article
  case age
  case ago
  case and
  case at
  case baby
  case begin
  case degrees
  case determiner
  case expecting
  case forHow
  case future
  case half
  case heIs
  case iAm
  case last
  case notWeeks
  case now
  case of
  case old
  case or
  case otherUnit
  case outOf
  case past
  case per
  case plural
  case point
  case pregnant
  case pressure
  case pulse
  case since
  case temperature
  case ordinalEnding
  case times
  case to
  case weigh
  case whole
  case within
  case crossSign
  case recentPoint
  case weekday

  /// Its name in the lexicon.
  var name: String {
    switch self {
    case .negation: "C.NEG"
    case .lastWeek: "LASTWEEK"
    case .article: "Q.A"
    case .age: "Q.AGE"
    case .ago: "Q.AGO"
    case .and: "Q.AND"
    case .at: "Q.AT"
    case .baby: "Q.BABY"
    case .begin: "Q.BEGIN"
    case .degrees: "Q.DEGREES"
    case .determiner: "Q.DET"
    case .expecting: "Q.EXPECTING"
    case .forHow: "Q.FOR"
    case .future: "Q.FUTURE"
    case .half: "Q.HALF"
    case .heIs: "Q.HEIS"
    case .iAm: "Q.IAM"
    case .last: "Q.LAST"
    case .notWeeks: "Q.NOTWEEKS"
    case .now: "Q.NOW"
    case .of: "Q.OF"
    case .old: "Q.OLD"
    case .or: "Q.OR"
    case .otherUnit: "Q.OTHERUNIT"
    case .outOf: "Q.OUTOF"
    case .past: "Q.PAST"
    case .per: "Q.PER"
    case .plural: "Q.PLURAL"
    case .point: "Q.POINT"
    case .pregnant: "Q.PREGNANT"
    case .pressure: "Q.PRESSURE"
    case .pulse: "Q.PULSE"
    case .since: "Q.SINCE"
    case .temperature: "Q.TEMPERATURE"
    case .ordinalEnding: "Q.TH"
    case .times: "Q.TIMES"
    case .to: "Q.TO"
    case .weigh: "Q.WEIGH"
    case .whole: "Q.WHOLE"
    case .within: "Q.WITHIN"
    case .crossSign: "Q.X"
    case .recentPoint: "RECENTPOINT"
    case .weekday: "WEEKDAY"
    }
  }
}
