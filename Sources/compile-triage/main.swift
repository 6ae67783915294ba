// Writes the snapshot of the shipped red-flag rules as a C file: `compile-triage OUTPUT`.
//
// The build runs it (see Plugins/TriageSnapshot). A faulty line of a table ends the build with its
// file and line.
import Triage

#if canImport(Glibc)
  import Glibc
#endif

/// The C file that defines what `CTriageSnapshot.h` declares.
func source(of snapshot: [UInt8]) -> [UInt8] {
  let head = """
    #include <stddef.h>
    const size_t askwell_triage_snapshot_count = \(snapshot.count);
    _Alignas(16) const unsigned char askwell_triage_snapshot_bytes[\(snapshot.count) + 1] =

    """
  var text = Array(head.utf8)
  text.reserveCapacity(snapshot.count * 4 + snapshot.count / 16)
  for (index, byte) in snapshot.enumerated() {
    if index % 32 == 0 { text.append(contentsOf: index == 0 ? "\"".utf8 : "\"\n\"".utf8) }
    // Three octal digits: the one escape that can't run into what follows it.
    text.append(contentsOf: [
      UInt8(ascii: "\\"), 0x30 + (byte >> 6), 0x30 + (byte >> 3 & 7), 0x30 + (byte & 7),
    ])
  }
  text.append(contentsOf: "\";\n".utf8)
  return text
}

func write(_ bytes: [UInt8], to path: String) -> Bool {
  guard let file = unsafe fopen(path, "w") else { return false }
  let written = unsafe fwrite(bytes, 1, bytes.count, file)
  return unsafe fclose(file) == 0 && written == bytes.count
}

func fail(_ message: String) -> Never {
  let line = Array("error: \(message)\n".utf8)
  _ = unsafe write(2, line, line.count)
  exit(1)
}

guard CommandLine.arguments.count == 2 else { fail("one argument is wanted: the file to write") }
do {
  let rules = try RuleSet.builtIn()
  guard write(source(of: rules.snapshot), to: CommandLine.arguments[1]) else {
    fail("\(CommandLine.arguments[1]) can't be written")
  }
} catch {
  fail("Sources/Triage/Resources: \(error)")
}
