/// How often a term occurs in a passage, by field, packed into one posting class.
///
/// Frequencies are counted up to a cap: above it, another occurrence tells next to nothing. The
/// most frequent class, once in the body alone, is 0, which costs no byte.
struct FrequencyClass {
  static let titleCap = 2
  static let bodyLevels = [0, 1, 2, 3, 4, 6, 9]
  static let count = (titleCap + 1) * 2 * bodyLevels.count

  let title: Int
  let outline: Int
  let body: Int

  /// Once in the body and nowhere else.
  private static let commonest = 1 * 1

  var rawValue: UInt8 {
    let level = Self.bodyLevels.lastIndex { $0 <= body } ?? 0
    let packed = (min(title, Self.titleCap) * 2 + min(outline, 1)) * Self.bodyLevels.count + level
    // The commonest class and the empty class, which never occurs, change places.
    return UInt8(packed == Self.commonest ? 0 : packed == 0 ? Self.commonest : packed)
  }

  /// Whether the term stands in more than the outline.
  var isOwn: Bool { title > 0 || body > 0 }

  init(title: Int, outline: Int, body: Int) {
    self.title = title
    self.outline = outline
    self.body = body
  }

  init(rawValue: Int) {
    let packed = rawValue == 0 ? Self.commonest : rawValue == Self.commonest ? 0 : rawValue
    let levels = Self.bodyLevels.count
    body = Self.bodyLevels[packed % levels]
    outline = packed / levels % 2
    title = packed / levels / 2
  }
}

/// A passage's lengths, packed into one passage class: 16 levels for the title and 16 for the body.
struct LengthClass {
  static let levels = [0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 28, 40, 60, 100, 180, 320]
  static let count = 256

  /// The level that a length falls into.
  static func level(_ length: Int) -> Int { levels.lastIndex { $0 <= length } ?? 0 }

  /// A length that stands for all of a level's.
  static func length(_ level: Int) -> Double {
    level + 1 < levels.count
      ? Double(levels[level] + levels[level + 1] - 1) / 2 : Double(levels[level]) * 1.4
  }

  static func pack(title: Int, body: Int) -> UInt8 { UInt8(level(title) * 16 + level(body)) }
}
