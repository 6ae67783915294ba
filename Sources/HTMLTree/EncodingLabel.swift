/// Reads what a page declares as its encoding, as browsers do.
///
/// - SeeAlso: WHATWG Encoding, §4.2 (labels); HTML, "prescan a byte stream to determine its encoding".
enum EncodingLabel {
  /// So many bytes are searched for a declaration; browsers read 1,024 and start again when a later
  /// one disagrees, which comes to the same for the heads of real pages.
  private static let searched = 16384

  /// The WHATWG name of the declared encoding, or nil where none is declared or the label is unknown.
  ///
  /// A declared UTF-16 means UTF-8: a page in UTF-16 could not have been read this far.
  static func declared(in bytes: [UInt8]) -> String? {
    let head = bytes.prefix(searched)
    var place = 0
    var fromXML: String?
    if head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: UInt8(ascii: ">")) {
      fromXML = parameter("encoding", in: head[..<end]).flatMap(name(ofLabel:))
    }
    while let open = head[place...].firstIndex(of: UInt8(ascii: "<")) {
      place = open + 1
      if head[open...].starts(with: "<!--".utf8) {
        guard let end = find("-->", in: head, from: open + 2) else { return fromXML }
        place = end + 3
      } else if matches("<meta", in: head, at: open) {
        let end = head[open...].firstIndex(of: UInt8(ascii: ">")) ?? head.endIndex
        if let label = parameter("charset", in: head[open..<end]), let found = name(ofLabel: label)
        {
          return found
        }
        place = end
      } else if matches("<body", in: head, at: open) {
        break
      }
    }
    return fromXML
  }

  private static func matches(_ text: StaticString, in bytes: ArraySlice<UInt8>, at start: Int)
    -> Bool
  {
    let word = "\(text)".utf8
    guard start + word.count <= bytes.endIndex else { return false }
    return word.elementsEqual(bytes[start..<(start + word.count)]) {
      $0 == ($1 &- 65 < 26 ? $1 | 0x20 : $1)
    }
  }

  private static func find(_ text: StaticString, in bytes: ArraySlice<UInt8>, from start: Int)
    -> Int?
  {
    var place = start
    while place < bytes.endIndex {
      if matches(text, in: bytes, at: place) { return place }
      place += 1
    }
    return nil
  }

  /// The value after `name` and `=` in a tag: quoted, or up to space, `;`, `/`.
  private static func parameter(_ name: StaticString, in tag: ArraySlice<UInt8>) -> String? {
    var from = tag.startIndex
    while let found = find(name, in: tag, from: from) {
      var place = found + name.utf8CodeUnitCount
      from = place
      func skipSpace() {
        while place < tag.endIndex, tag[place] <= 0x20 { place += 1 }
      }
      skipSpace()
      guard place < tag.endIndex, tag[place] == UInt8(ascii: "=") else { continue }
      place += 1
      skipSpace()
      if place < tag.endIndex, tag[place] == UInt8(ascii: "\"") || tag[place] == UInt8(ascii: "'") {
        place += 1
        skipSpace()
      }
      let start = place
      while place < tag.endIndex, tag[place] > 0x20, !"\"';/>".utf8.contains(tag[place]) {
        place += 1
      }
      if place > start { return String(decoding: tag[start..<place], as: UTF8.self) }
    }
    return nil
  }

  /// The WHATWG name for a label, or nil.
  static func name(ofLabel label: String) -> String? {
    let folded = label.lowercased()
    if let known = labels[folded] { return known }
    if folded.hasPrefix("utf-16") || folded.hasPrefix("utf16") { return "utf-8" }
    if folded.hasPrefix("cp125") { return "windows-" + folded.dropFirst(2) }
    if folded.hasPrefix("windows-125"), folded.count == 12 { return folded }
    if folded.hasPrefix("iso-8859-") || folded.hasPrefix("iso8859-")
      || folded.hasPrefix("iso_8859-")
    {
      guard let dash = folded.lastIndex(of: "-"),
        let part = Int(folded[folded.index(after: dash)...]),
        (2...16).contains(part), part != 12
      else { return nil }
      return part == 9 ? "windows-1254" : part == 11 ? "windows-874" : "iso-8859-\(part)"
    }
    return nil
  }

  private static let labels: [String: String] = [
    "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8",
    "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "iso_8859-1": "windows-1252",
    "latin1": "windows-1252", "latin-1": "windows-1252", "l1": "windows-1252",
    "ascii": "windows-1252", "us-ascii": "windows-1252", "ansi": "windows-1252",
    "windows-1252": "windows-1252", "x-cp1252": "windows-1252", "x-user-defined": "windows-1252",
    "latin2": "iso-8859-2", "latin5": "windows-1254",
    "koi8-r": "koi8-r", "koi8": "koi8-r", "koi8-u": "koi8-u", "macintosh": "macintosh",
    "x-mac-roman": "macintosh", "ibm866": "ibm866", "cp866": "ibm866",
    "tis-620": "windows-874", "windows-874": "windows-874",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "gb_2312-80": "gb18030",
    "x-gbk": "gb18030", "big5": "big5", "big5-hkscs": "big5", "x-x-big5": "big5",
    "shift_jis": "shift_jis", "shift-jis": "shift_jis", "sjis": "shift_jis", "x-sjis": "shift_jis",
    "ms_kanji": "shift_jis", "windows-31j": "shift_jis", "euc-jp": "euc-jp", "x-euc-jp": "euc-jp",
    "iso-2022-jp": "iso-2022-jp", "euc-kr": "euc-kr", "ks_c_5601-1987": "euc-kr",
    "korean": "euc-kr", "windows-949": "euc-kr",
  ]

  /// What glibc's iconv calls the encoding that browsers mean by a WHATWG name.
  static func glibcName(of name: String) -> String {
    switch name {
    case "shift_jis": "CP932"
    case "euc-kr": "UHC"
    case "big5": "BIG5-HKSCS"
    case "windows-874": "CP874"
    case "macintosh": "MACINTOSH"
    case "ibm866": "IBM866"
    default: name.hasPrefix("windows-") ? "CP" + name.dropFirst(8) : name.uppercased()
    }
  }
}
