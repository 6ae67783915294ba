internal import JSON

/// JSON as suite nodes, so that both notations have one reader.
enum JSONLinesReader {
  /// The objects of a file, one a line; empty lines are left out.
  static func nodes(in bytes: [UInt8], file: String) throws(SuiteError) -> [SuiteNode] {
    var result: [SuiteNode] = []
    var line = 0
    for piece in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      var slice = piece
      if line == 1, slice.starts(with: [0xEF, 0xBB, 0xBF]) { slice = slice.dropFirst(3) }
      if slice.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      do {
        result.append(
          try node(JSONValue(parsing: slice, depthLimit: 64), line: line, file: file))
      } catch let error as JSONError {
        throw SuiteError(file: file, line: line, problem: .syntax("no JSON object (\(error))"))
      } catch let error as SuiteError {
        throw error
      } catch {
        throw SuiteError(file: file, line: line, problem: .syntax("\(error)"))
      }
    }
    return result
  }

  /// A file that is one JSON value; its nodes know the line of the file's start only.
  static func document(in bytes: [UInt8], file: String) throws(SuiteError) -> SuiteNode {
    do {
      return try node(JSONValue(parsing: bytes, depthLimit: 64), line: 1, file: file)
    } catch let error as SuiteError {
      throw error
    } catch {
      throw SuiteError(file: file, line: 0, problem: .syntax("no JSON (\(error))"))
    }
  }

  private static func node(_ value: JSONValue, line: Int, file: String) throws(SuiteError)
    -> SuiteNode
  {
    switch value {
    case .null: return SuiteNode(value: .scalar("", isPlain: true), line: line)
    case .bool(let truth):
      return SuiteNode(value: .scalar(truth ? "true" : "false", isPlain: true), line: line)
    case .integer(let number):
      return SuiteNode(value: .scalar(String(number), isPlain: true), line: line)
    case .number(let number):
      return SuiteNode(value: .scalar(number.description, isPlain: true), line: line)
    case .string(let text):
      return SuiteNode(value: .scalar(text, isPlain: false), line: line)
    case .array(let elements):
      var nodes: [SuiteNode] = []
      for element in elements { nodes.append(try node(element, line: line, file: file)) }
      return SuiteNode(value: .sequence(nodes), line: line)
    case .object(let members):
      var entries: [SuiteNode.Entry] = []
      var seen: Set<String> = []
      for member in members {
        guard seen.insert(member.name).inserted else {
          throw SuiteError(file: file, line: line, problem: .duplicateKey(member.name))
        }
        entries.append(
          .init(
            key: member.name, line: line, value: try node(member.value, line: line, file: file)))
      }
      return SuiteNode(value: .mapping(entries), line: line)
    }
  }
}
