import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

/// A batch that was applied is answered, whatever its answer would take: no reply is over a frame.
@Suite struct `The reply to a batch` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    /// As many items as a batch may have.
    private static let most = 10_000

    private func send(
        _ items: [V1.BatchItem], view: V1.BatchView = .brief
    ) async throws -> V1.CreateBatchResponse {
        // A reply over a frame would be a status, and a frame over the limit ends the connection.
        try await client.transactions.createBatch(.init(items: items, view: view))
    }

    private func paying(_ amount: String, _ reference: String) -> V1.BatchItem {
        .init(
            request: .createTransaction(
                .payment(amount, to: "@a", reference: reference)))
    }

    /// References of the greatest length.
    private func reference(_ number: Int) -> String {
        let digits = "\(number)"
        return digits + String(repeating: "é", count: (256 - digits.utf8.count) / 2)
    }

    @Test func `of ten thousand long refusals shortens some, and says which is which`() async throws
    {
        let first = try await send((0..<Self.most).map { paying("1", reference($0)) })
        #expect(first.results.allSatisfy { $0.error == nil })
        #expect(!first.shortened)
        let second = try await send((0..<Self.most).map { paying("2", reference($0)) })
        #expect(second.results.count == Self.most)
        #expect(second.shortened)
        #expect(second.sequence == 0)
        for (position, result) in second.results.enumerated() {
            let refusal = try Refusal(try given(result.error))
            #expect(refusal.code == .alreadyExists)
            #expect(refusal.reason == "DUPLICATE_REFERENCE")
            #expect(refusal.facts["transaction_id"] == first.results[position].id)
            #expect(refusal.facts["differing_fields"] == "amount")
            #expect(refusal.message.hasPrefix("items[\(position)]."))
        }
        let whole = try Refusal(try given(second.results[0].error))
        #expect(whole.message.hasSuffix("which differs in amount"))
        let cut = try Refusal(try given(second.results[Self.most - 1].error))
        #expect(cut.message.hasSuffix("é…"))
        #expect(try await client.sum("@a") == "\(Self.most)")
    }

    @Test func `tells of what was applied beside ten thousand less one refusals`() async throws {
        try await client.pay("1", to: "@a", reference: reference(0))
        let items = (1..<Self.most).map { _ in paying("2", reference(0)) } + [paying("5", "last")]
        let reply = try await send(items)
        #expect(reply.shortened)
        #expect(reply.results.last?.error == nil)
        #expect(reply.results.last?.sequence == reply.sequence)
        #expect(try await client.sum("@a") == "6")
    }

    @Test func `of refusals at long paths keeps their reasons`() async throws {
        let times = (0..<Self.most).map { _ in
            V1.BatchItem(
                request: .createTransaction(
                    .init(
                        reference: "r", currency: "USD", preciseAmount: "1", source: "@a",
                        destination: "@b",
                        inflightCommitAt: .init(seconds: 1, nanos: -1))))
        }
        let reply = try await send(times)
        for result in reply.results {
            let refusal = try Refusal(try given(result.error))
            #expect(refusal.reason == "FIELD_INVALID")
        }
    }

    @Test func `of refusals that quote long keys is no longer for that`() async throws {
        let key = String(repeating: "k", count: 8_000)
        let items = (0..<250).map { _ in
            V1.BatchItem(
                request: .createBalance(
                    .init(currency: "USD", metaData: "{\"\(key)\":1,\"\(key)\":2}")))
        }
        let reply = try await send(items + [paying("7", "r")])
        #expect(reply.results.last?.error == nil)
        for result in reply.results.dropLast() {
            #expect(try Refusal(try given(result.error)).reason == "FIELD_INVALID")
        }
        #expect(try await client.sum("@a") == "7")
    }

    @Test func `of ten thousand successes is brief, and in FULL refused before anything`()
        async throws
    {
        let items = (0..<Self.most).map { paying("1", "r\($0)") }
        let refusal = try await refusal { try await send(items, view: .full) }
        #expect(refusal.code == .resourceExhausted)
        #expect(refusal.reason == "REPLY_TOO_LARGE")
        #expect(refusal.field == "view")
        #expect(refusal.facts["limit"] == "4194304")
        #expect(try await client.admin.getServerInfo(.init()).sequence == 0)
        let brief = try await send(items)
        #expect(!brief.shortened)
        #expect(brief.results.map(\.sequence) == Array(1...Int64(Self.most)))
    }

    @Test func `in FULL leaves out what balances bring beyond a frame`() async throws {
        let note = String(repeating: "x", count: 16_000)
        let balance = try await client.balance("@big", metaData: #"{"note":"\#(note)"}"#)
        let items = (0..<500).map { number in
            V1.BatchItem(
                request: .createTransaction(
                    .payment("1", to: balance.balanceID, reference: "r\(number)")))
        }
        let reply = try await send(items, view: .full)
        #expect(reply.shortened)
        #expect(reply.results.allSatisfy { $0.error == nil && !$0.id.isEmpty && $0.sequence > 0 })
        let whole = reply.results.prefix { $0.transaction != nil }
        #expect(whole.count > 200 && whole.count < 300)
        #expect(whole.allSatisfy { $0.balances.count == 2 })
        #expect(reply.results.last?.transaction == nil)
        #expect(reply.results.last?.balances.isEmpty == true)
        #expect(try await client.sum("@big") == "500")
    }

    @Test func `in FULL has the resources of each item`() async throws {
        try await client.pay("10", to: "@a")
        let hold = try await client.hold("5")
        let reply = try await send(
            [
                .init(request: .createLedger(.init(name: "L"))),
                .init(request: .createBalance(.init(indicator: "@n", currency: "USD"))),
                paying("1", "r"),
                .init(
                    request: .commitInflight(
                        .init(transactionID: hold.transactionID, reference: "c"))),
                .init(
                    request: .createMonitor(
                        .init(
                            indicator: "@a", currency: "USD",
                            condition: .init(
                                field: .balance, operator: .lessThan, preciseValue: "0")))),
                paying("0", "r"),
            ], view: .full)
        #expect(reply.results[0].ledger?.name == "L")
        #expect(reply.results[1].balances.map(\.indicator) == ["@n"])
        #expect(reply.results[2].transaction?.preciseAmount == "1")
        #expect(reply.results[2].balances.map(\.indicator) == ["@world", "@a"])
        #expect(reply.results[3].transaction?.kind == .commit)
        #expect(reply.results[3].parent?.status == .applied)
        #expect(reply.results[4].monitor?.monitorID == reply.results[4].id)
        #expect(reply.results[5].error != nil)
        #expect(!reply.shortened)
    }
}

extension Refusal {
    /// The refusal inside of a batch's result.
    init(_ status: GoogleRPC.Status) throws {
        try self.init(
            RPCError(
                StatusCode(rawValue: status.code) ?? .unknown, status.message,
                details: status.details.map { .init(typeURL: $0.typeURL, value: $0.value) }))
    }
}
