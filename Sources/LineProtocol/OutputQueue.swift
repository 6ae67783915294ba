internal import Glibc
internal import JSON

/// Writes whole lines from several threads to one descriptor.
///
/// A line is written at once when the descriptor takes it. Otherwise it waits for a thread that
/// only writes, so that a client that doesn't read stops that thread and not the others, until
/// `limit` bytes wait: then senders wait as well.
final class OutputQueue: Sendable {
  private struct State {
    var pending: [UInt8] = []
    var isWriting = false
    var hasWriter = false
    var fault: WriteFault?
  }

  private let descriptor: Descriptor
  private let limit: Int
  private let onFault: @Sendable (WriteFault) -> Void
  private let monitor = Monitor(State())

  /// - Parameter onFault: called once when the descriptor takes no more, on any thread.
  init(
    _ descriptor: Descriptor, limit: Int = 1 << 20,
    onFault: @escaping @Sendable (WriteFault) -> Void
  ) {
    self.descriptor = descriptor
    self.limit = limit
    self.onFault = onFault
  }

  /// Whether nothing waits to be written.
  var isIdle: Bool { monitor.withLock { $0.pending.isEmpty && !$0.isWriting } }

  /// Why nothing can be written any more.
  var fault: WriteFault? { monitor.withLock { $0.fault } }

  /// Writes a value as one line.
  ///
  /// - Parameter waits: whether this thread may be held up while too much is waiting.
  func send(_ value: JSONValue, waits: Bool) {
    var line: [UInt8] = []
    line.reserveCapacity(4096)
    value.append(to: &line)
    line.append(0x0A)
    if waits {
      monitor.wait { $0.pending.count < limit || $0.fault != nil ? () : nil }
    }
    let fault = monitor.withLock { state -> WriteFault? in
      if state.fault != nil { return nil }
      var offset = 0
      if state.pending.isEmpty, !state.isWriting {
        while offset < line.count {
          let room = descriptor.room(for: line.count - offset)
          if room == 0 { break }
          do throws(WriteFault) {
            try descriptor.write(line, offset..<(offset + room))
          } catch {
            state.fault = error
            return error
          }
          offset += room
        }
      }
      if offset == line.count { return nil }
      state.pending.append(contentsOf: line[offset...])
      if !state.hasWriter {
        state.hasWriter = WorkerThread.start { self.writeAll() }
      }
      return nil
    }
    if let fault { fail(fault) }
    if waits { monitor.changed() }
  }

  /// Waits until all is written.
  func flush() {
    monitor.wait { state in
      (state.pending.isEmpty && !state.isWriting) || state.fault != nil ? () : nil
    }
  }

  /// Runs `body` while no line is being written by this or another thread.
  ///
  /// A writing thread that the client holds up is not waited for.
  func close(_ body: () -> Void) {
    monitor.withLock { _ in body() }
  }

  /// The writing thread: ends when nothing is left.
  private func writeAll() {
    while true {
      let batch = monitor.withLock { state -> [UInt8]? in
        if state.pending.isEmpty || state.fault != nil {
          state.isWriting = false
          state.hasWriter = false
          return nil
        }
        state.isWriting = true
        let batch = state.pending
        state.pending = []
        return batch
      }
      monitor.changed()
      guard let batch else { return }
      do throws(WriteFault) {
        try descriptor.write(batch, 0..<batch.count)
      } catch {
        monitor.withLock { $0.fault = error }
        fail(error)
      }
    }
  }

  private func fail(_ fault: WriteFault) {
    monitor.changed()
    onFault(fault)
  }
}
