/// The questions of one group while they are answered: where one begins, the answer before it ends.
struct QuestionRun {
  /// The questions' blocks, ascending.
  private let stops: [Int]

  init(_ blocks: [Int]) { stops = blocks.sorted() }

  /// Whether a block is one of the questions.
  func contains(_ block: Int) -> Bool {
    let place = self.place(of: block)
    return place < stops.count && stops[place] == block
  }

  /// Whether a range of blocks holds another question of the run.
  func holdsOther(than block: Int, _ range: Range<Int>) -> Bool {
    let first = place(of: range.lowerBound)
    let end = place(of: range.upperBound)
    return end - first > 1 || end - first == 1 && stops[first] != block
  }

  /// Where a block is or would be in the run's questions.
  private func place(of block: Int) -> Int {
    var low = 0
    var high = stops.count
    while low < high {
      let middle = (low + high) / 2
      if stops[middle] < block { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
