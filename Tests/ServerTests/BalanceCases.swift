import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Names of balances (acceptance cases 6h, as semantics.md has them).
@Suite struct `An indicator` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test(arguments: ["@x", "x", "@a b", "  @cash  ", "a@b.example", "+49 170 1", "日本", "\u{1}"])
    func `is any text, in any ledger, kept byte for byte`(_ indicator: String) async throws {
        let ledger = try given(
            try await client.ledgers.createLedger(.init(name: "Other")).ledger)
        let made = try await client.balance(indicator, ledger: ledger.ledgerID)
        #expect(made.indicator == indicator)
        let found = try await client.balances.getBalanceByIndicator(
            .init(indicator: indicator, currency: "USD"))
        #expect(found.balance == made)
    }

    @Test func `belongs to one balance of a currency in the whole store`() async throws {
        let ledger = try given(
            try await client.ledgers.createLedger(.init(name: "Other")).ledger)
        let first = try await client.balance("@cash")
        let refusal = try await refusal {
            try await client.balance("@cash", ledger: ledger.ledgerID)
        }
        #expect(refusal.code == .alreadyExists)
        #expect(refusal.reason == "DUPLICATE_INDICATOR")
        #expect(refusal.facts["balance_id"] == first.balanceID)
        let trimmed = try await client.balance(" @cash")
        #expect(trimmed.balanceID != first.balanceID)
    }

    @Test func `means two balances in two currencies`() async throws {
        try await client.pay("1", to: "@cash", currency: "USD")
        try await client.pay("2", to: "@cash", currency: "EUR")
        #expect(try await client.sum("@cash", currency: "USD") == "1")
        #expect(try await client.sum("@cash", currency: "EUR") == "2")
        let dollars = try given(
            try await client.balances.getBalanceByIndicator(
                .init(indicator: "@cash", currency: "USD")
            ).balance)
        let refusal = try await refusal {
            try await client.pay("1", to: dollars.balanceID, currency: "EUR")
        }
        #expect(refusal.code == .failedPrecondition)
        #expect(refusal.reason == "CURRENCY_MISMATCH")
    }

    @Test func `of a time that isn't one is refused`() async throws {
        let balance = try await client.balance("@a")
        let refusal = try await refusal {
            try await client.balances.listEntries(
                .init(
                    balanceID: balance.balanceID,
                    createdAt: .init(start: .init(seconds: 1, nanos: -1))))
        }
        #expect(refusal.code == .invalidArgument)
        #expect(refusal.field == "created_at.start")
    }
}
