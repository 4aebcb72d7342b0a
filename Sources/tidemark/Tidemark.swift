import ArgumentParser
import Server

/// The one binary: the server, and the tools to talk to it.
@main
struct Tidemark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tidemark",
        abstract: "A double-entry ledger with monitors that fire in the commit.",
        version: TidemarkVersion.current,
        subcommands: [Serve.self])
}
