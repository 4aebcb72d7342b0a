import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Whose money it is that goes out (acceptance cases 6k).
@Suite struct `Lineage` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    private func tracked(
        _ strategy: V1.AllocationStrategy, _ deposits: KeyValuePairs<String, String>
    ) async throws -> V1.Balance {
        let balance = try given(
            try await client.balances.createBalance(
                .init(
                    indicator: "@t", currency: "USD", trackFundLineage: true,
                    allocationStrategy: strategy)
            ).balance)
        for (provider, amount) in deposits { try await deposit(amount, provider) }
        return balance
    }

    @discardableResult
    private func deposit(_ amount: String, _ provider: String) async throws -> V1.Transaction {
        try given(
            try await client.pay(amount, to: "@t") {
                $0.metaData = #"{"BLNK_LINEAGE_PROVIDER":"\#(provider)"}"#
            }.transaction)
    }

    private func available(_ balance: V1.Balance) async throws -> [String] {
        let reply = try await client.balances.getLineage(.init(balanceID: balance.balanceID))
        for provider in reply.providers {
            #expect(
                Int(provider.available)
                    == (Int(provider.received) ?? 0) - (Int(provider.spent) ?? 0))
        }
        return reply.providers.map { "\($0.provider) \($0.available)" }
    }

    @Test(arguments: [
        (146, V1.AllocationStrategy.fifo, "5000 3000 2000", "7000", "5000 2000", "0 1000 2000"),
        (148, .proportional, "6000 3000 1000", "5000", "3000 1500 500", "3000 1500 500"),
        (150, .lifo, "4000 3000", "2500", "2500", "4000 500"),
        (0, .unspecified, "1 2", "2", "1 1", "0 1"),
        (0, .lifo, "5000 3000 2000", "7000", "2000 3000 2000", "3000 0 0"),
        (0, .proportional, "1 1 1", "2", "1 1", "0 0 1"),
        (0, .fifo, "10", "10", "10", "0"),
    ])
    func `takes a debit from the deposits by the balance's strategy`(
        _ row: Int, _ strategy: V1.AllocationStrategy, _ deposits: String, _ spent: String,
        _ taken: String, _ left: String
    ) async throws {
        let balance = try await tracked(strategy, [:])
        for (number, amount) in deposits.split(separator: " ").enumerated() {
            try await deposit(String(amount), "p\(number)")
        }
        let reply = try await client.pay(spent, from: "@t", to: "@shop")
        let transaction = try given(reply.transaction)
        #expect(
            transaction.allocations.map(\.preciseAmount)
                == taken.split(separator: " ").map(String.init)
        )
        #expect(transaction.allocationCount == transaction.allocations.count)
        #expect(transaction.allocations.allSatisfy { $0.balanceID == balance.balanceID })
        #expect(
            transaction.allocations.allSatisfy {
                $0.depositTransactionID.isEmpty == (strategy == .proportional)
            })
        let stored = try await client.now(transaction)
        #expect(stored == transaction)
        let providers = left.split(separator: " ").enumerated().map { "p\($0) \($1)" }
        #expect(try await available(balance) == providers)
    }

    @Test func `counts a hold when it is committed, part by part`() async throws {
        let balance = try await tracked(.fifo, ["stripe": "40", "bank": "30"])
        let hold = try await client.hold("60", from: "@t")
        #expect(hold.allocations.isEmpty)
        #expect(try await available(balance) == ["stripe 40", "bank 30"])
        let first = try await client.commit(hold, "50")
        #expect(first.transaction?.allocations.map(\.provider) == ["stripe", "bank"])
        #expect(first.transaction?.allocations.map(\.preciseAmount) == ["40", "10"])
        #expect(first.hold?.allocations == first.transaction?.allocations)
        let stored = try await client.now(hold)
        #expect(first.hold == stored)
        #expect(try await available(balance) == ["stripe 0", "bank 20"])
        let void = try await client.void(hold)
        #expect(void.transaction?.allocations.isEmpty == true)
        #expect(void.hold?.allocations.count == 2)
        #expect(try await available(balance) == ["stripe 0", "bank 20"])
        let back = try await client.refund(hold, "15")
        #expect(back.refunded?.preciseRefundedAmount == "15")
        #expect(try await available(balance) == ["stripe 5", "bank 30"])
        #expect(try await client.sum("@t") == "35")
    }

    @Test func `of a refunded deposit is taken back`() async throws {
        let balance = try await tracked(.fifo, ["stripe": "40"])
        let second = try await deposit("30", "bank")
        let refund = try await client.refund(second)
        #expect(refund.transaction?.allocations.map(\.provider) == ["bank"])
        #expect(
            refund.transaction?.allocations.map(\.depositTransactionID) == [second.transactionID])
        #expect(try await available(balance) == ["stripe 40", "bank 0"])
    }

    @Test func `is answered in a dry run and in a replay, too`() async throws {
        let balance = try await tracked(.fifo, ["stripe": "40", "bank": "30"])
        let dry = try await client.pay("50", from: "@t", to: "@shop", reference: "r") {
            $0.dryRun = true
        }
        #expect(dry.transaction?.allocations.map(\.preciseAmount) == ["40", "10"])
        #expect(try await available(balance) == ["stripe 40", "bank 30"])
        let first = try await client.pay("50", from: "@t", to: "@shop", reference: "r")
        #expect(first.transaction?.allocations == dry.transaction?.allocations)
        let again = try await client.pay("50", from: "@t", to: "@shop", reference: "r")
        #expect(again.replayed)
        #expect(again.transaction?.allocations == first.transaction?.allocations)
    }

    @Test func `names a source that nobody named, by its indicator or its id`() async throws {
        let balance = try await tracked(.fifo, [:])
        let nameless = try await client.balance(overdraft: "10")
        try await client.pay("5", to: "@t")
        try await client.pay("5", from: nameless.balanceID, to: "@t")
        try await client.pay("9", to: "") { request in
            request.setSources("@p=left @q=33%")
            request.setDestinations("@t=left")
            request.allowOverdraft = true
        }
        #expect(
            try await available(balance)
                == ["@world 5", "\(nameless.balanceID) 5", "@p 7", "@q 2"])
    }

    @Test func `of many small deposits is shown in part, and counted`() async throws {
        _ = try await tracked(.fifo, [:])
        let deposits = (0..<700).map { number in
            V1.BatchItem.paying("1", to: "@t") {
                $0.metaData = #"{"BLNK_LINEAGE_PROVIDER":"p\#(number)"}"#
            }
        }
        _ = try await client.transactions.createBatch(.init(items: deposits))
        let reply = try await client.pay("700", from: "@t", to: "@shop")
        let spent = try given(reply.transaction)
        #expect(spent.allocationCount == 700)
        #expect(spent.allocations.count == 500)
        #expect(spent.allocations.map(\.provider) == (0..<500).map { "p\($0)" })
        for _ in 1...4 {
            try await client.refund(spent, "175")
            try await client.pay("175", from: "@t", to: "@shop")
        }
        let page = try await client.transactions.listTransactions(.init(pageSize: 1000))
        #expect(page.transactions.map(\.allocations.count).reduce(0, +) <= 2000)
    }

    @Test func `isn't there for a balance that doesn't track it`() async throws {
        let balance = try await client.balance("@plain")
        let refusal = try await refusal {
            try await client.balances.getLineage(.init(balanceID: balance.balanceID))
        }
        #expect(refusal.code == .failedPrecondition)
        #expect(refusal.reason == "LINEAGE_NOT_TRACKED")
    }
}
