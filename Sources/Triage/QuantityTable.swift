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
  private(set) var computed: [String: Int] = [:]

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

  /// Looks the concepts up that code finds.
  mutating func findConcepts(_ concepts: ConceptTable) {
    for name in ConceptTable.computed { computed[name] = concepts.id(name) }
  }
}
