import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Many writes from one message (acceptance cases 6e 87 and 6g).
@Suite struct `A batch` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    private func send(
        _ items: [V1.BatchItem], atomic: Bool = false, dryRun: Bool = false
    ) async throws -> V1.CreateBatchResponse {
        try await client.transactions.createBatch(
            .init(items: items, atomic: atomic, dryRun: dryRun))
    }

    @Test func `settles holds one by one, or all at once (87)`() async throws {
        try await client.pay("1000", to: "@a")
        for atomic in [false, true] {
            let made = try await send(
                (1...3).map { number in
                    .paying("10", from: "@a", to: "@b\(number)") { $0.inflight = true }
                }, atomic: atomic)
            #expect(made.results.map(\.status) == [.inflight, .inflight, .inflight])
            let settled = try await send(
                made.results.map { .committing($0.id) }, atomic: atomic)
            #expect(settled.results.map(\.status) == [.applied, .applied, .applied])
            #expect(Set(settled.results.map(\.sequence)).count == (atomic ? 1 : 3))
            for hold in made.results {
                let now = try await client.now(.init(transactionID: hold.id))
                #expect(now.status == .applied)
                #expect(now.preciseRemainingAmount == "0")
            }
        }
        #expect(try await client.standing("@a") == Standing(settled: "940", available: "940"))
    }

    @Test func `keeps what stands before and after a refused item (95)`() async throws {
        try await client.pay("500", to: "@a")
        let reply = try await send([
            .paying("400", from: "@a", to: "@b"), .paying("400", from: "@a", to: "@b"),
            .paying("100", from: "@a", to: "@b"), .paying("", from: "@a", to: "@b"),
        ])
        #expect(reply.results.map { $0.error == nil } == [true, false, true, false])
        #expect(reply.results.map(\.sequence) == [2, 0, 3, 0])
        let funds = try Refusal(try given(reply.results[1].error))
        #expect(funds.reason == "INSUFFICIENT_FUNDS")
        #expect(funds.subject == "items[1].source")
        let shape = try Refusal(try given(reply.results[3].error))
        #expect(shape.reason == "FIELD_REQUIRED")
        #expect(shape.field == "items[3].amount")
        #expect(reply.sequence == 3)
        #expect(try await client.sum("@a") == "0")
    }

    @Test func `that is atomic is all or nothing (95)`() async throws {
        try await client.pay("500", to: "@a")
        let refusal = try await refusal {
            try await send(
                [.paying("400", from: "@a", to: "@b"), .paying("400", from: "@a", to: "@b")],
                atomic: true)
        }
        #expect(refusal.code == .failedPrecondition)
        #expect(refusal.reason == "INSUFFICIENT_FUNDS")
        #expect(refusal.facts["item"] == "1")
        #expect(refusal.subject == "items[1].source")
        #expect(try await client.sum("@a") == "500")
        let shape = try await WireSupport.refusal {
            try await send(
                [.paying("400", from: "@a", to: "@b"), .paying("x", from: "@a", to: "@b")],
                atomic: true)
        }
        #expect(shape.facts["item"] == "1")
        #expect(shape.field == "items[1].precise_amount")
        let reply = try await send(
            [.paying("400", from: "@a", to: "@b"), .paying("100", from: "@a", to: "@b")],
            atomic: true)
        #expect(reply.results.map(\.sequence) == [2, 2])
        #expect(reply.sequence == 2)
        #expect(try await client.admin.getServerInfo(.init()).sequence == 2)
    }

    @Test(arguments: [false, true])
    func `says in a dry run what each item would come to (97)`(_ atomic: Bool) async throws {
        try await client.pay("500", to: "@a")
        let before = try await client.admin.getServerInfo(.init())
        let reply = try await send(
            [
                .paying("450", from: "@a", to: "@new"), .paying("100", from: "@a", to: "@new"),
                .paying("50", from: "@a", to: "@new"),
            ], atomic: atomic, dryRun: true)
        #expect(reply.results.map { $0.error == nil } == [true, false, true])
        let refused = try Refusal(try given(reply.results[1].error))
        #expect(refused.reason == "INSUFFICIENT_FUNDS")
        #expect(refused.facts["available"] == "50")
        #expect(reply.sequence == 0)
        #expect(reply.results.map(\.sequence) == [0, 0, 0])
        let after = try await client.admin.getServerInfo(.init())
        #expect(after.chainHash == before.chainHash)
        let none = try await refusal { try await client.shown("@new") }
        #expect(none.reason == "BALANCE_NOT_FOUND")
    }

    @Test(arguments: [false, true])
    func `sent again answers with the first result (99)`(_ atomic: Bool) async throws {
        try await client.pay("10000", to: "@a")
        let items: [V1.BatchItem] = [
            .paying("1500", from: "@a", to: "@b", reference: "r1"),
            .paying("500", from: "@a", to: "@b", reference: "r2"),
        ]
        let first = try await send(items, atomic: atomic)
        let second = try await send(items, atomic: atomic)
        #expect(!first.replayed && second.replayed)
        #expect(second.results.allSatisfy { $0.replayed })
        #expect(second.results.map(\.id) == first.results.map(\.id))
        #expect(second.results.map(\.sequence) == first.results.map(\.sequence))
        #expect(try await client.sum("@a") == "8000")
        // One of them again beside a new one.
        let mixed = try await send(
            [items[0], .paying("1", from: "@a", to: "@b", reference: "r3")], atomic: atomic)
        #expect(mixed.results.map(\.replayed) == [true, false])
        #expect(!mixed.replayed)
        #expect(try await client.sum("@a") == "7999")
    }

    @Test(arguments: [false, true])
    func `with a reference twice applies it once`(_ atomic: Bool) async throws {
        let reply = try await send(
            [.paying("5", to: "@a", reference: "r"), .paying("5", to: "@a", reference: "r")],
            atomic: atomic)
        #expect(reply.results.map(\.replayed) == [false, true])
        #expect(reply.results[0].id == reply.results[1].id)
        #expect(try await client.sum("@a") == "5")
    }

    @Test func `names what earlier items made, by ids of the client's choice`() async throws {
        let ledger = "ldg_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d11"
        let balance = "bln_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d12"
        let hold = "txn_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d13"
        let monitor = "mon_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d14"
        let reply = try await send(
            [
                .init(request: .createLedger(.init(ledgerID: ledger, name: "L"))),
                .init(
                    request: .createBalance(
                        .init(balanceID: balance, ledgerID: ledger, currency: "USD"))),
                .init(
                    request: .createMonitor(
                        .init(
                            monitorID: monitor, balanceID: balance,
                            condition: .init(
                                field: .balance, operator: .greaterThanOrEqual,
                                preciseValue: "40")))),
                .paying("100", to: balance) {
                    $0.transactionID = hold
                    $0.inflight = true
                },
                .committing(hold, "40"),
                .init(request: .voidInflight(.init(transactionID: hold, reference: "v"))),
                .init(
                    request: .refundTransaction(
                        .init(transactionID: hold, reference: "b", preciseAmount: "15"))),
                .init(
                    request: .updateBalance(
                        .init(balanceID: balance, identityID: "someone"))),
            ], atomic: true)
        #expect(reply.results.prefix(4).map(\.id) == [ledger, balance, monitor, hold])
        #expect(
            reply.results[3...6].map(\.status) == [.inflight, .applied, .void, .applied])
        let after = try given(
            try await client.balances.getBalance(.init(balanceID: balance)).balance)
        #expect(after.balance == "25")
        #expect(after.inflightCreditBalance == "0")
        #expect(after.ledgerID == ledger && after.identityID == "someone")
        #expect(try await client.firings().map(\.monitor?.monitorID) == [monitor])
    }

    @Test(arguments: [0, 10_001])
    func `has one item or more, and no more than ten thousand`(_ count: Int) async throws {
        let refusal = try await refusal {
            try await send((0..<count).map { .paying("1", to: "@a", reference: "r\($0)") })
        }
        #expect(refusal.code == .invalidArgument)
        #expect(refusal.reason == (count == 0 ? "FIELD_INVALID" : "BATCH_TOO_LARGE"))
        #expect(refusal.field == "items")
    }

    @Test func `refuses a dry run of one item, and an item of nothing`() async throws {
        let reply = try await send([
            .paying("1", to: "@a") { $0.dryRun = true }, .init(), .paying("1", to: "@a"),
        ])
        #expect(try Refusal(try given(reply.results[0].error)).field == "items[0].dry_run")
        #expect(try Refusal(try given(reply.results[1].error)).field == "items[1].request")
        #expect(reply.results[2].error == nil)
    }

    @Test func `names no transaction from a balance to itself, by any of its names (101)`()
        async throws
    {
        let balance = try await client.balance("@a", overdraft: "10")
        let reply = try await send([
            .paying("1", from: "@a", to: balance.balanceID), .paying("1", from: "@n", to: "@n"),
        ])
        for result in reply.results {
            #expect(try Refusal(try given(result.error)).reason == "SAME_BALANCE")
        }
    }
}

extension V1.BatchItem {
    static func paying(
        _ amount: String, from source: String = "@world", to destination: String,
        reference: String = .fresh,
        _ change: (inout V1.CreateTransactionRequest) -> Void = { _ in }
    ) -> V1.BatchItem {
        var request = V1.CreateTransactionRequest.payment(
            amount, from: source, to: destination, reference: reference)
        change(&request)
        return .init(request: .createTransaction(request))
    }

    static func committing(_ id: String, _ amount: String = "") -> V1.BatchItem {
        .init(
            request: .commitInflight(
                .init(transactionID: id, reference: .fresh, preciseAmount: amount)))
    }
}
