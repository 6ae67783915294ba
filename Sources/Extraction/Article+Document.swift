public import Corpus

extension Article {
  /// The article as it is indexed.
  ///
  /// - Parameters:
  ///   - id: Unique in the corpus; passages' ids begin with it.
  ///   - baseURL: The address of the page where it declares none.
  public func document(id: String, baseURL: String?) -> Document {
    var maker = PassageMaker(self, id: id)
    let url = Self.absolute(metadata.canonicalURL, base: baseURL)
    return Document(
      id: id,
      metadata: DocumentMetadata(
        title: metadata.title.isEmpty ? id : metadata.title, url: url,
        language: metadata.language, siteName: metadata.siteName, author: metadata.author,
        published: metadata.published, modified: metadata.modified),
      text: text, passages: maker.run())
  }

  /// An address made absolute; the base where there is none.
  private static func absolute(_ address: String?, base: String?) -> String? {
    guard let address, !address.isEmpty else { return base }
    let lower = address.lowercased()
    if lower.hasPrefix("http://") || lower.hasPrefix("https://") { return address }
    guard let base, let scheme = base.firstRange(of: "://") else { return base }
    if address.hasPrefix("//") { return String(base[..<scheme.lowerBound]) + ":" + address }
    let hostEnd = base[scheme.upperBound...].firstIndex(of: "/") ?? base.endIndex
    if address.hasPrefix("/") { return String(base[..<hostEnd]) + address }
    return base
  }
}
