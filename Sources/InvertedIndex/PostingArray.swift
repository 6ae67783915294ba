import CPostings

/// A posting list in memory, by passage, as the kernels that write lists want it.
///
/// Plain memory: lists are as long as the collection, and every posting of a build goes through here.
@safe struct PostingArray: ~Copyable {
  private(set) var passages: UnsafeMutablePointer<UInt32>
  private(set) var classes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  var count = 0

  init() {
    capacity = 1 << 10
    unsafe passages = .allocate(capacity: capacity)
    unsafe classes = .allocate(capacity: capacity)
  }

  /// Makes room for so many postings after those that are there.
  mutating func reserve(_ more: Int) {
    if count + more <= capacity { return }
    let wanted = max(count + more, capacity * 2)
    let newPassages = UnsafeMutablePointer<UInt32>.allocate(capacity: wanted)
    let newClasses = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
    unsafe newPassages.update(from: passages, count: count)
    unsafe newClasses.update(from: classes, count: count)
    unsafe passages.deallocate()
    unsafe classes.deallocate()
    unsafe (passages, classes) = (newPassages, newClasses)
    capacity = wanted
  }

  /// Puts postings that come in two rising runs, split at `middle`, into one order.
  ///
  /// Runs have no passage in common; usually the second begins where the first ends.
  mutating func mergeRuns(at middle: Int, through spare: inout PostingArray) {
    if middle == 0 || middle == count { return }
    if unsafe passages[middle - 1] < passages[middle] { return }
    spare.count = 0
    spare.reserve(count)
    unsafe askwell_merge(
      passages, classes, UInt32(middle), passages + middle, classes + middle,
      UInt32(count - middle), spare.passages, spare.classes)
    unsafe swap(&passages, &spare.passages)
    unsafe swap(&classes, &spare.classes)
    swap(&capacity, &spare.capacity)
  }

  deinit {
    unsafe passages.deallocate()
    unsafe classes.deallocate()
  }
}
