internal import Triage

extension ErrorText {
  static func describe(_ error: RuleError) -> String {
    switch error {
    case .columnCount(let file, let line, let found, let expected):
      "\(file):\(line): \(found) columns where \(expected) are expected"
    case .badElement(let file, let line, let element):
      "\(file):\(line): the pattern element '\(element)' is not well formed"
    case .noAnchor(let file, let line):
      "\(file):\(line): the pattern has no word to start with"
    case .unknownConcept(let file, let line, let concept):
      "\(file):\(line): no lexicon entry defines the concept '\(concept)'"
    case .unknownFlag(let file, let line, let flag):
      "\(file):\(line): there is no flag '\(flag)'"
    case .circularConcept(let name): "the concept '\(name)' refers to itself"
    case .badWindow(let file, let line, let term):
      "\(file):\(line): the term '\(term)' has an unknown window"
    case .duplicateID(let file, let line, let id): "\(file):\(line): '\(id)' was there before"
    case .redefines(let file, let line, let id): "\(file):\(line): '\(id)' is built in"
    case .tooLarge(let file, let line): "\(file):\(line): more than a rule set may have"
    }
  }
}
