internal import HTMLTree

/// Gathers the candidates of one kind of markup into groups, each a list of questions of its own, and leaves out
/// groups that are none.
///
/// Groups hold places in the list of all candidates.
struct QuestionGroups {
  private let ground: QuestionGround
  private let page: Page
  private let tree: HTMLTree
  private let candidates: QuestionCandidates

  init(_ ground: QuestionGround, candidates: QuestionCandidates) {
    self.ground = ground
    page = ground.page
    tree = page.tree
    self.candidates = candidates
  }

  /// The plausible groups of a kind of markup.
  ///
  /// - Parameter isTaken: For each block, whether it's part of a question or an answer already.
  func groups(of markup: QuestionMarkup, isTaken: [Bool]) -> [[Int]] {
    let fitting = candidates.all.indices.filter { place in
      let candidate = candidates.all[place]
      return !isTaken[candidate.block] && !candidate.isBoilerplate
        && candidates.fits(candidate, markup)
    }
    let chosen = withoutNested(fitting, markup)
    guard !chosen.isEmpty else { return [] }
    if markup == .declared { return [withAlike(chosen, isTaken: isTaken)] }
    return split(chosen, markup).filter { isPlausible($0, markup) }
  }

  /// Leaves out what is opened inside the panel of another question: it is a part of that answer.
  private func withoutNested(_ chosen: [Int], _ markup: QuestionMarkup) -> [Int] {
    guard markup == .details || markup == .accordion || markup == .definitionList else {
      return chosen
    }
    let chosen = chosen.filter { !opensPart(candidates.all[$0]) }
    if chosen.count < 2 || markup == .definitionList { return chosen }
    let panels = chosen.compactMap { place -> (block: Int, blocks: Range<Int>)? in
      let candidate = candidates.all[place]
      guard candidate.isQuestion else { return nil }
      let panel =
        markup == .details ? ground.ancestor(of: candidate.unit, .details) : candidate.panel
      return panel.map { (candidate.block, page.blocks(in: $0)) }
    }
    if panels.isEmpty { return chosen }
    return chosen.filter { place in
      let block = candidates.all[place].block
      return !panels.contains { $0.block != block && $0.block < block && $0.blocks.contains(block) }
    }
  }

  /// Whether a line that is no question opens a part of the answer to a heading that asks: some text stands
  /// under the heading before it.
  private func opensPart(_ candidate: QuestionCandidate) -> Bool {
    if candidate.isQuestion || candidate.isDeclared || candidates.askingHeadings.isEmpty {
      return false
    }
    var heading = candidate.block
    var opened = 0
    var text = 0
    while heading > 0 {
      heading -= 1
      if ground.levels[heading] > 0 { break }
      if let other = candidates.candidate(at: heading), other.isSummary || other.isToggle {
        opened += 1
        text = 0
        // So many are a list, and the heading is only over it.
        if opened == 3 { return false }
      } else if !ground.isOrnament[heading], !ground.isExcluded[heading] || ground.isHidden[heading]
      {
        text += page.blocks[heading].text.count
      }
    }
    guard text >= 20 || opened > 0, let asking = candidates.candidate(at: heading),
      let level = asking.level
    else { return false }
    // A heading of the same rank is beside it, not under it.
    if let own = candidate.level, own <= level { return false }
    return asking.inContext && candidates.fits(asking, .heading)
      && candidates.askingHeadings[level, default: 0] >= 2
  }

  /// Declared questions and those that stand in the same kind of element: declared data is often
  /// incomplete.
  private func withAlike(_ chosen: [Int], isTaken: [Bool]) -> [Int] {
    let keys = Set(
      chosen.filter { isDistinctive(candidates.all[$0]) }.map { signatureKey(candidates.all[$0]) })
    return candidates.all.indices.filter { place in
      let candidate = candidates.all[place]
      if candidate.isDeclared { return !isTaken[candidate.block] && !candidate.isBoilerplate }
      return candidate.isQuestion && !candidate.isCall && !isTaken[candidate.block]
        && !candidate.isBoilerplate && candidate.level != 1
        && (candidate.level == nil || candidate.inContext)
        && keys.contains(signatureKey(candidate))
    }
  }

  /// Whether the element says more than that it is a paragraph.
  private func isDistinctive(_ candidate: QuestionCandidate) -> Bool {
    let container = page.blocks[candidate.block].container
    switch tree.nodes[container].tag {
    case .summary, .dt, .button: return true
    case .h2: return candidate.inContext
    case .h3, .h4, .h5, .h6: return true
    default: return tree.bytes(of: .class, at: container) != nil
    }
  }

  /// Candidates that stand for one list of questions: by heading level, by list, else all.
  private func split(_ chosen: [Int], _ markup: QuestionMarkup) -> [[Int]] {
    var keyed: [(key: Int, members: [Int])] = []
    var placeOfKey: [Int: Int] = [:]
    for place in chosen {
      let candidate = candidates.all[place]
      let key: Int
      switch markup {
      case .heading: key = candidate.level ?? 0
      case .definitionList: key = ground.ancestor(of: candidate.unit, .dl) ?? 0
      case .plain: key = signatureKey(candidate)
      default: key = 0
      }
      if let found = placeOfKey[key] {
        keyed[found].members.append(place)
      } else {
        placeOfKey[key] = keyed.count
        keyed.append((key, [place]))
      }
    }
    if markup == .heading { keyed.sort { $0.key < $1.key } }
    return keyed.map(\.members)
  }

  private func isPlausible(_ group: [Int], _ markup: QuestionMarkup) -> Bool {
    let questions = group.count { candidates.all[$0].isQuestion }
    let inContext = group.count { candidates.all[$0].inContext }
    switch markup {
    case .microdata, .declared, .labelled: return true
    case .details, .definitionList, .accordion, .named:
      return questions > 0 || inContext > 0 && group.count > 1
    case .heading: return inContext > 0
    case .bold: return inContext > 0 || questions >= 3
    case .numbered: return inContext > 0 || questions >= 3
    case .plain: return group.count >= 2
    }
  }

  /// A number that is the same for candidates in the same kind of element: tag and class.
  private func signatureKey(_ candidate: QuestionCandidate) -> Int {
    let container = page.blocks[candidate.block].container
    let name = tree.bytes(of: .class, at: container) ?? []
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(tree.nodes[container].tag.rawValue)
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash)
  }
}
