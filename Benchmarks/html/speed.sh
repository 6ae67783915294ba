#!/bin/sh
# speed.sh FOLDER [ROUNDS]: builds reading and extraction into a program of its own and prints the CPU time that one thread takes
# from bytes in memory to the article, and on to passages with their links, for all .html files of the folder; best of ROUNDS.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/.build-speed
mkdir -p "$build/Sources/Speed"
for module in CLibXML2 HTMLTree JSON Corpus Extraction; do
  ln -sfn "$root/Sources/$module" "$build/Sources/$module"
done
cat > "$build/Sources/Speed/main.swift" <<'S'
import Corpus
import Extraction
import Foundation

func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let folder = CommandLine.arguments[1]
let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".html") }.sorted()
let pages = try names.map { Array(try Data(contentsOf: URL(filePath: folder + "/" + $0))) }
let extractor = ArticleExtractor()
var best = (article: Double.infinity, passages: Double.infinity)
for _ in 0..<(Int(CommandLine.arguments[2]) ?? 3) {
  let start = seconds()
  var articles: [Article] = []
  for (name, page) in zip(names, pages) {
    if let article = try? extractor.extract(page, name: name) { articles.append(article) }
  }
  let middle = seconds()
  var count = 0
  for article in articles { count += article.document(id: "x", baseURL: nil).passages.count }
  precondition(count > 0)
  best.article = min(best.article, middle - start)
  best.passages = min(best.passages, seconds() - start)
}
print("\(pages.count) pages: \(best.article) s to the article, \(best.passages) s to the passages")
S
cat > "$build/Package.swift" <<'S'
// swift-tools-version: 6.2
import PackageDescription
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"), .enableExperimentalFeature("Lifetimes"),
]
let package = Package(
  name: "speed",
  targets: [
    .target(
      name: "CLibXML2", exclude: ["data"], cSettings: [.headerSearchPath("private")],
      linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "JSON", swiftSettings: settings),
    .target(name: "Corpus", swiftSettings: settings),
    .target(name: "HTMLTree", dependencies: ["CLibXML2"], swiftSettings: settings),
    .target(
      name: "Extraction", dependencies: ["Corpus", "HTMLTree", "JSON"],
      resources: [.embedInCode("Resources/class-words.tsv")], swiftSettings: settings),
    .executableTarget(name: "Speed", dependencies: ["Corpus", "Extraction"]),
  ])
S
cd "$build"
swift build -c release >&2
exec .build/release/Speed "$1" "${2:-3}"
