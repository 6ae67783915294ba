extension Citation {
  /// The quote as a person reads it: items on lines of their own, cells with their headers.
  ///
  /// Every word is the page's; only bullets, colons and line breaks are added.
  public var rendered: String {
    guard let first = parts.first, !quote.isEmpty else { return quote }
    if parts.contains(where: { $0.label != nil }) {
      return parts.map { part in
        part.label.map { "\($0): \(part.quote)" } ?? part.quote
      }.joined(separator: "\n")
    }
    let utf8 = quote.utf8
    let leadInLength = max(0, min(first.range.lowerBound - range.lowerBound, utf8.count))
    let leadIn = quote[..<utf8.index(utf8.startIndex, offsetBy: leadInLength)]
    var lines: [String] = []
    let trimmed = String(leadIn).trimmingLineBreaks
    if !trimmed.isEmpty { lines.append(trimmed) }
    lines.append(contentsOf: parts.map { "- \($0.quote)" })
    return lines.joined(separator: "\n")
  }
}

extension String {
  fileprivate var trimmingLineBreaks: String {
    var slice = self[...]
    while let last = slice.last, last == "\n" || last == "\t" || last == " " {
      slice.removeLast()
    }
    return String(slice)
  }
}
