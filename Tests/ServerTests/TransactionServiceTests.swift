import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

@Suite struct `Transactions over the wire` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test func `answer with the transaction, each touched balance and the commit`() async throws {
        let reply = try await client.transactions.createTransaction(
            .init(
                reference: "r1", currency: "USD", amount: "100.50", precision: 100,
                source: "@world", destination: "@alice", description: "salary",
                metaData: #"{"k": 1}"#))
        let transaction = try given(reply.transaction)
        #expect(transaction.transactionID.hasPrefix("txn_"))
        #expect(transaction.status == .applied)
        #expect(transaction.preciseAmount == "10050")
        #expect(transaction.amount == "100.50")
        #expect(transaction.precision == 100)
        #expect(transaction.description == "salary")
        #expect(transaction.metaData == #"{"k":1}"#)
        #expect(transaction.sources.map(\.created) == [true])
        #expect(transaction.destinations.map(\.preciseAmount) == ["10050"])
        #expect(reply.sequence == 1)
        #expect(transaction.sequence == 1)
        #expect(!reply.replayed)
        #expect(reply.balances.map(\.indicator) == ["@world", "@alice"])
        #expect(reply.balances.map(\.balance) == ["-10050", "10050"])
        #expect(reply.balances.map(\.version) == [2, 2])
        #expect(reply.balances.map(\.currencyMultiplier) == [100, 100])
    }

    @Test func `are read by id, by reference and in a batch`() async throws {
        let first = try given(try await client.pay("1", to: "@a", reference: "r1").transaction)
        let second = try given(try await client.pay("2", to: "@a", reference: "r2").transaction)
        let byID = try await client.transactions.getTransaction(
            .init(transactionID: first.transactionID))
        #expect(byID.transaction == first)
        #expect(byID.sequence == 2)
        let byReference = try await client.transactions.getTransactionByReference(
            .init(reference: "r2"))
        #expect(byReference.transaction == second)
        let unknown = "txn_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"
        let batch = try await client.transactions.batchGetTransactions(
            .init(transactionIDs: [second.transactionID, unknown, first.transactionID]))
        #expect(batch.transactions == [second, first])
        #expect(batch.missingIDs == [unknown])
    }

    @Test func `adopt the precision of the first amount, and keep to it`() async throws {
        try await client.pay("1", to: "@a") { request in
            request.preciseAmount = ""
            request.amount = "0.29"
            request.precision = 100
        }
        #expect(try await client.sum("@a") == "29")
        // Minor units without a precision always fit.
        try await client.pay("1", to: "@a")
        let refusal = try await refusal {
            try await client.pay("1", to: "@a") { $0.precision = 1000 }
        }
        #expect(refusal.code == .failedPrecondition)
        #expect(refusal.reason == "PRECISION_MISMATCH")
        #expect(refusal.facts["currency_multiplier"] == "100")
        #expect(refusal.facts["precision"] == "1000")
        #expect(try await client.sum("@a") == "30")
    }

    @Test func `make missing indicators, and none where they are refused`() async throws {
        let refusal = try await refusal {
            try await client.pay("1", from: "@poor", to: "@rich")
        }
        #expect(refusal.reason == "INSUFFICIENT_FUNDS")
        #expect(try await client.balances.listBalances(.init()).balances.isEmpty)
        #expect(try await client.stored().isEmpty)
        try await client.pay("1", to: "@rich")
        let events = try await client.stored()
        #expect(events.map(\.type) == [.balanceCreated, .balanceCreated, .transactionApplied])
        #expect(Set(events.map(\.sequence)) == [1])
        #expect(events.map(\.index) == [0, 1, 2])
        let missing = try await WireSupport.refusal {
            try await client.pay("1", to: "@other") { $0.requireExistingBalances = true }
        }
        #expect(missing.reason == "BALANCE_NOT_FOUND")
        #expect(missing.code == .notFound)
    }

    @Test func `let the outside, and only it, go below zero`() async throws {
        try await client.pay("170141183460469231731687303715884105727", to: "@a")
        #expect(
            try await client.sum("@world") == "-170141183460469231731687303715884105727")
        let overflow = try await refusal { try await client.pay("1", to: "@b") }
        #expect(overflow.code == .outOfRange)
        #expect(overflow.reason == "AMOUNT_OVERFLOW")
        #expect(overflow.field == "amount")
        let poor = try await refusal { try await client.pay("1", from: "@b", to: "@c") }
        #expect(poor.reason == "INSUFFICIENT_FUNDS")
    }

    @Test func `are dated as they ask`() async throws {
        let past = GoogleProtobuf.Timestamp(seconds: 1_000_000, nanos: 5)
        let reply = try await client.pay("1", to: "@a") { $0.effectiveAt = past }
        #expect(reply.transaction?.effectiveAt == past)
        #expect(reply.transaction?.createdAt != past)
        let entries = try await client.balances.listEntries(
            .init(
                balanceID: try given(reply.balances.last).balanceID,
                effectiveAt: .init(start: past, end: .init(seconds: 1_000_000, nanos: 6))))
        #expect(entries.entries.map(\.preciseAmount) == ["1"])
    }

    @Test func `hold to the versions they expect`() async throws {
        let balance = try await client.balance("@a")
        let expected = V1.ExpectedVersion(balanceID: balance.balanceID, version: 1)
        try await client.pay("1", to: "@a") { $0.expectedVersions = [expected] }
        let refusal = try await refusal {
            try await client.pay("1", to: "@a") { $0.expectedVersions = [expected] }
        }
        #expect(refusal.code == .aborted)
        #expect(refusal.reason == "VERSION_MISMATCH")
        #expect(refusal.facts["version"] == "2")
    }
}
