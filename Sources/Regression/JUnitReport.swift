/// A run as JUnit XML, in the form that Jenkins, GitLab and their readers take.
///
/// Every test, threshold and difference from the baseline is a test case; a failure that the pass rate
/// tolerates is a skipped one with the reason. There are no times in it, so equal runs give equal bytes.
public enum JUnitReport {
  /// The report's bytes.
  public static func bytes(of report: RunReport) -> [UInt8] {
    let points = ReportPoint.points(of: report)
    var groups: [(name: String, points: [ReportPoint])] = []
    for point in points {
      if groups.last?.name == point.group {
        groups[groups.count - 1].points.append(point)
      } else {
        groups.append((point.group, [point]))
      }
    }
    var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    out += "<testsuites name=\"askwell\"\(counts(points, withSkipped: false))>\n"
    for group in groups {
      out += "  <testsuite name=\"\(XMLText.escaped(group.name))\"\(counts(group.points))>\n"
      let measurements =
        report.suites.first { $0.suite.name == group.name }?.measurements.filter {
          $0.value != nil
        } ?? []
      if !measurements.isEmpty {
        out += "    <properties>\n"
        for measurement in measurements {
          out += "      <property name=\"\(measurement.name.rawValue)\""
          out += " value=\"\(Decimals.fixed(measurement.value ?? 0, 6))\"/>\n"
        }
        out += "    </properties>\n"
      }
      for point in group.points { out += testCase(point) }
      out += "  </testsuite>\n"
    }
    out += "</testsuites>\n"
    return Array(out.utf8)
  }

  private static func counts(_ points: [ReportPoint], withSkipped: Bool = true) -> String {
    var failures = 0
    var errors = 0
    var skipped = 0
    for point in points {
      switch point.state {
      case .passed: continue
      case .failed(_, let isFault):
        if isFault { errors += 1 } else { failures += 1 }
      case .tolerated, .skipped: skipped += 1
      }
    }
    return " tests=\"\(points.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
      + (withSkipped ? " skipped=\"\(skipped)\"" : "")
  }

  private static func testCase(_ point: ReportPoint) -> String {
    let name = XMLText.escaped(point.name)
    var out = "    <testcase classname=\"\(XMLText.escaped(point.group))\" name=\"\(name)\""
    switch point.state {
    case .passed: return out + "/>\n"
    case .failed(let text, let isFault):
      let element = isFault ? "error" : "failure"
      let first = XMLText.escaped(XMLText.firstLine(of: text))
      out += ">\n      <\(element) type=\"assertion\" message=\"\(first)\">"
      out += "\(XMLText.escaped(text))</\(element)>\n"
    case .tolerated(let text):
      let first = XMLText.escaped("tolerated by the pass rate: " + XMLText.firstLine(of: text))
      out += ">\n      <skipped message=\"\(first)\"/>\n"
    case .skipped(let reason):
      out += ">\n      <skipped message=\"\(XMLText.escaped(reason))\"/>\n"
    }
    return out + "    </testcase>\n"
  }
}

/// Text inside XML and HTML.
enum XMLText {
  /// The text with markup escaped and characters that XML 1.0 does not have replaced by U+FFFD.
  static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "\n", "\t": out.append(scalar)
      default:
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: out.append("\u{FFFD}")
        default: out.append(scalar)
        }
      }
    }
    return String(out)
  }

  static func firstLine(of text: String) -> String {
    text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
  }
}
