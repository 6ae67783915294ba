/// The attributes that are kept; all others are dropped while parsing.
@frozen public enum HTMLAttribute: UInt8, Sendable, CaseIterable {
  case id, `class`, style, href, rel, name, property, content, itemprop, itemtype, itemscope
  case `typeof`, role, hidden, ariaHidden, ariaLevel, ariaExpanded, ariaControls, ariaLabelledby
  case ariaLabel, dataToggle, dataBsToggle, dataTarget, dataBsTarget, lang, xmlLang, datetime
  case align, colspan, rowspan, scope, type, `for`, httpEquiv, charset, start, border, open, width,
    title

  /// The attribute's name as it is written in a page.
  public var name: String {
    switch self {
    case .ariaHidden: "aria-hidden"
    case .ariaLevel: "aria-level"
    case .ariaExpanded: "aria-expanded"
    case .ariaControls: "aria-controls"
    case .ariaLabelledby: "aria-labelledby"
    case .ariaLabel: "aria-label"
    case .dataToggle: "data-toggle"
    case .dataBsToggle: "data-bs-toggle"
    case .dataTarget: "data-target"
    case .dataBsTarget: "data-bs-target"
    case .xmlLang: "xml:lang"
    case .httpEquiv: "http-equiv"
    default: "\(self)"
    }
  }

  static let names = NameTable(HTMLAttribute.allCases.map { ($0.name, $0.rawValue) })
}
