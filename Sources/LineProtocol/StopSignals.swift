internal import Glibc

/// SIGTERM and SIGINT as a wish that a thread waits for.
enum StopSignals {
  private static var set: sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGTERM)
    unsafe sigaddset(&set, SIGINT)
    return set
  }

  /// Keeps both from ending the process; threads started later inherit that.
  static func block() {
    var set = set
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits for one of them.
  static func wait() {
    var set = set
    var number = Int32(0)
    while unsafe sigwait(&set, &number) != 0 {}
  }
}
