import Storage

/// What kind of collection an index holds, found from its contents, and the weights that go with it.
///
/// The rule: a collection of records is `questions` when at least half of its titles are questions,
/// else `documents`; anything with passages of pages is `articles`. Weights were chosen on the
/// development halves of ten public sets and the tuning questions on the shipped article
/// (`Documentation/Ranking.md`).
struct CollectionProfile: Equatable {
  enum Kind: UInt8 {
    case articles = 0
    case questions = 1
    case documents = 2
  }

  var kind: Kind
  /// Share of the passages that have a body, in thousandths: where few have one, it must not be an
  /// advantage.
  var bodyShare: Int

  static let blobName = "profile"

  /// How much a title counts beside a body of weight 1 in BM25's sum.
  var titleWeight: Double { kind == .documents ? 1.0 : kind == .questions ? 1.0 : 0.7 }
  var outlineWeight: Double { kind == .articles ? 0.5 : 0 }
  var bodyWeight: Double {
    switch kind {
    case .articles: 1.0
    case .documents: 1.0
    case .questions: bodyShare > 200 && bodyShare < 800 ? 0 : 0.3
    }
  }
  /// The weight of the n-gram cosine beside the word score: for short questions, for long ones.
  var gramWeight: (short: Double, long: Double) {
    switch kind {
    case .articles: (0.10, 0.25)
    case .questions: (0.10, 0.35)
    case .documents: (0.10, 0.10)
    }
  }
  /// The weight of a synonym beside the exact word.
  var synonymWeight: Double { kind == .documents ? 0.15 : kind == .articles ? 0.45 : 0.3 }

  /// The most that a synonym weighs, idf included, beside the words that it stands for; nil for no
  /// limit.
  var synonymCap: Double? {
    switch kind {
    case .articles: 0.8
    case .documents: 0.3
    case .questions: nil
    }
  }
  /// Whether the everyday words of `synonyms-lay.tsv` are taken, and synonyms count less the more
  /// they belong to asking as such.
  var readsLaySynonyms: Bool { kind == .articles }

  /// The weight of another form of a word beside the exact word.
  var formWeight: Double { kind == .articles ? 0.8 : 0 }
  /// How much of the chatter damping holds in the shortest questions.
  var chatterGrowth: Double { kind == .articles ? 0.6 : 0 }

  /// The weight of feedback words together, beside that of the question's own.
  var feedbackWeight: Double { 1.0 }

  /// What decides whether the first hit answers.
  var answerModel: AnswerModel { kind == .articles ? .pages : .records }

  /// Whether passages are read and scored anew; the first stage's order stands otherwise.
  var hasSecondStage: Bool { kind == .articles }

  /// The second stage's weights, in the order of `CandidateFeature`.
  var rerankWeights: [Double] {
    kind == .articles
      ? [
        1, 1.2, 0.5, 0, 0.1, 0.1, 0.1, 0.02, 0.05, 0.02, 0, 0.8, -0.25, 0.4, 0,
      ] : [1]
  }

  var bytes: [UInt8] {
    var bytes = [kind.rawValue]
    bytes.appendVarint(bodyShare)
    return bytes
  }

  init(kind: Kind, bodyShare: Int) {
    self.kind = kind
    self.bodyShare = bodyShare
  }

  init?(_ bytes: [UInt8]) {
    var reader = ByteReader(bytes.span)
    guard let raw = try? reader.byte(), let kind = Kind(rawValue: raw),
      let share = try? reader.count(atMost: 1000)
    else { return nil }
    self.init(kind: kind, bodyShare: share)
  }
}
