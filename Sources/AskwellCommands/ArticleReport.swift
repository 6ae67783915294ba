internal import Corpus
internal import Extraction
internal import JSON

/// What `askwell inspect` says about an article, for a person or as JSON.
struct ArticleReport {
  let article: Article
  private let document: Document

  init(article: Article, name: String, baseURL: String?) {
    self.article = article
    let file = name.split(separator: "/").last.map(String.init) ?? name
    document = article.document(id: file, baseURL: baseURL)
  }

  // MARK: For a person

  /// The outline with kinds and sizes, the pairs, the metadata.
  func lines(explains: Bool) -> [String] {
    var lines = metadataLines
    lines.append("")
    lines.append("Outline (\(article.blocks.count) blocks, \(article.text.utf8.count) bytes)")
    lines += outlineLines
    lines.append("")
    lines.append("Questions (\(article.pairs.count))")
    for pair in article.pairs {
      lines.append("  \(pair.question)  [\(pair.markup), \(pair.answer.utf8.count) bytes]")
      lines.append("    " + Self.start(of: pair.answer))
    }
    lines.append("")
    lines.append("Passages: \(document.passages.count)")
    for warning in article.warnings { lines.append("Warning: " + ErrorText.describe(warning)) }
    if explains {
      lines.append("")
      lines.append("Left out (\(article.removals.count))")
      for removal in article.removals {
        lines.append(
          "  \(removal.element)  \(removal.reason)  \(removal.bytes) bytes  \(removal.sample)")
      }
    }
    return lines
  }

  private var metadataLines: [String] {
    let metadata = document.metadata
    let fields: [(String, String?)] = [
      ("Title", article.metadata.title), ("Site", metadata.siteName), ("Author", metadata.author),
      ("Published", metadata.published), ("Modified", metadata.modified),
      ("Language", metadata.language), ("Address", metadata.url), ("Encoding", article.encoding),
    ]
    return fields.compactMap { name, value in
      value.map { name + String(repeating: " ", count: 10 - name.count) + $0 }
    }
  }

  private var outlineLines: [String] {
    var level = 0
    return article.blocks.map { block in
      let text = Self.string(article.text, block.range)
      let size = "\(block.range.count)"
      if case .heading(let found) = block.kind {
        level = found
        return String(repeating: "  ", count: found) + "h\(found) " + Self.start(of: text)
      }
      return String(repeating: "  ", count: level + 1) + "\(Self.name(block.kind)) \(size)  "
        + Self.start(of: text)
    }
  }

  private static func start(of text: String) -> String {
    let line = text.prefix(72).map { $0 == "\n" || $0 == "\t" ? " " : String($0) }.joined()
    return line.count < text.count ? line + "…" : line
  }

  private static func string(_ text: String, _ range: Range<Int>) -> String {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    let end = utf8.index(utf8.startIndex, offsetBy: range.upperBound)
    return String(text[start..<end])
  }

  private static func name(_ kind: ArticleBlock.Kind) -> String {
    switch kind {
    case .heading: "heading"
    case .paragraph: "paragraph"
    case .listItem(_, let depth): depth > 1 ? "item·\(depth)" : "item"
    case .listItemContinuation: "item-continued"
    case .tableRow(_, let isHeader): isHeader ? "header-row" : "row"
    case .term: "term"
    case .definition: "definition"
    case .quotation: "quotation"
    case .caption: "caption"
    case .footnote: "footnote"
    case .preformatted: "preformatted"
    }
  }

  // MARK: For programs

  /// The whole structure.
  func json(explains: Bool) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("metadata", metadataJSON),
      .init("encoding", .string(article.encoding)),
      .init("text", .string(article.text)),
      .init("blocks", .array(article.blocks.map(blockJSON))),
      .init("faq", .array(article.pairs.map(pairJSON))),
      .init("passages", .array(document.passages.map(passageJSON))),
      .init("warnings", .array(article.warnings.map { .string(ErrorText.describe($0)) })),
    ]
    if explains {
      members.append(
        .init(
          "removed",
          .array(
            article.removals.map {
              [
                "element": .string($0.element), "reason": .string($0.reason),
                "bytes": .integer(Int64($0.bytes)), "sample": .string($0.sample),
              ]
            })))
    }
    return .object(members)
  }

  private var metadataJSON: JSONValue {
    let metadata = document.metadata
    let fields: [(String, String?)] = [
      ("title", article.metadata.title), ("site", metadata.siteName), ("author", metadata.author),
      ("published", metadata.published), ("modified", metadata.modified),
      ("language", metadata.language), ("url", metadata.url),
    ]
    return .object(fields.map { .init($0, Self.string($1)) })
  }

  private static func string(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  private static func range(_ range: Range<Int>) -> JSONValue {
    [.integer(Int64(range.lowerBound)), .integer(Int64(range.upperBound))]
  }

  private func blockJSON(_ block: ArticleBlock) -> JSONValue {
    var members: [JSONValue.Member] = [.init("kind", .string(Self.name(block.kind)))]
    if case .heading(let level) = block.kind {
      members.append(.init("level", .integer(Int64(level))))
    }
    members += [
      .init("text", .string(Self.string(article.text, block.range))),
      .init("range", Self.range(block.range)), .init("source", Self.range(block.sourceRange)),
      .init("anchor", Self.string(block.anchor)),
    ]
    if !block.cells.isEmpty {
      members.append(
        .init(
          "cells",
          .array(
            block.cells.map {
              [
                "text": .string(Self.string(article.text, $0.range)),
                "header": Self.string($0.columnHeader), "row_header": .bool($0.isRowHeader),
              ]
            })))
    }
    return .object(members)
  }

  private func pairJSON(_ pair: QuestionAnswerPair) -> JSONValue {
    [
      "question": .string(pair.question), "answer": .string(pair.answer),
      "markup": .string(pair.markup), "source": Self.range(pair.sourceRange),
    ]
  }

  private func passageJSON(_ passage: Passage) -> JSONValue {
    [
      "id": .string(passage.id), "kind": .string("\(passage.kind)"),
      "section": .array(passage.headingPath.map { .string($0) }),
      "question": Self.string(passage.question),
      "text": .string(String(document.text(of: passage))), "range": Self.range(passage.range),
      "search": Self.string(passage.searchText),
      "parts": .array(
        passage.parts.map {
          ["range": Self.range($0.range), "label": Self.string($0.label)]
        }), "anchor": Self.string(passage.anchor), "fragment": Self.string(passage.fragment),
      "source": passage.sourceRange.map(Self.range) ?? .null,
    ]
  }
}
