/// The elements that mean something here; every other element is `other`.
@frozen public enum HTMLTag: UInt8, Sendable, CaseIterable {
  // Not elements, or not known ones.
  case text, root, other
  // Document and head.
  case html, head, body, title, meta, link, base, script, style, noscript, template
  // Sections.
  case main, article, section, nav, aside, header, footer, address, hgroup, search
  case h1, h2, h3, h4, h5, h6
  // Blocks.
  case div, p, pre, blockquote, figure, figcaption, hr, center, ul, ol, menu, dir, li, dl, dt, dd
  case details, summary, dialog, form, fieldset, legend, ampAccordion
  // Tables.
  case table, caption, colgroup, col, thead, tbody, tfoot, tr, td, th
  // Inline.
  case a, abbr, acronym, b, bdi, bdo, big, cite, code, del, dfn, em, font, i, ins, kbd, label, mark
  case q, rp, rt, ruby, s, samp, small, span, strike, strong, sub, sup, time, tt, u, `var`, wbr, br
  // Controls and embedded content.
  case button, input, select, option, optgroup, textarea, datalist, output, progress, meter
  case img, picture, source, track, video, audio, canvas, iframe, object, embed, param, map, area
  case svg, math, frame, frameset, noframes, applet, marquee, xmp, listing, plaintext, noembed

  /// How the element takes part in layout.
  @frozen public enum Layout: UInt8, Sendable {
    /// Flows inside a line of text.
    case inline
    /// Begins and ends a block.
    case block
    /// Is never read as text: scripts, controls that hold no prose, drawings.
    case dropped
  }

  /// The layout that browsers give the element by default.
  @inlinable public var layout: Layout {
    switch self {
    case .head, .title, .meta, .link, .base, .script, .style, .template, .col, .colgroup, .input,
      .select, .option, .optgroup, .textarea, .datalist, .progress, .meter, .video, .audio, .canvas,
      .iframe, .embed, .param, .map, .area, .svg, .math, .frame, .frameset, .noframes, .source,
      .track, .noembed, .rp, .img, .rt:
      .dropped
    case .root, .html, .body, .noscript, .main, .article, .section, .nav, .aside, .header, .footer,
      .address, .hgroup, .search, .h1, .h2, .h3, .h4, .h5, .h6, .div, .p, .pre, .blockquote,
      .figure, .figcaption, .hr, .center, .ul, .ol, .menu, .dir, .li, .dl, .dt, .dd, .details,
      .summary, .dialog, .form, .fieldset, .legend, .table, .caption, .thead, .tbody, .tfoot, .tr,
      .td, .th, .ampAccordion, .applet, .marquee, .xmp, .listing, .plaintext, .button:
      .block
    default: .inline
    }
  }

  /// Whether the element can have no content.
  @inlinable public var isVoid: Bool {
    switch self {
    case .meta, .link, .base, .hr, .col, .br, .wbr, .input, .img, .source, .track, .embed, .param,
      .area, .frame:
      true
    default: false
    }
  }

  /// Whether the element may stand in a page's head.
  var belongsInHead: Bool {
    switch self {
    case .html, .head, .title, .meta, .link, .base, .script, .style, .noscript, .template: true
    default: false
    }
  }

  /// Whether an open paragraph ends where the element begins (HTML, "close a p element").
  @inlinable var closesParagraph: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl, .dt,
      .dd, .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header,
      .hgroup, .hr, .listing, .li, .main, .menu, .nav, .ol, .p, .plaintext, .pre, .search, .section,
      .summary, .table, .ul, .xmp:
      true
    default: false
    }
  }

  /// The heading level 1…6, or nil.
  @inlinable public var headingLevel: Int? {
    let level = Int(rawValue) - Int(HTMLTag.h1.rawValue) + 1
    return (1...6).contains(level) ? level : nil
  }

  /// The element's name in lower case; empty for text.
  public var name: String { Self.allNames[Int(rawValue)] }

  private static let allNames = allCases.map { tag in
    tag == .text ? "" : tag == .ampAccordion ? "amp-accordion" : "\(tag)"
  }
}

/// Finds tags and attribute names by their bytes without making strings.
///
/// Names of up to 16 bytes are folded to lower case and packed into two words; a table with open
/// addressing holds the known ones.
package struct NameTable: Sendable {
  private struct Slot {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var value: UInt8 = 0
  }
  private var slots: [Slot]
  private let mask: Int

  /// A table of names with what each stands for; names of more than 16 bytes are left out.
  package init(_ names: [(String, UInt8)]) {
    var size = 64
    while size < names.count * 4 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    mask = size - 1
    for (name, value) in names {
      guard let key = Self.pack(name.utf8) else { continue }
      var place = Self.hash(key) & mask
      while slots[place].low != 0 { place = (place + 1) & mask }
      slots[place] = Slot(low: key.low, high: key.high, value: value)
    }
  }

  /// What a name stands for, ASCII case ignored, or nil.
  package func find(_ bytes: some Sequence<UInt8>) -> UInt8? {
    guard let key = Self.pack(bytes), key.low != 0 else { return nil }
    var place = Self.hash(key) & mask
    while slots[place].low != 0 {
      if slots[place].low == key.low, slots[place].high == key.high { return slots[place].value }
      place = (place + 1) & mask
    }
    return nil
  }

  @inline(__always)
  private static func pack(_ bytes: some Sequence<UInt8>) -> (low: UInt64, high: UInt64)? {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var count = 0
    for byte in bytes {
      let folded = UInt64(byte &- 65 < 26 ? byte | 0x20 : byte)
      if count < 8 {
        low |= folded << UInt64(count * 8)
      } else if count < 16 {
        high |= folded << UInt64((count - 8) * 8)
      } else {
        return nil
      }
      count += 1
    }
    return (low, high)
  }

  @inline(__always)
  private static func hash(_ key: (low: UInt64, high: UInt64)) -> Int {
    let mixed = (key.low ^ (key.high &* 0x9E37_79B9_7F4A_7C15)) &* 0xBF58_476D_1CE4_E5B9
    return Int(truncatingIfNeeded: mixed >> 40)
  }
}

extension HTMLTag {
  static let names = NameTable(
    HTMLTag.allCases.filter { $0 != .text && $0 != .root && $0 != .other }
      .map { ($0.name, $0.rawValue) } + [("image", HTMLTag.img.rawValue)])
}
