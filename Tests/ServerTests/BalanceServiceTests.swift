import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

@Suite struct `Balances over the wire` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test func `are created with all they were given`() async throws {
        let reply = try await client.balances.createBalance(
            .init(
                identityID: "idt-7", indicator: "+49 170 1", currency: "EUR",
                currencyMultiplier: 100, overdraftLimit: "500", creditLimit: "100000",
                metaData: #"{ "b": 1, "a": [1.50] }"#))
        let balance = try given(reply.balance)
        #expect(reply.sequence == 1)
        #expect(!reply.replayed)
        #expect(balance.balanceID.hasPrefix("bln_"))
        #expect(balance.ledgerID == "general_ledger_id")
        #expect(balance.identityID == "idt-7")
        #expect(balance.indicator == "+49 170 1")
        #expect(balance.currencyMultiplier == 100)
        #expect(balance.overdraftLimit == "500")
        #expect(balance.creditLimit == "100000")
        #expect(balance.metaData == #"{"a":[1.50],"b":1}"#)
        #expect(balance.version == 1)
        #expect(balance.status == .open)
        #expect(balance.balance == "0" && balance.availableBalance == "0")
        #expect(balance.createdAt == balance.updatedAt)
        #expect(balance.lastTransactionAt == nil)
        let read = try await client.balances.getBalance(.init(balanceID: balance.balanceID))
        #expect(read.balance == balance)
        #expect(read.sequence == 1)
    }

    @Test func `are found by indicator and currency, byte for byte`() async throws {
        let dollars = try await client.balance("@cash", currency: "USD")
        let euros = try await client.balance("@cash", currency: "EUR")
        #expect(dollars.balanceID != euros.balanceID)
        let found = try await client.balances.getBalanceByIndicator(
            .init(indicator: "@cash", currency: "EUR"))
        #expect(found.balance == euros)
        // A composed and a decomposed é are two indicators.
        let composed = try await client.balance("caf\u{E9}")
        let decomposed = try await client.balance("cafe\u{301}")
        #expect(composed.balanceID != decomposed.balanceID)
    }

    @Test func `are created once by a chosen id`() async throws {
        let id = "bln_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"
        var request = V1.CreateBalanceRequest(balanceID: id, currency: "USD")
        let first = try await client.balances.createBalance(request)
        let second = try await client.balances.createBalance(request)
        #expect(!first.replayed && second.replayed)
        #expect(first.balance == second.balance)
        request.currency = "EUR"
        let refusal = try await refusal { try await client.balances.createBalance(request) }
        #expect(refusal.code == .alreadyExists)
        #expect(refusal.reason == "DUPLICATE_ID")
        #expect(refusal.facts == ["id": id, "field": "balance_id"])
    }

    @Test func `are read in a batch with the unknown ids apart`() async throws {
        let one = try await client.balance()
        let two = try await client.balance()
        let unknown = "bln_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"
        let reply = try await client.balances.batchGetBalances(
            .init(balanceIDs: [two.balanceID, unknown, one.balanceID, two.balanceID]))
        #expect(reply.balances == [two, one, two])
        #expect(reply.missingIDs == [unknown])
        #expect(reply.sequence == 2)
    }

    @Test func `change what describes them and nothing else`() async throws {
        let balance = try await client.balance("@a", metaData: #"{"keep":1,"drop":2}"#)
        try await client.pay("100", to: "@a")
        let reply = try await client.balances.updateBalance(
            .init(
                balanceID: balance.balanceID, identityID: "idt-1",
                metaData: #"{"drop":null,"new":true}"#, overdraftLimit: "7", expectedVersion: 2))
        let changed = try given(reply.balance)
        #expect(changed.identityID == "idt-1")
        #expect(changed.metaData == #"{"keep":1,"new":true}"#)
        #expect(changed.overdraftLimit == "7")
        #expect(changed.balance == "100")
        #expect(changed.version == 2)
        let cleared = try await client.balances.updateBalance(
            .init(
                balanceID: balance.balanceID,
                updateMask: .init(paths: ["identity_id", "meta_data", "overdraft_limit"])))
        #expect(try given(cleared.balance).identityID.isEmpty)
        #expect(try given(cleared.balance).metaData.isEmpty)
        #expect(try given(cleared.balance).overdraftLimit.isEmpty)
        #expect(cleared.sequence == reply.sequence + 1)
    }

    @Test func `tell whether funds suffice, as a transaction would`() async throws {
        let balance = try await client.balance("@a", overdraft: "50")
        try await client.pay("100", to: "@a")
        func check(_ amount: String, _ allow: Bool = false) async throws -> V1.CheckFundsResponse {
            try await client.balances.checkFunds(
                .init(balanceID: balance.balanceID, preciseAmount: amount, allowOverdraft: allow))
        }
        let enough = try await check("150")
        #expect(enough.sufficient && enough.headroom == "150" && enough.reason.isEmpty)
        let short = try await check("151")
        #expect(!short.sufficient && short.reason == "OVERDRAFT_LIMIT_EXCEEDED")
        let open = try await check("1000000", true)
        #expect(open.sufficient && open.unlimited && open.headroom.isEmpty)
        let world = try await client.balances.checkFunds(
            .init(indicator: "@world", currency: "USD", preciseAmount: "1"))
        #expect(world.unlimited)
    }

    @Test func `prove their sums by their entries`() async throws {
        let balance = try await client.balance("@a")
        for amount in 1...20 { try await client.pay("\(amount)", to: "@a") }
        try await client.pay("200", from: "@a", to: "@b")
        let reply = try await client.balances.recomputeBalance(
            .init(balanceID: balance.balanceID))
        #expect(!reply.drifted)
        #expect(reply.stored == reply.recomputed)
        #expect(reply.recomputed?.creditBalance == "210")
        #expect(reply.recomputed?.debitBalance == "200")
        #expect(reply.entryCount == 21)
    }

    @Test func `quote little of what was sent in a refusal`() async throws {
        let balance = try await client.balance("@a")
        let path = String(repeating: "p", count: 500_000)
        do {
            _ = try await client.balances.updateBalance(
                .init(balanceID: balance.balanceID, updateMask: .init(paths: [path])))
        } catch {
            #expect(try Refusal(error).field == "update_mask")
            #expect(error.message.utf8.count < 2000)
            #expect(error.details.allSatisfy { $0.value.count < 3000 })
        }
    }
}
