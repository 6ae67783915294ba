internal import CLibXML2

extension HTMLTree {
  /// Reads a page: decodes and repairs its bytes, parses them with libxml2, keeps values only.
  ///
  /// - Complexity: Linear in the page's size within the limits.
  /// - Throws: `HTMLError` for what is no page at all; whatever can be read is.
  public init(parsing bytes: [UInt8], limits: HTMLLimits = HTMLLimits()) throws(HTMLError) {
    if bytes.count > limits.bytes { throw .tooLarge(bytes: bytes.count, limit: limits.bytes) }
    if bytes.allSatisfy({ $0 <= 0x20 }) { throw .empty }
    if let kind = Self.foreignKind(of: bytes) { throw .notHTML(found: kind) }
    let decoded = SourceDecoder.decode(bytes)
    var repair = SourceRepair(decoded.bytes, limits: limits)
    let repaired = repair.run()
    var builder = TreeBuilder(repaired: repaired, source: decoded.bytes, limits: limits)
    let report = try builder.parse(repaired.bytes, limits: limits)
    self = builder.finish(source: decoded.bytes)
    encoding = decoded.encoding
    errorCount = report.errors
    jsonLD = repaired.jsonLD.map { Array(decoded.bytes[$0]) }
    warnings = repaired.warnings
    if decoded.invalid > 0 { warnings.append(.invalidBytes(count: decoded.invalid)) }
    if report.stopped != 0 { warnings.append(.stopped(offset: builder.position)) }
  }

  /// The name of a kind of file that is recognised by its first bytes and is no page, or nil.
  private static func foreignKind(of bytes: [UInt8]) -> String? {
    let kinds: [(String, [UInt8])] = [
      ("PDF", Array("%PDF-".utf8)), ("GIF image", Array("GIF8".utf8)),
      ("PNG image", [0x89, 0x50, 0x4E, 0x47]), ("JPEG image", [0xFF, 0xD8, 0xFF]),
      ("ZIP archive", [0x50, 0x4B, 3, 4]), ("gzip data", [0x1F, 0x8B]),
      ("ELF program", [0x7F, 0x45, 0x4C, 0x46]), ("SQLite database", Array("SQLite format 3".utf8)),
    ]
    return kinds.first { bytes.starts(with: $0.1) }?.0
  }
}

extension TreeBuilder {
  /// Runs libxml2 over repaired bytes, feeding this builder.
  mutating func parse(_ bytes: [UInt8], limits: HTMLLimits) throws(HTMLError)
    -> askwell_html_report
  {
    var report = askwell_html_report()
    // A C callback can't capture; the builder travels as the user pointer, which is valid during the call.
    let status = unsafe withUnsafeMutablePointer(to: &self) { builder in
      unsafe bytes.withUnsafeBufferPointer {
        unsafe askwell_html_parse(
          $0.baseAddress, $0.count, Int32(limits.depth * 4), Self.events, builder, &report)
      }
    }
    switch status {
    case 0: return report
    case -1: throw .libraryMissing
    default: throw .outOfMemory
    }
  }

  private static var events: askwell_html_events {
    unsafe askwell_html_events(
      start: { user, name, attributes, offset in
        guard let user = unsafe user, let name = unsafe name else { return 1 }
        let builder = unsafe user.assumingMemoryBound(to: TreeBuilder.self)
        unsafe builder.pointee.start(tag(name), offset: offset)
        if let attributes = unsafe attributes {
          unsafe builder.pointee.addAttributes(attributes)
        }
        return unsafe builder.pointee.isFull ? 1 : 0
      },
      end: { user, name, offset in
        guard let user = unsafe user, let name = unsafe name else { return 1 }
        let builder = unsafe user.assumingMemoryBound(to: TreeBuilder.self)
        unsafe builder.pointee.end(tag(name), offset: offset)
        return 0
      },
      text: { user, bytes, count, offset in
        guard let user = unsafe user else { return 1 }
        let builder = unsafe user.assumingMemoryBound(to: TreeBuilder.self)
        unsafe builder.pointee.text(
          UnsafeBufferPointer(start: bytes, count: count), offset: offset)
        return unsafe builder.pointee.isFull ? 1 : 0
      })
  }

  @unsafe private mutating func addAttributes(_ list: UnsafePointer<UnsafePointer<CChar>?>) {
    var place = 0
    while let name = unsafe list[place] {
      defer { place += 2 }
      guard let raw = unsafe HTMLAttribute.names.find(CBytes(place: name)),
        let attribute = HTMLAttribute(rawValue: raw)
      else { continue }
      if let value = unsafe list[place + 1] {
        let bytes = unsafe UnsafeRawBufferPointer(start: value, count: length(of: value))
        unsafe addAttribute(attribute, value: bytes)
      } else {
        addAttribute(attribute, value: EmptyCollection())
      }
    }
  }

  @unsafe private func length(of text: UnsafePointer<CChar>) -> Int {
    var count = 0
    while unsafe text[count] != 0 { count += 1 }
    return count
  }
}

@unsafe private func tag(_ name: UnsafePointer<CChar>) -> HTMLTag {
  unsafe HTMLTag.names.find(CBytes(place: name)).flatMap(HTMLTag.init(rawValue:)) ?? .other
}

/// The bytes of a C string up to its NUL.
@unsafe private struct CBytes: @unsafe Sequence, @unsafe IteratorProtocol {
  var place: UnsafePointer<CChar>

  mutating func next() -> UInt8? {
    let byte = unsafe UInt8(bitPattern: place.pointee)
    if byte == 0 { return nil }
    unsafe place += 1
    return byte
  }
}
