import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Holds and what they leave to spend (acceptance cases 6d with holds, and 6e).
@Suite struct `A hold` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test func `takes what is spent from what is available (63)`() async throws {
        try await client.pay("1000", to: "@a")
        let hold = try await client.hold("600")
        #expect(hold.status == .inflight && hold.inflight)
        #expect(
            try await client.standing("@a")
                == Standing(settled: "1000", going: "600", available: "400"))
        #expect(
            try await client.standing("@b") == Standing(settled: "0", coming: "600", available: "0")
        )
        let refusal = try await refusal { try await client.pay("500", from: "@a", to: "@c") }
        #expect(refusal.reason == "INSUFFICIENT_FUNDS")
        #expect(refusal.facts["available"] == "400")
        try await client.pay("400", from: "@a", to: "@c")
        let spent = try await WireSupport.refusal { try await client.hold("1") }
        #expect(spent.reason == "INSUFFICIENT_FUNDS")
    }

    @Test func `is refused where the holds before it took all (65)`() async throws {
        try await client.pay("5000", to: "@a")
        for _ in 1...5 { _ = try await client.hold("1000") }
        let refusal = try await refusal { try await client.hold("1000") }
        #expect(refusal.reason == "INSUFFICIENT_FUNDS")
        #expect(try await client.standing("@a").going == "5000")
    }

    @Test func `coming in is nothing to spend yet (67)`() async throws {
        try await client.pay("1000", to: "@a")
        _ = try await client.hold("300")
        _ = try await client.hold("5000", from: "@world", to: "@a")
        #expect(try await client.standing("@a").available == "700")
        let refusal = try await refusal { try await client.pay("701", from: "@a", to: "@c") }
        #expect(refusal.reason == "INSUFFICIENT_FUNDS")
        try await client.pay("600", from: "@a", to: "@c")
    }

    @Test func `is settled by its commit, once (71, 73)`() async throws {
        let hold = try await client.hold("50000", from: "@world")
        let reply = try await client.commit(hold) { request in
            request.amount = "250.00"
            request.precision = 100
        }
        #expect(reply.balances.map(\.balance) == ["-25000", "25000"])
        #expect(reply.balances.map(\.inflightBalance) == ["-25000", "25000"])
        #expect(reply.transaction?.kind == .commit)
        #expect(reply.transaction?.parentTransaction == hold.transactionID)
        #expect(reply.hold?.preciseCommittedAmount == "25000")
        #expect(reply.hold?.preciseRemainingAmount == "25000")
        #expect(reply.hold?.status == .inflight)
        let rest = try await client.commit(hold)
        #expect(rest.transaction?.preciseAmount == "25000")
        #expect(rest.hold?.status == .applied)
        for again in ["", "1"] {
            let refusal = try await refusal { try await client.commit(hold, again) }
            #expect(refusal.code == .failedPrecondition)
            #expect(refusal.reason == "ALREADY_COMMITTED")
        }
        let void = try await refusal { try await client.void(hold) }
        #expect(void.reason == "ALREADY_COMMITTED")
    }

    @Test func `releases only its own part (75)`() async throws {
        try await client.pay("1000", to: "@a")
        let first = try await client.hold("600")
        let second = try await client.hold("300")
        try await client.commit(first)
        let refusal = try await refusal { try await client.void(first) }
        #expect(refusal.reason == "ALREADY_COMMITTED")
        #expect(
            try await client.standing("@a")
                == Standing(settled: "400", going: "300", available: "100"))
        let void = try await client.void(second)
        #expect(void.transaction?.status == .void)
        #expect(void.transaction?.kind == .void)
        #expect(void.transaction?.preciseAmount == "300")
        #expect(void.hold?.status == .void)
        #expect(void.hold?.preciseVoidedAmount == "300")
        #expect(try await client.standing("@a") == Standing(settled: "400", available: "400"))
        let again = try await WireSupport.refusal { try await client.void(second) }
        #expect(again.reason == "ALREADY_VOIDED")
        let late = try await WireSupport.refusal { try await client.commit(second) }
        #expect(late.reason == "ALREADY_VOIDED")
    }

    @Test func `is never committed beyond what remains (77)`() async throws {
        let hold = try await client.hold("100", from: "@world")
        try await client.commit(hold, "40")
        let refusal = try await refusal { try await client.commit(hold, "70") }
        #expect(refusal.code == .failedPrecondition)
        #expect(refusal.reason == "COMMIT_EXCEEDS_REMAINING")
        #expect(refusal.facts["remaining"] == "60")
        #expect(refusal.facts["requested"] == "70")
        #expect(
            refusal.message.contains(
                "cannot commit more than the remaining amount. Available: 60, requested: 70"))
        try await client.commit(hold, "10")
        let sixty = try await WireSupport.refusal { try await client.commit(hold, "60") }
        #expect(sixty.facts["remaining"] == "50")
        let rest = try await client.commit(hold)
        #expect(rest.transaction?.preciseAmount == "50")
    }

    @Test func `is settled part by part (79)`() async throws {
        let hold = try await client.hold("50000", from: "@world")
        var settled: [String] = []
        for part in ["10000", "15000", ""] {
            settled.append(try await client.commit(hold, part).balances[0].balance)
        }
        #expect(settled == ["-10000", "-25000", "-50000"])
        let parts = try await client.transactions.listTransactions(
            .init(
                filter: .init(parentTransaction: hold.transactionID), order: .oldestFirst))
        #expect(parts.transactions.map(\.preciseAmount) == ["10000", "15000", "25000"])
        #expect(parts.transactions.allSatisfy { $0.kind == .commit && $0.status == .applied })
    }

    @Test(arguments: ["0", "-100", "-0", "1.5", "x"])
    func `takes no part of nothing or below (81)`(_ part: String) async throws {
        let hold = try await client.hold("100", from: "@world")
        let refusal = try await refusal { try await client.commit(hold, part) }
        #expect(refusal.code == .invalidArgument)
        #expect(refusal.reason == "INVALID_AMOUNT")
        #expect(refusal.field == "precise_amount")
    }

    @Test func `that was refused for funds is nothing to commit (83)`() async throws {
        try await client.pay("100", to: "@a")
        let id = "txn_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10"
        let refused = try await refusal {
            try await client.hold("101") { $0.transactionID = id }
        }
        #expect(refused.reason == "INSUFFICIENT_FUNDS")
        let commit = try await refusal {
            try await client.commit(.init(transactionID: id))
        }
        #expect(commit.code == .notFound)
        #expect(commit.reason == "TRANSACTION_NOT_FOUND")
        #expect(try await client.standing("@a") == Standing(settled: "100", available: "100"))
    }

    @Test(
        arguments: [
            (false, false, V1.TransactionStatus.applied), (true, false, .inflight),
            (false, true, .scheduled), (true, true, .scheduled),
        ])
    func `and a time to come decide the status (85)`(
        _ isHold: Bool, _ isScheduled: Bool, _ status: V1.TransactionStatus
    ) async throws {
        let reply = try await client.pay("1", to: "@a") { request in
            request.inflight = isHold
            if isScheduled { request.scheduledFor = .init(seconds: 4_000_000_000) }
        }
        let transaction = try given(reply.transaction)
        #expect(transaction.status == status)
        #expect(transaction.kind == (isHold ? .hold : .transfer))
        #expect(transaction.inflight == isHold)
        #expect(reply.balances.isEmpty == isScheduled)
    }

    @Test func `of several legs is committed by what each still holds`() async throws {
        try await client.pay("100", to: "@a")
        try await client.pay("100", to: "@c")
        let hold = try await client.hold("10") {
            $0.setSources("@a=7 @c=3")
            $0.setDestinations("@x=50% @y=50%")
        }
        let first = try await client.commit(hold, "5")
        #expect(first.transaction?.sources.map(\.preciseAmount) == ["4", "1"])
        #expect(first.transaction?.destinations.map(\.preciseAmount) == ["3", "2"])
        #expect(first.hold?.sources.map(\.preciseCommittedAmount) == ["4", "1"])
        let rest = try await client.commit(hold)
        #expect(rest.transaction?.sources.map(\.preciseAmount) == ["3", "2"])
        #expect(rest.transaction?.destinations.map(\.preciseAmount) == ["2", "3"])
        #expect(rest.hold?.destinations.map(\.preciseCommittedAmount) == ["5", "5"])
        #expect(try await client.standing("@a") == Standing(settled: "93", available: "93"))
    }

    @Test func `keeps its money on a balance that is frozen, and may be released`() async throws {
        try await client.pay("100", to: "@a")
        let hold = try await client.hold("60")
        let balance = try await client.shown("@a")
        _ = try await client.balances.updateBalance(
            .init(balanceID: balance.balanceID, status: .frozen))
        let commit = try await refusal { try await client.commit(hold) }
        #expect(commit.reason == "BALANCE_FROZEN")
        let raise = try await refusal { try await client.update(hold, "70") }
        #expect(raise.reason == "BALANCE_FROZEN")
        let closing = try await refusal {
            try await client.balances.updateBalance(
                .init(balanceID: balance.balanceID, status: .closed))
        }
        #expect(closing.reason == "BALANCE_NOT_EMPTY")
        try await client.void(hold)
        #expect(try await client.standing("@a") == Standing(settled: "100", available: "100"))
    }
}
