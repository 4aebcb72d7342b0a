import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct `tidemark errors` {
    private func run(_ arguments: String...) async throws -> ChildProcess.Result {
        try await ChildProcess(RunningServer.binary, ["errors"] + arguments).result()
    }

    @Test func `lists them all, without a server`() async throws {
        let listed = try await run()
        let lines = listed.output.split(separator: "\n")
        #expect(listed.status == 0)
        #expect(lines.first?.hasPrefix("REASON ") == true)
        #expect(lines.contains { $0.hasPrefix("INSUFFICIENT_FUNDS ") })
        let objects = try await run("--json").output.split(separator: "\n")
            .map { try JSONValue(parsing: String($0)) }
        #expect(objects.count == lines.count - 1)
        #expect(objects.allSatisfy { $0["reason"]?.string?.isEmpty == false })
    }

    @Test func `explains one, in either case`() async throws {
        let explained = try await run("insufficient_funds").output
        #expect(explained.contains("FAILED_PRECONDITION"))
        #expect(explained.contains("what to do"))
        let object = try JSONValue(
            parsing: try await run("INSUFFICIENT_FUNDS", "--json").output
                .trimmingCharacters(in: .newlines))
        #expect(object["retry"]?.string == "later")
    }

    @Test func `knows what it does not know`() async throws {
        let answer = try await run("NO_SUCH_REASON")
        #expect(answer.status == 1)
        #expect(answer.errors.contains("NO_SUCH_REASON"))
    }

    /// `make generate` writes the page anew.
    @Test func `prints the page in docs`() async throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/errors.md")
        let printed = try await run("--markdown").output
        #expect(try String(contentsOf: page, encoding: .utf8) == printed)
    }
}
