internal import JSON

/// A run in the Test Anything Protocol, version 13, which `prove` reads, or 14.
public enum TAPReport {
  /// The versions that can be written.
  public enum Version: Int, Sendable, CaseIterable {
    /// What every consumer reads.
    case thirteen = 13
    /// With escapes that TAP 14 defines.
    case fourteen = 14
  }

  /// The report's bytes.
  public static func bytes(of report: RunReport, version: Version = .thirteen) -> [UInt8] {
    let points = ReportPoint.points(of: report)
    var out = "TAP version \(version.rawValue)\n1..\(points.count)\n"
    for (index, point) in points.enumerated() {
      let name = description("\(point.group): \(point.name)", version)
      switch point.state {
      case .passed: out += "ok \(index + 1) - \(name)\n"
      case .skipped(let reason):
        out += "ok \(index + 1) - \(name) # SKIP \(description(reason, version))\n"
      case .tolerated(let text):
        // TODO is the directive of TAP for a failure that does not fail the run.
        out += "not ok \(index + 1) - \(name) # TODO tolerated by the pass rate\n"
        out += block(text)
      case .failed(let text, _):
        out += "not ok \(index + 1) - \(name)\n" + block(text)
      }
    }
    return Array(out.utf8)
  }

  /// A description on one line whose `#` starts no directive.
  private static func description(_ text: String, _ version: Version) -> String {
    var out = ""
    for character in XMLText.collapsed(text) {
      switch character {
      case "#": out += "\\#"
      case "\\": out += version == .fourteen ? "\\\\" : "\\"
      default: out.append(character)
      }
    }
    return out
  }

  /// A YAML block; a JSON string is a YAML string.
  private static func block(_ text: String) -> String {
    let json = String(decoding: JSONValue.string(text).serialized, as: UTF8.self)
    return "  ---\n  message: \(json)\n  ...\n"
  }
}

extension XMLText {
  /// The text on one line without control characters.
  static func collapsed(_ text: String) -> String {
    WhiteSpace.collapsed(
      String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 })))
  }
}
