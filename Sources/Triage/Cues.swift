/// The concepts that say how a sign is meant; the lexicon defines their words.
struct Cues: Sendable {
  /// Starts a denial that reaches forward.
  var negation = -1
  /// Denies what stands before it.
  var postNegation = -1
  /// Looks like a denial and is none.
  var pseudoNegation = -1
  /// Ends a denial.
  var negationEnd = -1
  /// Starts a new clause after a comma or an "and".
  var subject = -1
  var and = -1
  var or = -1
  var no = -1
  /// Makes what follows hypothetical.
  var hypothesis = -1
  /// Makes its whole sentence hypothetical.
  var wholeHypothesis = -1
  var condition = -1
  var pseudoCondition = -1
  var modal = -1
  /// Starts a question at the start of a clause.
  var questionStart = -1
  /// Starts a question anywhere.
  var question = -1
  /// Words before a question that don't count.
  var filler = -1
  /// Ties a question to a real person.
  var ground = -1
  /// Looks like `ground` and isn't.
  var pseudoGround = -1
  /// Speaks of signs in general.
  var education = -1
  /// Introduces what someone read or heard.
  var report = -1
  var history = -1
  var current = -1
  var present = -1
  var past = -1
  var resolved = -1
  /// Says that it is over when it ends its clause: "the pain has gone".
  var resolvedAtEnd = -1
  var auxiliary = -1
  var relative = -1
  /// Auxiliaries that start a statement only when denied: do, can, should.
  var modalAuxiliary = -1
  /// Before a sign: it is there, whatever is asked about it.
  var demonstrative = -1
  var possessive = -1
  /// Blood relatives.
  var kin = -1
  var questionSubject = -1
  var clause = -1
  var selfPerson = -1
  var person = -1
  var animal = -1
  var generic = -1
  var stranger = -1
  var fiction = -1
  var pronoun = -1
  var year = -1
  var longAgo = -1
  /// Denies an amount only: "not a lot of".
  var amountNegation = -1
  /// A pronoun that starts a clause of its own.
  var newSubject = -1
  /// Says where a sign comes from: "is only", "is from".
  var cause = -1
  /// A question word that starts a statement: "what came up".
  var freeRelative = -1
  /// Ties a question to a real time.
  var groundTime = -1
  /// Tells how things were before they changed.
  var contrast = -1
  /// Makes a person a comparison: "like somebody".
  var likeness = -1
  /// Says that what was asked about is there: "mine", "I've got that".
  var mine = -1
  var yes = -1
  var durationLong = -1
  /// What was over is back.
  var restart = -1
  /// Makes a question real whatever it asks: "it's happening now", "like I have".
  var surely = -1
  /// "'s", which makes a person another one's.
  var genitive = -1
  var preposition = -1
  /// For each concept, whether it speaks of weight.
  var isWeight = FlatTable<Bool>()
  /// Starts a reason, which is no part of a condition before it.
  var reason = -1
  /// Asks for a remedy: "what can I drink when".
  var remedy = -1
  var mild = -1
  var ordinalTime = -1
  var future = -1
  /// For each concept, whether it is a sign rather than a cue, a quantity or a person.
  var isSign = FlatTable<Bool>()

  init() {}

  init(_ concepts: ConceptTable) {
    findConcepts(concepts)
    for id in 0..<concepts.count {
      let name = concepts.name(id)
      isWeight.append(name.hasPrefix("W."))
      isSign.append(
        (!name.contains(".") || name.hasPrefix("W.")) && id != concepts.guardConcept)
    }
  }

  /// Looks the cues' own concepts up.
  mutating func findConcepts(_ concepts: ConceptTable) {
    negation = concepts.id("C.NEG")
    postNegation = concepts.id("C.POSTNEG")
    pseudoNegation = concepts.id("C.PSEUDONEG")
    negationEnd = concepts.id("C.NEGEND")
    subject = concepts.id("C.SUBJ")
    and = concepts.id("Q.AND")
    or = concepts.id("Q.OR")
    no = concepts.id("C.NO")
    hypothesis = concepts.id("C.HYPO")
    wholeHypothesis = concepts.id("C.HYPOALL")
    condition = concepts.id("C.IF")
    pseudoCondition = concepts.id("C.PSEUDOIF")
    modal = concepts.id("C.MODAL")
    questionStart = concepts.id("C.QSTART")
    question = concepts.id("C.QANY")
    filler = concepts.id("C.FILLER")
    ground = concepts.id("C.GROUND")
    pseudoGround = concepts.id("C.PSEUDOGROUND")
    education = concepts.id("C.EDU")
    report = concepts.id("C.REPORT")
    history = concepts.id("C.HIST")
    current = concepts.id("C.CURRENT")
    present = concepts.id("C.PRESENT")
    past = concepts.id("C.PAST")
    resolved = concepts.id("C.RESOLVED")
    resolvedAtEnd = concepts.id("C.RESOLVEDEND")
    auxiliary = concepts.id("C.AUX")
    relative = concepts.id("C.WHREL")
    modalAuxiliary = concepts.id("C.DOAUX")
    demonstrative = concepts.id("C.DEMO")
    possessive = concepts.id("C.DEMOMY")
    kin = concepts.id("KIN")
    questionSubject = concepts.id("C.QSUBJ")
    clause = concepts.id("C.CLAUSE")
    selfPerson = concepts.id("P.SELF")
    person = concepts.id("P.OTHER")
    animal = concepts.id("P.ANIMAL")
    generic = concepts.id("P.GENERIC")
    stranger = concepts.id("P.STRANGER")
    fiction = concepts.id("P.FICTION")
    pronoun = concepts.id("P.PRONOUN")
    year = concepts.id("N.YEAR")
    longAgo = concepts.id("N.LONGAGO")
    amountNegation = concepts.id("C.NEGAMOUNT")
    newSubject = concepts.id("C.NEWSUBJ")
    cause = concepts.id("C.CAUSE")
    freeRelative = concepts.id("C.FREEREL")
    groundTime = concepts.id("C.GROUNDTIME")
    contrast = concepts.id("C.CONTRAST")
    likeness = concepts.id("C.LIKE")
    mine = concepts.id("MINE")
    yes = concepts.id("C.YES")
    durationLong = concepts.id("N.DUR2")
    restart = concepts.id("C.RESTART")
    surely = concepts.id("C.SURELY")
    remedy = concepts.id("C.REMEDY")
    reason = concepts.id("C.REASON")
    genitive = concepts.id("C.GENITIVE")
    preposition = concepts.id("C.PREP")
    mild = concepts.id("MILD")
    ordinalTime = concepts.id("N.ORDINAL")
    future = concepts.id("Q.FUTURE")
  }
}
