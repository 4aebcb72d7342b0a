import Ledger
import TestSupport
import Testing

/// The webhook commands against the real server.
@Suite struct `Webhooks from the command line` {
    @Test func `are made, changed, rotated, tried and deleted`() async throws {
        // Nobody listens on this port; what is sent there waits for the next attempt.
        let tool = Tool(try await RunningServer(arguments: ["--webhook-allow", "127.0.0.1:1"]))
        let url = "http://127.0.0.1:1/hook"
        let made = try await tool.json(
            "webhook", "create", url, "--type", "balance.monitor", "--description", "alarms")
        let id = try #require(made.first?["endpoint"]?["webhook_id"]?.string)
        let secret = try #require(made.first?["secret"]?.string)
        #expect(secret.hasPrefix("whsec_"))
        let shown = try await tool.output("webhook", "get", id)
        #expect(!shown.contains("whsec_"))
        #expect(shown.contains("types        balance.monitor"))
        #expect(try await tool.output("webhook", "list").contains("ON     REGISTERED"))

        let rotated = try await tool.json("webhook", "secret", id, "--overlap", "1h")
        #expect(rotated.first?["secret"]?.string != secret)
        #expect(try await tool.output("webhook", "get", id).contains("old secret until"))

        let test = try await tool.json("webhook", "test", id)
        let delivery = try #require(test.first?["delivery"]?["delivery_id"]?.string)
        #expect(
            try await tool.output("webhook", "deliveries", "--webhook", id).contains(delivery))
        let again = try await tool.output("webhook", "retry", delivery)
        #expect(again.contains("test          yes"))

        let off = try await tool.output("webhook", "update", id, "--disable", "--clear", "filter")
        #expect(off.contains("enabled           no"))
        #expect(!off.contains("balance.monitor"))
        let refused = try await tool.run("webhook", "test", id)
        #expect(refused.errors.hasPrefix("WEBHOOK_DISABLED: "))
        #expect(try await tool.output("webhook", "delete", id) == "deleted \(id)\n")
        let gone = try await tool.run("webhook", "get", id)
        #expect(gone.status == 1)
        #expect(gone.errors.contains("try: tidemark webhook list"))
    }

    @Test func `go to no private address unless they may`() async throws {
        let tool = Tool(try await RunningServer())
        let refused = try await tool.run("webhook", "create", "http://127.0.0.1:1/hook")
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("URL_NOT_ALLOWED: "))
        #expect(refused.errors.contains("try: tidemark serve --webhook-allow"))
    }

    @Test func `are queued by a monitor that fires`() async throws {
        let tool = Tool(try await RunningServer(arguments: ["--webhook-allow", "127.0.0.1:1"]))
        _ = try await tool.makeBalance("@alice")
        _ = try await tool.output(
            "webhook", "create", "http://127.0.0.1:1/hook", "--type", "balance.monitor")
        _ = try await tool.output(
            "monitor", "create", "balance > 1.00", "--balance", "@alice", "--currency", "USD")
        try await tool.move("2.00", from: "@world", to: "@alice")
        let queued = try await tool.json("webhook", "deliveries")
        #expect(queued.map { $0["type"]?.string } == ["balance.monitor"])
        #expect(queued.map { $0["sequence"]?.string } == ["4"])
    }
}
