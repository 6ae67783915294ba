import ArgumentParser
import Testing

@testable import AskwellCommands

/// What ArgumentParser makes of the arguments of `ask`; nil where it refuses them.
private func parsed(_ arguments: [String]) -> Asking? {
  (try? AskCommand.parseAsRoot(arguments) as? AskCommand)?.asking
}

@Suite struct `Arguments read without ArgumentParser` {
  @Test(arguments: [
    ["why?"], ["help"], ["why?", "--json"], ["--json", "--debug", "why?"],
    ["--index", "Other", "why?"], ["why?", "--index", "Other", "--config", "c.json"],
    ["--context", "one", "--context", "two", "three"], ["--today", "2026-02-28", "why?"],
    ["--log", "asked.jsonl", "why?", "--json"], [" "], ["a b-c"],
  ]) func `plain arguments mean what ArgumentParser takes them for`(_ arguments: [String]) throws {
    let direct = try #require(Asking(arguments: arguments))
    #expect(direct == parsed(arguments))
  }

  @Test(arguments: [
    [], ["one", "two"], ["--help"], ["why?", "-h"], ["why?", "--version"],
    ["--json", "--json", "?"],
    ["--index"], ["why?", "--index"], ["--index", "--json", "why?"], ["--index=Other", "why?"],
    ["--", "why?"], ["--", "-why"], ["-j", "why?"], ["--jso", "why?"], ["", "why?"],
    ["--today", "yesterday", "why?"], ["--index", "A", "--index", "B", "why?"], ["-1"],
    ["--generate-completion-script", "bash"], ["--context", "-1", "why?"],
  ]) func `whatever is not plain is left to ArgumentParser`(_ arguments: [String]) {
    #expect(Asking(arguments: arguments) == nil)
  }

  @Test func `serving takes an index and a configuration and nothing else`() throws {
    let direct = try #require(Serving(arguments: ["--index", "Other", "--config", "c.json"]))
    let command = try #require(
      try ServeCommand.parseAsRoot(["--index", "Other", "--config", "c.json"]) as? ServeCommand)
    #expect(direct == Serving(source: command.options.source))
    #expect(Serving(arguments: []) == Serving(source: AnswerSource()))
    for arguments in [["x"], ["--help"], ["--index"], ["--json"], ["--index=Other"]] {
      #expect(Serving(arguments: arguments) == nil)
    }
  }

  @Test(arguments: [
    ["Corpus"], ["a.html", "b"], ["a", "--output", "Index", "--update"], ["a", "-o", "Other"],
    ["--plain", "a.jsonl", "--stop-words", "stop.txt", "--quiet"], ["a", "--check"],
    ["--threads", "1", "--memory", "2", "a"], ["a", "--base-url", "https://example.org/"],
  ]) func `plain arguments of index mean what ArgumentParser takes them for`(
    _ arguments: [String]
  ) throws {
    let direct = try #require(Indexing(arguments: arguments))
    let command = try IndexCommand.parseAsRoot(arguments) as? IndexCommand
    #expect(direct == command?.indexing)
  }

  @Test(arguments: [
    [], ["a", "--threads", "0"], ["a", "--threads", "x"], ["a", "--memory", "0"],
    ["a", "--plain", "--check"], ["a", "--stop-words", "s"], ["a", "-o", "x", "--output", "y"],
    ["a", "--update", "--update"], ["--help"], ["a", "--threads=2"], ["--", "a"],
  ]) func `whatever is not plain for index is left to ArgumentParser`(_ arguments: [String]) {
    #expect(Indexing(arguments: arguments) == nil)
  }

  @Test func `flags of commands that are read directly are all known there`() {
    // A new flag or option must be added to `Asking`, `Serving` or `Indexing` as well.
    // `--disable-flag` is rare and left to ArgumentParser.
    let known = [
      "json", "debug", "context", "today", "index", "config", "log", "help", "version",
      "disable-flag", "output", "base-url", "check", "update", "plain", "stop-words", "threads",
      "memory", "quiet",
    ]
    for help in [
      AskCommand.helpMessage(), ServeCommand.helpMessage(), IndexCommand.helpMessage(),
    ] {
      for word in help.split(whereSeparator: { " \n[]<>,:".contains($0) })
      where word.hasPrefix("--") {
        #expect(known.contains(String(word.dropFirst(2))), "\(word)")
      }
    }
  }
}
