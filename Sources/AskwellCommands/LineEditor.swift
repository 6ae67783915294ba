internal import CEdit

/// Lines typed by a person: with editing and an in-memory history on a terminal, plain otherwise.
@safe struct LineEditor: ~Copyable {
  /// What the person did.
  enum Entry: Equatable {
    case line(String)
    case interrupted
    case end
  }

  private let editor: OpaquePointer?

  /// An editor that shows `prompt`; without a terminal, lines are read as they come.
  init?(prompt: String) {
    guard TerminalText.isTerminal(0), TerminalText.isTerminal(1),
      let editor = unsafe askwell_editor_open(prompt)
    else { return nil }
    unsafe self.editor = editor
  }

  /// Reads the next line; bytes that are not UTF-8 become U+FFFD.
  mutating func next() -> Entry {
    guard let editor = unsafe editor else { return .end }
    var start: UnsafePointer<CChar>?
    var count = 0
    switch unsafe askwell_editor_read(editor, &start, &count) {
    case 1:
      guard let start = unsafe start else { return .end }
      let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
      return .line(unsafe String(decoding: bytes, as: UTF8.self))
    case -1: return .interrupted
    default: return .end
    }
  }

  deinit {
    if let editor = unsafe editor { unsafe askwell_editor_close(editor) }
  }
}
