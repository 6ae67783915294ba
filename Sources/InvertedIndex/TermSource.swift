import CPostings
import Glibc
import Storage

/// Terms in byte order with their postings, from one of the places where a build has them.
///
/// A class, for its terms are read in place: a protocol's would be copied for each term.
class TermStream {
  /// The term that `advance` has come to.
  final var term = RawBytes()
  /// Goes to the next term; false at the end.
  func advance() throws(IndexError) -> Bool { false }
  /// Appends the term's postings, by passage.
  func append(to list: inout PostingArray) throws(IndexError) {}
}

/// The terms of a build that are still in memory.
final class CollectedTerms: TermStream {
  private let table: TermTable
  private let chains: PostingChains
  private let order: [Int]
  private var position = -1
  private var raw: [UInt8] = []

  /// - Parameter order: all terms' numbers in the order of their bytes.
  init(_ table: TermTable, _ chains: PostingChains, order: [Int]) {
    self.table = table
    self.chains = chains
    self.order = order
  }

  override func advance() -> Bool {
    repeat {
      position += 1
      if position >= order.count { return false }
    } while chains.documentFrequency(of: order[position]) == 0
    term.removeAll()
    table.appendBytes(of: order[position], to: &term)
    return true
  }

  override func append(to list: inout PostingArray) throws(IndexError) {
    readRaw()
    try list.append(shortForm: raw, count: chains.documentFrequency(of: order[position]))
  }

  /// Appends the term with its list as a record of a run.
  func appendRecord(to bytes: inout [UInt8]) {
    readRaw()
    bytes.appendFixed(UInt32(term.count))
    bytes.appendFixed(UInt32(chains.documentFrequency(of: order[position])))
    bytes.appendFixed(UInt32(raw.count))
    term.append(to: &bytes)
    bytes += raw
  }

  private func readRaw() {
    raw.removeAll(keepingCapacity: true)
    chains.copyBytes(of: order[position], into: &raw)
  }
}

extension PostingArray {
  /// Appends a list in the short form.
  mutating func append(shortForm bytes: [UInt8], count more: Int) throws(IndexError) {
    reserve(more)
    let isSound = unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe askwell_decode_tail(
        bytes.baseAddress, bytes.count, UInt32(more), 0, .max, passages + count, classes + count)
    }
    if isSound == 0 { throw .outOfRange }
    count += more
  }
}
