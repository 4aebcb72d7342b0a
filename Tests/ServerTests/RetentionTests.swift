import Messages
import Server
import Store
import TTRPC
import Testing
import TidemarkClient
import WireSupport

@Suite struct `Events that were let go` {
    private let server: TestServer
    private let client: Client

    /// A server that lets everything go that nobody holds on to.
    init() async throws {
        server = try await TestServer { options in
            options.store.retention.bytes = 0
            options.store.retention.interval = .milliseconds(10)
        }
        client = try server.client()
    }

    /// Waits until nothing before a sequence is left.
    private func waitForOldest(_ sequence: Int64) async throws {
        while try await client.admin.getServerInfo(.init()).oldestSequence < sequence {
            await Task.yield()
        }
    }

    @Test func `refuse whoever wants them, with the oldest that is left`() async throws {
        let subscription = V1.CreateSubscriptionRequest(name: "late", fromOldest: true)
        _ = try await client.events.createSubscription(subscription)
        for _ in 1...5 { try await client.pay("1", to: "@a") }
        try await waitForOldest(7)
        var refusals = [
            try await refusal { try await client.events.pullEvents(.init(fromSequence: 3)) },
            try await refusal { try await client.events.pullEvents(.init(durable: "late")) },
            try await refusal {
                try await client.events.createSubscription(.init(name: "x", fromSequence: 3))
            },
        ]
        for request in [V1.SubscribeRequest(fromSequence: 6), .init(durable: "late")] {
            let call = try client.peer.begin(
                ("tidemark.v1.EventService", "Subscribe"), request, flags: .remoteClosed)
            refusals.append(try client.peer.refusal(of: call))
        }
        let watcher = try await Watcher(server.peer())
        try await watcher.say(.start(.init(fromSequence: 1)))
        refusals.append(try given(try watcher.readToEnd()))
        for refusal in refusals {
            #expect(refusal.code == .outOfRange)
            #expect(refusal.reason == "CURSOR_EXPIRED")
            #expect(refusal.facts["oldest_sequence"] == "7")
        }
        // Whoever begins at the oldest, or acknowledges what is lost, goes on.
        try await client.pay("1", to: "@a")
        _ = try await client.events.acknowledgeSubscription(
            .init(subscriptionID: "late", acknowledgedSequence: 7))
        try await waitForOldest(8)
        let reader = try server.peer().subscribe(.init(durable: "late"))
        #expect(reader.reached == 7)
    }

    @Test func `end the stream that waits for credit behind them`() async throws {
        let watcher = try await Watcher(server.peer(), .init())
        for _ in 1...5 { try await client.pay("1", to: "@a") }
        try await waitForOldest(6)
        let refusal = try given(try watcher.readToEnd())
        #expect(refusal.code == .outOfRange)
        #expect(refusal.reason == "CURSOR_EXPIRED")
    }

    @Test func `are kept for a subscription as long as it asks`() async throws {
        _ = try await client.events.createSubscription(
            .init(name: "desk", fromOldest: true, retainFor: .init(seconds: 3600)))
        for _ in 1...5 { try await client.pay("1", to: "@a") }
        _ = try await client.events.acknowledgeSubscription(
            .init(subscriptionID: "desk", acknowledgedSequence: 3))
        try await waitForOldest(4)
        let reader = try server.peer().subscribe(.init(durable: "desk"))
        try reader.read(through: 6)
        reader.checkGapFree(from: 4)
        #expect(try await client.admin.getServerInfo(.init()).oldestSequence == 4)
        _ = try await client.events.deleteSubscription(.init(subscriptionID: "desk"))
        try await waitForOldest(8)
    }
}
