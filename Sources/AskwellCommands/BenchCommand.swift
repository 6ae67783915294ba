internal import ArgumentParser
internal import Conversation
internal import Glibc
internal import InvertedIndex
internal import Retrieval
internal import Storage

/// `askwell bench DIR QUERIES PASSES`: how long each question takes.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Time the questions of a file on an index.",
    discussion: """
      Answers every line of QUERIES in order, PASSES times, on one thread (with more than one pass \
      after one that isn't timed), and prints for each the least time in microseconds, a tab, and \
      the ids of the ten best passages. An index of 'askwell index' is asked as 'askwell search' does, \
      a plain one as other engines are. With BENCH_CLOCK=cpu the thread's CPU clock is read \
      instead of the wall clock. With --answers, DIR is a folder that 'askwell index' wrote and \
      each question gets its whole reply; the median and the 99th percentile are printed.
      """)

  @Argument(help: "The index: a folder or a file.")
  var index: String

  @Argument(help: "A file with one question a line.")
  var queries: String?

  @Argument(help: "How often the questions are answered.")
  var passes = 1

  @Flag(help: "Print the length of each section of the index instead.")
  var sizes = false

  @Flag(
    help: """
      Compare the best 1, 10 and 100 passages of each question with those that adding every posting \
      gives, in place of timing.
      """)
  var check = false

  @Option(
    help: """
      Question copies of the index that are damaged at random, so many of them, or at each byte in \
      turn ('all'), in place of timing.
      """)
  var damages: String?

  @Flag(help: "Time whole replies: triage, ranking, the decision and its citations.")
  var answers = false

  @Option(help: "Make a plain index of this JSON Lines file in the folder first.")
  var build: String?

  @Flag(help: "With --build: take over what the folder's index has of unchanged records.")
  var update = false

  @OptionGroup
  var resources: BuildResources

  @Option(help: "Words that the plain index leaves out, one a line.")
  var stopWords: String?

  func validate() throws {
    try resources.validate()
    if passes < 1 { throw ValidationError("PASSES must be 1 or more.") }
    if queries == nil, !sizes, build == nil { throw ValidationError("QUERIES is missing.") }
  }

  func run() throws {
    do {
      try bench()
    } catch {
      var errors = ByteOutput(descriptor: 2)
      try? errors.writeLine("askwell: \(TerminalText.sanitized(error.message))")
      try? errors.flush()
      throw ExitCode(error.status.rawValue)
    }
  }

  private func bench() throws(CommandFailure) {
    do {
      if let build {
        _ = try PlainIndexer.index(
          [build], into: index, stopWords: try stopWords.map { try Self.words(of: $0) } ?? [],
          maker: CorpusManifest.maker(nil), updates: update, threads: resources.threadCount,
          memoryLimit: resources.memoryLimit)
      }
      if queries == nil, !sizes { return }
      if let damages { return try damage(damages) }
      if answers, let queries { return try timeAnswers(to: try Self.lines(of: queries)) }
      let index = try Index(path: index)
      if sizes { return try printSizes(of: index) }
      guard let queries else { return }
      guard let searcher = try PlainSearcher(index) else {
        let retriever = try Retriever(index: index)
        if check {
          return try compare(try Self.lines(of: queries)) { question, limit in
            try retriever.isExact(
              Query(String(decoding: question, as: UTF8.self)), limit: limit)
          }
        }
        return try time(try Self.lines(of: queries)) { question, keys in
          let text = String(decoding: question, as: UTF8.self)
          keys.removeAll(keepingCapacity: true)
          for hit in try retriever.rank(Query(text), limit: 10).hits {
            if !keys.isEmpty { keys.append(0x20) }
            try index.appendKey(of: index.document(of: hit.passage), to: &keys)
          }
        }
      }
      var asked = searcher
      if check {
        return try compare(try Self.lines(of: queries)) { question, limit in
          try asked.isExact(question.span, limit: limit)
        }
      }
      try time(try Self.lines(of: queries)) { question, keys in
        try asked.search(question.span, limit: 10, keys: &keys)
      }
    } catch let error as CommandFailure {
      throw error
    } catch let error as IndexError {
      throw ErrorText.failure(error, index: index)
    } catch let error as StorageError {
      throw ErrorText.failure(reading: error)
    } catch let error as PlainIndexingError {
      throw ErrorText.failure(error, index: index)
    } catch {
      throw CommandFailure(status: .fault, message: "\(error)")
    }
  }

  /// The lines of a file of words.
  static func words(of path: String) throws -> [String] {
    try lines(of: path).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func lines(of path: String) throws -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var reader = try LineReader(path: path)
    while let line = try reader.withNextLine({ line in
      unsafe line.withUnsafeBufferPointer { unsafe Array($0) }
    }) { lines.append(line) }
    return lines
  }

  private func compare(
    _ questions: [[UInt8]], isExact: (_ question: [UInt8], _ limit: Int) throws -> Bool
  ) throws {
    var differing = 0
    for question in questions {
      for limit in [1, 10, 100] where try !isExact(question, limit) { differing += 1 }
    }
    var output = ByteOutput(descriptor: 1)
    try output.writeLine("\(questions.count) questions, \(differing) answers differ")
    try output.flush()
    if differing > 0 {
      throw CommandFailure(status: .failed, message: "pruning changed an answer")
    }
  }

  private func damage(_ damages: String) throws {
    guard let queries else {
      throw CommandFailure(status: .badData, message: "--damages needs QUERIES")
    }
    var trial = try DamageTrial(path: index, questions: try Self.lines(of: queries))
    if damages == "all" {
      trial.flipEveryByte()
    } else if let times = Int(damages) {
      trial.damage(times: times)
    }
    var output = ByteOutput(descriptor: 1)
    try output.writeLine("\(trial.refused) refused by name, \(trial.served) served")
    try output.flush()
  }

  private func time(
    _ questions: [[UInt8]], _ search: (_ question: [UInt8], _ keys: inout [UInt8]) throws -> Void
  ) throws {
    let clock = Self.readsCPUClock ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC
    var best = [Double](repeating: .infinity, count: questions.count)
    var answers = [[UInt8]](repeating: [], count: questions.count)
    for pass in 0..<(passes > 1 ? passes + 1 : 1) {
      for number in questions.indices {
        let question = questions[number]
        let start = Self.now(clock)
        try search(question, &answers[number])
        let time = Self.now(clock) - start
        if pass > 0 || passes == 1 { best[number] = min(best[number], time) }
      }
    }
    var output = ByteOutput(descriptor: 1)
    for number in questions.indices {
      try output.write("\(Self.rounded(best[number]))\t".utf8)
      try output.write(answers[number])
      try output.write([0x0A])
    }
    try output.flush()
  }

  /// Prints how many questions there are and the median and the 99th percentile of all their times.
  private func timeAnswers(to questions: [[UInt8]]) throws {
    let clock = Self.readsCPUClock ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC
    let responder = try AnswerSource(index: index).responder()
    let asked = questions.map { Question(String(decoding: $0, as: UTF8.self)) }
    var times: [Double] = []
    for pass in 0..<(passes > 1 ? passes + 1 : 1) {
      for question in asked {
        let start = Self.now(clock)
        _ = try responder.respond(to: question)
        let time = Self.now(clock) - start
        if pass > 0 || passes == 1 { times.append(time) }
      }
    }
    times.sort()
    var output = ByteOutput(descriptor: 1)
    try output.writeLine("questions\t\(asked.count)")
    if !times.isEmpty {
      try output.writeLine("median µs\t\(Self.rounded(times[times.count / 2]))")
      try output.writeLine("p99 µs\t\(Self.rounded(times[(times.count - 1) * 99 / 100]))")
    }
    try output.flush()
  }

  private static var readsCPUClock: Bool {
    guard let value = unsafe getenv("BENCH_CLOCK") else { return false }
    return unsafe String(cString: value) == "cpu"
  }

  /// Microseconds.
  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }

  private static func rounded(_ microseconds: Double) -> String {
    let hundredths = Int((microseconds * 100).rounded())
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }

  private func printSizes(of index: Index) throws(CommandFailure) {
    var output = ByteOutput(descriptor: 1)
    var (texts, all) = (0, 0)
    for (id, length) in index.sectionLengths {
      try output.writeLine("\(id.kind)\t\(id.space)\t\(length)")
      all += length
      if id.kind == .text || id.kind == .textOffsets { texts += length }
    }
    try output.writeLine("without texts\t\t\(all - texts)")
    try output.writeLine("passages\t\t\(index.passageCount)")
    try output.flush()
  }
}
