import Testing

@testable import Retrieval

@Suite struct `Models of whether a hit answers` {
  private let lines =
    (AnswerFeatures.names + ["intercept", "threshold"]).enumerated().map { "\($1)\t\($0).5" }

  private func read(_ lines: [String]) throws -> AnswerModel {
    try AnswerModel(parsing: Array(("# head\n" + lines.joined(separator: "\n")).utf8).span)
  }

  @Test func `the shipped ones are well formed`() {
    #expect(throws: Never.self) { try AnswerModel(parsing: RetrievalResources.answerModel) }
    #expect(throws: Never.self) { try AnswerModel(parsing: RetrievalResources.recordModel) }
  }

  @Test func `lines may come in any order`() throws {
    let model = try read(lines.reversed())
    #expect(model.coefficients == lines.indices.dropLast(2).map { Double($0) + 0.5 })
    #expect(model.intercept == Double(lines.count) - 1.5)
    #expect(model.threshold == Double(lines.count) - 0.5)
  }

  @Test func `a feature that lacks, stands twice or is unknown is named by its line`() {
    #expect(throws: AnswerModel.Fault(line: 0)) { try read(Array(lines.dropLast())) }
    #expect(throws: AnswerModel.Fault(line: lines.count + 2)) { try read(lines + [lines[0]]) }
    #expect(throws: AnswerModel.Fault(line: 2)) { try read(["size\t1"] + lines) }
    #expect(throws: AnswerModel.Fault(line: 2)) { try read(["topScore\tmany"] + lines) }
    #expect(throws: AnswerModel.Fault(line: 2)) { try read(["topScore\tinf"] + lines) }
    #expect(throws: AnswerModel.Fault(line: 2)) { try read(["topScore"] + lines) }
  }
}
