internal import Synchronization

/// Opens the index when a request first needs it, and again when another one has taken its place.
///
/// Until the new index is open, and whenever it can't be opened, the old one answers on.
public final class ServiceSource: Sendable {
  private struct State {
    var service: AnswerService?
    var identity: FileIdentity?
    var failure: ServiceFailure?
  }

  private let state = Mutex(State())
  private let identity: @Sendable () -> FileIdentity?
  private let open: @Sendable () throws(ServiceFailure) -> AnswerService
  private let report: @Sendable (ServiceFailure) -> Void

  /// A source that has opened nothing yet.
  ///
  /// - Parameters:
  ///   - identity: which file lies at the index's path now; one `stat`, called once a request.
  ///   - open: opens that file.
  ///   - report: told once about each replacement that could not be opened.
  public init(
    identity: @escaping @Sendable () -> FileIdentity?,
    open: @escaping @Sendable () throws(ServiceFailure) -> AnswerService,
    report: @escaping @Sendable (ServiceFailure) -> Void = { _ in }
  ) {
    self.identity = identity
    self.open = open
    self.report = report
  }

  /// Whether a request would find an open index.
  var isOpen: Bool { state.withLock { $0.service != nil } }

  /// Why no index is open, when one was needed and none could be opened.
  public var failure: ServiceFailure? {
    state.withLock { $0.service == nil ? $0.failure : nil }
  }

  /// The service over the index that lies at the path now.
  func current() throws(ServiceFailure) -> AnswerService {
    // The identity is taken before opening: a replacement in between is seen by the next request.
    let found = identity()
    let outcome = state.withLock { state -> Result<AnswerService, ServiceFailure> in
      if let service = state.service, found == nil || found == state.identity {
        return .success(service)
      }
      do throws(ServiceFailure) {
        let service = try open()
        state.service = service
        state.failure = nil
        state.identity = found
        return .success(service)
      } catch {
        state.failure = error
        guard let service = state.service else { return .failure(error) }
        state.identity = found
        report(error)
        return .success(service)
      }
    }
    return try outcome.get()
  }
}
