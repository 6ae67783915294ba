public import InvertedIndex
public import Retrieval
public import Triage
internal import Corpus

/// Answers messages: triage first, then what the corpus says, then the decision to say it.
///
/// Every way of asking (REPL, pipe, protocol, regression run) goes through here. The same question
/// on the same index gives the same reply; nothing is remembered between questions.
public struct Responder: Sendable {
  /// Ranks passages and reads them.
  public let retriever: Retriever
  /// Finds danger signs, whatever the corpus holds.
  public let triage: TriageEngine
  /// The operator's settings.
  public let configuration: OperatorConfiguration
  private let redFlagCitations: RedFlagCitations
  private let languages: Set<String>

  /// A responder over an index.
  ///
  /// - Throws: `IndexError` when the index's small data can't be read.
  public init(
    retriever: Retriever, triage: TriageEngine, configuration: OperatorConfiguration = .init()
  ) throws(IndexError) {
    self.retriever = retriever
    self.triage = triage
    self.configuration = configuration
    let index = retriever.index
    redFlagCitations =
      RedFlagCitations(parsing: try index.blob(named: RedFlagCitations.blobName) ?? [])
    let tags = String(
      decoding: try index.blob(named: CorpusLanguages.blobName) ?? [], as: UTF8.self)
    let known = Set(tags.split(separator: "\n").map(String.init))
    languages = known.isEmpty ? ["en"] : known
  }

  /// Replies to one message.
  ///
  /// - Throws: `IndexError` when the index turns out damaged where it is read.
  public func respond(to question: Question) throws(IndexError) -> Reply {
    let turns = question.context + [question.text]
    let decision = triage.assess(turns: turns, today: question.today)
    let message = MessageWords(question.text)
    let intent = Intent(of: message, languages: languages)
    let ranking =
      message.words.isEmpty
      ? Ranking(hits: [], confidence: 0, threshold: 1)
      : try rank(
        RankedQuestion(
          question.text, context: question.context,
          evidence: decision.flags.flatMap(\.evidence).filter { $0.turn == turns.count }
            .map(\.utf8Range),
          languages: languages))
    let passages = try ranking.hits.map { hit throws(IndexError) in
      try retriever.index.passage(hit.passage)
    }
    let value = intent.confidence(ranking, best: passages.first?.text)
    let confidence = Reply.Confidence(value: value, threshold: ranking.threshold)
    let finding: Reply.Finding
    if value >= ranking.threshold, let hit = ranking.hits.first, let passage = passages.first,
      Self.allowsAnswer(decision, message)
    {
      let citation = try citation(of: passage)
      finding = .answer(
        Answer(text: citation.rendered, citations: [citation], bestSentence: hit.bestSentence))
    } else {
      let reason = intent.reason ?? .noAnswer
      finding = .abstention(
        Abstention(reason: reason, text: Wording.builtIn.abstention(reason)))
    }
    return Reply(
      escalation: try escalation(decision, turns: turns),
      finding: finding,
      confidence: confidence,
      alternatives: try alternatives(ranking, passages, finding, confidence, intent, message),
      doctorNote: try doctorNote(decision),
      indexIdentifier: retriever.index.identifier,
      hits: try zip(ranking.hits, passages).map { hit, passage throws(IndexError) in
        Reply.DebugHit(
          passage: passage.passage.id,
          document: try retriever.index.document(passage.document).key,
          section: passage.section, text: passage.text, score: hit.score)
      })
  }

  /// The surest of a question's forms.
  private func rank(_ question: RankedQuestion) throws(IndexError) -> Ranking {
    var best = Ranking(hits: [], confidence: 0, threshold: 1)
    for form in question.forms {
      let ranking = try retriever.rank(Query(form.text, context: form.context), limit: 10)
      if best.hits.isEmpty || ranking.confidence > best.confidence { best = ranking }
    }
    if best.confidence < best.threshold, let form = question.fallback {
      let ranking = try retriever.rank(Query(form.text, context: form.context), limit: 10)
      if ranking.confidence > best.confidence { best = ranking }
    }
    return best
  }

  /// An emergency leaves no room for an article, and a message that only reports a sign asks nothing.
  private static func allowsAnswer(_ decision: TriageDecision, _ message: MessageWords) -> Bool {
    switch decision.level {
    case .none: true
    case .escalate: message.asksSomething
    case .emergency: false
    }
  }

  private func escalation(_ decision: TriageDecision, turns: [String]) throws(IndexError)
    -> Escalation?
  {
    guard decision.level > .none else { return nil }
    let flags = decision.flags.map { Escalation.Flag(raised: $0, in: turns) }
    let keys = redFlagCitations.passages(for: decision.flags.map(\.id))
    var citations: [Citation] = []
    for key in keys {
      if let citation = try citation(forKey: key) { citations.append(citation) }
    }
    return Escalation(
      level: decision.level,
      message: Wording.builtIn.escalation(
        level: decision.level, flags: flags, configuration: configuration),
      flags: flags,
      citations: citations)
  }

  private func doctorNote(_ decision: TriageDecision) throws(IndexError) -> Citation? {
    guard decision.level == .none, !decision.mentioned.isEmpty else { return nil }
    guard let key = redFlagCitations.passages(for: decision.mentioned).first else { return nil }
    return try citation(forKey: key)
  }

  /// Up to three questions of the corpus that come close, unless the answer is sure or the message
  /// asked for something that no passage should answer.
  private func alternatives(
    _ ranking: Ranking, _ passages: [StoredPassage], _ finding: Reply.Finding,
    _ confidence: Reply.Confidence, _ intent: Intent, _ message: MessageWords
  ) throws(IndexError) -> [Reply.Alternative] {
    if confidence.level == "high" || intent.forbidsAlternatives { return [] }
    let guess = LanguageGuess.builtIn
    let own = guess.languages(languages)
    let beginnings = Set(
      message.words.filter { !guess.isFunctionWord($0, in: own) }.map(Self.beginning))
    guard let best = ranking.hits.first?.score, best > 0 else { return [] }
    var result: [Reply.Alternative] = []
    for (index, (hit, passage)) in zip(ranking.hits, passages).enumerated() {
      if index == 0, case .answer = finding { continue }
      guard let question = passage.passage.question ?? passage.passage.headingPath.last,
        !result.contains(where: { $0.question == question }), result.count < 3
      else { continue }
      // "Did you mean" only helps where something that was said stands there.
      let words = MessageWords(question + "\n" + passage.text).words
      guard words.contains(where: { beginnings.contains(Self.beginning($0)) }) else { continue }
      let document = try retriever.index.document(passage.document)
      result.append(
        Reply.Alternative(
          question: question,
          uri: PassageURI.address(document: document.key, passage: passage.passage.id),
          value: max(0, min(1, hit.score / best))))
    }
    return result
  }

  /// The first five letters of a word, enough to see inflected forms as one.
  private static func beginning(_ word: String) -> String { String(word.prefix(5)) }

  private func citation(forKey key: String) throws(IndexError) -> Citation? {
    guard let id = try retriever.index.passageID(forKey: key) else { return nil }
    return try citation(of: try retriever.index.passage(id))
  }

  /// The whole of a stored passage as a citation.
  private func citation(of passage: StoredPassage) throws(IndexError) -> Citation {
    let document = try retriever.index.document(passage.document)
    return Citation(
      uri: PassageURI.address(document: document.key, passage: passage.passage.id),
      document: document.key,
      title: document.metadata.title,
      passage: passage.passage.id,
      section: passage.section,
      question: passage.passage.question,
      quote: passage.text,
      range: 0..<passage.text.utf8.count,
      parts: passage.passage.parts.map {
        Citation.Part(
          range: $0.range, label: $0.label, quote: passage.text.slice(utf8Range: $0.range))
      },
      url: document.metadata.url.map { address in
        passage.passage.fragment.map { "\(address)#\($0)" } ?? address
      },
      author: document.metadata.author,
      published: document.metadata.published,
      modified: document.metadata.modified)
  }
}

extension StoredPassage {
  /// The headings above the passage and, for an FAQ answer, its question.
  var section: [String] {
    guard passage.kind == .questionAnswer, let question = passage.question,
      passage.headingPath.last != question
    else { return passage.headingPath }
    return passage.headingPath + [question]
  }
}
