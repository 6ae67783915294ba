/// A regular expression that is matched in time linear in the text, whatever its author wrote.
///
/// Knows literals, `.`, `[a-z]`, `[^…]`, `\d \w \s \b` and their opposites, `^ $`, groups, `|`, `* + ?`
/// `{m,n}`, and `(?i)` in front. Back references and look-around are refused. A match may lie anywhere
/// in the text.
///
/// - Complexity: O(text · pattern), by a set of states (Thompson 1968) in place of backtracking.
public struct TextPattern: Sendable, Equatable {
  /// The expression as written.
  public let source: String
  private let program: [Instruction]
  private let ignoresCase: Bool

  /// Why an expression can't be used.
  public struct PatternError: Error, Equatable {
    /// What is wrong, as half a sentence.
    public var reason: String
  }

  /// Compiles an expression.
  public init(_ source: String) throws(PatternError) {
    self.source = source
    var text = source
    ignoresCase = text.hasPrefix("(?i)")
    if ignoresCase { text.removeFirst(4) }
    var parser = PatternParser(text.unicodeScalars.map { $0 })
    let tree = try parser.whole()
    var compiler = PatternCompiler()
    try compiler.emit(tree)
    program = compiler.program + [.accept]
  }

  /// Whether the expression matches somewhere in `text`.
  public func matches(_ text: String) -> Bool {
    let scalars = Array((ignoresCase ? text.lowercased() : text).unicodeScalars)
    var current = StateSet(count: program.count)
    var next = StateSet(count: program.count)
    for position in 0...scalars.count {
      add(0, to: &current, scalars, position)
      var index = 0
      while index < current.members.count {
        let state = current.members[index]
        index += 1
        switch program[state] {
        case .accept: return true
        case .scalar(let set):
          if position < scalars.count, set.contains(scalars[position], ignoringCase: ignoresCase) {
            add(state + 1, to: &next, scalars, position + 1)
          }
        default: break
        }
      }
      swap(&current, &next)
      next.removeAll()
    }
    return false
  }

  private func add(_ state: Int, to set: inout StateSet, _ text: [Unicode.Scalar], _ position: Int)
  {
    var stack = [state]
    while let state = stack.popLast() {
      guard set.insert(state) else { continue }
      switch program[state] {
      case .jump(let target): stack.append(target)
      case .split(let a, let b):
        stack.append(b)
        stack.append(a)
      case .assertion(let assertion):
        if assertion.holds(in: text, at: position) { stack.append(state + 1) }
      case .scalar, .accept: break
      }
    }
  }

  enum Instruction: Sendable, Equatable {
    case scalar(ScalarSet)
    case jump(Int)
    case split(Int, Int)
    case assertion(TextAssertion)
    case accept
  }
}

/// Program counters, each once, in the order they came.
private struct StateSet {
  private(set) var members: [Int] = []
  private var isMember: [Bool]

  init(count: Int) { isMember = Array(repeating: false, count: count) }

  mutating func insert(_ state: Int) -> Bool {
    if isMember[state] { return false }
    isMember[state] = true
    members.append(state)
    return true
  }

  mutating func removeAll() {
    for state in members { isMember[state] = false }
    members.removeAll(keepingCapacity: true)
  }
}

/// A place between scalars.
enum TextAssertion: Sendable, Equatable {
  case start, end, wordBoundary, noWordBoundary

  func holds(in text: [Unicode.Scalar], at position: Int) -> Bool {
    switch self {
    case .start: position == 0
    case .end: position == text.count
    case .wordBoundary: isBoundary(text, position)
    case .noWordBoundary: !isBoundary(text, position)
    }
  }

  private func isBoundary(_ text: [Unicode.Scalar], _ position: Int) -> Bool {
    let before = position > 0 && ScalarSet.isWord(text[position - 1])
    let after = position < text.count && ScalarSet.isWord(text[position])
    return before != after
  }
}

/// The scalars that one place of an expression takes.
struct ScalarSet: Sendable, Equatable {
  var ranges: [ClosedRange<UInt32>] = []
  var classes: [Character] = []
  var isNegated = false

  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  func contains(_ scalar: Unicode.Scalar, ignoringCase: Bool) -> Bool {
    var isIn = ranges.contains { $0.contains(scalar.value) }
    if !isIn, ignoringCase {
      let upper = scalar.properties.uppercaseMapping.unicodeScalars
      if upper.count == 1, let upper = upper.first {
        isIn = ranges.contains { $0.contains(upper.value) }
      }
    }
    if !isIn { isIn = classes.contains { Self.holds($0, scalar) } }
    return isIn != isNegated
  }

  private static func holds(_ name: Character, _ scalar: Unicode.Scalar) -> Bool {
    switch name {
    case "d": scalar.properties.numericType == .decimal
    case "D": scalar.properties.numericType != .decimal
    case "w": isWord(scalar)
    case "W": !isWord(scalar)
    case "s": scalar.properties.isWhitespace
    default: !scalar.properties.isWhitespace
    }
  }
}

/// The tree of an expression.
indirect enum PatternTree {
  case empty
  case scalar(ScalarSet)
  case assertion(TextAssertion)
  case sequence([PatternTree])
  case choice([PatternTree])
  case repeated(PatternTree, least: Int, most: Int?)
}

private struct PatternCompiler {
  static let limit = 20_000
  var program: [TextPattern.Instruction] = []
  private var steps = 0

  mutating func emit(_ tree: PatternTree) throws(TextPattern.PatternError) {
    steps += 1
    if program.count > Self.limit || steps > 10 * Self.limit {
      throw .init(reason: "the expression is too large")
    }
    switch tree {
    case .empty: break
    case .scalar(let set): program.append(.scalar(set))
    case .assertion(let assertion): program.append(.assertion(assertion))
    case .sequence(let trees): for tree in trees { try emit(tree) }
    case .choice(let trees):
      var jumps: [Int] = []
      for (index, tree) in trees.enumerated() {
        if index == trees.count - 1 {
          try emit(tree)
        } else {
          let split = program.count
          program.append(.accept)
          try emit(tree)
          jumps.append(program.count)
          program.append(.accept)
          program[split] = .split(split + 1, program.count)
        }
      }
      for jump in jumps { program[jump] = .jump(program.count) }
    case .repeated(let tree, let least, let most):
      for _ in 0..<least { try emit(tree) }
      guard let most else {
        let split = program.count
        program.append(.accept)
        try emit(tree)
        program.append(.jump(split))
        program[split] = .split(split + 1, program.count)
        return
      }
      var splits: [Int] = []
      for _ in least..<max(least, most) {
        splits.append(program.count)
        program.append(.accept)
        try emit(tree)
      }
      for split in splits { program[split] = .split(split + 1, program.count) }
    }
  }
}

private struct PatternParser {
  private let text: [Unicode.Scalar]
  private var offset = 0
  private var depth = 0

  init(_ text: [Unicode.Scalar]) { self.text = text }

  mutating func whole() throws(TextPattern.PatternError) -> PatternTree {
    let tree = try choice()
    if offset < text.count { throw .init(reason: "')' closes nothing") }
    return tree
  }

  private var peek: Unicode.Scalar? { offset < text.count ? text[offset] : nil }

  private mutating func choice() throws(TextPattern.PatternError) -> PatternTree {
    depth += 1
    defer { depth -= 1 }
    if depth > 100 { throw .init(reason: "groups nest too deep") }
    var branches = [try sequence()]
    while peek == "|" {
      offset += 1
      branches.append(try sequence())
    }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(TextPattern.PatternError) -> PatternTree {
    var pieces: [PatternTree] = []
    while let scalar = peek, scalar != "|", scalar != ")" {
      pieces.append(try quantified(try atom()))
    }
    return .sequence(pieces)
  }

  private mutating func quantified(_ atom: PatternTree) throws(TextPattern.PatternError)
    -> PatternTree
  {
    var tree = atom
    while let scalar = peek {
      switch scalar {
      case "*": tree = .repeated(tree, least: 0, most: nil)
      case "+": tree = .repeated(tree, least: 1, most: nil)
      case "?": tree = .repeated(tree, least: 0, most: 1)
      case "{":
        guard let (least, most, end) = bounds() else { return tree }
        if least > 1000 || most ?? 0 > 1000 || most.map({ $0 < least }) ?? false {
          throw .init(reason: "a repetition is out of bounds (at most 1000)")
        }
        tree = .repeated(tree, least: least, most: most)
        offset = end - 1
      default: return tree
      }
      offset += 1
      if peek == "?" || peek == "+" { offset += 1 }
    }
    return tree
  }

  /// Reads `{m}`, `{m,}` or `{m,n}`; nil where the brace is a literal.
  private func bounds() -> (Int, Int?, Int)? {
    var numbers: [Int?] = [nil]
    var position = offset + 1
    while position < text.count {
      let scalar = text[position]
      position += 1
      if let digit = Int(String(scalar)), numbers.count <= 2 {
        let last = numbers[numbers.count - 1] ?? 0
        numbers[numbers.count - 1] = min(1_000_000, last * 10 + digit)
      } else if scalar == ",", numbers.count == 1 {
        numbers.append(nil)
      } else if scalar == "}", let least = numbers[0] {
        return (least, numbers.count == 1 ? least : numbers[1], position)
      } else {
        return nil
      }
    }
    return nil
  }

  private mutating func atom() throws(TextPattern.PatternError) -> PatternTree {
    let scalar = text[offset]
    offset += 1
    switch scalar {
    case "(":
      if peek == "?" {
        guard offset + 1 < text.count, text[offset + 1] == ":" else {
          throw .init(reason: "of the '(?' groups only '(?:' and a leading '(?i)' are known")
        }
        offset += 2
      }
      let tree = try choice()
      guard peek == ")" else { throw .init(reason: "a '(' is not closed") }
      offset += 1
      return tree
    case "[": return .scalar(try set())
    case ".": return .scalar(ScalarSet(ranges: [0x0A...0x0A], isNegated: true))
    case "^": return .assertion(.start)
    case "$": return .assertion(.end)
    case "*", "+", "?": throw .init(reason: "'\(scalar)' repeats nothing")
    case "\\": return try escape()
    default: return .scalar(ScalarSet(ranges: [scalar.value...scalar.value]))
    }
  }

  private mutating func escape() throws(TextPattern.PatternError) -> PatternTree {
    guard let scalar = peek else { throw .init(reason: "the expression ends in '\\'") }
    offset += 1
    switch scalar {
    case "b": return .assertion(.wordBoundary)
    case "B": return .assertion(.noWordBoundary)
    case "d", "D", "w", "W", "s", "S":
      return .scalar(ScalarSet(classes: [Character(scalar)]))
    default:
      let value = try literal(scalar)
      return .scalar(ScalarSet(ranges: [value...value]))
    }
  }

  private func literal(_ scalar: Unicode.Scalar) throws(TextPattern.PatternError) -> UInt32 {
    switch scalar {
    case "n": return 0x0A
    case "t": return 0x09
    case "r": return 0x0D
    default:
      if scalar.isASCII, ScalarSet.isWord(scalar) {
        throw .init(reason: "'\\\(scalar)' is not known")
      }
      return scalar.value
    }
  }

  private mutating func set() throws(TextPattern.PatternError) -> ScalarSet {
    var result = ScalarSet()
    if peek == "^" {
      result.isNegated = true
      offset += 1
    }
    var isFirst = true
    while let scalar = peek {
      offset += 1
      if scalar == "]", !isFirst { return result }
      isFirst = false
      var low = scalar.value
      if scalar == "\\", let escaped = peek {
        offset += 1
        if "dDwWsS".unicodeScalars.contains(escaped) {
          result.classes.append(Character(escaped))
          continue
        }
        low = try literal(escaped)
      }
      guard peek == "-", offset + 1 < text.count, text[offset + 1] != "]" else {
        result.ranges.append(low...low)
        continue
      }
      offset += 1
      var high = text[offset].value
      offset += 1
      if high == 0x5C, let escaped = peek {
        offset += 1
        high = try literal(escaped)
      }
      guard low <= high else { throw .init(reason: "a range in '[…]' runs backwards") }
      result.ranges.append(low...high)
    }
    throw .init(reason: "a '[' is not closed")
  }
}
