/// The figures of one query or their means, as trec_eval defines them.
public struct RetrievalMeasures: Sendable, Equatable {
  /// 1 / rank of the first relevant document within ten, else 0.
  public var reciprocalRank = 0.0
  /// Normalised discounted cumulative gain within ten; the gain is the grade.
  public var ndcg = 0.0
  /// Average precision over the whole ranking.
  public var averagePrecision = 0.0
  /// Whether the first document is relevant.
  public var precisionAt1 = 0.0
  /// Relevant documents within ten, of all that are relevant.
  public var recallAt10 = 0.0
  /// Relevant documents within a hundred, of all that are relevant.
  public var recallAt100 = 0.0

  /// Zeroes.
  public init() {}

  /// The figures of a ranking.
  ///
  /// - Parameters:
  ///   - ranking: document ids, best first.
  ///   - grades: the judged documents; from grade 1 on one is relevant.
  public init(ranking: [String], grades: [String: Int]) {
    let relevant = grades.values.count { $0 >= 1 }
    guard relevant > 0 else { return }
    var found = 0
    var precision = 0.0
    for (index, document) in ranking.enumerated() where grades[document] ?? 0 >= 1 {
      found += 1
      precision += Double(found) / Double(index + 1)
      if found == 1, index < 10 { reciprocalRank = 1 / Double(index + 1) }
      if index < 10 { recallAt10 = Double(found) / Double(relevant) }
      if index < 100 { recallAt100 = Double(found) / Double(relevant) }
    }
    averagePrecision = precision / Double(relevant)
    precisionAt1 = ranking.first.map { grades[$0] ?? 0 >= 1 } ?? false ? 1 : 0
    let ideal = Self.gain(grades.values.sorted(by: >))
    ndcg = ideal > 0 ? Self.gain(ranking.prefix(10).map { grades[$0] ?? 0 }) / ideal : 0
  }

  /// Discounted by log₂(rank + 1); grades below zero gain nothing.
  private static func gain(_ grades: [Int]) -> Double {
    var sum = 0.0
    for (index, grade) in grades.prefix(10).enumerated() where grade > 0 {
      sum += Double(grade) / Logarithm.base2(Double(index + 2))
    }
    return sum
  }

  /// A figure by its name; nil for measures of another kind.
  public subscript(name: MeasureName) -> Double? {
    switch name {
    case .mrr: reciprocalRank
    case .ndcg: ndcg
    case .map: averagePrecision
    case .precisionAt1: precisionAt1
    case .recallAt10: recallAt10
    case .recallAt100: recallAt100
    default: nil
    }
  }

  /// The measures that a ranking has, in the order reports show them.
  public static let names: [MeasureName] = [
    .mrr, .ndcg, .map, .precisionAt1, .recallAt10, .recallAt100,
  ]
}

/// A run held against judgments, and against another run where there is one.
public struct RetrievalReport: Sendable, Equatable {
  /// What was run.
  public let run: Run
  /// Queries in their file's order that have a relevant document.
  public let queries: [String]
  /// The figures of each of them.
  public let perQuery: [RetrievalMeasures]
  /// The figures of the comparison, or nil.
  public let comparison: [RetrievalMeasures]?
  /// The name of the comparison.
  public let comparisonName: String?

  /// Scores a run; a query without documents scores 0, one without relevant documents is left out,
  /// and so is one that is judged but not among the set's queries.
  public init(set: RetrievalSet, run: Run) {
    self.run = run
    let judged = set.queries.map(\.id).filter { query in
      set.judgments.grades[query]?.values.contains { $0 >= 1 } ?? false
    }
    queries = judged
    func score(_ run: Run) -> [RetrievalMeasures] {
      judged.map { query in
        RetrievalMeasures(
          ranking: (run.rankings[query] ?? []).map(\.document),
          grades: set.judgments.grades[query] ?? [:])
      }
    }
    perQuery = score(run)
    comparison = set.comparison.map(score)
    comparisonName = set.comparisonName
  }

  /// The mean of a measure over the queries.
  public func mean(_ name: MeasureName) -> Double { Self.mean(perQuery, name) }

  /// The comparison's mean.
  public func comparisonMean(_ name: MeasureName) -> Double? {
    comparison.map { Self.mean($0, name) }
  }

  /// How far this run lies above the comparison.
  public func difference(_ name: MeasureName) -> PairedBootstrap? {
    comparison.map { other in
      PairedBootstrap(
        differences: zip(perQuery, other).map { ($0[name] ?? 0) - ($1[name] ?? 0) })
    }
  }

  private static func mean(_ values: [RetrievalMeasures], _ name: MeasureName) -> Double {
    if values.isEmpty { return 0 }
    return values.reduce(0) { $0 + ($1[name] ?? 0) } / Double(values.count)
  }
}
