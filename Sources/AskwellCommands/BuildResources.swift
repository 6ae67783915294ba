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

  func validate() throws {
    if let threads, !(1...Self.limits.threads ~= threads) {
      throw ValidationError("THREADS must be 1 to \(Self.limits.threads).")
    }
    if let memory, !(1...Self.limits.memory ~= memory) {
      throw ValidationError("MEMORY must be 1 or more.")
    }
  }

  var threadCount: Int {
    threads ?? min(Self.limits.threads, max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
  }

  /// Bytes.
  var memoryLimit: Int { memory.map { min($0, Self.limits.memory) << 20 } ?? .max }
}
