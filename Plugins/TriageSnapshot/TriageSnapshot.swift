import PackagePlugin

/// Makes the snapshot of the shipped red-flag rules that the program embeds, whenever a table or the
/// code that reads tables has changed.
@main
struct TriageSnapshot: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let output = context.pluginWorkDirectoryURL.appending(path: "snapshot.c")
    return [
      .buildCommand(
        displayName: "Compiling the red-flag rules",
        executable: try context.tool(named: "compile-triage").url,
        arguments: [output.path], inputFiles: [], outputFiles: [output])
    ]
  }
}
