import CMemory

/// How the process gets memory from the system.
public enum Heap {
  /// Asks for memory in pieces of at least 16 MiB, the first of them in pages of 2 MiB, and gives none back:
  /// for a process that fills many arrays and then ends.
  ///
  /// A page of 4 KiB costs as much as filling it several times, and an update touches more than a thousand
  /// of them.
  public static func growsInLargePages() { askwell_heap_grow(1 << 24) }
}
