package import Corpus
import Glibc
package import InvertedIndex
import Text

/// A passage whose text was read, with what was found in it.
package struct Candidate {
  package var passage: PassageID
  package var score: Double
  package var bestSentence: Range<Int>
  package var kind: PassageKind
  package var text: String
  /// What the second stage's score is made from; see `CandidateFeature`.
  package var features: [Double]
  /// The distinct stems of its body, as the analyzer numbers them.
  var stems: DistinctStems

  subscript(feature: CandidateFeature) -> Double { features[feature.rawValue] }
}

/// What the second stage looks at in a passage.
enum CandidateFeature: Int, CaseIterable {
  /// The first stage's score as a share of the ideal.
  case firstStage
  /// Share of the question's idf mass, within the page, that the passage has in any field.
  case coverage
  /// The same of its best sentence alone.
  case sentenceCoverage
  /// The same of its best sentence and its title together.
  case sentenceAndTitleCoverage
  /// Share of the question's mass that the title has.
  case titleCoverage
  /// Share of the title's idf mass that the question has, synonyms included.
  case titleCovered
  /// Share of the question's neighbouring pairs of content words that stand near each other.
  case proximity
  /// 1 where the passage answers a question of its own.
  case isAnswer
  /// 1 for a list when the question asks for several things.
  case listWanted
  /// 1 for an FAQ pair when the question can be answered with yes or no.
  case polarAnswer
  /// How long the passage is: ln of its number of stems.
  case length
  /// 1 where a sentence begins with the topic of a question that asks what it is.
  case defines
  /// 1 for what only leads to something else: a caption, or a line that ends with a colon.
  case isStub
  /// The document's best passages' first-stage scores together, beside the best document's.
  case documentShare
  /// The greatest idf mass of a word of the question that the passage lacks, beside that of a word
  /// that no passage has.
  case missingWord
}

/// What `Retriever.judgement` found.
package struct Judgement {
  var question: AnalyzedQuestion
  package var candidates: [Candidate]
  package var features: AnswerFeatures
  package var confidence: Double
}

extension Retriever {
  /// How many passages have their text read.
  static let readSize = 25

  /// Ranks and decides as `rank` does, with all that was found on the way.
  package func judgement(_ query: Query) throws(IndexError) -> Judgement {
    var analyzer = AnalyzerPool.analyzer()
    return try judge(query, limit: Self.readSize, &analyzer)
  }

  /// The best passages for a question and what the decision is made from.
  ///
  /// - Parameter limit: how many candidates the caller looks at. Where there is no second stage, no more
  ///   passages are read than these and the one that the first is compared with.
  func judge(
    _ query: Query, limit: Int, _ analyzer: inout Analyzer
  ) throws(IndexError) -> Judgement {
    var question = try analyze(query, &analyzer)
    let known = try addFeedback(to: &question, &analyzer)
    let wanted = max(2, limit)
    var size = profile.hasSecondStage ? Self.readSize : min(Self.readSize, wanted + 2)
    var pool = try firstStage(question, limit: size)
    var candidates: [Candidate] = []
    var cover = Cover(question, &analyzer)
    var pages = LocalWeights()
    var document: StoredDocument?
    if profile.hasSecondStage {
      for scored in pool {
        document = try self.document(of: scored.passage, last: document)
        if let document { try pages.apply(document, to: &cover, question, self) }
        candidates.append(try read(scored, question, &cover, &analyzer, &document))
      }
      Self.addShares(
        &candidates,
        documents: try candidates.map { (c) throws(IndexError) in
          try index.document(of: c.passage)
        })
      let weights = profile.rerankWeights
      for position in candidates.indices {
        candidates[position].score = zip(weights, candidates[position].features).reduce(0) {
          $0 + $1.0 * $1.1
        }
      }
      candidates.sort { ($1.score, $0.passage) < ($0.score, $1.passage) }
      candidates = Self.collapsingDuplicates(candidates)
    } else {
      var next = 0
      while candidates.count < wanted {
        if next == pool.count, size == pool.count, size < Self.readSize {
          // Rare: so many say the same that the search must give more.
          size = Self.readSize
          pool = try firstStage(question, limit: size)
        }
        if next >= pool.count { break }
        let candidate = try read(
          pool[next], question, &cover, &analyzer, &document, known: known,
          isFirst: candidates.isEmpty)
        Self.collapse(candidate, into: &candidates)
        next += 1
      }
      if let first = candidates.first, let top = pool.first, first.passage != top.passage {
        // A pair that says the same has taken the first place: it is what is judged.
        let scored = Scored(passage: first.passage, score: first.score)
        candidates[0] = try read(scored, question, &cover, &analyzer, &document)
      }
    }
    if profile.hasSecondStage, let first = candidates.first {
      document = try self.document(of: first.passage, last: document)
      if let document { try pages.apply(document, to: &cover, question, self) }
    }
    let features = AnswerFeatures(
      question, candidates, try evidence(candidates.first, question, &cover, &analyzer))
    return Judgement(
      question: question, candidates: candidates, features: features,
      confidence: profile.answerModel.probability(features))
  }

  /// A passage's document, which may be the one that was read last.
  private func document(
    of passage: PassageID, last: StoredDocument?
  ) throws(IndexError) -> StoredDocument {
    if let last, last.passages.contains(passage.rawValue) { return last }
    return try index.document(try index.document(of: passage))
  }

  /// Reads a passage's text and finds what it covers and its best sentence.
  ///
  /// - Parameter known: passages that were read and analysed before, with the same analyzer.
  func read(
    _ scored: Scored, _ question: AnalyzedQuestion, _ cover: inout Cover,
    _ analyzer: inout Analyzer, _ last: inout StoredDocument?, known: [AnalyzedPassage] = [],
    isFirst: Bool = true
  ) throws(IndexError) -> Candidate {
    let known = known.first { $0.stored.id == scored.passage && $0.isWhole }
    let stored = if let known { known.stored } else { try index.passage(scored.passage) }
    let document =
      if let last, last.id == stored.document { last } else {
        try index.document(stored.document)
      }
    last = document
    let fields = PassageFields(
      stored.passage, text: stored.text, documentTitle: document.metadata.title)
    if let known { analyzer.restore(known.title) } else { analyzer.analyze(fields.title) }
    let title = cover.stems(analyzer)
    // Beyond the first, nothing of a record is looked at but its stems and its best sentence.
    let isJudged = isFirst || profile.hasSecondStage
    let titleCovered = isJudged ? try covered(by: question, &cover, analyzer) : 0
    analyzer.analyze(fields.outline)
    let outline = cover.stems(analyzer)
    if let known { analyzer.restore(known.body) } else { analyzer.analyze(fields.body) }
    let body = cover.stems(analyzer)
    let everything = title.set.union(body.set).union(outline.set)
    if fields.body != stored.text { analyzer.analyze(stored.text) }
    var sentences = cover.sentences(analyzer)
    var best = 0..<0
    var bestScore = -1.0
    var (sentenceCoverage, withTitle) = (0.0, 0.0)
    for (number, range) in Sentences.ranges(in: stored.text).enumerated() {
      let sentence = sentences.stems(upTo: range.upperBound)
      let alone = cover.share(of: sentence)
      let both = cover.share(of: sentence.union(title.set))
      sentenceCoverage = max(sentenceCoverage, alone)
      withTitle = max(withTitle, both)
      // The first sentence of an answer answers more often than its place alone would say.
      let score =
        both + 0.5 * alone + (number == 0 && stored.passage.question != nil ? 0.15 : 0)
      if score > bestScore + 1e-9 {
        bestScore = score
        best = range
      }
    }
    let kind = question.kind
    var features = [Double](repeating: 0, count: CandidateFeature.allCases.count)
    func set(_ feature: CandidateFeature, _ value: Double) { features[feature.rawValue] = value }
    set(.firstStage, scored.score)
    set(.coverage, cover.share(of: everything))
    set(.missingWord, cover.greatestMissing(in: everything) / greatestIDF(document))
    set(.sentenceCoverage, sentenceCoverage)
    set(.sentenceAndTitleCoverage, withTitle)
    set(.titleCoverage, cover.share(of: title.set))
    set(.titleCovered, titleCovered)
    if isJudged { set(.proximity, cover.proximity(title, body)) }
    let isAnswer = stored.passage.kind == .questionAnswer
    set(.isAnswer, isAnswer ? 1 : 0)
    set(.listWanted, stored.passage.kind == .list && kind.contains(.list) ? 1 : 0)
    set(.polarAnswer, isAnswer && kind.contains(.polar) ? 1 : 0)
    set(.length, log(Double(1 + body.numbers.count)))
    if isJudged, kind.contains(.definition), question.length <= Self.longestDefinition,
      defines(stored.text, question, &analyzer)
    {
      set(.defines, 1)
    }
    let last = stored.text.utf8.last
    if stored.passage.kind == .caption || (last == UInt8(ascii: ":") && body.numbers.count < 25) {
      set(.isStub, 1)
    }
    return Candidate(
      passage: scored.passage, score: scored.score, bestSentence: best, kind: stored.passage.kind,
      text: stored.text, features: features, stems: body.distinct)
  }

  /// The idf of a word that a page lacks, or, where there are no pages, the collection.
  func greatestIDF(_ document: StoredDocument) -> Double {
    max(1e-9, idf(0, among: profile.hasSecondStage ? document.passages.count : index.passageCount))
  }

  /// How well each candidate's document does as a whole.
  private static func addShares(_ candidates: inout [Candidate], documents: [DocumentID]) {
    var sums: [(document: DocumentID, sum: Double, count: Int)] = []
    for (candidate, document) in zip(candidates, documents) {
      let known = sums.firstIndex { $0.document == document }
      let place = known ?? sums.endIndex
      if known == nil { sums.append((document, 0, 0)) }
      if sums[place].count < 4 { sums[place].sum += candidate.score }
      sums[place].count += 1
    }
    let greatest = sums.reduce(1e-9) { max($0, $1.sum) }
    for (position, document) in documents.enumerated() {
      let sum = sums.first { $0.document == document }?.sum ?? 0
      candidates[position].features[CandidateFeature.documentShare.rawValue] = sum / greatest
    }
  }

  /// A question of more content words asks for more than what something is.
  private static let longestDefinition = 6
  private static let copulas: Set<String> = ["is", "are", "means", "mean", "refers", "describes"]

  /// Stems that ask for a meaning and are no part of what is asked about.
  private static let defining: Set<String> = ["mean", "defin", "definit"]

  private static let naming: Set<String> = ["known", "called", "termed", "named"]
  private static let betweenNameAndTopic: Set<String> = ["as", "a", "an", "the"]

  /// Whether the words of a sentence give something the topic's name: "lumps known as tophi".
  private static func names(_ topic: Set<String>, _ analyzer: borrowing Analyzer) -> Bool {
    let tokens = analyzer.tokens
    for place in tokens.indices where naming.contains(analyzer.text(of: tokens[place].word)) {
      let following = tokens[(place + 1)...].drop {
        betweenNameAndTopic.contains(analyzer.text(of: $0.word))
      }
      let name = following.prefix(topic.count).map { analyzer.stem(of: $0.word) }
      if Set(name) == topic { return true }
    }
    return false
  }

  /// Whether a sentence of the text begins with the question's topic and a copula, or names it.
  private func defines(
    _ text: String, _ question: AnalyzedQuestion, _ analyzer: inout Analyzer
  ) -> Bool {
    let topic = Set(
      question.stems.filter { chatter.specificity(of: $0) >= 0.9 && !Self.defining.contains($0) })
    if topic.isEmpty { return false }
    for range in Sentences.ranges(in: text) {
      let start = text.utf8.index(text.utf8.startIndex, offsetBy: range.lowerBound)
      let end = text.utf8.index(start, offsetBy: range.count)
      analyzer.analyze(String(text[start..<end]))
      if Self.names(topic, analyzer) { return true }
      var missing = topic
      // Nothing but an article or two may stand before the topic, nothing between it and the copula:
      // "children can get it, but it is rare" defines nothing.
      for (position, token) in analyzer.tokens.prefix(14).enumerated() {
        if missing.isEmpty {
          if Self.copulas.contains(analyzer.text(of: token.word)) { return true }
          break
        }
        missing.remove(analyzer.stem(of: token.word))
        if position >= 2, missing.count == topic.count { break }
      }
    }
    return false
  }

  /// The share of a title's idf mass that the question's terms make up; the title is what the
  /// analyzer analysed last.
  private func covered(
    by question: AnalyzedQuestion, _ cover: inout Cover, _ analyzer: borrowing Analyzer
  ) throws(IndexError) -> Double {
    var total = 0.0
    var found = 0.0
    var seen: [Int] = []
    for token in analyzer.tokens where !analyzer.isStopWord(token.word) {
      let number = analyzer.stemNumber(of: token.word)
      if seen.contains(number) { continue }
      seen.append(number)
      let stem = analyzer.stem(of: token.word)
      let mass = try cover.mass(ofStem: number) { () throws(IndexError) in
        guard let found = try index.lookup(Array(stem.utf8).span, in: stemSpace) else { return 0 }
        return idf(found.statistics) * chatter.specificity(of: stem)
      }
      total += mass
      if let position = question.positions[stem] {
        switch question.terms[position].origin {
        case .word, .context, .spelling: found += mass
        case .form: found += Thesaurus.formQuality * mass
        case .synonym: found += 0.7 * mass
        case .feedback: break
        }
      }
    }
    return total > 0 ? found / total : 0
  }

  /// Leaves out a passage that says the same as a better one, and prefers the FAQ pair of the two.
  static func collapsingDuplicates(_ candidates: [Candidate]) -> [Candidate] {
    var kept: [Candidate] = []
    for candidate in candidates { collapse(candidate, into: &kept) }
    return kept
  }

  /// Appends a passage unless one that is kept says the same; an FAQ pair then takes the other's place.
  private static func collapse(_ candidate: Candidate, into kept: inout [Candidate]) {
    for position in kept.indices {
      let other = kept[position]
      let larger = max(other.stems.count, candidate.stems.count)
      let smaller = min(other.stems.count, candidate.stems.count)
      guard smaller >= 4, 10 * smaller >= 9 * larger,
        10 * other.stems.commonCount(candidate.stems) >= 9 * larger
      else { continue }
      if candidate.kind == .questionAnswer, other.kind != .questionAnswer {
        kept[position] = candidate
        kept[position].score = other.score
      }
      return
    }
    kept.append(candidate)
  }
}
