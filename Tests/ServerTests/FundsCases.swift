import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// What may leave a balance (acceptance cases 6d without holds).
@Suite struct `Funds` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    /// A balance with so much in it and such a standing overdraft, asked for an amount.
    struct Case: Sendable {
        var funds: String
        var standing = ""
        /// Nil: the request allows no overdraft; empty: one without limit.
        var asked: String?
        var amount: String
        /// What is left, or why not.
        var result: String
    }

    @Test(arguments: [
        Case(funds: "500", amount: "400", result: "100"),
        Case(funds: "500", amount: "500", result: "0"),
        Case(funds: "500", amount: "501", result: "INSUFFICIENT_FUNDS"),
        Case(funds: "500", asked: "600", amount: "1000", result: "-500"),
        Case(funds: "500", asked: "499", amount: "1000", result: "OVERDRAFT_LIMIT_EXCEEDED"),
        Case(funds: "0", asked: "1000", amount: "1000", result: "-1000"),
        Case(funds: "0", asked: "1000", amount: "1001", result: "OVERDRAFT_LIMIT_EXCEEDED"),
        Case(funds: "0", asked: "", amount: "1000000", result: "-1000000"),
        Case(funds: "0", asked: "0", amount: "1", result: "INSUFFICIENT_FUNDS"),
        Case(funds: "0", standing: "1000", amount: "1000", result: "-1000"),
        Case(funds: "0", standing: "1000", amount: "1001", result: "OVERDRAFT_LIMIT_EXCEEDED"),
        // The larger of the two limits holds.
        Case(funds: "0", standing: "1000", asked: "10", amount: "1000", result: "-1000"),
        Case(funds: "0", standing: "10", asked: "1000", amount: "1000", result: "-1000"),
    ])
    func `are checked against the floor`(_ row: Case) async throws {
        let balance = try await client.balance("@a", overdraft: row.standing)
        if row.funds != "0" { try await client.pay(row.funds, to: "@a") }
        let funds = try await client.balances.checkFunds(
            .init(
                balanceID: balance.balanceID, preciseAmount: row.amount,
                allowOverdraft: row.asked != nil, overdraftLimit: row.asked ?? ""))
        do {
            let reply = try await client.pay(row.amount, from: "@a", to: "@b") { request in
                request.allowOverdraft = row.asked != nil
                request.overdraftLimit = row.asked ?? ""
            }
            #expect(reply.balances.first?.balance == row.result)
            #expect(funds.sufficient)
        } catch let error as RPCError {
            let refusal = try Refusal(error)
            #expect(refusal.code == .failedPrecondition)
            #expect(refusal.reason == row.result)
            #expect(funds.reason == row.result)
            #expect(try await client.sum("@a") == row.funds)
        }
    }

    @Test func `a limit without allow_overdraft is refused, on every path the same`() async throws {
        let refusal = try await refusal {
            try await client.pay("1", from: "@a", to: "@b") { $0.overdraftLimit = "10" }
        }
        #expect(refusal.reason == "FIELD_INVALID")
        #expect(refusal.field == "overdraft_limit")
    }

    @Test func `a ceiling counts what comes in`() async throws {
        try await client.balance("@a", ceiling: "10")
        try await client.pay("10", to: "@a")
        let full = try await refusal { try await client.pay("1", to: "@a") }
        #expect(full.reason == "CREDIT_LIMIT_EXCEEDED")
        try await client.pay("4", from: "@a", to: "@b")
        #expect(try await client.sum("@a") == "6")
    }
}
