import Messages
import TTRPC
import Testing
import TidemarkClient
import WireSupport

@Suite struct `The server about itself` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test func `says what it is and where it stands`() async throws {
        let before = try await client.admin.getServerInfo(.init())
        #expect(before.sequence == 0)
        try await client.pay("1", to: "@a")
        let after = try await client.admin.getServerInfo(.init())
        #expect(after.sequence == 1)
        #expect(after.chainHash.count == 32)
        #expect(after.chainHash != before.chainHash)
        #expect(after.oldestSequence == 1)
        #expect(after.limits?.maxFrameBytes == 4_194_304)
        #expect(after.methods == after.methods.sorted())
        #expect(after.methods.contains("tidemark.v1.TransactionService/CreateTransaction"))
    }

    @Test func `counts what it has`() async throws {
        let balance = try await client.balance("@a")
        try await client.pay("1", to: "@a")
        try await client.monitor(balance, .equal, "1")
        let second = try server.peer()
        let stats = try await AdminServiceClient(second).getStats(.init())
        #expect(stats.sequence == 3)
        #expect(stats.ledgerCount == 1)
        #expect(stats.balanceCount == 2)
        #expect(stats.transactionCount == 1)
        #expect(stats.entryCount == 2)
        #expect(stats.monitorCount == 1)
        #expect(stats.eventCount == 4)
        #expect(stats.connectionCount == 2)
        #expect(stats.residentBytes > 1 << 20)
    }

    @Test func `tells its health, of all or of one service`() async throws {
        #expect(try await client.health.check(.init()).status == .serving)
        let one = try await client.health.check(.init(service: "tidemark.v1.EventService"))
        #expect(one.status == .serving)
        let refusal = try await refusal { try await client.health.check(.init(service: "x")) }
        #expect(refusal.code == .notFound)
        #expect(try await client.health.list(.init()).statuses.count == 8)
    }

    @Test func `lets its health be watched until it stops`() async throws {
        let peer = try server.peer()
        let call = try peer.begin(
            ("grpc.health.v1.Health", "Watch"), GRPCHealthV1.HealthCheckRequest(),
            flags: .remoteClosed)
        let first = try GRPCHealthV1.HealthCheckResponse(
            serialized: try peer.receive(on: call).data)
        #expect(first.status == .serving)
        try await server.stop()
        #expect(try peer.refusal(of: call).code == .unavailable)
        #expect(try peer.receive() == nil)
    }

    @Test func `answers a call whose deadline is past with nothing written`() async throws {
        let call = try client.peer.begin(
            ("tidemark.v1.TransactionService", "CreateTransaction"),
            V1.CreateTransactionRequest.payment("1", to: "@a"), timeout: .nanoseconds(-1))
        #expect(try client.peer.refusal(of: call).code == .deadlineExceeded)
        #expect(try await client.admin.getServerInfo(.init()).sequence == 0)
    }

    @Test func `serves TCP on the loopback address as it does Unix sockets`() async throws {
        let server = try await TestServer(alsoOnTCP: true)
        let client = Client(try server.tcpPeer())
        try await client.pay("1", to: "@a")
        #expect(try await server.client().sum("@a") == "1")
    }
}
