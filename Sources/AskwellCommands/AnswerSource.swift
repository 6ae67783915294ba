internal import Conversation
internal import InvertedIndex
internal import Retrieval
internal import Triage

/// Where answers come from: an index, the shipped rules and the operator's settings.
struct AnswerSource: Equatable {
  /// The index that is taken where none is named.
  static let defaultIndex = "Index"

  /// The folder that `askwell index` wrote.
  var index = Self.defaultIndex
  /// A file with the operator's settings.
  var config: String?
  /// Which red flags are looked for.
  var triage = TriageSource()

  /// Opens the index and puts the responder together.
  func responder() throws(CommandFailure) -> Responder {
    let configuration = try operatorConfiguration()
    let opened: Index
    do {
      opened = try Index(path: index)
    } catch {
      throw ErrorText.failure(error, index: index)
    }
    let engine = try triage.engine(index: (opened, path: index))
    do throws(IndexError) {
      return try Responder(
        retriever: try Retriever(index: opened), triage: engine, configuration: configuration)
    } catch {
      throw ErrorText.failure(error, index: index)
    }
  }

  /// The red-flag rules that the program ships.
  static func builtInRules() throws(CommandFailure) -> RuleSet {
    do {
      return try RuleSet.shipped()
    } catch {
      throw CommandFailure(status: .fault, message: ErrorText.describe(error))
    }
  }

  private func operatorConfiguration() throws(CommandFailure) -> OperatorConfiguration {
    guard let config else { return OperatorConfiguration() }
    let bytes = try FileBytes.read(config)
    do {
      return try OperatorConfiguration(parsing: bytes)
    } catch {
      throw CommandFailure(
        status: .badData, message: "the configuration '\(config)' \(ErrorText.describe(error))")
    }
  }
}
