#if canImport(Glibc)
  internal import Glibc
#endif

/// Text as it may be sent to a terminal.
enum TerminalText {
  /// The text without control characters.
  ///
  /// A document can't move the cursor, change colours or retitle the window. Line breaks stay, tabs
  /// become spaces, bidirectional overrides go.
  static func sanitized(_ text: String) -> String {
    // Most text has nothing but printable ASCII and what lies above all that is taken out.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: result.append(scalar)
      case 0x09: result.append(contentsOf: "  ".unicodeScalars)
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F: continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The text with lines broken at spaces to fit `width` columns, each led by `indent`.
  static func wrapped(_ text: String, width: Int, indent: String = "") -> String {
    let room = max(20, width - indent.count)
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var current = ""
      var column = 0
      let hanging = line.hasPrefix("- ") ? "  " : ""
      for word in line.split(separator: " ", omittingEmptySubsequences: true) {
        let length = word.count
        if !current.isEmpty, column + 1 + length > room {
          lines.append(current)
          current = hanging
          column = hanging.utf8.count
        }
        if !current.isEmpty, current != hanging {
          current += " "
          column += 1
        }
        current += word
        column += length
      }
      lines.append(current)
    }
    return lines.map { $0.isEmpty ? "" : indent + $0 }.joined(separator: "\n")
  }

  /// Whether a descriptor is a terminal.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Whether the person's environment allows colour (https://no-color.org).
  static var wantsColor: Bool {
    guard unsafe getenv("NO_COLOR") == nil, let term = unsafe getenv("TERM") else { return false }
    return unsafe String(cString: term) != "dumb"
  }

  /// The columns of the terminal at standard output, 80 where unknown.
  static var width: Int {
    var size = winsize()
    guard unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 80 }
    return min(Int(size.ws_col), 100)
  }
}
