import Glibc
import InvertedIndex
import Text

extension Retriever {
  /// The inverse document frequency of a stem in `df` of the collection's passages.
  func idf(_ df: Int) -> Double { idf(df, among: index.passageCount) }

  /// The same among so many passages.
  func idf(_ df: Int, among passages: Int) -> Double {
    let count = Double(passages)
    return log(1 + (count - Double(df) + 0.5) / (Double(df) + 0.5))
  }

  /// The inverse document frequency of a stem.
  ///
  /// Passages that have the stem only in their outline don't count: a page's title stands above all
  /// of them and would make its every word worthless.
  func idf(_ statistics: TermStatistics) -> Double {
    idf(min(statistics.documentFrequency, max(1, statistics.collectionFrequency)))
  }

  /// Turns a question into weighted terms.
  func analyze(_ query: Query, _ analyzer: inout Analyzer) throws(IndexError) -> AnalyzedQuestion {
    var question = AnalyzedQuestion()
    analyzer.analyze(Self.bounded(query.text))
    let tokens = analyzer.tokens
    var frequencies: [String: Int] = [:]
    var order: [(stem: String, word: WordNumber)] = []
    for token in tokens {
      question.words.append(analyzer.text(of: token.word))
      if analyzer.isStopWord(token.word) { continue }
      let stem = analyzer.stem(of: token.word)
      question.stems.append(stem)
      if frequencies[stem] == nil { order.append((stem, token.word)) }
      frequencies[stem, default: 0] += 1
    }
    question.length = question.stems.count
    question.kind = QuestionKind(words: question.words)
    let asked = profile.kind == .articles ? Self.askedStems(query.text, analyzer) : nil
    for (stem, _) in order {
      let frequency = Double(frequencies[stem] ?? 1)
      let factor = chatter.factor(
        for: stem, questionLength: question.length, leastGrowth: profile.chatterGrowth)
      var weight = (1 + log(frequency)) * factor
      if let asked, !asked.contains(stem) { weight *= Self.toldWeight }
      let term = try term(stem, weight: weight, origin: .word)
      question.ideal += weight * term.idf
      question.add(term)
    }
    try addSpellings(order.map { ($0.stem, analyzer.text(of: $0.word)) }, to: &question, &analyzer)
    try addForms(to: &question)
    try addSynonyms(to: &question)
    try addContext(query.context, to: &question, &analyzer)
    question.ideal = max(question.ideal, 1e-9)
    try addGrams(tokens, to: &question, analyzer)
    return question
  }

  /// What a word of a story weighs beside one of the sentence that asks.
  private static let toldWeight = 0.5
  /// A message of fewer content words is taken whole.
  private static let shortestStory = 12

  /// The stems of the sentences that end with a question mark, or nil for a message that is short, has
  /// none or nothing else; the message is what the analyzer analysed last.
  private static func askedStems(_ text: String, _ analyzer: borrowing Analyzer) -> Set<String>? {
    let content = analyzer.tokens.filter { !analyzer.isStopWord($0.word) }
    guard content.count >= shortestStory else { return nil }
    let bytes = Array(bounded(text).utf8)
    var ends: [(end: Int, asks: Bool)] = []
    for (place, byte) in bytes.enumerated() {
      let isEnd =
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
      if byte == 0x0A || isEnd && (place + 1 == bytes.count || bytes[place + 1] <= 0x20) {
        ends.append((place + 1, byte == UInt8(ascii: "?")))
      }
    }
    ends.append((bytes.count, false))
    var asked: Set<String> = []
    var (sentence, toldCount) = (0, 0)
    for token in content {
      while sentence < ends.count - 1, ends[sentence].end <= token.range.lowerBound {
        sentence += 1
      }
      if ends[sentence].asks { asked.insert(analyzer.stem(of: token.word)) } else { toldCount += 1 }
    }
    return asked.isEmpty || toldCount == 0 ? nil : asked
  }

  /// A term with its statistics.
  func term(
    _ stem: String, weight: Double, origin: AnalyzedQuestion.Origin, quality: Double = 1,
    sources: [String] = []
  ) throws(IndexError) -> AnalyzedQuestion.Term {
    var stem = stem
    stem.makeContiguousUTF8()
    let found = try index.lookup(stem.utf8.span, in: stemSpace)
    let (id, statistics) = (found?.id, found?.statistics)
    let isOwn = origin == .word || origin == .context
    let specificity = isOwn || profile.readsLaySynonyms ? chatter.specificity(of: stem) : 1
    return AnalyzedQuestion.Term(
      stem: stem, id: id, documentFrequency: statistics?.documentFrequency ?? 0,
      idf: statistics.map { idf($0) } ?? idf(0), weight: weight, origin: origin,
      quality: quality, sources: sources, specificity: specificity)
  }

  /// The part of a message that is looked at: enough for any story, bounded for any input.
  static func bounded(_ text: String) -> String {
    text.utf8.count <= 20_000 ? text : String(text.prefix(20_000))
  }

  private func addSpellings(
    _ words: [(stem: String, word: String)], to question: inout AnalyzedQuestion,
    _ analyzer: inout Analyzer
  ) throws(IndexError) {
    var budget = 12
    for (stem, word) in words {
      guard budget > 0, let position = question.positions[stem], question.terms[position].id == nil,
        chatter.share(of: stem) == nil, !thesaurus.contains(stem.utf8)
      else { continue }
      budget -= 1
      let weight = question.terms[position].weight
      let bytes = Array(word.utf8)
      if let (left, right) = vocabulary.split(bytes) {
        for part in [left, right] {
          let part = analyzer.stem(of: analyzer.word(part))
          question.add(
            try term(
              part, weight: 0.8 * weight, origin: .spelling(of: word), quality: 0.5,
              sources: [stem]))
        }
        continue
      }
      let candidates = vocabulary.candidates(for: bytes)
      if profile.kind == .articles,
        candidates.first?.similarity ?? 0 < Thesaurus.leastSimilarity
      {
        // A slip of a word that only the synonym files know stands for what that word stands for.
        for (key, similarity) in thesaurus.keys(
          near: Array(stem.utf8), above: candidates.first?.similarity ?? 0)
        {
          for target in thesaurus.targets(of: key) {
            question.add(
              try capped(
                target, weight: similarity * weight, of: [stem], as: .synonym(of: word),
                in: question))
          }
        }
      }
      for candidate in candidates {
        let right = analyzer.stem(of: analyzer.word(candidate.word))
        let likeness = candidate.similarity * candidate.similarity
        question.add(
          try term(
            right, weight: weight * likeness, origin: .spelling(of: word),
            quality: candidate.similarity, sources: [stem]))
      }
    }
  }

  /// What a synonym of a word weighs where the word is part of a phrase that has synonyms of its own:
  /// "come round" tells little of "come".
  private static let withinPhrase = 0.5

  /// A synonym that was looked up, with the words that it stands for.
  private struct FoundSynonym {
    var target: Thesaurus.Target
    var weight: Double
    var phrase: String
    var sources: [String]
  }

  /// The synonyms of every phrase of the question, as it stands and without what may stand within one.
  private func synonyms(_ question: AnalyzedQuestion) -> [FoundSynonym] {
    let stems = Array(question.stems.prefix(400))
    var found: [FoundSynonym] = []
    findSynonyms(of: stems, in: question, longerThan: 0, &found)
    let keyed = Thesaurus.keyed(stems)
    if keyed.count < stems.count {
      // Single words were looked up already; a phrase that is found twice is as good as one.
      findSynonyms(of: keyed, in: question, longerThan: 1, &found)
    }
    guard profile.kind == .articles else { return found }
    var longest: [String: Int] = [:]
    for synonym in found {
      for source in synonym.sources {
        longest[source] = max(longest[source] ?? 0, synonym.sources.count)
      }
    }
    for position in found.indices {
      let sources = found[position].sources
      if sources.allSatisfy({ (longest[$0] ?? 0) > sources.count }) {
        found[position].target.weight *= Self.withinPhrase
      }
    }
    return found
  }

  private func findSynonyms(
    of words: [String], in question: AnalyzedQuestion, longerThan least: Int,
    _ found: inout [FoundSynonym]
  ) {
    for start in words.indices {
      var phrase = ""
      var weight = Double.infinity
      for length in 1...Thesaurus.longestPhrase where start + length <= words.count {
        let stem = words[start + length - 1]
        phrase += length == 1 ? stem : " " + stem
        if let position = question.positions[stem] {
          weight = min(weight, question.terms[position].weight)
        }
        if length <= least { continue }
        let targets = thesaurus.targets(of: phrase.utf8)
        if targets.isEmpty { continue }
        let sources = Array(words[start..<(start + length)])
        for target in targets {
          found.append(
            FoundSynonym(target: target, weight: weight, phrase: phrase, sources: sources))
        }
      }
    }
  }

  private func addSynonyms(to question: inout AnalyzedQuestion) throws(IndexError) {
    var found = synonyms(question)
    // Corrected words have synonyms too.
    for term in question.terms {
      guard case .spelling = term.origin else { continue }
      for target in thesaurus.targets(of: term.stem.utf8) {
        found.append(
          FoundSynonym(
            target: target, weight: term.weight, phrase: term.stem, sources: term.sources))
      }
    }
    for synonym in found {
      let (target, sources) = (synonym.target, synonym.sources)
      if let position = question.positions[target.stem],
        question.terms[position].origin == .word
      {
        continue
      }
      let term = try capped(
        target, weight: synonym.weight, of: sources, as: .synonym(of: synonym.phrase), in: question)
      // In a collection of documents a common word has a long list and adds next to nothing.
      if profile.kind == .documents,
        term.documentFrequency > index.passageCount / Self.synonymRarity
      {
        continue
      }
      question.add(term)
    }
  }

  /// Among documents, a synonym that more than one passage in so many has is left out.
  private static let synonymRarity = 20

  /// A synonym's term, which never outweighs the words that it stands for: in a small collection a
  /// synonym of the commonest word may be rare, and its idf would make it the heaviest of all.
  private func capped(
    _ target: Thesaurus.Target, weight: Double, of sources: [String],
    as origin: AnalyzedQuestion.Origin, in question: AnalyzedQuestion
  ) throws(IndexError) -> AnalyzedQuestion.Term {
    var found = try term(
      target.stem, weight: profile.synonymWeight * target.weight * weight, origin: origin,
      quality: target.weight, sources: sources)
    if profile.readsLaySynonyms {
      // "Come from" may mean "form", but "come" and "from" stand in every other passage.
      found.weight *= found.specificity
      found.quality *= found.specificity
    }
    if let cap = profile.synonymCap {
      var least = Double.infinity
      for source in sources {
        guard let position = question.positions[source] else { continue }
        least = min(least, question.terms[position].weight * question.terms[position].idf)
      }
      if least.isFinite {
        found.weight = min(found.weight, cap * target.weight * least / max(1e-9, found.idf))
      }
    }
    return found
  }

  /// Adds stems of the collection that are built from the same word: "treatment" for "treat".
  private func addForms(to question: inout AnalyzedQuestion) throws(IndexError) {
    guard profile.formWeight > 0 else { return }
    for own in question.terms {
      var sources = own.sources
      switch own.origin {
      case .word: sources = [own.stem]
      case .spelling: break
      default: continue
      }
      for stem in thesaurus.forms(of: own.stem)
      where stem != own.stem && question.positions[stem] == nil {
        var form = try term(
          stem, weight: profile.formWeight * own.weight, origin: .form(of: own.stem),
          quality: Thesaurus.formQuality, sources: sources)
        form.weight *= min(1, own.idf / max(1e-9, form.idf))
        question.add(form)
      }
    }
  }

  private func addContext(
    _ context: [String], to question: inout AnalyzedQuestion, _ analyzer: inout Analyzer
  ) throws(IndexError) {
    guard !context.isEmpty, FollowUp.leansOnContext(question.words) else { return }
    var weight = FollowUp.weight
    let hasSubject = question.terms.contains {
      $0.origin == .word && $0.id != nil && $0.specificity >= FollowUp.subjectSpecificity
    }
    if hasSubject, !FollowUp.pointsBack(question.words) { weight *= FollowUp.withSubject }
    for message in context.suffix(3).reversed() {
      analyzer.analyze(Self.bounded(message))
      var seen: Set<String> = []
      for token in analyzer.tokens where !analyzer.isStopWord(token.word) {
        let stem = analyzer.stem(of: token.word)
        if question.positions[stem] != nil || !seen.insert(stem).inserted { continue }
        let specificity = chatter.specificity(of: stem)
        let term = try term(stem, weight: weight * specificity, origin: .context)
        question.ideal += 0.5 * term.weight * term.idf
        question.add(term)
      }
      weight *= FollowUp.decay
    }
  }

  private func addGrams(
    _ tokens: [Token], to question: inout AnalyzedQuestion, _ analyzer: borrowing Analyzer
  ) throws(IndexError) {
    guard let gramSpace, try index.statistics(of: gramSpace).termCount > 0 else { return }
    // A gram has at most five bytes, so that it fits a number; with its place, to keep the order.
    var occurrences: [(gram: UInt64, place: Int)] = []
    for token in tokens.prefix(600) {
      analyzer.withBytes(of: token.word) { word in
        CharacterGrams.forEach(of: word) { gram in
          var packed: UInt64 = 0
          for index in gram.indices { packed = packed << 8 | UInt64(gram[index]) }
          occurrences.append((packed, occurrences.count))
        }
      }
    }
    occurrences.sort { ($0.gram, $0.place) < ($1.gram, $1.place) }
    var grams: [(gram: UInt64, place: Int, frequency: Int)] = []
    for occurrence in occurrences {
      if let last = grams.last, last.gram == occurrence.gram {
        grams[grams.count - 1].frequency += 1
      } else {
        grams.append((occurrence.gram, occurrence.place, 1))
      }
    }
    grams.sort { $0.place < $1.place }
    var squares = 0.0
    var bytes: [UInt8] = []
    for (gram, _, frequency) in grams {
      bytes.removeAll(keepingCapacity: true)
      for shift in stride(from: 32, through: 0, by: -8) {
        let byte = UInt8(truncatingIfNeeded: gram >> UInt64(shift))
        if byte != 0 || !bytes.isEmpty { bytes.append(byte) }
      }
      guard let found = try index.lookup(bytes.span, in: gramSpace) else { continue }
      let tf = 1 + log(Double(frequency))
      let idf = idf(found.statistics.documentFrequency)
      // One idf is the question's, the other the passage's, whose norm has it too.
      squares += tf * tf * idf * idf
      question.grams.append((found.id, tf * idf * idf))
    }
    let norm = max(squares.squareRoot(), 1e-9)
    for position in question.grams.indices { question.grams[position].weight /= norm }
  }
}
