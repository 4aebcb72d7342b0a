import Ledger
import TestSupport
import Testing

/// What subscription commands and readers of durable subscriptions send and show.
@Suite struct `The subscription commands` {
    @Test func `show how far a subscription is`() async throws {
        let reply = """
            {"subscription": {"subscription_id": "sub_1", "name": "alerts",
              "acknowledged_sequence": "41", "retain_for": "604800s", "attached": true,
              "created_at": "2026-03-01T12:00:00Z", "filter": {"types": ["balance.monitor"]}}}
            """
        try await RecordingServer.run(
            replies: ["EventService/GetSubscription": reply]
        ) { server in
            let text = try await server.tool.output("subscription", "get", "alerts")
            #expect(
                text == """
                    subscription  sub_1
                    name          alerts
                    types         balance.monitor
                    acknowledged  up to 41
                    retain for    7d
                    read now      yes
                    created       2026-03-01 12:00:00.000Z

                    """)
        }
    }

    @Test func `read from the cursor, and move it over what was shown`() async throws {
        let page = """
            {"events": [{"event_id": "evt_1", "sequence": "7", "type": "balance.created",
              "balance": {"balance_id": "bln_1", "currency": "USD"}}], "sequence": "9"}
            """
        try await RecordingServer.run(replies: ["EventService/PullEvents": page]) { server in
            let text = try await server.tool.output(
                "event", "list", "--durable", "alerts", "--acknowledge", "--limit", "1")
            #expect(text.contains("balance.created"))
            let pulled = server.requests.first { $0.method == "EventService/PullEvents" }
            #expect(pulled?.content["durable"]?.string == "alerts")
            #expect(pulled?.content["from_oldest"] == nil)
            #expect(pulled?.content["filter"] == nil)
            let moved = server.last("EventService/AcknowledgeSubscription")
            #expect(moved?["acknowledged_sequence"]?.string == "9")
        }
    }

    @Test func `wait only where there is nothing yet`() async throws {
        try await RecordingServer.run { server in
            _ = try await server.tool.output("event", "list", "--from", "3", "--wait", "5s")
            let pulled = server.last("EventService/PullEvents")
            #expect(pulled?["wait"]?.string == "5s")
            #expect(pulled?["from_sequence"]?.string == "3")
        }
    }

    @Test(arguments: [
        ["event", "tail", "--durable", "alerts", "--type", "balance.monitor"],
        ["event", "list", "--acknowledge"],
        ["event", "tail", "--durable", "alerts", "--acknowledge", "--count", "2"],
        ["subscription", "ack", "alerts", "0"],
        ["subscription", "create", "alerts", "--from", "3", "--from-oldest"],
    ])
    func `refuse what contradicts itself`(_ arguments: [String]) async throws {
        try await RecordingServer.run { server in
            let refused = try await server.tool.start(arguments).result()
            #expect(refused.status == 2, "\(refused.errors)")
            #expect(server.requests.isEmpty)
        }
    }
}
