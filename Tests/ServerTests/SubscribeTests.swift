import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

@Suite struct `A stream of events` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test func `begins with its id and where it stands`() async throws {
        try await client.pay("1", to: "@a")
        let reader = try server.peer().subscribe()
        #expect(reader.reached == 1)
        #expect(reader.events.isEmpty)
        try await client.pay("2", to: "@a")
        try reader.read(through: 2)
        #expect(reader.events.map(\.type) == [.transactionApplied])
        guard case .transaction(let transaction)? = reader.events.first?.payload else {
            return #expect(Bool(false), "no transaction in the event")
        }
        #expect(transaction.preciseAmount == "2")
        #expect(reader.events.first?.entries.map(\.preciseAmount) == ["2", "2"])
    }

    @Test func `goes on from any sequence: stored, then live`() async throws {
        for _ in 1...10 { try await client.pay("1", to: "@a") }
        let readers = try (1...11).map { from in
            try server.peer().subscribe(.init(fromSequence: Int64(from)))
        }
        let oldest = try server.peer().subscribe(.init(fromOldest: true))
        for _ in 1...10 { try await client.pay("1", to: "@a") }
        for (from, reader) in zip(1..., readers) {
            try reader.read(through: 20)
            reader.checkGapFree(from: Int64(from))
        }
        try oldest.read(through: 20)
        oldest.checkGapFree(from: 1)
    }

    @Test func `and a pull tell the same`() async throws {
        let balance = try await client.balance("@a")
        try await client.monitor(balance, .greaterThan, "3", trigger: .everyMatch)
        for _ in 1...10 { try await client.pay("1", to: "@a") }
        let reader = try server.peer().subscribe(.init(fromSequence: 1))
        try reader.read(through: 12)
        #expect(try await client.stored() == reader.events)
        // In pieces too: a piece never divides a commit.
        var pulled: [V1.Event] = []
        var next: Int64 = 1
        while next <= 12 {
            let piece = try await client.events.pullEvents(.init(fromSequence: next, limit: 2))
            pulled += piece.events
            #expect(piece.oldestSequence == 1)
            next = piece.sequence + 1
        }
        #expect(pulled == reader.events)
    }

    @Test(
        arguments: [
            (V1.SubscribeRequest(fromSequence: 3), "from_sequence"),
            (.init(fromSequence: -1), "from_sequence"),
            (.init(fromSequence: 1, fromOldest: true), "from_sequence"),
            (.init(heartbeatInterval: .init(seconds: 0, nanos: 99_999_999)), "heartbeat_interval"),
            (.init(heartbeatInterval: .init(seconds: 3601)), "heartbeat_interval"),
            (.init(heartbeatInterval: .init(seconds: -1)), "heartbeat_interval"),
            (.init(maxBatchEvents: -1), "max_batch_events"),
            (.init(filter: .init(monitorIDs: ["x"])), "filter.monitor_ids[0]"),
            (.init(filter: .init(balanceIDs: ["x"])), "filter.balance_ids[0]"),
            (.init(filter: .init(ledgerID: "x")), "filter.ledger_id"),
            (.init(filter: .init(types: [.balanceMonitor, .unspecified])), "filter.types[1]"),
        ] as [(V1.SubscribeRequest, String)])
    func `is refused where its request is wrong`(
        _ request: V1.SubscribeRequest, _ field: String
    ) async throws {
        try await client.pay("1", to: "@a")
        let call = try client.peer.begin(
            ("tidemark.v1.EventService", "Subscribe"), request, flags: .remoteClosed)
        let refusal = try client.peer.refusal(of: call)
        #expect(refusal.code == .invalidArgument)
        #expect(refusal.reason == "FIELD_INVALID")
        #expect(refusal.field == field)
        // The id is free again.
        _ = try await client.health.check(.init())
    }

    @Test func `carries what its filter lets through, and progress over the rest`() async throws {
        let cards = try given(try await client.ledgers.createLedger(.init(name: "Cards")).ledger)
        let card = try await client.balance("card-1", ledger: cards.ledgerID)
        let cash = try await client.balance("cash")
        let monitor = try await client.monitor(card, .greaterThan, "5")
        try await client.monitor(cash, .greaterThan, "5")
        func reader(_ filter: V1.EventFilter) throws -> EventReader {
            try server.peer().subscribe(
                .init(
                    filter: filter, fromSequence: 1,
                    heartbeatInterval: .init(nanos: 100_000_000)))
        }
        let byMonitor = try reader(.init(monitorIDs: [monitor.monitorID]))
        let byBalance = try reader(.init(balanceIDs: [card.balanceID]))
        let byLedger = try reader(.init(ledgerID: cards.ledgerID))
        let byPrefix = try reader(.init(indicatorPrefix: "card-"))
        let byType = try reader(.init(types: [.balanceMonitor]))
        let byBoth = try reader(
            .init(balanceIDs: [cash.balanceID], types: [.balanceMonitor, .balanceCreated]))
        try await client.pay("10", to: "cash")
        try await client.pay("10", to: "card-1")
        let last = try await client.pay("1", to: "other").sequence
        for reader in [byMonitor, byBalance, byLedger, byPrefix, byType, byBoth] {
            try reader.read(through: last)
        }
        let moved: [V1.EventType] = [.transactionApplied, .balanceMonitor]
        #expect(byMonitor.events.map(\.type) == [.monitorCreated, .balanceMonitor])
        #expect(byBalance.events.map(\.type) == [.balanceCreated, .monitorCreated] + moved)
        #expect(
            byLedger.events.map(\.type)
                == [.ledgerCreated, .balanceCreated, .monitorCreated] + moved)
        #expect(byPrefix.events == byBalance.events)
        #expect(byType.events.map(\.type) == [.balanceMonitor, .balanceMonitor])
        #expect(byBoth.events.map(\.type) == [.balanceCreated, .balanceMonitor])
    }

    @Test func `says how far it got where nothing passes`() async throws {
        let reader = try server.peer().subscribe(
            .init(
                filter: .init(types: [.balanceMonitor]),
                heartbeatInterval: .init(nanos: 100_000_000)))
        for _ in 1...5 { try await client.pay("1", to: "@a") }
        try reader.read(through: 5)
        #expect(reader.events.isEmpty)
        let before = reader.heartbeats
        try reader.next()
        #expect(reader.heartbeats == before + 1)
        #expect(reader.reached == 5)
    }

    @Test func `keeps small messages where that is asked for`() async throws {
        for _ in 1...20 { try await client.pay("1", to: "@a") }
        let reader = try server.peer().subscribe(.init(fromSequence: 1, maxBatchEvents: 3))
        var sizes: [Int] = []
        while reader.reached < 20 { sizes.append(try given(try reader.next()).events.count) }
        #expect(sizes.max() == 3)
        reader.checkGapFree(from: 1)
    }
}
