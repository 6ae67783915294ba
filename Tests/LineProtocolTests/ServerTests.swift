import Glibc
import JSON
import Synchronization
import Testing

@testable import LineProtocol

@Suite struct `Serving over pipes` {
  private func ask(_ id: Int, _ question: String = "q") -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"askwell/ask","params":{"question":"\#(question)"}}"#
      + "\n"
  }

  private func ids(_ lines: [JSONValue]) -> [Int64] { lines.compactMap { $0["id"]?.integerValue } }

  @Test func `a few waiting requests are answered in order`() {
    let lines = PipedServer.answers(to: ask(1) + ask(0) + ask(2))
    #expect(ids(lines) == [1, 0, 2])
    #expect(lines.allSatisfy { $0["result"]?["outcome"] == "answer" })
  }

  @Test func `a last line without its end is answered, half a line is not`() {
    #expect(ids(PipedServer.answers(to: ask(1) + String(ask(2).dropLast()))) == [1, 2])
    #expect(ids(PipedServer.answers(to: ask(1) + String(ask(2).dropLast(9)))) == [1])
    #expect(PipedServer.answers(to: "").isEmpty)
  }

  @Test func `a thousand requests in flight get a thousand answers`() {
    let text = (0..<1000).map { ask($0, "question \($0)") }.joined()
    let found = ids(PipedServer.answers(to: text))
    #expect(found.sorted() == Array(0..<1000))
  }

  @Test func `errors between requests harm none of them`() {
    let text = ask(1) + "{\n[]\n\n" + #"{"jsonrpc":"2.0","method":"x"}"# + "\n" + ask(2)
    let lines = PipedServer.answers(to: text)
    #expect(lines.map { $0["error"]?["code"]?.integerValue } == [nil, -32700, -32600, nil])
  }

  @Test func `a client that does not read is not read from, and loses nothing`() {
    let server = PipedServer()
    let sent = Atomic(0)
    // More than the queues hold: 14 MB of requests, 12 MB of answers.
    let isDone = Monitor(false)
    _ = WorkerThread.start {
      for id in 0..<3500 {
        server.send(self.ask(id, "long " + String(repeating: "x", count: 4000)))
        sent.wrappingAdd(1, ordering: .sequentiallyConsistent)
      }
      close(server.input)
      isDone.withLock { $0 = true }
      isDone.changed()
    }
    // The writer comes to a stand before the end: wait until its count no longer moves.
    var last = -1
    var still = 0
    while still < 20 {
      let now = sent.load(ordering: .sequentiallyConsistent)
      still = now == last ? still + 1 : 0
      last = now
      usleep(10_000)
    }
    #expect(last < 3500)
    #expect(!isDone.withLock { $0 })
    #expect(ids(server.lines()).sorted() == Array(0..<3500))
    #expect(server.end == .inputEnded)
    close(server.output)
  }

  @Test func `when the reader goes, serving ends quietly`() {
    let server = PipedServer()
    close(server.output)
    server.send(ask(1))
    #expect(server.end == .outputClosed)
    close(server.input)
  }

  @Test func `a line over the limit is one error and no more`() {
    let long = String(repeating: "x", count: Server.lineLimit + 1)
    let lines = PipedServer.answers(to: long + "\n" + ask(7))
    #expect(lines.map { $0["error"]?["code"]?.integerValue } == [-32600, nil])
    #expect(lines.last?["id"] == 7)
  }

  @Test func `a failing index fails the request and not the server`() {
    let source = ServiceSource(
      identity: { nil },
      open: { () throws(ServiceFailure) in throw ServiceFailure("no index here", exitStatus: 66) })
    let lines = PipedServer.answers(
      to: ask(1) + #"{"jsonrpc":"2.0","id":2,"method":"askwell/status"}"# + "\n", source)
    #expect(lines.first?["error"]?["code"] == -32603)
    #expect(lines.first?["error"]?["message"] == "no index here")
    #expect(lines.last?["result"]?["ready"] == false)
    #expect(source.failure?.exitStatus == 66)
  }
}

@Suite struct `Requests that wait` {
  private func job(_ id: Int64, bytes: Int = 1) -> JobQueue.Job {
    JobQueue.Job(
      request: Request(id: .integer(id), method: "m", params: .object([])), era: .native,
      byteCount: bytes)
  }

  @Test func `a cancelled request is not answered, the others are`() {
    let gate = Monitor(false)
    let answered = Monitor<[Int64]>([])
    let queue = JobQueue(threadLimit: 1) { job, queue in
      gate.wait { $0 ? () : nil }
      if queue.wants(job), case .integer(let id) = job.request.id {
        answered.withLock { $0.append(id) }
      }
    }
    for id in 1...5 { queue.enqueue(job(Int64(id))) }
    queue.cancel(.integer(1))  // it may be running
    queue.cancel(.integer(3))  // it waits
    queue.cancel(.integer(99))
    queue.cancel(.string("2"))
    gate.withLock { $0 = true }
    gate.changed()
    queue.finish()
    #expect(answered.withLock { $0 } == [2, 4, 5])
  }

  @Test func `a sender waits while the queue is full`() {
    let gate = Monitor(false)
    let queue = JobQueue(limit: 3, byteLimit: 100, threadLimit: 1) { _, _ in
      gate.wait { $0 ? () : nil }
    }
    let sent = Monitor(0)
    _ = WorkerThread.start {
      for id in 1...20 {
        queue.enqueue(self.job(Int64(id), bytes: 40))
        sent.withLock { $0 += 1 }
        sent.changed()
      }
    }
    // One runs, two wait for 80 bytes; a third would be over the limit.
    sent.wait { $0 >= 3 ? () : nil }
    usleep(50_000)
    #expect(sent.withLock { $0 } <= 3)
    gate.withLock { $0 = true }
    gate.changed()
    sent.wait { $0 == 20 ? () : nil }
    queue.finish()
  }
}

@Suite struct `Another index at the same path` {
  /// What lies at the path, as a test decides.
  private final class Disk: Sendable {
    let state = Mutex((version: 1, isBroken: false))
  }

  @Test func `is opened by the next request, and a broken one is not`() throws {
    let disk = Disk()
    let path = "/proc/self/status"
    let identities = [
      1: FileIdentity(path: path), 2: FileIdentity(path: "/etc/passwd"),
      3: FileIdentity(path: "/etc/group"),
    ]
    let reports = Mutex(0)
    let source = ServiceSource(
      identity: { disk.state.withLock { identities[$0.version] ?? nil } },
      open: { () throws(ServiceFailure) in
        let (version, isBroken) = disk.state.withLock { $0 }
        if isBroken { throw ServiceFailure("broken", exitStatus: 65) }
        return SampleService.service(index: "i\(version)")
      }, report: { _ in reports.withLock { $0 += 1 } })
    #expect(!source.isOpen)
    #expect(try source.current().indexIdentifier == "i1")
    disk.state.withLock { $0 = (2, false) }
    #expect(try source.current().indexIdentifier == "i2")
    disk.state.withLock { $0 = (3, true) }
    #expect(try source.current().indexIdentifier == "i2")
    #expect(try source.current().indexIdentifier == "i2")
    #expect(reports.withLock { $0 } == 1)
    disk.state.withLock { $0 = (4, true) }  // gone
    #expect(try source.current().indexIdentifier == "i2")
    disk.state.withLock { $0 = (1, false) }
    #expect(try source.current().indexIdentifier == "i1")
  }
}
