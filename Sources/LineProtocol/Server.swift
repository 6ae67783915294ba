internal import Glibc
internal import JSON

/// Serves one client over a pair of descriptors until its input ends.
///
/// A lone request is read, answered and written by the calling thread. Only when more than a few
/// wait, or the client is slow to read, do other threads take over. A client that writes without
/// reading is not read from any more once the queues are full.
public struct Server: Sendable {
  /// Longest line that is read; longer ones get an error.
  static let lineLimit = 4 << 20
  /// So many waiting lines are answered in order by the reading thread alone.
  private static let backlog = 8

  private let handler: RequestHandler

  /// A server over an index.
  ///
  /// - Parameter version: the program's version, told to clients.
  public init(_ source: ServiceSource, version: String) {
    handler = RequestHandler(source: source, server: ServerDescription(version: version))
  }

  /// Why serving ended.
  public enum End: Sendable, Equatable {
    /// The input ended and everything is answered and written.
    case inputEnded
    /// The client stopped reading.
    case outputClosed
    /// SIGTERM or SIGINT came.
    case stopped
    /// The output can't be written; the `errno` of the attempt.
    case outputFailed(code: Int32)
  }

  /// Reads requests from one descriptor and writes responses to another.
  ///
  /// The signal SIGPIPE must be ignored.
  ///
  /// - Parameters:
  ///   - handlesStopSignals: whether SIGTERM and SIGINT end serving: what is being answered is
  ///     finished if the client reads on, and no line is left half written.
  ///   - onEarlyEnd: called, on any thread, when serving ends while this function may be waiting for
  ///     input: the output failed, or a signal came. It may end the process.
  public func run(
    input: Int32, output: Int32, handlesStopSignals: Bool = false,
    onEarlyEnd: @escaping @Sendable (End) -> Void = { _ in }
  ) -> End {
    let output = OutputQueue(Descriptor(output)) { fault in onEarlyEnd(Self.end(fault)) }
    let jobs = JobQueue(threadLimit: Self.threadCount) { job, queue in
      let response = handler.response(to: job.request, era: job.era) { notice in
        if queue.wants(job) { output.send(notice, waits: true) }
      }
      if queue.wants(job) { output.send(response, waits: true) }
    }
    if handlesStopSignals {
      StopSignals.block()
      _ = WorkerThread.start {
        StopSignals.wait()
        Self.settle(output, jobs)
        output.close { onEarlyEnd(.stopped) }
      }
    }
    serve(Descriptor(input), output, jobs)
    jobs.finish()
    output.flush()
    return output.fault.map { Self.end($0) } ?? .inputEnded
  }

  private func serve(_ input: Descriptor, _ output: OutputQueue, _ jobs: JobQueue) {
    var buffer = LineBuffer(limit: Self.lineLimit)
    var connection = Connection()
    while buffer.fill({ storage, room in input.read(into: &storage, room) }) > 0 {
      while let line = buffer.next() {
        take(line, &connection, output, jobs, isLone: !buffer.holds(lines: Self.backlog))
        if output.fault != nil { return }
      }
    }
    // A last line without its end is answered if it is whole; a client that died in the middle of
    // one wants no error.
    if let line = buffer.rest(), case .bytes(let bytes) = line,
      (try? JSONValue(parsing: bytes)) != nil
    {
      take(line, &connection, output, jobs, isLone: true)
    }
  }

  private func take(
    _ line: LineBuffer.Line, _ connection: inout Connection, _ output: OutputQueue,
    _ jobs: JobQueue, isLone: Bool
  ) {
    switch connection.step(line) {
    case .ignore: break
    case .reply(let response): output.send(response, waits: true)
    case .cancel(let id): jobs.cancel(id)
    case .work(let request, let era):
      if isLone, jobs.isIdle, output.isIdle {
        let response = handler.response(to: request, era: era) { output.send($0, waits: false) }
        output.send(response, waits: false)
      } else {
        jobs.enqueue(JobQueue.Job(request: request, era: era, byteCount: line.byteCount))
      }
    }
  }

  /// Waits for what is being answered, but for half a second at most.
  private static func settle(_ output: OutputQueue, _ jobs: JobQueue) {
    for _ in 0..<100 {
      usleep(5_000)
      if jobs.isIdle, output.isIdle { return }
    }
  }

  private static func end(_ fault: WriteFault) -> End {
    fault.isClosed ? .outputClosed : .outputFailed(code: fault.code)
  }

  private static var threadCount: Int {
    min(max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 2), 4)
  }
}

extension LineBuffer.Line {
  fileprivate var byteCount: Int {
    if case .bytes(let bytes) = self { bytes.count } else { 0 }
  }
}
