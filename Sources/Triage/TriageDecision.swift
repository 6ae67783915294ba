/// How urgently a person should seek care.
public enum TriageLevel: UInt8, Sendable, Comparable, CaseIterable {
  /// No danger sign was said.
  case none = 0
  /// A sign that a doctor should see promptly.
  case escalate = 1
  /// A sign that needs emergency care now.
  case emergency = 2

  /// Orders by urgency.
  public static func < (a: TriageLevel, b: TriageLevel) -> Bool { a.rawValue < b.rawValue }

  /// The word that the program's outputs use.
  public var name: String {
    switch self {
    case .none: "none"
    case .escalate: "escalate"
    case .emergency: "emergency"
    }
  }
}

/// The name of a red flag, such as `RF1` or `EM3`.
public struct FlagID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The id as written in the rules.
  public let name: String

  /// A flag id from its name.
  public init(_ name: String) { self.name = name }

  /// The id as written in the rules.
  public var description: String { name }

  /// Escalation flags before emergency flags, each by number.
  public static func < (a: FlagID, b: FlagID) -> Bool {
    (a.isEmergency ? 1 : 0, a.name.utf8.count, a.name)
      < (b.isEmergency ? 1 : 0, b.name.utf8.count, b.name)
  }

  /// Whether the flag calls for emergency care.
  public var isEmergency: Bool { name.hasPrefix("EM") }
}

/// The person's own words that raised a flag.
public struct Evidence: Sendable, Equatable {
  /// The turn, counted from 1.
  public var turn: Int
  /// UTF-8 byte range in that turn's text.
  public var utf8Range: Range<Int>

  /// Evidence from its place.
  public init(turn: Int, utf8Range: Range<Int>) {
    self.turn = turn
    self.utf8Range = utf8Range
  }
}

/// A red flag with the words that raised it.
public struct RaisedFlag: Sendable, Equatable {
  /// Which flag.
  public var id: FlagID
  /// The flag's name for a reader, such as "blood in stool".
  public var label: String
  /// The words that raised it; never empty.
  public var evidence: [Evidence]
  /// The turn, from 1, at which the flag was first raised.
  public var turn: Int

  /// A raised flag from its parts.
  public init(id: FlagID, label: String, evidence: [Evidence], turn: Int) {
    self.id = id
    self.label = label
    self.evidence = evidence
    self.turn = turn
  }
}

/// What triage found in a conversation.
public struct TriageDecision: Sendable, Equatable {
  /// The highest level of any turn.
  public var level: TriageLevel
  /// Flags raised, in the order of their ids.
  public var flags: [RaisedFlag]
  /// The turn, from 1, at which `level` was reached; nil when it is `none`.
  public var levelTurn: Int?
  /// Flags about which the person only asks in general ("is blood in stool a sign of …"): no alarm,
  /// but the reply gives the "when to see a doctor" note.
  public var mentioned: [FlagID]

  /// A decision from its parts.
  public init(
    level: TriageLevel, flags: [RaisedFlag], levelTurn: Int? = nil, mentioned: [FlagID] = []
  ) {
    self.level = level
    self.flags = flags
    self.levelTurn = levelTurn
    self.mentioned = mentioned
  }
}
