import FoundationEssentials
import Testing

@testable import AskwellCommands

@Suite struct `Files of a corpus` {
  /// A folder of its own with empty files of the given names; removed afterwards.
  private func withFolder(_ names: [String], _ body: (String) throws -> Void) throws {
    let manager = FileManager.default
    let root = manager.temporaryDirectory.path + "/askwell-\(UUID().uuidString)"
    for name in names {
      let folder = (root + "/" + name).split(separator: "/").dropLast().joined(separator: "/")
      try manager.createDirectory(atPath: "/" + folder, withIntermediateDirectories: true)
      #expect(manager.createFile(atPath: root + "/" + name, contents: Data()))
    }
    defer { try? manager.removeItem(atPath: root) }
    try body(root)
  }

  @Test func `folders are read in depth, in the order of names, and other files are named`() throws
  {
    let names = ["b.html", "a/z.htm", "a/B.XHTML", "c.jsonl.gz", "notes.txt", ".hidden.html"]
    try withFolder(names) { root in
      let source = try CorpusSource(paths: [root])
      #expect(source.files.map(\.name) == ["a/B.XHTML", "a/z.htm", "b.html", "c.jsonl.gz"])
      #expect(source.files.map(\.format) == [.html, .html, .html, .jsonLines])
      #expect(source.skipped == ["notes.txt"])
    }
  }

  @Test func `two folders keep their names apart`() throws {
    try withFolder(["x/a.html", "y/a.html"]) { root in
      let source = try CorpusSource(paths: [root + "/x", root + "/y"])
      #expect(source.files.map(\.name) == ["x/a.html", "y/a.html"])
    }
  }

  @Test func `two files of one name are refused`() throws {
    try withFolder(["x/a.html", "y/a.html"]) { root in
      #expect(throws: CommandFailure.self) {
        try CorpusSource(paths: [root + "/x/a.html", root + "/y/a.html"])
      }
    }
  }

  @Test func `a path that does not exist is named`() {
    #expect(
      throws: CommandFailure(status: .noInput, message: "there is no file or folder '/no/such'")
    ) {
      try CorpusSource(paths: ["/no/such"])
    }
  }
}
