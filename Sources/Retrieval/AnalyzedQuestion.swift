import Glibc
import InvertedIndex
import Text

/// A question as weighted terms.
struct AnalyzedQuestion {
  /// Where a term of the query came from.
  enum Origin: Equatable {
    /// The person's own word.
    case word
    /// An earlier message of the conversation.
    case context
    /// The right spelling of a word that the collection doesn't have.
    case spelling(of: String)
    /// Another stem built from the same word.
    case form(of: String)
    /// A synonym of a word or phrase.
    case synonym(of: String)
    /// A word of the best passages of a first search.
    case feedback
  }

  /// A stem with its weight.
  struct Term {
    var stem: String
    /// The term's number, or nil where no passage has it.
    var id: TermID?
    var documentFrequency: Int
    var idf: Double
    /// Weight before idf.
    var weight: Double
    var origin: Origin
    /// How well it stands for the words it comes from, in `0...1`; 1 for those themselves.
    var quality = 1.0
    /// The stems that it stands for.
    var sources: [String] = []
    /// How little the word belongs to asking as such, in `0...1`; 1 for words that were added where nothing asks
    /// for it.
    var specificity: Double
  }

  var terms: [Term] = []
  /// Position in `terms` by stem.
  var positions: [String: Int] = [:]
  /// n-grams with their weights, scaled to a vector of length 1.
  var grams: [(id: TermID, weight: Double)] = []
  /// The score of a passage that has every word of the question once in its title.
  var ideal = 0.0
  /// How many content words the question has.
  var length = 0
  /// The person's own words, in order, as stems; stop words left out.
  var stems: [String] = []
  /// All folded words, in order.
  var words: [String] = []
  /// What kind of answer it asks for.
  var kind: QuestionKind = []

  /// Adds a term or, if it is there, raises its weight to the greater.
  mutating func add(_ term: Term) {
    if let position = positions[term.stem] {
      terms[position].weight = max(terms[position].weight, term.weight)
      terms[position].quality = max(terms[position].quality, term.quality)
      terms[position].sources += term.sources
      return
    }
    positions[term.stem] = terms.count
    terms.append(term)
  }
}
