internal import ArgumentParser
internal import Conversation
internal import InvertedIndex
internal import JSON

/// `askwell pipe`: a question a line in, exactly one answer object a line out, in order.
struct PipeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipe",
    abstract: "Answer a question a line, one JSON line each.",
    discussion: """
      A line that can't be read gets one line {"v":1,"error":…,"line":…} and the run goes on. The \
      exit status is 0 unless the index or the output fails.
      """)

  @OptionGroup var options: IndexOptions
  @OptionGroup var log: LogOptions

  @Option(name: .customLong("in"), help: "How a line is read: text or jsonl.")
  var format: InputFormat = .text

  @Flag(help: "Add the ten best passages to each answer object.")
  var debug = false

  @Option(help: "The day of the messages, YYYY-MM-DD; a record's \"today\" goes before it.")
  var today: DayArgument?

  func run() throws {
    let responder = try options.responder()
    let log = try log.open(options)
    var output = ByteOutput(descriptor: 1)
    var input = InputLines(descriptor: 0)
    var number = 0
    var buffer: [UInt8] = []
    while !output.isClosed,
      let line = try input.next(beforeWaiting: { () throws(CommandFailure) in
        try output.flush()
      })
    {
      number += 1
      buffer.removeAll(keepingCapacity: true)
      do {
        let record = try record(line)
        let reply = try responder.respond(to: record.question)
        try log?.record(record.question, reply)
        reply.answerObject(id: record.id, debug: debug).append(to: &buffer)
      } catch let fault as InputFault {
        fault.object(line: number).append(to: &buffer)
      } catch let error as IndexError {
        throw ErrorText.failure(error, index: options.index)
      }
      buffer.append(0x0A)
      try output.write(buffer)
    }
    try output.flush()
  }

  private func record(_ line: InputLines.Line) throws(InputFault) -> InputRecord {
    switch line {
    case .tooLong(let limit): throw InputFault(message: "the line is longer than \(limit) bytes")
    case .bytes(let bytes):
      try InputRecord(line: bytes, format: format, today: today?.day)
    }
  }
}

extension InputFormat: ExpressibleByArgument {}
