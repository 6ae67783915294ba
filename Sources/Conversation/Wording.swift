internal import Triage

/// The bot's own sentences, from `wording.tsv`.
struct Wording: Sendable {
  private let texts: [String: String]

  /// Reads `key <tab> text` lines.
  init(parsing text: String) {
    var texts: [String: String] = [:]
    for line in text[...].pieces(separatedBy: UInt8(ascii: "\n"))
    where line.utf8.first != UInt8(ascii: "#") {
      let columns = line.pieces(separatedBy: UInt8(ascii: "\t"))
      if columns.count == 2 { texts[String(columns[0])] = String(columns[1]) }
    }
    self.texts = texts
  }

  /// The sentences that the program ships.
  static let builtIn = Wording(
    parsing: String(decoding: PackageResources.wording_tsv, as: UTF8.self))

  /// The keys that have a text.
  var keys: [String] { texts.keys.sorted() }

  /// What is said when declining.
  func abstention(_ reason: AbstentionReason) -> String { self["abstain.\(reason.rawValue)"] }

  /// The advice for flags raised, quoting the person's words.
  func escalation(
    level: TriageLevel, flags: [Escalation.Flag], configuration: OperatorConfiguration
  ) -> String {
    let relevant = flags.filter { $0.raised.id.isEmergency == (level == .emergency) }
    let words = Self.joined((relevant.isEmpty ? flags : relevant).compactMap(\.quotes.first))
    guard level == .emergency else {
      let isFamilyOnly = flags.allSatisfy { $0.raised.id == .familyHistory }
      return filled(isFamilyOnly ? "escalate.family" : "escalate.general", ["words": words])
    }
    let number = configuration.emergencyNumber ?? self["emergency.number"]
    guard flags.contains(where: { $0.raised.id == .selfHarm }) else {
      return filled("emergency.general", ["words": words, "number": number])
    }
    let line = configuration.crisisLine ?? self["emergency.crisis-line"]
    return filled("emergency.self-harm", ["words": words, "number": number]) + " "
      + filled("emergency.crisis", ["line": line])
  }

  private subscript(key: String) -> String { texts[key] ?? "" }

  /// Fills the places of a text; what is filled in is never looked at again.
  private func filled(_ key: String, _ values: [String: String]) -> String {
    var result = ""
    var rest = self[key][...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      result += values[String(rest[rest.index(after: open)..<close])] ?? ""
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// Up to three quotes, none within another.
  private static func joined(_ quotes: [String]) -> String {
    var kept: [String] = []
    for quote in quotes where !quote.isEmpty {
      if kept.contains(where: { $0.contains(quote) }) { continue }
      kept.removeAll { quote.contains($0) }
      kept.append(quote)
    }
    return kept.prefix(3).joined(separator: "”, “")
  }
}

extension FlagID {
  static let familyHistory = FlagID("RF12")
  static let selfHarm = FlagID("EM3")
}
