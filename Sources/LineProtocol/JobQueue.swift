internal import Glibc

/// Requests that wait for one of a few threads.
///
/// Threads start when the first request comes and end when the queue closes. When `limit` requests
/// or `byteLimit` bytes wait, the sender waits too, and with it the client.
final class JobQueue: Sendable {
  /// A request with what is needed to answer it.
  final class Job: Sendable {
    let request: Request
    let era: Era
    /// Length of the line it came in, which bounds its memory.
    let byteCount: Int

    init(request: Request, era: Era, byteCount: Int) {
      self.request = request
      self.era = era
      self.byteCount = byteCount
    }
  }

  private struct State {
    /// Jobs from `head` on wait.
    var waiting: [Job] = []
    var head = 0
    var byteCount = 0
    /// Jobs that a thread works on.
    var running: [Job] = []
    /// Jobs that nobody wants an answer to any more.
    var cancelled: [Job] = []
    var threadCount = 0
    var isClosed = false

    mutating func next() -> Job? {
      guard head < waiting.count else { return nil }
      let job = waiting[head]
      head += 1
      if head == waiting.count {
        waiting.removeAll(keepingCapacity: true)
        head = 0
      } else if head >= 1024, head > waiting.count / 2 {
        waiting.removeFirst(head)
        head = 0
      }
      byteCount -= job.byteCount
      return job
    }
  }

  private let limit: Int
  private let byteLimit: Int
  private let threadLimit: Int
  private let work: @Sendable (Job, JobQueue) -> Void
  private let monitor = Monitor(State())

  init(
    limit: Int = 4096, byteLimit: Int = 8 << 20, threadLimit: Int,
    work: @escaping @Sendable (Job, JobQueue) -> Void
  ) {
    self.limit = limit
    self.byteLimit = byteLimit
    self.threadLimit = threadLimit
    self.work = work
  }

  /// Whether no request waits or is worked on.
  var isIdle: Bool { monitor.withLock { $0.head == $0.waiting.count && $0.running.isEmpty } }

  /// Puts a request at the end, waiting while the queue is full.
  func enqueue(_ job: Job) {
    let needsThread = monitor.wait { state -> Bool? in
      let count = state.waiting.count - state.head
      guard count == 0 || (count < limit && state.byteCount + job.byteCount <= byteLimit) else {
        return nil
      }
      state.waiting.append(job)
      state.byteCount += job.byteCount
      let needsThread = state.threadCount < threadLimit
      if needsThread { state.threadCount += 1 }
      return needsThread
    }
    if needsThread, !WorkerThread.start({ self.serve() }) {
      monitor.withLock { $0.threadCount -= 1 }
      // Without any thread the sender does the work.
      if monitor.withLock({ $0.threadCount == 0 }) { runOne() }
    }
    monitor.changed()
  }

  /// Takes back a request that is still here; others are ignored.
  ///
  /// Its answer will not be sent.
  func cancel(_ id: RequestID) {
    monitor.withLock { state in
      if let index = state.waiting[state.head...].firstIndex(where: { $0.request.id == id }) {
        state.byteCount -= state.waiting.remove(at: index).byteCount
      } else if let job = state.running.first(where: { $0.request.id == id }) {
        state.cancelled.append(job)
      }
    }
    monitor.changed()
  }

  /// Whether an answer to this request is still wanted.
  func wants(_ job: Job) -> Bool {
    monitor.withLock { state in !state.cancelled.contains { $0 === job } }
  }

  /// Waits until every request is answered, then lets the threads end.
  func finish() {
    monitor.wait { $0.head == $0.waiting.count && $0.running.isEmpty ? () : nil }
    monitor.withLock { $0.isClosed = true }
    monitor.changed()
  }

  private func serve() {
    while true {
      let job = monitor.wait { state -> Job?? in
        if let job = state.next() {
          state.running.append(job)
          return .some(job)
        }
        return state.isClosed ? .some(nil) : nil
      }
      guard let job else { return }
      monitor.changed()  // There is room for another request.
      run(job)
    }
  }

  private func runOne() {
    let job = monitor.withLock { state -> Job? in
      guard let job = state.next() else { return nil }
      state.running.append(job)
      return job
    }
    if let job { run(job) }
  }

  private func run(_ job: Job) {
    work(job, self)
    monitor.withLock { state in
      state.running.removeAll { $0 === job }
      state.cancelled.removeAll { $0 === job }
    }
    monitor.changed()
  }
}
