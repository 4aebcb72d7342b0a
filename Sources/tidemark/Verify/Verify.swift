import ArgumentParser
import Messages
import TidemarkClient

/// `tidemark verify`: whether the books are right.
struct Verify: ClientCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prove the books: the hash chain, every record, sum, index and event.",
        discussion: """
            Derives everything anew and compares. By default it asks the running server, which \
            goes on meanwhile; with --data it reads a folder that no server uses. Changes nothing.

            A line for each finding on standard output, and at the end the sequence and the hash \
            of the chain up to it. Ends with 0 if the books are right and with 1 if there is a \
            finding.

            Examples:
              tidemark verify
              tidemark verify --phase chain --phase balances
              tidemark verify --data /var/lib/tidemark --json
            """)

    @Option(help: ArgumentHelp("A data folder to verify without a server.", valueName: "folder"))
    var data: String?

    @Option(help: ArgumentHelp("Stop after so many findings.", valueName: "findings"))
    var limit = 100

    @Option(help: "Only this part, of a running server; may be repeated.")
    var phase: [Word<V1.VerifyPhase>] = []

    @OptionGroup var connection: ConnectionArguments

    /// The most findings that a server looks for.
    private static let serverFindingsMax = 1000

    func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit is 1 or more") }
        guard data != nil || limit <= Self.serverFindingsMax else {
            throw ValidationError("--limit is at most \(Self.serverFindingsMax) without --data")
        }
        guard data == nil || connection.server == nil else {
            throw ValidationError("--data and --server are two places; give one")
        }
        guard data == nil || phase.isEmpty else {
            throw ValidationError("--data is verified as a whole, without --phase")
        }
    }

    func run() async throws {
        guard let data else { return try await connected() }
        let report = VerifyReport(.standard(), isJSON: connection.json, limit: limit)
        do {
            try end(try await verifyOffline(data, limit: limit, report))
        } catch {
            throw connection.failure(for: error)
        }
    }

    func run(_ session: Session) async throws {
        var report = VerifyReport(session.console, isJSON: session.isJSON, limit: limit)
        let messages = try await session.client.admin.verify(
            .init(phases: phase.map(\.value), maxFindings: Int32(limit)))
        for try await message in messages {
            try report.show(message)
        }
        try end(report)
    }

    private func end(_ report: VerifyReport) throws {
        guard let findings = report.findingCount else {
            throw Failure(.failed, "the verification ended before it was complete")
        }
        if findings > 0 { throw ExitCode(ExitStatus.failed.rawValue) }
    }
}
