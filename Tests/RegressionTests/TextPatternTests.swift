import Regression
import Testing

@Suite struct `Regular expressions` {
  @Test(arguments: [
    ("abc", "xabcx", true), ("^abc$", "xabc", false), ("a.c", "a\nc", false),
    ("a(b|cd)*e", "abcdbe", true), ("a(b|cd)*e", "abcde f", true), ("a{2,3}$", "baaa", true),
    ("^a{2,3}$", "aaaa", false), ("^(ab){2}$", "abab", true), ("^a{2}$", "aaa", false),
    ("[^a-c]", "abc", false), ("[a-c]+", "xyzb", true), ("\\d{3}", "ab 123", true),
    ("\\bgut\\b", "the gut wall", true), ("\\bgut\\b", "gutter", false),
    ("(?i)LEAKY", "a leaky gut", true), ("(?i)[A-C]x", "bx", true), ("a{,2}", "a{,2}", true),
    ("[]a]", "]", true), ("a|", "zzz", true), ("\\.", "a", false), ("é+", "caféé", true),
    ("x*?y", "xxy", true), ("(?:ab)+c", "ababc", true), ("[\\d-]+", "-", true),
  ])
  func `match as elsewhere`(pattern: String, text: String, expected: Bool) throws {
    #expect(try TextPattern(pattern).matches(text) == expected)
  }

  @Test(arguments: ["(", ")", "*a", "[a", "a\\", "(?=a)", "\\1", "a{3,2}", "a{2000}", "[b-a]"])
  func `what is not known is refused`(pattern: String) {
    #expect(throws: TextPattern.PatternError.self) { try TextPattern(pattern) }
  }

  @Test func `no expression takes exponential time`() throws {
    let pattern = try TextPattern("^(a+)+$")
    #expect(!pattern.matches(String(repeating: "a", count: 20_000) + "b"))
    #expect(throws: TextPattern.PatternError.self) { try TextPattern("((a{1000}){1000}){1000}") }
    #expect(throws: TextPattern.PatternError.self) { try TextPattern("((){1000}){1000}") }
  }
}
