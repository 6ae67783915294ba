/// One line of a machine-readable report: a test, a threshold, or a difference from the baseline.
///
/// JUnit, TAP and JSON are all written from these points, so that they can't disagree.
struct ReportPoint: Sendable, Equatable {
  /// The group of differences from the baseline.
  static let baselineGroup = "baseline"
  /// The group of what concerns the run as a whole.
  static let runGroup = "run"

  enum State: Sendable, Equatable {
    case passed
    case failed(String, isFault: Bool)
    /// Failed, within what the suite's pass rate allows.
    case tolerated(String)
    case skipped(String)
  }

  /// The suite's name, or one of the groups above.
  var group: String
  var name: String
  var state: State

  var isFailed: Bool {
    if case .failed = state { true } else { false }
  }

  /// All points of a report in its order.
  static func points(of report: RunReport) -> [ReportPoint] {
    var result: [ReportPoint] = []
    for suite in report.suites {
      let group = suite.suite.name
      for test in suite.results {
        result.append(ReportPoint(group: group, name: test.test.name, state: state(test, suite)))
      }
      for measurement in suite.measurements where measurement.bound != nil {
        let name = "threshold \(measurement.name.rawValue) \(measurement.boundText)"
        let state: State =
          measurement.isMet
          ? .passed : .failed("\(measurement.name.rawValue) is \(measurement.text)", isFault: false)
        result.append(ReportPoint(group: group, name: name, state: state))
      }
    }
    if report.isEmpty {
      result.append(
        ReportPoint(
          group: runGroup, name: "something to test",
          state: .failed("there is nothing to test", isFault: false)))
    }
    guard let comparison = report.comparison else { return result }
    for difference in comparison.differences where difference.kind.isVisible {
      result.append(
        ReportPoint(
          group: baselineGroup,
          name: "\(difference.kind.name): \(difference.suite): \(difference.test)",
          state: comparison.isAccepted
            ? .passed
            : .failed(
              "was: \(difference.oldSummary)\nis: \(difference.newSummary)", isFault: false)))
    }
    if !comparison.differences.contains(where: \.kind.isVisible) {
      result.append(
        ReportPoint(
          group: baselineGroup, name: "\(comparison.compared) answers as recorded", state: .passed))
    }
    return result
  }

  private static func state(_ result: TestResult, _ suite: SuiteReport) -> State {
    switch result.status {
    case .passed: return .passed
    case .skipped(let reason): return .skipped(reason)
    case .failed(let failures):
      let text = failures.map { failure in
        let line = failure.line > 0 ? ":\(failure.line)" : ""
        return "\(suite.suite.file)\(line): \(failure.text)"
      }.joined(separator: "\n")
      return suite.isTolerated(result)
        ? .tolerated(text) : .failed(text, isFault: failures.contains(where: \.isFault))
    }
  }
}

extension Failure {
  /// The failure as a sentence.
  public var text: String {
    "turn \(turn), \(assertion): expected \(expected); found \(found)"
  }
}
