internal import JSON

/// What the server says of itself.
struct ServerDescription: Sendable {
  let name = "askwell"
  let version: String

  var info: JSONValue { ["name": .string(name), "version": .string(version)] }

  /// Nothing is declared that isn't served: lists change only with the index, and clients see that
  /// by `index.id`, so no list promises change notices.
  static let capabilities: JSONValue = [
    "tools": .object([]), "resources": .object([]), "prompts": .object([]),
    "completions": .object([]),
  ]

  /// Tells a language model how to use the tools without doing harm.
  static let instructions = """
    askwell answers questions from a fixed collection of reviewed pages and quotes them word for \
    word. Use `ask` for every question about the topic of the collection and put the person's own \
    words into `question`, their earlier messages into `context`. \
    1. If the result has `escalation`, pass its message on first, unchanged, before anything else: \
    it says when to see a doctor or to call for help. \
    2. Quote `text` and the citations verbatim and name their source; add no medical facts of your \
    own, and no diagnosis, dose or product. \
    3. If `outcome` is `abstain`, say that the collection has no answer and offer `alternatives`; \
    do not answer from memory. \
    4. Use `triage` on any message that tells of symptoms, whatever the question is. \
    5. The answers are general education and no replacement for a clinician.
    """
}
