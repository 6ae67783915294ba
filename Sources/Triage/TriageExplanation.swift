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

  /// A class of the classifier with what speaks for and against it.
  public struct ClassWeight: Sendable {
    /// `alarm`, `emergency` or a flag's id.
    public let name: String
    /// Log-odds in thousandths, the rules' part included.
    public let score: Int
    /// The score from which the class holds, in thousandths.
    public let threshold: Int
    /// Runs of words with their weights in thousandths, the strongest first.
    public let strongest: [(text: String, weight: Int)]
  }

  /// A sentence as it was read: misspellings mended, contractions taken apart.
  public struct Sentence: Sendable {
    /// The turn, from 1.
    public let turn: Int
    /// Its words.
    public let words: [String]
  }

  /// The sentences as they were read, in the order of the text.
  public let sentences: [Sentence]
  /// The concepts found, in the order of the text.
  public let atoms: [Atom]
  /// The rules that fired, by id, with their flag.
  public let fired: [(rule: String, flag: FlagID)]
  /// The rules that would have fired if the signs had been meant for real, with their flag.
  public let withheld: [(rule: String, flag: FlagID)]
  /// The rules that found their signs denied, past or over, with their flag.
  public let denied: [(rule: String, flag: FlagID)]
  /// What the classifier weighed: for each class that holds, or for `alarm` alone when none does, its
  /// score with what the rules add, the threshold, and the runs of words that weigh most.
  public let weights: [ClassWeight]
  /// The decision.
  public internal(set) var decision: TriageDecision

  /// The explanation as lines of plain text.
  public var text: String {
    var out = ""
    for sentence in sentences {
      out += "read\t\(sentence.turn)\t\(sentence.words.joined(separator: " "))\n"
    }
    for atom in atoms {
      let place = "\(atom.place.turn):\(atom.place.utf8Range.lowerBound)"
      out += "\(place)\t\(atom.concept)\t\(atom.text)"
      out += atom.status.isEmpty ? "\n" : "\t(" + atom.status.joined(separator: ", ") + ")\n"
    }
    for (rule, flag) in fired { out += "fired\t\(rule)\t\(flag)\n" }
    for (rule, flag) in withheld { out += "only mentioned\t\(rule)\t\(flag)\n" }
    for (rule, flag) in denied { out += "only denied\t\(rule)\t\(flag)\n" }
    if fired.isEmpty, withheld.isEmpty, denied.isEmpty { out += "no rule's terms were all found\n" }
    for part in weights {
      out += "weighed\t\(part.name)\t\(Self.decimal(part.score)) of \(Self.decimal(part.threshold))"
      for (text, weight) in part.strongest { out += "\t\(text) \(Self.decimal(weight))" }
      out += "\n"
    }
    return out + "level\t\(decision.level.name)\n"
  }
}

extension TriageExplanation {
  /// Thousandths with a sign and two places, as in `+1.25`.
  private static func decimal(_ thousandths: Int) -> String {
    let hundredths = (abs(thousandths) + 5) / 10
    let rest = hundredths % 100
    return "\(thousandths < 0 ? "-" : "+")\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension Reading {
  /// What the classifier says, for review.
  private func weights(_ fired: [Firing], _ mentioned: [Firing], _ all: [Firing])
    -> [TriageExplanation.ClassWeight]
  {
    let classifier = rules.classifier
    guard !classifier.isEmpty else { return [] }
    let scores = classifier.scores(of: stream.folded)
    let verdict = verdict(fired, mentioned, all, scores)
    return classifier.classes.indices.compactMap { number in
      guard number == 0 || verdict.scores[number] >= classifier.thresholds[number] else {
        return nil
      }
      let strongest = classifier.strongest(6, for: number, in: scores).compactMap {
        found -> (text: String, weight: Int)? in
        guard !found.words.isEmpty else { return nil }
        let first = scores.words[found.words.lowerBound]
        let last = scores.words[found.words.upperBound - 1]
        let bytes = stream.folded[Int(first.turn)].utf8[Int(first.start)..<Int(last.end)]
        return (String(decoding: bytes, as: UTF8.self), found.weight)
      }
      return TriageExplanation.ClassWeight(
        name: classifier.classes[number], score: verdict.scores[number],
        threshold: classifier.thresholds[number], strongest: strongest)
    }
  }

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
    let mentioned = fire(.mention)
    let all = fire(.any)
    let sentences = stream.sentences.map { sentence in
      TriageExplanation.Sentence(
        turn: sentence.turn + 1, words: sentence.range.compactMap { stream.wordRead(at: $0) })
    }
    return TriageExplanation(
      sentences: sentences, atoms: atoms, fired: named(fired),
      withheld: named(without(fired, mentioned)),
      denied: named(without(fired + mentioned, all)),
      weights: weights(fired, mentioned, all), decision: decision())
  }
}
