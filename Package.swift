// swift-tools-version: 6.3;(experimentalCGen)
// The experiment lets a build plugin write C: the snapshot of the red-flag rules.

import PackageDescription

/// Every Swift target builds with these: Swift 6 mode, warnings are errors, memory safety is strict.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
]

func layer(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
  resources: [Resource]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources,
    swiftSettings: settings)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [])
  -> Target
{
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.target(name: name)] + dependencies,
    exclude: exclude,
    swiftSettings: settings)
}

/// Half of a short run is the loader's work, so the release build leaves it little: no position independence
/// (54,000 relocations), no C++ library to load (`Link` names its archive) and no exported symbols.
let startUp: LinkerSetting = .unsafeFlags(
  [
    "-use-ld=lld", "-Xclang-linker", "-no-pie", "-Xclang-linker", "-static-libgcc",
    "-L\(Context.packageDirectory)/Sources/askwell/Link", "-Xlinker", "--no-export-dynamic",
  ], .when(platforms: [.linux], configuration: .release))

let package = Package(
  name: "askwell",
  products: [.executable(name: "askwell", targets: ["askwell"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // Layer 0: Debian's C libraries and embedded data.
    .target(
      name: "CLibXML2", exclude: ["data"], cSettings: [.headerSearchPath("private")],
      linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "CStemmer", linkerSettings: [.linkedLibrary(":libstemmer.a")]),
    .target(name: "CYAML", linkerSettings: [.linkedLibrary(":libyaml.a")]),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary(":libz.a")]),
    .target(
      name: "CEdit",
      linkerSettings: [
        .linkedLibrary(":libedit.a"), .linkedLibrary(":libtinfo.a"), .linkedLibrary(":libbsd.a"),
        .linkedLibrary(":libmd.a"),
      ]),
    .target(name: "CMemory"),
    .target(name: "CPostings"),
    .target(name: "CTriageData", exclude: ["README.md"]),
    .target(name: "CTriageSnapshot", plugins: ["TriageSnapshot"]),
    .plugin(
      name: "TriageSnapshot", capability: .buildTool(), dependencies: ["compile-triage"]),
    .target(name: "CRetrievalData", exclude: ["README.md"]),

    // Layer 1: values and the machine's edge.
    layer("JSON"),
    layer("HTMLTree", ["CLibXML2"]),
    layer("Storage", ["CMemory", "CZlib"]),
    layer("Corpus"),
    layer("Text", ["CStemmer"]),

    // Layer 2.
    layer(
      "Extraction", ["Corpus", "HTMLTree", "JSON"],
      resources: [.embedInCode("Resources/class-words.tsv")]),
    layer("InvertedIndex", ["CPostings", "Corpus", "Storage"]),
    layer("Triage", ["Text", "CTriageData"], exclude: ["Resources"]),

    .executableTarget(name: "compile-triage", dependencies: ["Triage"], swiftSettings: settings),

    // Layer 3.
    layer(
      "Retrieval", ["Corpus", "Text", "InvertedIndex", "Storage", "CRetrievalData"],
      exclude: ["Resources"]),

    // Layer 4.
    layer(
      "Conversation", ["Corpus", "JSON", "Text", "InvertedIndex", "Retrieval", "Triage"],
      resources: [
        .embedInCode("Resources/intents.tsv"), .embedInCode("Resources/languages.tsv"),
        .embedInCode("Resources/slips.tsv"), .embedInCode("Resources/wording.tsv"),
      ]),

    // Layer 5.
    layer("LineProtocol", ["JSON", "Corpus", "Text", "Conversation"]),
    layer(
      "Regression", ["CYAML", "JSON", "Corpus", "Text", "Triage", "Retrieval", "Conversation"],
      resources: [.embedInCode("Resources/question-words.tsv")]),

    // Layer 6.
    layer(
      "AskwellCommands",
      [
        "CEdit", "CTriageSnapshot", "JSON", "HTMLTree", "Storage", "Corpus", "Text", "Extraction",
        "InvertedIndex",
        "Triage", "Retrieval", "Conversation", "LineProtocol", "Regression",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "askwell", dependencies: ["AskwellCommands"], exclude: ["Link"],
      swiftSettings: settings, linkerSettings: [startUp]),

    tests(of: "JSON"),
    tests(of: "HTMLTree"),
    tests(of: "Storage"),
    tests(of: "Corpus"),
    tests(of: "Text"),
    tests(of: "Extraction", ["Corpus", "HTMLTree", "JSON"], exclude: ["Fixtures"]),
    tests(of: "InvertedIndex", ["CPostings", "Corpus", "Storage"], exclude: ["Fixtures"]),
    tests(of: "Triage", ["JSON", "Text"]),
    tests(of: "Retrieval", ["Corpus", "Text", "InvertedIndex", "Storage"]),
    tests(
      of: "Conversation", ["Corpus", "JSON", "Text", "Retrieval", "Triage", "InvertedIndex"]),
    tests(of: "LineProtocol", ["JSON", "Corpus", "Text", "Conversation", "Triage"]),
    tests(
      of: "Regression", ["JSON", "Corpus", "Text", "Triage", "Conversation"], exclude: ["Fixtures"]),
    tests(
      of: "AskwellCommands",
      [
        "JSON", "Corpus", "Conversation", "Extraction", "InvertedIndex", "Retrieval", "Storage",
        "Triage", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ]
)
