internal import Text

/// A reading of a conversation, shown for review.
public struct TriageExplanation: Sendable {
  /// A concept found in the text.
  public struct Atom: Sendable {
    /// The concept's name in the lexicon.
    public let concept: String
    /// Where it stands.
    public let place: Evidence
    /// The words.
    public let text: String
    /// What keeps it from counting, such as "negated"; empty when it counts.
    public let status: [String]
  }

  /// The concepts found, in the order of the text.
  public let atoms: [Atom]
  /// The rules that fired, by id, with their flag.
  public let fired: [(rule: String, flag: FlagID)]
  /// The rules that would have fired if the signs had been meant for real, with their flag.
  public let withheld: [(rule: String, flag: FlagID)]
  /// The decision.
  public let decision: TriageDecision

  /// The explanation as lines of plain text.
  public var text: String {
    var out = ""
    for atom in atoms {
      let place = "\(atom.place.turn):\(atom.place.utf8Range.lowerBound)"
      out += "\(place)\t\(atom.concept)\t\(atom.text)"
      out += atom.status.isEmpty ? "\n" : "\t(" + atom.status.joined(separator: ", ") + ")\n"
    }
    for (rule, flag) in fired { out += "fired\t\(rule)\t\(flag)\n" }
    for (rule, flag) in withheld { out += "only mentioned\t\(rule)\t\(flag)\n" }
    if fired.isEmpty, withheld.isEmpty { out += "no rule's terms were all found\n" }
    return out + "level\t\(decision.level.name)\n"
  }
}

extension Reading {
  /// What was found and why.
  func explanation() -> TriageExplanation {
    let atoms = matcher.spans.indices.sorted {
      (matcher.spans[$0].start, matcher.spans[$0].end, matcher.spans[$0].concept)
        < (matcher.spans[$1].start, matcher.spans[$1].end, matcher.spans[$1].concept)
    }.map { index in
      let span = matcher.spans[index]
      let first = stream.tokens[Int(span.start)]
      let last = stream.tokens[Int(span.end) - 1]
      let folded = stream.folded[Int(first.turn)]
      let bytes = Int(first.start)..<Int(last.end)
      return TriageExplanation.Atom(
        concept: rules.concepts.name(Int(span.concept)),
        place: Evidence(turn: Int(first.turn) + 1, utf8Range: folded.sourceRange(of: bytes)),
        text: String(decoding: folded.utf8[bytes], as: UTF8.self),
        status: status(of: index).names)
    }
    let fired = fire(.strict)
    let firedRules = Set(fired.map(\.rule))
    func named(_ firings: [Firing]) -> [(rule: String, flag: FlagID)] {
      firings.map { (rules.rules[$0.rule].id, rules.flags[rules.rules[$0.rule].flag].id) }
    }
    return TriageExplanation(
      atoms: atoms, fired: named(fired),
      withheld: named(fire(.mention).filter { !firedRules.contains($0.rule) }),
      decision: decision())
  }
}
