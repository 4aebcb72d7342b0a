import Foundation
import TestSupport
import Testing
import TidemarkClient

/// The example in the documentation of `TidemarkClient`, run as it stands there.
@Suite struct `The example in the documentation` {
    private func example(_ address: String) async throws {
        // snippet begins
        let client = try await TidemarkClient.connect(address)

        let reply = try await client.transactions.createTransaction(
            .init(
                reference: Reference.make(), currency: "USD", amount: "100.50", precision: 100,
                source: "@world", destination: "@alice"))
        for balance in reply.balances { print(balance.indicator, balance.availableBalance) }

        for try await event in client.events(from: .oldest) {
            print(event.sequence, event.type)
            break
        }
        await client.close()
        // snippet ends
    }

    @Test func `runs`() async throws {
        let server = try await RunningServer()
        try await example(server.address)
    }

    @Test func `is what is run here`() throws {
        let here = URL(filePath: #filePath)
        let root = here.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let source = root.appending(path: "Sources/TidemarkClient/TidemarkClient.swift")
        let documented = lines(of: try String(contentsOf: source, encoding: .utf8)) {
            $0.contains("import TidemarkClient")
        } until: {
            $0.contains("```")
        }
        let tested = lines(of: try String(contentsOf: here, encoding: .utf8)) {
            $0.contains("// snippet begins")
        } until: {
            $0.contains("// snippet ends")
        }
        #expect(!tested.isEmpty)
        #expect(documented == tested)
    }

    /// The lines between two marks, without indentation, comment signs and empty ones.
    private func lines(
        of text: String, after begin: (Substring) -> Bool, until end: (Substring) -> Bool
    ) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .drop { !begin($0) }.dropFirst().prefix { !end($0) }
            .map { $0.trimmingPrefix(/[ \/]*/) }.filter { !$0.isEmpty }.map(String.init)
    }
}
