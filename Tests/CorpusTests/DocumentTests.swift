import Corpus
import Testing

@Suite struct `Documents` {
  @Test(arguments: [
    (0..<5, "Müll"),
    (0..<0, ""),
    (6..<12, "heißt"),
    (0..<12, "Müll heißt"),
  ])
  func `a passage's text is its byte range of the visible text`(range: Range<Int>, text: String) {
    let document = Document(
      id: "d", metadata: DocumentMetadata(title: "T"), text: "Müll heißt Abfall", passages: [])
    let passage = Passage(id: "d#1", kind: .paragraph, range: range)
    #expect(document.text(of: passage) == text)
  }

  @Test func `kinds keep the numbers that an index stores`() {
    let numbers = PassageKind.allCases.map(\.rawValue)
    #expect(numbers == Array(0..<UInt8(numbers.count)))
    #expect(PassageKind(rawValue: 8) == .record)
  }
}
