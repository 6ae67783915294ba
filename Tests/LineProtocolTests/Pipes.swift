import Glibc
import JSON

@testable import LineProtocol

/// A server on one end of two pipes and a test on the other.
final class PipedServer: Sendable {
  let input: Int32
  let output: Int32
  private let ended = Monitor<Server.End?>(nil)

  init(_ source: ServiceSource = SampleService.source()) {
    _ = signal(SIGPIPE, SIG_IGN)
    let (requests, responses) = (Self.pipe(), Self.pipe())
    (input, output) = (requests.writing, responses.reading)
    let ended = ended
    _ = WorkerThread.start {
      let end = Server(source, version: "0").run(
        input: requests.reading, output: responses.writing,
        onEarlyEnd: { end in
          ended.withLock { $0 = $0 ?? end }
          ended.changed()
        })
      close(requests.reading)
      close(responses.writing)
      ended.withLock { $0 = $0 ?? end }
      ended.changed()
    }
  }

  private static func pipe() -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    _ = unsafe Glibc.pipe(&ends)
    // So that no other test's child keeps an end open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// How serving ended; waits for it.
  var end: Server.End { ended.wait { $0 } }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    try? Descriptor(input).write(bytes, 0..<bytes.count)
  }

  /// Sends on a thread of its own, then closes the input.
  func sendAll(_ text: String) {
    _ = WorkerThread.start {
      self.send(text)
      close(self.input)
    }
  }

  /// The next line, or nil at the end.
  func line(from buffer: inout LineBuffer) -> JSONValue? {
    let descriptor = Descriptor(output)
    while true {
      if case .bytes(let bytes)? = buffer.next() {
        return try? JSONValue(parsing: bytes)
      }
      if buffer.fill({ descriptor.read(into: &$0, $1) }) == 0 { return nil }
    }
  }

  /// All lines to the end of the output.
  func lines() -> [JSONValue] {
    var buffer = LineBuffer(limit: 8 << 20)
    var found: [JSONValue] = []
    while let value = line(from: &buffer) { found.append(value) }
    return found
  }

  /// What the server answers to `text` when the input then ends.
  static func answers(to text: String, _ source: ServiceSource = SampleService.source())
    -> [JSONValue]
  {
    let server = PipedServer(source)
    server.sendAll(text)
    let lines = server.lines()
    close(server.output)
    return lines
  }
}

extension JSONValue {
  /// The value as text.
  var text: String { String(decoding: serialized, as: UTF8.self) }
}
