import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Balances as they were (acceptance cases 6h 107 to 111).
@Suite struct `A balance at a point of its history` {
    private let server: TestServer
    private let client: Client
    private let clock = TestClock()
    private let balance: V1.Balance

    init() async throws {
        let clock = clock
        server = try await TestServer { clock.rule(&$0) }
        client = try server.client()
        balance = try await client.balance("@a")
    }

    private static let hour: Int64 = 3600

    private func read(_ point: V1.AsOf.Point) async throws -> V1.Balance {
        let reply = try await client.balances.getBalance(
            .init(balanceID: balance.balanceID, asOf: .init(point: point)))
        let named = try await client.balances.getBalanceByIndicator(
            .init(indicator: "@a", currency: "USD", asOf: .init(point: point)))
        #expect(named.balance == reply.balance)
        let many = try await client.balances.batchGetBalances(
            .init(balanceIDs: [balance.balanceID], asOf: .init(point: point)))
        #expect(many.balances == [reply.balance].compactMap(\.self))
        return try given(reply.balance)
    }

    @Test func `counts what was back-dated (107)`() async throws {
        try await client.pay("1000", to: "@a") { $0.effectiveAt = clock.ahead(-3 * Self.hour) }
        try await client.pay("400", from: "@a", to: "@b") {
            $0.effectiveAt = clock.ahead(-Self.hour)
        }
        let now = try await client.shown("@a")
        #expect([now.balance, now.creditBalance, now.debitBalance] == ["600", "1000", "400"])
        let midway = try await read(.effectiveAt(clock.ahead(-2 * Self.hour)))
        #expect(midway.balance == "1000" && midway.version == 2)
        let before = try await read(.effectiveAt(clock.ahead(-4 * Self.hour)))
        #expect(before.balance == "0" && before.creditBalance == "0")
        #expect(before.lastTransactionAt == nil)
        // Everything at that very instant is in.
        #expect(try await read(.effectiveAt(clock.ahead(-3 * Self.hour))).balance == "1000")
        #expect(try await read(.effectiveAt(clock.ahead(-Self.hour))).balance == "600")
        // As it was recorded, nothing was there before now.
        #expect(try await read(.recordedAt(clock.ahead(-Self.hour))).balance == "0")
        #expect(try await read(.recordedAt(clock.ahead(1))).balance == "600")
    }

    @Test func `sums up what comes after, whatever came first (109)`() async throws {
        try await client.pay("7777", to: "@a") { $0.effectiveAt = clock.ahead(-3 * Self.hour) }
        try await client.pay("400", from: "@a", to: "@b") {
            $0.effectiveAt = clock.ahead(-2 * Self.hour)
        }
        // Recorded last, but effective between the two.
        try await client.pay("1000", to: "@a") {
            $0.effectiveAt = clock.ahead(-5 * Self.hour / 2)
        }
        #expect(try await read(.effectiveAt(clock.ahead(-3 * Self.hour))).balance == "7777")
        #expect(try await read(.effectiveAt(clock.ahead(-5 * Self.hour / 2))).balance == "8777")
        #expect(try await read(.effectiveAt(clock.ahead(-2 * Self.hour))).balance == "8377")
        let proof = try await client.balances.recomputeBalance(
            .init(balanceID: balance.balanceID))
        #expect(!proof.drifted)
        #expect(proof.recomputed?.balance == "8377")
        #expect(proof.stored == proof.recomputed)
        #expect(proof.entryCount == 3)
    }

    @Test func `by sequence is what stood after that commit`() async throws {
        for amount in ["5", "7", "11"] { try await client.pay(amount, to: "@a") }
        let sums = try await ([1, 2, 3, 4] as [Int64]).asyncMap {
            try await read(.sequence($0)).balance
        }
        #expect(sums == ["0", "5", "12", "23"])
        let before = try await read(.sequence(0))
        #expect(before.balance == "0" && before.version == 1)
    }

    @Test func `knows the holds of that time`() async throws {
        try await client.pay("100", to: "@a")
        let hold = try await client.hold("60")
        try await client.commit(hold, "10")
        try await client.void(hold)
        let going = try await ([2, 3, 4, 5] as [Int64]).asyncMap {
            let balance = try await read(.sequence($0))
            return [balance.balance, balance.inflightDebitBalance, balance.availableBalance]
        }
        #expect(
            going == [
                ["100", "0", "100"], ["100", "60", "40"], ["90", "50", "40"], ["90", "0", "90"],
            ])
    }

    @Test(arguments: [
        ("as_of.effective_at", GoogleProtobuf.Timestamp(seconds: 1, nanos: 1_000_000_000)),
        ("as_of.recorded_at", .init(seconds: 253_402_300_800)),
        ("as_of.effective_at", .init(seconds: -1)), ("as_of.recorded_at", .init(nanos: -1)),
    ])
    func `at a time that isn't one is refused (111)`(
        _ field: String, _ time: GoogleProtobuf.Timestamp
    ) async throws {
        let refusal = try await refusal {
            try await read(
                field.hasSuffix("effective_at") ? .effectiveAt(time) : .recordedAt(time))
        }
        #expect(refusal.code == .invalidArgument)
        #expect(refusal.reason == "FIELD_INVALID")
        #expect(refusal.field == field)
    }

    @Test(arguments: [-1, 2, .max]) func `at a sequence that isn't one is refused (111)`(
        _ sequence: Int64
    ) async throws {
        let refusal = try await refusal { try await read(.sequence(sequence)) }
        #expect(refusal.reason == "FIELD_INVALID")
        #expect(refusal.field == "as_of.sequence")
    }

    @Test func `is told entry by entry, in both directions`() async throws {
        try await client.pay("100", to: "@a")
        let hold = try await client.hold("60")
        try await client.commit(hold, "10")
        try await client.update(hold, "40")
        try await client.void(hold)
        let entries = try await client.balances.listEntries(
            .init(balanceID: balance.balanceID, order: .oldestFirst)
        ).entries
        #expect(entries.map(\.side) == [.credit, .debit, .debit, .debit, .debit])
        #expect(entries.map(\.preciseAmount) == ["100", "60", "10", "-20", "30"])
        #expect(entries.map(\.creditDelta) == ["100", "0", "0", "0", "0"])
        #expect(entries.map(\.debitDelta) == ["0", "0", "10", "0", "0"])
        #expect(entries.map(\.inflightDebitDelta) == ["0", "60", "-10", "-20", "-30"])
        #expect(
            entries.map { $0.sumsAfter?.availableBalance } == ["100", "40", "40", "60", "90"])
        #expect(entries.map { $0.sumsAfter?.version } == [2, 3, 4, 5, 6])
        let newest = try await client.balances.listEntries(.init(balanceID: balance.balanceID))
        #expect(newest.entries == entries.reversed())
        let own = try await client.transactions.listTransactions(
            .init(filter: .init(balanceID: balance.balanceID), order: .oldestFirst))
        #expect(own.transactions.map(\.kind) == [.transfer, .hold, .commit, .holdUpdate, .void])
    }
}

extension Sequence {
    /// One after the other.
    fileprivate func asyncMap<Result>(
        _ transform: (Element) async throws -> Result
    ) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
