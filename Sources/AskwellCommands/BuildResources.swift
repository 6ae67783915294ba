internal import ArgumentParser
internal import Glibc

/// What building an index may use. The index is the same, whatever it is.
struct BuildResources: ParsableArguments {
  @Option(
    help: "How many threads work on the index at a time (default: as many as there are cores).")
  var threads: Int?

  @Option(
    help: """
      Megabytes of postings to keep in memory; more are put aside on the index's disk meanwhile, in \
      a file without a name (default: no bound).
      """)
  var memory: Int?

  /// The most threads and megabytes that make sense.
  private static let limits = (threads: 256, memory: 1 << 30)

  static func areValid(threads: Int?, memory: Int?) -> Bool {
    1...limits.threads ~= threads ?? 1 && 1...limits.memory ~= memory ?? 1
  }

  func validate() throws {
    if !Self.areValid(threads: threads, memory: nil) {
      throw ValidationError("THREADS must be 1 to \(Self.limits.threads).")
    }
    if !Self.areValid(threads: nil, memory: memory) {
      throw ValidationError("MEMORY must be 1 or more.")
    }
  }

  var threadCount: Int { Self.threadCount(threads) }

  /// Bytes.
  var memoryLimit: Int { Self.memoryLimit(memory) }

  /// As many threads as were asked for, or as there are cores.
  static func threadCount(_ threads: Int?) -> Int {
    threads ?? min(limits.threads, max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
  }

  /// Megabytes as bytes.
  static func memoryLimit(_ memory: Int?) -> Int {
    memory.map { min($0, limits.memory) << 20 } ?? .max
  }
}
