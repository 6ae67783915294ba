import InvertedIndex

/// What the words of a question weigh within one page.
///
/// On a page about gout the word "gout" tells nothing of whether a passage answers; beside six other
/// pages its idf is high, and a passage that shares nothing else with the question seems to cover most
/// of it. So the second stage and the decision weigh a word by how many passages of the candidate's own
/// page have it, as if the page stood alone. A word that the page lacks weighs most.
struct LocalWeights {
  /// The documents seen so far, few, and for each the masses of `Cover.ownTerms` in their order.
  private var documents: [DocumentID] = []
  private var masses: [[Double]] = []
  private var current: DocumentID?

  /// Gives `cover` the weights of a document.
  mutating func apply(
    _ document: StoredDocument, to cover: inout Cover, _ question: AnalyzedQuestion,
    _ retriever: Retriever
  ) throws(IndexError) {
    if current == document.id { return }
    current = document.id
    if let known = documents.firstIndex(of: document.id) {
      cover.weigh(masses[known])
      return
    }
    var found: [Double] = []
    for place in cover.ownTerms {
      let term = question.terms[place]
      let idf = try retriever.idf(term, within: document.passages)
      found.append(term.weight * idf * term.specificity)
    }
    documents.append(document.id)
    masses.append(found)
    cover.weigh(found)
  }
}

extension Retriever {
  /// The inverse document frequency of a term among a page's passages, its place in the outline not counted.
  func idf(_ term: AnalyzedQuestion.Term, within passages: Range<UInt32>) throws(IndexError)
    -> Double
  {
    var frequency = 0
    if let id = term.id {
      frequency = try index.documentFrequency(of: id, in: stemSpace, within: passages) {
        FrequencyClass(rawValue: Int($0)).isOwn
      }
    }
    return idf(frequency, among: passages.count)
  }
}
