internal import CLibXML2

/// A page's bytes as UTF-8, and how they were read.
struct DecodedSource {
  /// Valid UTF-8 without a byte order mark.
  var bytes: [UInt8]
  /// The encoding's WHATWG name.
  var encoding: String
  /// How many bytes or sequences became U+FFFD.
  var invalid: Int
}

/// Decides a page's encoding and decodes it, in linear time.
///
/// A byte order mark beats a pattern of NULs (UTF-16 and UTF-32 without a mark), which beats a
/// declaration, which beats validity as UTF-8, which beats windows-1252.
enum SourceDecoder {
  static func decode(_ bytes: [UInt8]) -> DecodedSource {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return utf8(Array(bytes[3...]))
    }
    if let (unit, isBig, mark) = wideEncoding(of: bytes) {
      return wide(bytes[mark...], unit: unit, isBig: isBig)
    }
    let declared = EncodingLabel.declared(in: bytes)
    switch declared {
    case nil: return undeclared(bytes)
    case "utf-8": return declaredUTF8(bytes)
    case "windows-1252": return windows1252(bytes)
    case .some(let name):
      guard let converted = iconv(bytes, from: name) else { return undeclared(bytes) }
      return converted
    }
  }

  // MARK: Wide encodings

  private static func wideEncoding(of bytes: [UInt8]) -> (unit: Int, isBig: Bool, mark: Int)? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return (4, false, 4) }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return (4, true, 4) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (2, false, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (2, true, 2) }
    let sample = bytes.prefix(1024)
    guard sample.count >= 8 else { return nil }
    var zeros = [0, 0, 0, 0]
    for (offset, byte) in sample.enumerated() where byte == 0 { zeros[offset & 3] += 1 }
    let quarter = sample.count / 4
    func isFull(_ place: Int) -> Bool { zeros[place] * 10 >= quarter * 7 }
    func isFree(_ place: Int) -> Bool { zeros[place] * 10 <= quarter }
    switch (isFull(0), isFull(1), isFull(2), isFull(3)) {
    case (false, true, true, true) where isFree(0): return (4, false, 0)
    case (true, true, true, false) where isFree(3): return (4, true, 0)
    case (false, true, false, true) where isFree(0) && isFree(2): return (2, false, 0)
    case (true, false, true, false) where isFree(1) && isFree(3): return (2, true, 0)
    default: return nil
    }
  }

  private static func wide(_ bytes: ArraySlice<UInt8>, unit: Int, isBig: Bool) -> DecodedSource {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    func append(_ scalar: Unicode.Scalar) {
      if scalar.isASCII {
        out.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    var invalid = 0
    var high: UInt32?
    var place = bytes.startIndex
    func flushHigh() {
      if high != nil {
        append("\u{FFFD}")
        invalid += 1
        high = nil
      }
    }
    while place + unit <= bytes.endIndex {
      var value: UInt32 = 0
      for offset in 0..<unit {
        let byte = UInt32(bytes[place + (isBig ? offset : unit - 1 - offset)])
        value = value << 8 | byte
      }
      place += unit
      if unit == 2, value & 0xFC00 == 0xD800 {
        flushHigh()
        high = value
      } else if unit == 2, value & 0xFC00 == 0xDC00, let first = high {
        high = nil
        append(
          Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + (value & 0x3FF)) ?? "\u{FFFD}")
      } else {
        flushHigh()
        if let scalar = Unicode.Scalar(value) {
          append(scalar)
        } else {
          append("\u{FFFD}")
          invalid += 1
        }
      }
    }
    flushHigh()
    if place < bytes.endIndex {
      append("\u{FFFD}")
      invalid += 1
    }
    return DecodedSource(
      bytes: out,
      encoding: "utf-\(unit * 8)\(isBig ? "be" : "le")", invalid: invalid)
  }

  // MARK: UTF-8

  /// Whether bytes are UTF-8: whether each run of bytes beyond ASCII is.
  private static func isValid(_ bytes: [UInt8]) -> Bool {
    var place = 0
    while true {
      place = pastASCII(bytes, place)
      if place == bytes.count { return true }
      let start = place
      while place < bytes.count, bytes[place] >= 0x80 { place += 1 }
      if (try? UTF8Span(validating: bytes.span.extracting(start..<place))) == nil { return false }
    }
  }

  /// The first byte from `start` on that is not ASCII, or the end.
  private static func pastASCII(_ bytes: [UInt8], _ start: Int) -> Int {
    var place = start
    let raw = unsafe bytes.span.bytes
    while place + 8 <= raw.byteCount {
      let word = unsafe raw.unsafeLoadUnaligned(
        fromUncheckedByteOffset: place, as: UInt64.self)
      if word & 0x8080_8080_8080_8080 != 0 { break }
      place += 8
    }
    while place < bytes.count, bytes[place] < 0x80 { place += 1 }
    return place
  }

  private static func utf8(_ bytes: [UInt8]) -> DecodedSource {
    if isValid(bytes) { return DecodedSource(bytes: bytes, encoding: "utf-8", invalid: 0) }
    let repaired = Array(String(decoding: bytes, as: UTF8.self).utf8)
    return DecodedSource(bytes: repaired, encoding: "utf-8", invalid: census(bytes).invalid)
  }

  /// Counts well-formed multi-byte sequences and bytes that are in none.
  private static func census(_ bytes: [UInt8]) -> (valid: Int, invalid: Int) {
    var valid = 0
    var invalid = 0
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte < 0x80 {
        place += 1
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      let end = place + length
      if (0xC2...0xF4).contains(byte), end <= bytes.count,
        bytes[(place + 1)..<end].allSatisfy({ $0 & 0xC0 == 0x80 })
      {
        valid += 1
        place = end
      } else {
        invalid += 1
        place += 1
      }
    }
    return (valid, invalid)
  }

  /// A page that says UTF-8 but holds nothing but single high bytes is windows-1252 mislabelled;
  /// one bad byte alone is just that.
  private static func declaredUTF8(_ bytes: [UInt8]) -> DecodedSource {
    if isValid(bytes) { return DecodedSource(bytes: bytes, encoding: "utf-8", invalid: 0) }
    let count = census(bytes)
    return count.valid == 0 && count.invalid > 2 ? windows1252(bytes) : utf8(bytes)
  }

  private static func undeclared(_ bytes: [UInt8]) -> DecodedSource {
    if isValid(bytes) { return DecodedSource(bytes: bytes, encoding: "utf-8", invalid: 0) }
    let count = census(bytes)
    return count.valid >= 10 * count.invalid ? utf8(bytes) : windows1252(bytes)
  }

  // MARK: Single bytes and the rest

  private static func windows1252(_ bytes: [UInt8]) -> DecodedSource {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 16)
    for byte in bytes {
      if byte < 0x80 {
        out.append(byte)
      } else {
        let scalar = Windows1252.scalar(byte)
        out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return DecodedSource(bytes: out, encoding: "windows-1252", invalid: 0)
  }

  private static func iconv(_ bytes: [UInt8], from name: String) -> DecodedSource? {
    var count = 0
    let buffer = unsafe bytes.withUnsafeBufferPointer { input in
      unsafe askwell_convert(
        EncodingLabel.glibcName(of: name), input.baseAddress, input.count, &count)
    }
    guard let buffer = unsafe buffer else { return nil }
    defer { unsafe askwell_free(buffer) }
    let raw = unsafe Array(UnsafeBufferPointer(start: buffer, count: count))
    let decoded = utf8(raw)
    return DecodedSource(bytes: decoded.bytes, encoding: name, invalid: decoded.invalid)
  }
}

/// The part of windows-1252 that differs from Latin-1.
enum Windows1252 {
  /// What browsers read for 0x80…0x9F, in pages and in numeric references.
  private static let controls: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
    0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC,
    0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
  ]

  static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(controls[Int(byte) - 0x80]) ?? "\u{FFFD}"
  }
}
