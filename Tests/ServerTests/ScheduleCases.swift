import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Transactions that wait for their time.
@Suite struct `A scheduled transaction` {
    private let server: TestServer
    private let client: Client
    private let clock = TestClock()

    init() async throws {
        let clock = clock
        server = try await TestServer { clock.rule(&$0) }
        client = try server.client()
    }

    private func schedule(
        _ amount: String, from source: String = "@a", to destination: String = "@b",
        in seconds: Int64 = 10, reference: String = .fresh,
        _ change: (inout V1.CreateTransactionRequest) -> Void = { _ in }
    ) async throws -> V1.Transaction {
        let time = clock.ahead(seconds)
        let reply = try await client.pay(
            amount, from: source, to: destination, reference: reference
        ) {
            $0.scheduledFor = time
            change(&$0)
        }
        #expect(reply.balances.isEmpty)
        return try given(reply.transaction)
    }

    /// Lets time pass and waits for what happens then.
    private func pass(
        _ seconds: Int64, until type: V1.EventType, count: Int = 1
    ) async throws -> [V1.Transaction] {
        clock.now += seconds
        // A commit wakes the timer, which doesn't see that the clock was set.
        try await client.balance()
        let reader = try server.peer().subscribe(
            .init(filter: .init(types: [type]), fromSequence: 1))
        while reader.events.count < count { try reader.next() }
        return try reader.events.map {
            guard case .transaction(let transaction) = $0.payload else {
                throw PartMissing(part: "transaction")
            }
            return transaction
        }
    }

    @Test func `moves nothing before, and runs at its time`() async throws {
        let waiting = try await schedule("60")
        #expect(waiting.status == .scheduled)
        #expect(waiting.scheduledFor == clock.ahead(10))
        #expect(waiting.sources.map(\.balanceID) == [""])
        let none = try await refusal { try await client.shown("@a") }
        #expect(none.reason == "BALANCE_NOT_FOUND")
        try await client.pay("100", to: "@a")
        let ran = try await pass(10, until: .transactionApplied, count: 2)[1]
        #expect(ran.transactionID == waiting.transactionID)
        #expect(ran.status == .applied)
        let now = try await client.now(waiting)
        #expect(now.status == .applied && now.sequence > waiting.sequence)
        #expect(now.scheduledFor == waiting.scheduledFor)
        #expect(now.destinations.map(\.created) == [true])
        #expect(try await client.sum("@a") == "40")
        #expect(try await client.refund(now).refunded?.preciseRefundedAmount == "60")
    }

    @Test func `is checked when it runs, and rejected with its reason`() async throws {
        let waiting = try await schedule("60", reference: "r")
        let rejected = try await pass(10, until: .transactionRejected)[0]
        #expect(rejected.transactionID == waiting.transactionID)
        let now = try await client.now(waiting)
        #expect(now.status == .rejected)
        #expect(now.rejectionReason == "INSUFFICIENT_FUNDS")
        #expect(!now.rejectionMessage.isEmpty)
        let none = try await refusal { try await client.shown("@b") }
        #expect(none.reason == "BALANCE_NOT_FOUND")
        // Its reference is used for ever.
        let again = try await schedule("60", in: 0, reference: "r")
        #expect(again.status == .rejected)
        for call: @Sendable (Client) async throws -> String in [
            { "\(try await $0.refund(waiting))" }, { "\(try await $0.commit(waiting))" },
            {
                "\(try await $0.transactions.cancelTransaction(.init(transactionID: waiting.transactionID)))"
            },
        ] {
            let refusal = try await WireSupport.refusal { try await call(client) }
            #expect(refusal.code == .failedPrecondition)
            #expect(["NOT_REFUNDABLE", "NOT_INFLIGHT", "NOT_SCHEDULED"].contains(refusal.reason))
        }
    }

    @Test func `is cancelled before its time, and not after`() async throws {
        let waiting = try await schedule("60")
        let cancel = V1.CancelTransactionRequest(transactionID: waiting.transactionID)
        let first = try await client.transactions.cancelTransaction(cancel)
        #expect(first.transaction?.status == .cancelled)
        #expect(!first.replayed)
        let second = try await client.transactions.cancelTransaction(cancel)
        #expect(second.replayed)
        #expect(second.transaction?.status == .cancelled)
        let other = try await schedule("1", from: "@world")
        clock.now += 10
        let late = try await refusal {
            try await client.transactions.cancelTransaction(
                .init(transactionID: other.transactionID))
        }
        #expect(late.reason == "NOT_SCHEDULED")
        let plain = try given(try await client.pay("1", to: "@x").transaction)
        let never = try await WireSupport.refusal {
            try await client.transactions.cancelTransaction(
                .init(transactionID: plain.transactionID))
        }
        #expect(never.reason == "NOT_SCHEDULED")
        #expect(try await client.now(waiting).status == .cancelled)
    }

    @Test(arguments: [-1, 0]) func `lies ahead`(_ seconds: Int64) async throws {
        let refusal = try await refusal { try await schedule("1", in: seconds) }
        #expect(refusal.code == .invalidArgument)
        #expect(refusal.reason == "TIME_PASSED")
        #expect(refusal.field == "scheduled_for")
    }

    @Test func `may be a hold, whose times are judged when it runs`() async throws {
        try await client.pay("100", to: "@a")
        let waiting = try await schedule("60") {
            $0.inflight = true
            $0.inflightExpiresAt = clock.ahead(30)
        }
        #expect(waiting.kind == .hold && waiting.preciseAmount == "60")
        let early = try await refusal { try await client.commit(waiting) }
        #expect(early.reason == "NOT_INFLIGHT")
        _ = try await pass(10, until: .transactionInflight)
        #expect(try await client.standing("@a").available == "40")
        try await client.commit(waiting)
        #expect(try await client.now(waiting).status == .applied)
    }

    @Test func `after a long stop runs in the order of its time`() async throws {
        for (amount, seconds) in [("1", 30), ("2", 10), ("3", 20)] as [(String, Int64)] {
            _ = try await schedule(amount, from: "@world", in: seconds)
        }
        try await server.stop()
        clock.now += 1000
        let clock = clock
        let again = try await TestServer(in: server.folder) { clock.rule(&$0) }
        let reader = try again.peer().subscribe(
            .init(filter: .init(types: [.transactionApplied]), fromSequence: 1))
        while reader.events.count < 3 { try reader.next() }
        let amounts = reader.events.compactMap { event -> String? in
            if case .transaction(let transaction) = event.payload {
                transaction.preciseAmount
            } else {
                nil
            }
        }
        #expect(amounts == ["2", "3", "1"])
    }
}
