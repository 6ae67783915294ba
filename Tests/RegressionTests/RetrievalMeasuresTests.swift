import Regression
import Testing

@Suite struct `Measures of retrieval` {
  @Test func `agree with figures worked out by hand`() {
    // relevant: b (2), d (1), x (1), of which x is not found
    let measures = RetrievalMeasures(
      ranking: ["a", "b", "c", "d"], grades: ["b": 2, "d": 1, "x": 1, "c": 0])
    #expect(measures.reciprocalRank == 0.5)
    #expect(measures.precisionAt1 == 0)
    #expect(abs(measures.averagePrecision - (1.0 / 2 + 2.0 / 4) / 3) < 1e-12)
    #expect(abs(measures.recallAt10 - 2.0 / 3) < 1e-12)
    // dcg = 2/log2(3) + 1/log2(5); ideal = 2/log2(2) + 1/log2(3) + 1/log2(4)
    let dcg = 2 / 1.584962500721156 + 1 / 2.321928094887362
    let ideal = 2 + 1 / 1.584962500721156 + 0.5
    #expect(abs(measures.ndcg - dcg / ideal) < 1e-12)
  }

  @Test func `a relevant document below ten counts for average precision and recall at 100 only`() {
    let measures = RetrievalMeasures(
      ranking: (1...12).map { "d\($0)" }, grades: ["d12": 1])
    #expect(measures.reciprocalRank == 0)
    #expect(measures.recallAt10 == 0)
    #expect(measures.recallAt100 == 1)
    #expect(abs(measures.averagePrecision - 1.0 / 12) < 1e-12)
  }

  @Test func `runs are ordered by score, then by document id backwards`() throws {
    let run = try Run(
      parsing: Array(
        "q1 Q0 a 1 0.5 t\nq1 Q0 b 2 0.5 t\nq1 Q0 c 9 0.75 t\nq1 Q0 a 4 0.1 t\n".utf8), file: "r")
    #expect(run.rankings["q1"]?.map(\.document) == ["c", "b", "a"])
    #expect(
      String(decoding: run.serialized(queries: ["q1"]), as: UTF8.self)
        == "q1 Q0 c 1 0.75 askwell\nq1 Q0 b 2 0.5 askwell\nq1 Q0 a 3 0.5 askwell\n")
  }

  @Test(arguments: [
    (
      "q1 Q0 a 1 0.5\n",
      "r:1: is not readable: a line of a run is 'query Q0 document rank score tag'"
    ),
    (
      "\nq1 Q0 a 1 x t\n",
      "r:2: is not readable: a line of a run is 'query Q0 document rank score tag'"
    ),
  ])
  func `a broken run is told by its line`(text: String, message: String) {
    #expect(throws: (any Error).self) { try Run(parsing: Array(text.utf8), file: "r") }
    do {
      _ = try Run(parsing: Array(text.utf8), file: "r")
    } catch {
      #expect("\(error)" == message)
    }
  }

  @Test func `judgments have three columns or four`() throws {
    let judgments = try Judgments(parsing: Array("q1 0 a 1\nq1\tb\t2\n".utf8), file: "j")
    #expect(judgments.grades == ["q1": ["a": 1, "b": 2]])
    #expect(throws: SuiteError.self) { try Judgments(parsing: Array("q1 a\n".utf8), file: "j") }
  }

  @Test func `a set's thresholds decide, and a comparison shows its interval`() throws {
    let files = [
      "q.jsonl":
        "{\"id\":\"1\",\"text\":\"sky\"}\n{\"id\":\"2\",\"text\":\"sea\"}\n{\"id\":\"3\",\"text\":\"x\"}\n",
      "j.tsv": "1\td1\t1\n2\td1\t1\n",
      "old.run": "1 Q0 d2 1 3 x\n1 Q0 d1 2 1 x\n2 Q0 d1 1 1 x\n",
    ]
    for (bound, passes) in [(0.75, true), (0.8, false)] {
      let report = try TestBot.run(
        "sets: [{queries: q.jsonl, qrels: j.tsv, compare: old.run, thresholds: {mrr: \(bound)}}]",
        files: files)
      #expect(report.isPassed == passes)
      let retrieval = try #require(report.suites.first?.retrieval)
      #expect(retrieval.queries == ["1", "2"])
      #expect(retrieval.mean(.mrr) == 0.75)
      #expect(retrieval.comparisonMean(.mrr) == 0.75)
      #expect(retrieval.difference(.mrr)?.mean == 0)
    }
  }
}

@Suite struct `Intervals` {
  @Test(arguments: [
    // R: binom::binom.confint(x, n, methods = "wilson"), and score_redflags.py of the study
    (0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662),
    (0, 0, 0.0, 1.0),
  ])
  func `Wilson's agree with published ones`(count: Int, total: Int, low: Double, high: Double) {
    let interval = Proportion(count, of: total).interval
    #expect(abs(interval.lowerBound - low) < 5e-5)
    #expect(abs(interval.upperBound - high) < 5e-5)
  }

  @Test func `the paired bootstrap is the same every time and holds the mean`() {
    let differences = (0..<200).map { Double(($0 * 37) % 11) / 10 - 0.4 }
    let first = PairedBootstrap(differences: differences, samples: 2_000)
    #expect(first == PairedBootstrap(differences: differences, samples: 2_000))
    #expect(first.interval.contains(first.mean))
    // normal approximation: mean ± 1.96 · s / √n
    let mean = differences.reduce(0, +) / 200
    let s = (differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199).squareRoot()
    #expect(abs(first.interval.lowerBound - (mean - 1.96 * s / 200.0.squareRoot())) < 0.005)
    #expect(abs(first.interval.upperBound - (mean + 1.96 * s / 200.0.squareRoot())) < 0.005)
  }

  @Test func `no differences at all are no gain`() {
    #expect(PairedBootstrap(differences: []).shareNotBetter == 1)
    #expect(PairedBootstrap(differences: [0, 0, 0], samples: 10).interval == 0...0)
  }

  @Test func `a page with many passages is one document, and pages behind it are still found`() {
    // Page a has the 300 best passages; b, c and d one each.
    let passages =
      (0..<300).map { Run.Entry(document: "a.html", score: Double(400 - $0)) }
      + ["b.html", "c.html", "d.html"].map { Run.Entry(document: $0, score: 1) }
    let search = { (limit: Int) in Array(passages.prefix(limit)) }
    #expect(
      Run.Entry.distinct(3, from: search) == [
        .init(document: "a.html", score: 400), .init(document: "b.html", score: 1),
        .init(document: "c.html", score: 1),
      ])
    #expect(Run.Entry.distinct(100, from: search).count == 4)
    #expect(Run.Entry.distinct(0, from: search).isEmpty)
  }
}
