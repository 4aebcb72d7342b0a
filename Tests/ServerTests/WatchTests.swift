import Messages
import Server
import TTRPC
import Testing
import TidemarkClient
import WireSupport

@Suite struct `A stream of Watch` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    private static let soon = GoogleProtobuf.Duration(nanos: 100_000_000)

    private func watch(
        _ change: (inout V1.WatchStart) -> Void = { _ in }
    ) async throws -> Watcher {
        var start = V1.WatchStart(heartbeatInterval: Self.soon)
        change(&start)
        return try await Watcher(server.peer(), start)
    }

    @Test func `sends as many messages as it has credit for, and no more`() async throws {
        let watcher = try await watch { $0.maxBatchEvents = 1 }
        for _ in 1...10 { try await client.pay("1", to: "@a") }
        // Nothing but heartbeats, which stand before the first event that waits.
        for _ in 1...3 {
            let heartbeat = try given(try watcher.next())
            #expect(heartbeat.events.isEmpty)
            #expect(heartbeat.sequence == 0)
            #expect(heartbeat.credits == 0)
        }
        try await watcher.give(2)
        for left in [1, 0] as [Int32] {
            #expect(try watcher.nextEvents()?.credits == left)
        }
        #expect(watcher.reached == 2)
        for _ in 1...3 { #expect(try given(try watcher.next()).events.isEmpty) }
        #expect(watcher.reached == 2)
        try await watcher.give(5)
        try await watcher.give(5)
        while watcher.reached < 10 { _ = try watcher.nextEvents() }
        #expect(watcher.credits == 2)
        #expect(watcher.events.map(\.sequence).max() == 10)
        #expect(Set(watcher.events.map(\.eventID)).count == watcher.events.count)
    }

    @Test func `makes progress without credit over what its filter keeps back`() async throws {
        let watcher = try await watch { $0.filter = .init(types: [.ledgerCreated]) }
        for _ in 1...5 { try await client.pay("1", to: "@a") }
        while watcher.reached < 5 { try watcher.next() }
        _ = try await client.ledgers.createLedger(.init(name: "Cards"))
        for _ in 1...3 { try watcher.next() }
        #expect(watcher.reached == 5)
        try await watcher.give(1)
        #expect(try watcher.nextEvents()?.events.map(\.type) == [.ledgerCreated])
    }

    @Test func `holds unused credit to its limit`() async throws {
        let watcher = try await watch { $0.credits = 1_000_000 }
        try await watcher.give(1_000_000)
        try await client.pay("1", to: "@a")
        #expect(try watcher.nextEvents()?.credits == 999_999)
    }

    @Test func `takes acknowledgements and tells what is stored`() async throws {
        _ = try await client.events.createSubscription(.init(name: "desk", fromOldest: true))
        let watcher = try await watch {
            $0.durable = "desk"
            $0.credits = 100
        }
        #expect(watcher.acknowledged == 0)
        for _ in 1...5 { try await client.pay("1", to: "@a") }
        while watcher.reached < 6 { try watcher.next() }
        // The last of many is what counts.
        for sequence in 2...6 { try await watcher.acknowledge(Int64(sequence)) }
        while watcher.acknowledged < 6 { try watcher.next() }
        let stored = try await client.events.getSubscription(.init(subscriptionID: "desk"))
        #expect(stored.subscription?.acknowledgedSequence == 6)
        // What it told is durable: another one goes on there.
        let next = try await watch { $0.durable = "desk" }
        #expect(next.reached == 6)
        #expect(next.acknowledged == 6)
        #expect(try watcher.readToEnd()?.reason == "SUBSCRIPTION_TAKEN_OVER")
    }

    @Test func `ends well when the client closes its side, or by Unsubscribe`() async throws {
        let closing = try await watch()
        try await closing.stream.finishSending()
        #expect(try closing.readToEnd() == nil)
        let ended = try await watch { $0.credits = 1 }
        _ = try await client.events.unsubscribe(.init(subscriptionID: ended.subscriptionID))
        #expect(try ended.readToEnd() == nil)
    }

    @Test func `is refused where the client says what it may not say`() async throws {
        typealias Said = [V1.WatchRequest.Message?]
        let wrong: [(Said, reason: String, field: String)] = [
            ([.credit(.init(credits: 1))], "MALFORMED_REQUEST", ""),
            ([.acknowledgement(.init(sequence: 1))], "MALFORMED_REQUEST", ""),
            ([nil], "MALFORMED_REQUEST", ""),
            ([.start(.init()), .start(.init())], "MALFORMED_REQUEST", ""),
            ([.start(.init(credits: -1))], "FIELD_INVALID", "start.credits"),
            ([.start(.init(credits: 1_000_001))], "FIELD_INVALID", "start.credits"),
            ([.start(.init(fromSequence: 99))], "FIELD_INVALID", "from_sequence"),
            ([.start(.init()), .credit(.init(credits: 0))], "FIELD_INVALID", "credit.credits"),
            (
                [.start(.init()), .credit(.init(credits: 1_000_001))], "FIELD_INVALID",
                "credit.credits"
            ),
            (
                [.start(.init()), .acknowledgement(.init(sequence: 1))], "FIELD_INVALID",
                "acknowledgement"
            ),
        ]
        for (said, reason, field) in wrong {
            let watcher = try await Watcher(server.peer())
            for message in said {
                try await watcher.stream.send(V1.WatchRequest(message: message).serialized())
            }
            let refusal = try given(try watcher.readToEnd())
            #expect(refusal.code == .invalidArgument)
            #expect(refusal.reason == reason)
            #expect(refusal.field == field)
        }
        let silent = try await Watcher(server.peer())
        try await silent.stream.finishSending()
        #expect(try silent.readToEnd()?.reason == "MALFORMED_REQUEST")
        let unknown = try await Watcher(server.peer())
        try await unknown.say(.start(.init(durable: "desk")))
        #expect(try unknown.readToEnd()?.code == .notFound)
        #expect(try await client.admin.getStats(.init()).subscriberCount == 0)
    }

    @Test func `ends where a durable one acknowledges what isn't there yet`() async throws {
        _ = try await client.events.createSubscription(.init(name: "desk"))
        let watcher = try await watch { $0.durable = "desk" }
        try await watcher.acknowledge(99)
        let refusal = try given(try watcher.readToEnd())
        #expect(refusal.code == .invalidArgument)
        #expect(refusal.facts["next_sequence"] == "2")
    }
}
