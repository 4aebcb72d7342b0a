import TTRPC
import TestSupport
import Testing
import TidemarkClient

/// The client against the real server.
@Suite struct `A client` {
    private func deposit(
        _ client: TidemarkClient, reference: String = Reference.make()
    ) async throws -> V1.CreateTransactionResponse {
        try await client.transactions.createTransaction(
            .init(
                reference: reference, currency: "USD", amount: "1.00", precision: 100,
                source: "@world", destination: "@alice"))
    }

    @Test func `runs many calls at once over its connection`() async throws {
        let server = try await RunningServer()
        let client = try await TidemarkClient.connect(server.address)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask { _ = try await deposit(client) }
            }
            try await group.waitForAll()
        }
        let reply = try await client.balances.getBalanceByIndicator(
            .init(indicator: "@alice", currency: "USD"))
        #expect(reply.balance?.availableBalance == "20000")
        #expect(try await client.admin.getStats(.init()).connectionCount == 1)
        await client.close()
    }

    @Test func `is told why it was refused`() async throws {
        let server = try await RunningServer()
        let client = try await TidemarkClient.connect(server.address)
        _ = try await deposit(client)
        do throws(RPCError) {
            _ = try await client.transactions.createTransaction(
                .init(
                    reference: "r1", currency: "USD", amount: "2.00", precision: 100,
                    source: "@alice", destination: "@bob"))
            Issue.record("it was not refused")
        } catch {
            #expect(error.reason == "INSUFFICIENT_FUNDS")
            #expect(error.metadata["available"] == "100")
            #expect(error.metadata["requested"] == "200")
        }
        do throws(RPCError) {
            _ = try await client.ledgers.createLedger(.init())
            Issue.record("it was not refused")
        } catch {
            #expect(error.reason == "FIELD_REQUIRED")
            #expect(error.fieldViolations.map(\.field) == ["name"])
        }
    }

    @Test func `connects again by itself, and a write sent again counts once`() async throws {
        let folder = TemporaryFolder()
        let first = try await RunningServer(folder: folder)
        let client = try await TidemarkClient.connect(first.address)
        let reference = Reference.make()
        _ = try await deposit(client, reference: reference)
        await first.kill()
        let failure = await #expect(throws: RPCError.self) {
            try await deposit(client, reference: reference)
        }
        #expect(failure?.isConnectionFailure == true)

        let second = try await RunningServer(folder: folder)
        let again = try await deposit(client, reference: reference)
        #expect(again.replayed)
        #expect(second.address == first.address)
    }

    @Test func `reads events on over a restart, each once`() async throws {
        let folder = TemporaryFolder()
        let first = try await RunningServer(folder: folder)
        let client = try await TidemarkClient.connect(first.address)
        _ = try await deposit(client)
        var events = client.events(
            from: .oldest, filter: .init(types: [.transactionApplied])
        ).makeAsyncIterator()
        #expect(try await events.next()?.sequence == 1)
        _ = try await deposit(client)
        #expect(try await events.next()?.sequence == 2)
        await first.stop()

        let second = try await RunningServer(folder: folder)
        let other = try await TidemarkClient.connect(second.address)
        _ = try await deposit(other)
        #expect(try await events.next()?.sequence == 3)
    }

    @Test func `makes no more calls once it is closed`() async throws {
        let server = try await RunningServer()
        let client = try await TidemarkClient.connect(server.address)
        await client.close()
        let failure = await #expect(throws: RPCError.self) { try await deposit(client) }
        #expect(failure?.code == .cancelled)
    }

    @Test func `says what is wrong with an address, and that nobody is there`() async throws {
        let wrong = await #expect(throws: RPCError.self) {
            try await TidemarkClient.connect("localhost")
        }
        #expect(wrong?.code == .invalidArgument)
        let folder = TemporaryFolder()
        let missing = await #expect(throws: RPCError.self) {
            try await TidemarkClient.connect(RunningServer.address(in: folder))
        }
        #expect(missing?.isConnectionFailure == true)
    }
}
