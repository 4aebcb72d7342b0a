import Messages
import Server
import TTRPC
import Testing
import TidemarkClient
import WireSupport

@Suite struct `A pull of events` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    private static let route = ("tidemark.v1.EventService", "PullEvents")
    private static let minute = GoogleProtobuf.Duration(seconds: 60)

    @Test func `waits for the next commit, and holds up nobody`() async throws {
        let peers = try (0..<20).map { _ in try server.peer() }
        let calls = try peers.map {
            try $0.begin(Self.route, V1.PullEventsRequest(wait: Self.minute))
        }
        // Each connection is served meanwhile, in the order in which it asks.
        for peer in peers { _ = try await HealthClient(peer).check(.init()) }
        while try await client.admin.getServerInfo(.init()).sequence == 0 {
            try await client.pay("1", to: "@a")
        }
        for (peer, call) in zip(peers, calls) {
            let reply = try peer.answer(to: call, as: V1.PullEventsResponse.self)
            #expect(reply.events.last?.type == .transactionApplied)
            #expect(reply.sequence == 1)
            #expect(reply.oldestSequence == 1)
        }
    }

    @Test func `waits no longer than it is asked to, and tells how far it got`() async throws {
        let call = try client.peer.begin(
            Self.route,
            V1.PullEventsRequest(
                filter: .init(types: [.ledgerCreated]), wait: .init(nanos: 300_000_000)))
        _ = try await client.health.check(.init())
        try await server.client().pay("1", to: "@a")
        let reply = try client.peer.answer(to: call, as: V1.PullEventsResponse.self)
        #expect(reply.events.isEmpty)
        #expect(reply.sequence == 1)
    }

    @Test func `does not wait where there is something`() async throws {
        for _ in 1...3 { try await client.pay("1", to: "@a") }
        let reply = try await client.events.pullEvents(
            .init(fromSequence: 2, limit: 1, wait: Self.minute))
        #expect(reply.events.map(\.sequence) == [2])
        #expect(reply.sequence == 2)
    }

    @Test func `is let go of when the server stops`() async throws {
        let call = try client.peer.begin(Self.route, V1.PullEventsRequest(wait: Self.minute))
        _ = try await client.health.check(.init())
        try await server.stop()
        let reply = try client.peer.answer(to: call, as: V1.PullEventsResponse.self)
        #expect(reply.events.isEmpty)
        #expect(reply.sequence == 0)
    }

    @Test func `goes on inside a commit that is too large for a frame`() async throws {
        // Each of these makes an event of 16 KB, all of them one commit.
        let metaData = "{\"k\":\"" + String(repeating: "x", count: 15_900) + "\"}"
        let items = (0..<240).map { number in
            V1.BatchItem(
                request: .createBalance(
                    .init(indicator: "b\(number)", currency: "USD", metaData: metaData)))
        }
        try await client.pay("1", to: "@a")
        let batch = try await client.transactions.createBatch(.init(items: items, atomic: true))
        #expect(batch.sequence == 2)
        try await client.pay("1", to: "@a")
        var request = V1.PullEventsRequest(fromOldest: true, limit: 1000)
        var events: [V1.Event] = []
        var pages = 0
        repeat {
            let page = try await client.events.pullEvents(request)
            events += page.events
            pages += 1
            if !page.nextPageToken.isEmpty { #expect(page.sequence == 1) }
            if page.nextPageToken.isEmpty { #expect(page.sequence == 3) }
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        #expect(pages == 2)
        let large = events.filter { $0.sequence == 2 }
        #expect(large.map(\.index) == Array(0..<240))
        #expect(events.last?.sequence == 3)
        // A stream divides it too, and says so.
        let stream = try client.peer.openStream(
            OutgoingCall(
                service: "tidemark.v1.EventService", method: "Subscribe",
                payload: V1.SubscribeRequest(fromOldest: true).serialized()))
        var streamed: [V1.Event] = []
        while streamed.last?.sequence != 3 {
            let bytes = try given(try stream.receive())
            let message = try V1.SubscribeResponse(serialized: bytes, limits: .batch)
            streamed += message.events
            if message.commitContinues { #expect(message.sequence == 1) }
        }
        #expect(streamed == events)
    }

    @Test func `is refused where its request is wrong`() async throws {
        try await client.pay("1", to: "@a")
        let wrong: [(V1.PullEventsRequest, reason: String, field: String)] = [
            (.init(limit: -1), "FIELD_INVALID", "limit"),
            (.init(wait: .init(seconds: 61)), "FIELD_INVALID", "wait"),
            (.init(wait: .init(seconds: -1)), "FIELD_INVALID", "wait"),
            (.init(fromSequence: 3), "FIELD_INVALID", "from_sequence"),
            (.init(fromSequence: 1, fromOldest: true), "FIELD_INVALID", "from_sequence"),
            (.init(pageToken: "x"), "INVALID_PAGE_TOKEN", "page_token"),
            (.init(pageToken: "00ff"), "INVALID_PAGE_TOKEN", "page_token"),
        ]
        for (request, reason, field) in wrong {
            let refusal = try await refusal { try await client.events.pullEvents(request) }
            #expect(refusal.code == .invalidArgument)
            #expect(refusal.reason == reason)
            #expect(refusal.field == field)
        }
    }
}
