import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// What lists of balances and of transactions pick out.
@Suite struct `A filter` {
    private let server: TestServer
    private let client: Client
    private let clock = TestClock()

    init() async throws {
        let clock = clock
        server = try await TestServer { clock.rule(&$0) }
        client = try server.client()
        try await client.balance("@poor", overdraft: "10", metaData: #"{"tier":"tin","n":5}"#)
        try await client.balance("@rich", metaData: #"{"tier":"gold"}"#)
        try await client.balance("@euro", currency: "EUR", metaData: #"{"tier":"gold"}"#)
        try await client.pay("100", to: "@rich", reference: "in-1") {
            $0.metaData = #"{"order":1.0}"#
            $0.effectiveAt = clock.ahead(-100)
        }
        clock.now += 10
        try await client.pay("7", from: "@poor", to: "@rich", reference: "in-2")
        let hold = try await client.hold("20", from: "@rich", to: "@poor", reference: "hold")
        try await client.update(hold, "50", reference: "raise")
        try await client.commit(hold, "5", reference: "commit")
        try await client.pay("3", from: "@rich", to: "@poor", reference: "later") {
            $0.scheduledFor = clock.ahead(1000)
        }
    }

    /// The references of what passes, oldest first.
    private func transactions(_ filter: V1.TransactionFilter) async throws -> [String] {
        try await client.transactions.listTransactions(
            .init(filter: filter, order: .oldestFirst)
        ).transactions.map(\.reference)
    }

    private func balances(_ filter: V1.BalanceFilter) async throws -> [String] {
        try await client.balances.listBalances(
            .init(filter: filter, order: .oldestFirst)
        ).balances.map(\.indicator)
    }

    @Test func `picks transactions by what they are`() async throws {
        #expect(try await transactions(.init(status: .inflight)) == ["hold"])
        #expect(try await transactions(.init(status: .scheduled)) == ["later"])
        #expect(try await transactions(.init(kind: .commit)) == ["commit"])
        #expect(
            try await transactions(.init(status: .applied, kind: .transfer)) == ["in-1", "in-2"])
        #expect(try await transactions(.init(currency: "EUR")) == [])
        #expect(try await transactions(.init(referencePrefix: "in-")) == ["in-1", "in-2"])
        let hold = try await client.transactions.getTransactionByReference(
            .init(reference: "hold"))
        let id = try given(hold.transaction).transactionID
        #expect(try await transactions(.init(parentTransaction: id)) == ["raise", "commit"])
        let poor = try await client.shown("@poor").balanceID
        #expect(
            try await transactions(.init(balanceID: poor)) == ["in-2", "hold", "raise", "commit"])
        #expect(
            try await transactions(.init(balanceID: poor, parentTransaction: id))
                == ["raise", "commit"])
    }

    @Test func `picks transactions by the amount they show`() async throws {
        // A hold that was raised counts as what it is now.
        #expect(try await transactions(.init(minPreciseAmount: "50")) == ["in-1", "hold"])
        #expect(
            try await transactions(.init(maxPreciseAmount: "7")) == ["in-2", "commit", "later"])
        #expect(
            try await transactions(.init(minPreciseAmount: "5", maxPreciseAmount: "30"))
                == ["in-2", "raise", "commit"])
    }

    @Test func `picks transactions by their times`() async throws {
        let (start, end) = (clock.ahead(0), clock.ahead(1))
        #expect(
            try await transactions(.init(createdAt: .init(end: start))) == ["in-1"])
        #expect(try await transactions(.init(createdAt: .init(start: start, end: end))).count == 5)
        #expect(
            try await transactions(.init(effectiveAt: .init(end: clock.ahead(-100)))) == ["in-1"])
        #expect(
            try await transactions(.init(scheduledFor: .init(start: clock.ahead(1000)))) == [
                "later"
            ]
        )
        #expect(try await transactions(.init(scheduledFor: .init(end: clock.ahead(1000)))) == [])
    }

    @Test func `picks transactions and balances by their metadata`() async throws {
        #expect(
            try await transactions(.init(metaData: [.init(key: "order", valueJson: "1")]))
                == ["in-1"])
        #expect(try await transactions(.init(metaData: [.init(key: "order")])) == ["in-1"])
        #expect(
            try await transactions(.init(metaData: [.init(key: "order", valueJson: "\"1\"")])) == []
        )
        #expect(
            try await balances(.init(metaData: [.init(key: "tier", valueJson: "\"gold\"")]))
                == ["@rich", "@euro"])
        #expect(
            try await balances(
                .init(
                    currency: "EUR", metaData: [.init(key: "tier", valueJson: "\"gold\"")]))
                == ["@euro"])
        #expect(
            try await balances(
                .init(metaData: [.init(key: "n", valueJson: "5.0"), .init(key: "tier")]))
                == ["@poor"])
    }

    @Test func `picks balances by their sums`() async throws {
        func sum(
            _ field: V1.MonitorField, _ comparison: V1.Operator, _ value: String
        ) -> V1.SumFilter {
            .init(field: field, operator: comparison, value: value)
        }
        #expect(
            try await balances(.init(sums: [sum(.balance, .lessThan, "0")])) == ["@poor", "@world"])
        #expect(
            try await balances(
                .init(
                    sums: [
                        sum(.balance, .greaterThan, "0"), sum(.inflightDebitBalance, .equal, "45"),
                    ])) == ["@rich"])
        #expect(
            try await balances(.init(sums: [sum(.availableBalance, .equal, "57")])) == ["@rich"])
    }

    @Test func `for what isn't there picks nothing`() async throws {
        let uuid = "018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"
        #expect(try await transactions(.init(balanceID: "bln_\(uuid)")) == [])
        #expect(try await transactions(.init(parentTransaction: "txn_\(uuid)")) == [])
        #expect(try await balances(.init(ledgerID: "ldg_\(uuid)")) == [])
        #expect(try await balances(.init(identityID: "nobody")) == [])
    }
}
