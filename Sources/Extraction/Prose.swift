internal import HTMLTree

/// Measures how much of a page is prose.
struct Prose {
  private let page: Page
  /// How many bytes of prose each block counts for.
  private(set) var ofBlock: [Int] = []
  /// Sums of `ofBlock` before each block.
  private var sums: [Int] = [0]

  init(_ page: Page) {
    self.page = page
    ofBlock = page.blocks.map(value)
    sums.reserveCapacity(ofBlock.count + 1)
    for value in ofBlock { sums.append(sums[sums.count - 1] + value) }
  }

  /// The prose of the whole page.
  var total: Int { sums[sums.count - 1] }

  /// The prose in a range of blocks.
  func sum(_ range: Range<Int>) -> Int {
    sums[range.upperBound] - sums[range.lowerBound]
  }

  /// The prose in a range of blocks that was not set aside.
  func sum(_ range: Range<Int>, without isAside: [Bool]) -> Int {
    range.reduce(0) { $0 + (isAside[$1] ? 0 : ofBlock[$1]) }
  }

  /// Whether a block ends as a sentence does.
  func endsSentence(_ block: PageBlock) -> Bool {
    var place = block.text.upperBound - 1
    var steps = 0
    while place >= block.text.lowerBound, steps < 8 {
      switch page.text[place] {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"): return true
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"), 0x20: break
      case 0x82 where place >= 2 && page.text[place - 2] == 0xE3: return true
      case 0x80..<0xC0, 0xE2: break
      default: return false
      }
      place -= 1
      steps += 1
    }
    return false
  }

  /// Whether an element holds sentences and hardly a link, whatever its tag says.
  func isText(_ node: Int) -> Bool {
    let range = page.blocks(in: node)
    guard sum(range) >= 60 else { return false }
    let bytes = range.reduce(0) { $0 + page.blocks[$1].text.count }
    let links = range.reduce(0) { $0 + page.blocks[$1].linkBytes }
    return links * 10 < bytes && sum(range) * 2 > bytes
  }

  /// A block's bytes as far as they are prose: none for short lines and for links.
  private func value(_ block: PageBlock) -> Int {
    let count = block.text.count
    let share = block.linkShare
    if count < 30 || share > 0.5 || block.controlBytes * 2 > count { return 0 }
    if count < 80, !endsSentence(block) { return 0 }
    return Int(Double(min(count, 2000)) * (1 - share))
  }
}
