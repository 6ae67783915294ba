import FoundationEssentials
import Glibc
import Storage
import Testing

@Suite struct `An atomic file` {
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.path + "/askwell-atomic-" + UUID().uuidString
    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    func contents(_ name: String) -> String? {
      FileManager.default.contents(atPath: path + "/" + name).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
    func put(_ text: String, _ name: String) throws {
      try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
    }
  }

  private static func write(_ text: String, _ path: String) throws(StorageError) {
    var file = try AtomicFile(path: path)
    try file.write(Array(text.utf8).span)
    try file.commit()
  }

  @Test func `takes over what a killed writer left`() throws {
    let folder = try Folder()
    try folder.put("half of something longer than what comes", "index.partial")
    try Self.write("whole", folder.path + "/index")
    #expect(folder.contents("index") == "whole")
    #expect(folder.contents("index.partial") == nil)
  }

  @Test func `is not written through a link`() throws {
    let folder = try Folder()
    try folder.put("precious", "other")
    let partial = folder.path + "/index.partial"
    for isSymbolic in [true, false] {
      let target = folder.path + "/other"
      let made = unsafe isSymbolic ? symlink(target, partial) : link(target, partial)
      #expect(made == 0)
      #expect(throws: StorageError.obstructed(path: partial)) {
        try Self.write("new", folder.path + "/index")
      }
      #expect(folder.contents("other") == "precious")
      #expect(folder.contents("index") == nil)
      unsafe unlink(partial)
    }
  }

  @Test func `is not written into a pipe or over a folder`() throws {
    let folder = try Folder()
    let partial = folder.path + "/index.partial"
    let made = unsafe mkfifo(partial, 0o600)
    #expect(made == 0)
    #expect(throws: StorageError.obstructed(path: partial)) {
      try Self.write("new", folder.path + "/index")
    }
    unsafe unlink(partial)
    let folderMade = unsafe mkdir(partial, 0o700)
    #expect(folderMade == 0)
    #expect(throws: StorageError.obstructed(path: partial)) {
      try Self.write("new", folder.path + "/index")
    }
  }

  @Test func `leaves a link that it replaces by its name pointing at an unchanged file`() throws {
    let folder = try Folder()
    try folder.put("precious", "other")
    let made = unsafe symlink(folder.path + "/other", folder.path + "/index")
    #expect(made == 0)
    try Self.write("new", folder.path + "/index")
    #expect(folder.contents("index") == "new")
    #expect(folder.contents("other") == "precious")
  }
}
