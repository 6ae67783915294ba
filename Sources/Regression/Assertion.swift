public import Conversation
public import Triage

/// One thing that a reply must, or must not, be.
public struct Assertion: Sendable, Equatable {
  /// What is looked at.
  public var kind: Kind
  /// Whether the opposite is asserted (`not-contains`).
  public var isNegated: Bool
  /// The name as written in the suite.
  public var name: String
  /// The line in the suite's file.
  public var line: Int

  /// An assertion from its parts.
  public init(_ kind: Kind, name: String, isNegated: Bool = false, line: Int = 0) {
    self.kind = kind
    self.isNegated = isNegated
    self.name = name
    self.line = line
  }

  /// What an assertion looks at.
  public enum Kind: Sendable, Equatable {
    /// The outcome is one of these.
    case outcome([String])
    /// The reason for having no answer is one of these.
    case reason([String])
    /// The text that the person reads holds this.
    case contains(String, ignoringCase: Bool)
    /// The text that the person reads matches.
    case regex(TextPattern)
    /// The text that the person reads is exactly this.
    case equals(String)
    /// A citation of the answer, or of the escalation, is of such a passage.
    case cites(PassageDescription)
    /// Every quote is a byte-exact slice of its stored passage.
    case quoteVerbatim
    /// These flags are raised.
    case flags([FlagID])
    /// The level is one of these.
    case level([String])
    /// Such a passage is among the first so many.
    case rank(PassageDescription, within: Int)
    /// The confidence lies in the range and has one of the names.
    case confidence(least: Double?, most: Double?, levels: [String])
    /// Another wording gets the same answer; its turns.
    case sameAs([String])
    /// The reply fits into so many messages of a chat system.
    case messagesFit(MessageFormat, messages: Int)
    /// The corpus's "when to see a doctor" note stands with the reply.
    case doctorNote
  }
}

/// What a suite says about a passage; all that is given must hold, each by one of its alternatives.
public struct PassageDescription: Sendable, Equatable {
  /// The document's id or title.
  public var documents: [String]
  /// A heading above the passage, or the question it answers.
  public var sections: [String]
  /// The passage's id.
  public var passages: [String]
  /// Text that the passage holds, white space aside.
  public var texts: [String]

  /// A description from its parts.
  public init(
    documents: [String] = [], sections: [String] = [], passages: [String] = [], texts: [String] = []
  ) {
    self.documents = documents
    self.sections = sections
    self.passages = passages
    self.texts = texts
  }

  /// Whether the description fits a passage.
  func fits(
    document: String, title: String, section: [String], question: String?, passage: String,
    text: String
  ) -> Bool {
    if !documents.isEmpty, !documents.contains(where: { $0 == document || $0 == title }) {
      return false
    }
    if !sections.isEmpty,
      !sections.contains(where: { name in
        section.contains { Self.sameWords($0, name) }
          || question.map { Self.sameWords($0, name) } ?? false
      })
    {
      return false
    }
    if !passages.isEmpty, !passages.contains(passage) { return false }
    if !texts.isEmpty {
      let normal = WhiteSpace.collapsed(text)
      if !texts.contains(where: { normal.contains(WhiteSpace.collapsed($0)) }) { return false }
    }
    return true
  }

  private static func sameWords(_ a: String, _ b: String) -> Bool {
    a == b || WhiteSpace.collapsed(a).lowercased() == WhiteSpace.collapsed(b).lowercased()
  }
}

/// Text in which each run of white space is one space.
enum WhiteSpace {
  /// The text without white space at its ends and with one space for each run of it.
  ///
  /// On UTF-8 bytes: asking Unicode's tables about every character took a twentieth of a run.
  static func collapsed(_ text: String) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    var isPending = false
    for scalar in text.unicodeScalars {
      if isSpace(scalar) {
        isPending = !out.isEmpty
      } else {
        if isPending { out.append(0x20) }
        isPending = false
        if scalar.isASCII {
          out.append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
          out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Unicode's property White_Space.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
      0x3000:
      true
    default: false
    }
  }
}
