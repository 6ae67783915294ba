/// How a chat system marks quotes and links.
public enum MessageStyle: String, Sendable, CaseIterable {
  /// Text and line breaks only.
  case plain
  /// CommonMark: block quotes, links.
  case markdown
  /// One line a message, no control characters.
  case irc
  /// Slack's mrkdwn: `>` quotes, `<address|text>` links, `&`, `<` and `>` escaped.
  case slack

  /// A limit that the style's systems accept: IRC's 512-byte line less its prefix, Slack's and
  /// Discord's message limits.
  public var defaultByteLimit: Int {
    switch self {
    case .plain: 4096
    case .markdown: 2000
    case .irc: 400
    case .slack: 3000
    }
  }
}

/// What messages of a chat system look like and how long they may be.
public struct MessageFormat: Sendable, Equatable {
  /// Limits that can be asked for.
  public static let byteRange = 16...1_048_576

  /// How quotes and links are marked.
  public var style: MessageStyle
  /// Longest message in UTF-8 bytes.
  public var maxBytes: Int

  /// A format; the limit is brought into `byteRange`, nil gives the style's own.
  public init(style: MessageStyle, maxBytes: Int? = nil) {
    self.style = style
    let wanted = maxBytes ?? style.defaultByteLimit
    self.maxBytes = min(max(wanted, Self.byteRange.lowerBound), Self.byteRange.upperBound)
  }

  /// The text as the style must write it to show these characters.
  func escaped(_ text: String) -> String {
    switch style {
    case .plain, .irc: text
    case .slack:
      text.replacingScalars { $0 == "&" ? "&amp;" : $0 == "<" ? "&lt;" : $0 == ">" ? "&gt;" : nil }
    case .markdown:
      text.replacingScalars { scalar in
        switch scalar {
        case "\\", "`", "*", "_", "[", "]", "<", ">", "~", "|", "#": "\\\(scalar)"
        default: nil
        }
      }
    }
  }

  /// What begins a line of a quotation.
  var quotePrefix: String {
    switch style {
    case .plain, .irc: ""
    case .markdown: "> "
    case .slack: ">"
    }
  }

  /// What stands between two lines of one message.
  var lineSeparator: String { style == .irc ? " · " : "\n" }

  /// A line as the style shows it: where there are no line breaks, list items begin with a bullet.
  func shown(_ line: String) -> String {
    style == .irc && line.hasPrefix("- ") ? "• " + line.dropFirst(2) : line
  }

  /// What stands between two blocks of one message.
  var blockSeparator: String { style == .irc ? " — " : "\n\n" }

  /// A text that leads to an address, as the style links; nil where a link can't be said in a line.
  func link(_ text: String, to address: String) -> String? {
    if address.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) {
      return nil
    }
    switch style {
    case .plain, .irc: return "\(text) \(address)"
    case .markdown:
      let target = address.replacingScalars {
        $0 == "(" ? "%28" : $0 == ")" ? "%29" : $0 == "<" ? "%3C" : $0 == ">" ? "%3E" : nil
      }
      return "[\(escaped(text))](\(target))"
    case .slack:
      let target = escaped(address).replacingScalars { $0 == "|" ? "%7C" : nil }
      return "<\(target)|\(escaped(text))>"
    }
  }
}

extension String {
  /// The text with some characters replaced.
  func replacingScalars(_ replacement: (Unicode.Scalar) -> String?) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if let new = replacement(scalar) {
        result.append(contentsOf: new.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
