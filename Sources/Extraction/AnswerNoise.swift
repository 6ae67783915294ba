/// Lines that stand among answers and belong to the site.
enum AnswerNoise {
  static func isNavigation(_ text: String) -> Bool {
    let key = text.matchKey
    return names.contains(key)
  }

  private static let names: Set<String> = [
    "top", "backtotop", "backtothetop", "returntotop", "returntothetop", "gototop", "totop",
    "topofpage", "topofthepage", "backtotopofpage", "backtothetopofthepage", "uparrow",
    "permalink", "linktothisanswer", "backtoquestions", "backtolist", "backtocontents",
    "backtomenu", "nachoben", "zumseitenanfang", "seitenanfang", "volverarriba", "arriba",
    "hautdepage", "retourenhaut", "tornasu", "inizio", "share", "print", "edit",
  ]

  /// Whether a line is one of two words to choose from after a question about the page.
  static func isVote(_ text: String) -> Bool { ["yes", "no"].contains(text.matchKey) }

  /// Whether a line's bytes let it be a divider or a copyright, to spare making a string of each line: it begins
  /// with a sign or has "reserv".
  static func mayEndAnswers(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return false }
    if "*-_=~.(".utf8.contains(first) || first == 0xC2 { return true }
    return line.indices.dropFirst(5).contains { place in
      line[place] | 0x20 == UInt8(ascii: "v")
        && line[(place - 5)..<place].elementsEqual("reser".utf8) { $0 | 0x20 == $1 }
    }
  }

  /// Whether a line is nothing but three signs or more: "* * *".
  static func isDivider(_ text: String) -> Bool {
    let signs = text.utf8.filter { $0 != 0x20 }
    guard (3...40).contains(signs.count), let first = signs.first else { return false }
    return "*-_=~.".utf8.contains(first) && signs.allSatisfy { $0 == first }
  }

  /// Whether a line says whose the page is: what follows it answers nothing.
  static func isCopyright(_ text: String) -> Bool {
    let isMarked = text.utf8.starts(with: "©".utf8) || text.utf8.starts(with: "(c) ".utf8)
    return isMarked && text.contains(where: \.isNumber)
      || text.matchKey.contains("allrightsreserved")
  }

  static func isFeedback(_ text: String) -> Bool {
    guard !text.isEmpty else { return false }
    let key = text.matchKey
    return LineNoise.isFeedback(key) || key == "yesno" || key == "helpful" || key == "nothelpful"
      || key.hasPrefix("didthisansweryour")
      || key.hasPrefix("thankyouforyourfeedback") || key.hasPrefix("thanksforyourfeedback")
  }
}
