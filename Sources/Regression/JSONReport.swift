internal import Conversation
public import JSON
internal import Triage

/// A run as one JSON object.
public enum JSONReport {
  /// The report: `{"v":1,"passed","counts","suites":[…],"baseline"}`.
  public static func value(of report: RunReport) -> JSONValue {
    let counts = report.counts
    var members: [JSONValue.Member] = [
      .init("v", 1),
      .init("passed", .bool(report.isPassed)),
      .init(
        "counts",
        [
          "passed": .integer(Int64(counts.passed)), "failed": .integer(Int64(counts.failed)),
          "tolerated": .integer(Int64(counts.tolerated)),
          "skipped": .integer(Int64(counts.skipped)),
        ]),
      .init("suites", .array(report.suites.map(suite))),
    ]
    if let comparison = report.comparison {
      members.append(.init("baseline", baseline(comparison)))
    }
    return .object(members)
  }

  private static func suite(_ report: SuiteReport) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("name", .string(report.suite.name)),
      .init("file", .string(report.suite.file)),
      .init("passed", .bool(report.isPassed)),
      .init("measures", .array(report.measurements.map(measurement))),
    ]
    if !report.flagRecalls.isEmpty {
      members.append(.init("flags", .array(report.flagRecalls.map(flag))))
    }
    members.append(
      .init(
        "tests", .array(report.results.map { test($0, isTolerated: report.isTolerated($0)) })))
    return .object(members)
  }

  private static func flag(_ recall: SuiteReport.Kind) -> JSONValue {
    [
      "flag": .string(recall.name), "recall": .number(recall.passed.value),
      "count": .integer(Int64(recall.passed.count)), "of": .integer(Int64(recall.passed.total)),
      "low": .number(recall.passed.interval.lowerBound),
      "high": .number(recall.passed.interval.upperBound),
    ]
  }

  private static func measurement(_ measurement: Measurement) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("name", .string(measurement.name.rawValue)),
      .init("value", measurement.value.map { .number($0) } ?? .null),
    ]
    if let proportion = measurement.proportion {
      members.append(.init("count", .integer(Int64(proportion.count))))
      members.append(.init("of", .integer(Int64(proportion.total))))
      members.append(.init("low", .number(proportion.interval.lowerBound)))
      members.append(.init("high", .number(proportion.interval.upperBound)))
    }
    if let note = measurement.note { members.append(.init("note", .string(note))) }
    if let bound = measurement.bound {
      members.append(.init(measurement.name.isHarm ? "at_most" : "at_least", .number(bound)))
      members.append(.init("met", .bool(measurement.isMet)))
    }
    return .object(members)
  }

  private static func test(_ result: TestResult, isTolerated: Bool) -> JSONValue {
    var members: [JSONValue.Member] = [.init("name", .string(result.test.name))]
    if result.test.line > 0 { members.append(.init("line", .integer(Int64(result.test.line)))) }
    if !result.test.tags.isEmpty {
      members.append(.init("tags", .array(result.test.tags.map { .string($0) })))
    }
    switch result.status {
    case .passed: members.append(.init("status", "passed"))
    case .skipped(let reason):
      members.append(.init("status", "skipped"))
      members.append(.init("reason", .string(reason)))
    case .failed(let failures):
      members.append(.init("status", isTolerated ? "tolerated" : "failed"))
      members.append(.init("failures", .array(failures.map(failure))))
    }
    if let reply = result.reply {
      members.append(.init("outcome", .string(reply.outcome.rawValue)))
    }
    if let decision = result.decision {
      members.append(.init("level", .string(decision.level.name)))
    }
    return .object(members)
  }

  private static func failure(_ failure: Failure) -> JSONValue {
    [
      "turn": .integer(Int64(failure.turn)),
      "assertion": .string(failure.assertion),
      "line": .integer(Int64(failure.line)),
      "expected": .string(failure.expected),
      "found": .string(failure.found),
    ]
  }

  private static func baseline(_ comparison: BaselineComparison) -> JSONValue {
    [
      "compared": .integer(Int64(comparison.compared)),
      "unchanged": .bool(comparison.isUnchanged),
      "differences": .array(
        comparison.differences.map { difference in
          [
            "class": .string(difference.kind.name), "suite": .string(difference.suite),
            "test": .string(difference.test), "old": .string(difference.oldSummary),
            "new": .string(difference.newSummary),
          ]
        }),
    ]
  }
}
