/// What speaks for and against a class.
extension MessageClassifier {
  /// The words of one sentence that speak most for some classes, or nil without words.
  ///
  /// Each feature's weight is shared by its words; the run with the largest sum is found as the
  /// maximum subarray (Kadane's algorithm).
  func evidence(for classNumbers: [Int], in scores: Scores) -> Range<Int>? {
    guard !scores.words.isEmpty else { return nil }
    var shares = Array(repeating: 0, count: scores.words.count)
    visitAll(scores) { feature, words in
      var sum = 0
      for index in Int(starts[feature])..<Int(starts[feature + 1])
      where classNumbers.contains(Int(weights[index].classNumber)) {
        sum += Int(weights[index].value)
      }
      for word in words { shares[word] += sum / words.count }
    }
    var best = 0..<1
    var bestSum = Int.min
    var start = 0
    var sum = 0
    for index in shares.indices {
      let isNew = index == 0 || scores.words[index].sentence != scores.words[index - 1].sentence
      if isNew || sum <= 0 {
        start = index
        sum = 0
      }
      sum += shares[index]
      if sum > bestSum {
        bestSum = sum
        best = start..<index + 1
      }
    }
    return best
  }

  /// The features found that weigh most for a class of the whole conversation, in thousandths, by weight
  /// and then by place.
  func strongest(_ count: Int, for classNumber: Int, in scores: Scores)
    -> [(words: Range<Int>, weight: Int)]
  {
    var found: [(feature: Int, words: Range<Int>, weight: Int)] = []
    var seen: Set<Int> = []
    visitAll(scores) { feature, words in
      guard seen.insert(feature).inserted else { return }
      for index in Int(starts[feature])..<Int(starts[feature + 1])
      where Int(weights[index].classNumber) == classNumber {
        let weight = Double(weights[index].value) / max(scores.norm, 1) * 1000
        found.append((feature, words, Int(weight.rounded())))
      }
    }
    found.sort {
      (abs($1.weight), $0.words.lowerBound, $0.words.upperBound, $0.feature)
        < (abs($0.weight), $1.words.lowerBound, $1.words.upperBound, $1.feature)
    }
    return found.prefix(count).map { ($0.words, $0.weight) }
  }

  private func visitAll(
    _ scores: Scores, _ body: (_ feature: Int, _ words: Range<Int>) -> Void
  ) {
    var first = 0
    while first < scores.words.count {
      var end = first
      while end < scores.words.count, scores.words[end].sentence == scores.words[first].sentence {
        end += 1
      }
      visit(scores, first..<end, body)
      first = end
    }
  }
}
