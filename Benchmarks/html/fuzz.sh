#!/bin/sh
# fuzz.sh SECONDS: builds HTMLTree, JSON, Corpus and Extraction with libFuzzer and address sanitizer and feeds them pages.
# Seeds are the pages of Tests; what it finds goes to FUZZ_FOLDER (default .build-fuzz): corpus/, and crashes/ for inputs that
# crash, leak, take over 10 s or 1 GB.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/.build-fuzz
found=${FUZZ_FOLDER:-$build}
mkdir -p "$build/Sources/Fuzz" "$found/corpus" "$found/crashes"
found=$(cd "$found" && pwd)
for module in CLibXML2 HTMLTree JSON Corpus Extraction; do
  ln -sfn "$root/Sources/$module" "$build/Sources/$module"
done
cat > "$build/Sources/Fuzz/Fuzz.swift" <<'S'
import Corpus
import Extraction

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let article = try? ArticleExtractor().extract(bytes, name: "fuzz") {
    let document = article.document(id: "fuzz", baseURL: nil)
    for passage in document.passages { precondition(!document.text(of: passage).isEmpty) }
  }
  return 0
}
S
cat > "$build/Package.swift" <<'S'
// swift-tools-version: 6.2
import PackageDescription
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"), .enableExperimentalFeature("Lifetimes"),
  .unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"]),
]
let package = Package(
  name: "fuzz",
  products: [.library(name: "Fuzz", type: .static, targets: ["Fuzz"])],
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
    .target(name: "Fuzz", dependencies: ["Corpus", "Extraction"], swiftSettings: settings),
  ])
S
cd "$build"
swift build -c release
# libFuzzer brings its own main, which an executable of the package manager has no room for.
swiftc -sanitize=fuzzer,address .build/release/libFuzz.a -ldl -o fuzz
find "$root/Tests" "$root/Corpus" -name '*.html' -size -64k -exec cp {} "$found/corpus/" \;
exec ./fuzz -max_total_time="$1" -timeout=10 -rss_limit_mb=1024 -max_len=65536 \
  -dict="$root/Benchmarks/html/html.dict" -artifact_prefix="$found/crashes/" "$found/corpus"
