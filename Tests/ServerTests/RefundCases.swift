import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// Giving back what was moved (acceptance cases 6f).
@Suite struct `A refund` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    private func paid(
        _ amount: String = "1000", _ change: (inout V1.CreateTransactionRequest) -> Void = { _ in }
    ) async throws -> V1.Transaction {
        try given(try await client.pay(amount, to: "@a", change).transaction)
    }

    @Test func `of all brings both back, by a reference of its own (89)`() async throws {
        let paid = try await paid { $0.metaData = #"{"order":17,"note":"a"}"# }
        let reply = try await client.refund(
            paid, reference: Reference.refund(of: paid.transactionID)
        ) { $0.metaData = #"{"note":"b"}"# }
        let refund = try given(reply.transaction)
        #expect(refund.reference == "\(paid.transactionID)_refund")
        #expect(refund.kind == .refund && refund.status == .applied)
        #expect(refund.parentTransaction == paid.transactionID)
        #expect(refund.metaData == #"{"note":"b","order":17}"#)
        #expect(refund.source == "@a" && refund.destination == "@world")
        #expect(reply.refunded?.preciseRefundedAmount == "1000")
        #expect(reply.refunded?.status == .applied)
        #expect(reply.balances.map(\.balance) == ["0", "0"])
        #expect(reply.balances.map(\.creditBalance) == ["1000", "1000"])
        let again = try await client.refund(
            paid, reference: Reference.refund(of: paid.transactionID)
        ) { $0.metaData = #"{"note":"b"}"# }
        #expect(again.replayed)
        #expect(again.transaction?.transactionID == refund.transactionID)
        let more = try await refusal { try await client.refund(paid) }
        #expect(more.code == .failedPrecondition)
        #expect(more.reason == "REFUND_EXCEEDS_REMAINING")
        #expect(more.facts["remaining"] == "0")
    }

    @Test func `comes in parts, and never to more than was moved`() async throws {
        let paid = try await paid()
        try await client.refund(paid, "300")
        try await client.refund(paid) {
            $0.amount = "1.50"
            $0.precision = 100
        }
        let refusal = try await refusal { try await client.refund(paid, "551") }
        #expect(refusal.reason == "REFUND_EXCEEDS_REMAINING")
        #expect(refusal.facts["remaining"] == "550")
        #expect(refusal.facts["requested"] == "551")
        let rest = try await client.refund(paid)
        #expect(rest.transaction?.preciseAmount == "550")
        #expect(rest.refunded?.preciseRefundedAmount == "1000")
        #expect(try await client.sum("@a") == "0")
    }

    @Test func `of what isn't there is refused (93)`() async throws {
        let unknown = V1.Transaction(transactionID: "txn_018f3c2e-6a54-7c6e-9b1d-2f5e8a7c4d10")
        let refusal = try await refusal { try await client.refund(unknown) }
        #expect(refusal.code == .notFound)
        #expect(refusal.reason == "TRANSACTION_NOT_FOUND")
        #expect(refusal.facts["field"] == "transaction_id")
    }

    @Test func `is of the committed part of a hold`() async throws {
        try await client.pay("100", to: "@a")
        let hold = try await client.hold("80")
        let early = try await refusal { try await client.refund(hold) }
        #expect(early.reason == "NOT_REFUNDABLE")
        try await client.commit(hold, "30")
        let over = try await refusal { try await client.refund(hold, "31") }
        #expect(over.facts["remaining"] == "30")
        let back = try await client.refund(hold)
        #expect(back.transaction?.preciseAmount == "30")
        #expect(back.refunded?.preciseRefundedAmount == "30")
        #expect(back.refunded?.preciseRemainingAmount == "50")
        #expect(
            try await client.standing("@a")
                == Standing(settled: "100", going: "50", available: "50")
        )
        try await client.commit(hold)
        let second = try await client.refund(hold)
        #expect(second.transaction?.preciseAmount == "50")
        #expect(try await client.standing("@a") == Standing(settled: "100", available: "100"))
    }

    @Test func `is of no commit, void, refund or change`() async throws {
        let hold = try await client.hold("80", from: "@world")
        let children = [
            try await client.update(hold, "90").transaction,
            try await client.commit(hold, "30").transaction,
            try await client.refund(hold, "10").transaction,
            try await client.void(hold).transaction,
        ]
        for child in children {
            let child = try given(child)
            let refusal = try await refusal { try await client.refund(child) }
            #expect(refusal.reason == "NOT_REFUNDABLE", "\(child.kind)")
            let commit = try await WireSupport.refusal { try await client.commit(child) }
            #expect(commit.reason == "NOT_INFLIGHT")
            let void = try await WireSupport.refusal { try await client.void(child) }
            #expect(void.reason == "NOT_INFLIGHT")
        }
    }

    @Test func `needs the funds, unless it may overdraw`() async throws {
        let paid = try await paid("100")
        try await client.pay("60", from: "@a", to: "@b")
        let refusal = try await refusal { try await client.refund(paid) }
        #expect(refusal.reason == "INSUFFICIENT_FUNDS")
        #expect(refusal.facts["available"] == "40")
        #expect(try await client.now(paid).preciseRefundedAmount == "0")
        let limited = try await WireSupport.refusal {
            try await client.refund(paid) {
                $0.allowOverdraft = true
                $0.overdraftLimit = "59"
            }
        }
        #expect(limited.reason == "OVERDRAFT_LIMIT_EXCEEDED")
        let reply = try await client.refund(paid) { $0.allowOverdraft = true }
        #expect(reply.balances.map(\.balance) == ["-60", "-0".replacing("-", with: "")])
    }

    @Test func `of a split goes back by what each got`() async throws {
        try await client.pay("100", to: "@s")
        let split = try given(
            try await client.pay("100", from: "@s", to: "") {
                $0.setDestinations("@x=60% @y=30% @z=10%")
            }.transaction)
        let part = try await client.refund(split, "11")
        #expect(part.transaction?.sources.map(\.preciseAmount) == ["7", "3", "1"])
        let rest = try await client.refund(split)
        #expect(rest.transaction?.sources.map(\.preciseAmount) == ["53", "27", "9"])
        #expect(
            rest.refunded?.destinations.map(\.preciseRefundedAmount) == ["60", "30", "10"])
        #expect(try await client.sum("@s") == "100")
    }
}
