import Glibc
import Testing

/// A folder of a test's own, removed with what is in it when the value goes.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/askwell-test-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer -> String? in
      guard let base = buffer.baseAddress, let name = unsafe mkdtemp(base) else {
        return nil
      }
      return unsafe String(cString: name)
    }
    path = try #require(made)
  }

  var names: [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  deinit {
    for name in names {
      unsafe unlink(path + "/" + name)
      unsafe rmdir(path + "/" + name)
    }
    unsafe rmdir(path)
  }
}

/// The whole of a file.
func readFile(_ path: String) throws -> [UInt8] {
  let file = unsafe try #require(unsafe fopen(path, "rb"))
  defer { unsafe fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = unsafe fread(&chunk, 1, chunk.count, file)
    if count == 0 { return bytes }
    bytes += chunk[..<count]
  }
}

/// Makes a file of these bytes.
func writeFile(_ path: String, _ bytes: [UInt8]) throws {
  let file = unsafe try #require(unsafe fopen(path, "wb"))
  defer { unsafe fclose(file) }
  #expect(unsafe fwrite(bytes, 1, bytes.count, file) == bytes.count)
}

/// A small generator with a seed, so that a failure comes again.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
