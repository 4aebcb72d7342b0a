import Messages
import Server
import TTRPC
import Testing
import TidemarkClient
import Transport
import WireSupport

@Suite struct `The end of a stream of events` {
    private let server: TestServer
    private let client: Client

    init() async throws {
        server = try await TestServer()
        client = try server.client()
    }

    @Test func `comes by Unsubscribe from another connection, and nothing after it`() async throws {
        let reader = try server.peer().subscribe()
        try await client.pay("1", to: "@a")
        try reader.read(through: 1)
        let reply = try await client.events.unsubscribe(
            .init(subscriptionID: reader.subscriptionID))
        #expect(reply.sequence == 1)
        try await client.pay("1", to: "@a")
        #expect(try reader.next() == nil)
        let again = try await refusal {
            try await client.events.unsubscribe(.init(subscriptionID: reader.subscriptionID))
        }
        #expect(again.code == .notFound)
        #expect(again.reason == "SUBSCRIPTION_NOT_FOUND")
    }

    @Test func `comes before Unsubscribe's reply on the same connection`() async throws {
        let peer = try server.peer()
        let reader = try peer.subscribe()
        let call = try peer.begin(
            ("tidemark.v1.EventService", "Unsubscribe"),
            V1.UnsubscribeRequest(subscriptionID: reader.subscriptionID))
        let end = try given(try peer.receive())
        #expect(end.streamID == reader.stream.streamID)
        #expect(end.flags == .endOfStream)
        #expect(try given(try peer.receive()).streamID == call)
    }

    @Test func `comes by the client's close, as CANCELLED`() async throws {
        let peer = try server.peer()
        let reader = try peer.subscribe()
        try reader.stream.close()
        #expect(try reader.readToEnd()?.code == .cancelled)
        try await waitForSubscribers(0)
        // The connection lives on and may open another.
        let second = try peer.subscribe()
        try await client.pay("1", to: "@a")
        try second.read(through: 1)
    }

    @Test(arguments: [true, false])
    func `comes by a disconnect, and frees the subscriber`(_ isHalfClose: Bool) async throws {
        let peer = try server.peer()
        let reader = try peer.subscribe()
        try await waitForSubscribers(1)
        if isHalfClose { peer.finishSending() } else { peer.close() }
        try await waitForSubscribers(0)
        _ = reader
        try await client.pay("1", to: "@a")
    }

    @Test func `comes with the server's, and says where to go on`() async throws {
        let reader = try server.peer().subscribe()
        for _ in 1...5 { try await client.pay("1", to: "@a") }
        try await server.stop()
        let refusal = try given(try reader.readToEnd())
        #expect(refusal.code == .unavailable)
        #expect(refusal.reason == "SHUTTING_DOWN")
        #expect(refusal.saysWhenToRetry)
        let resume = try given(refusal.facts["resume_from"].flatMap { Int64($0) })
        #expect(resume == reader.reached + 1)
        let again = try await TestServer(in: server.folder)
        let rest = try again.peer().subscribe(.init(fromSequence: resume))
        try await again.client().pay("1", to: "@a")
        try rest.read(through: 6)
        #expect((reader.events + rest.events).map(\.sequence).max() == 6)
        rest.checkGapFree(from: resume)
    }

    @Test func `comes to whoever reads too slowly, and to nobody else`() async throws {
        let server = try await TestServer { options in
            options.slowReaderGrace = .milliseconds(50)
            options.listener.limits.stream.pendingBytesHigh = 64 << 10
            options.listener.limits.stream.pendingBytesLow = 16 << 10
        }
        let client = try server.client()
        let slow = try server.peer(receiveBuffer: 4096).subscribe()
        let healthy = try server.peer().subscribe()
        let text = String(repeating: "x", count: 1000)
        var last: Int64 = 0
        while try await client.admin.getStats(.init()).slowSubscriberCount == 0 {
            last = try await client.pay("1", to: "@a") { $0.description = text }.sequence
            try healthy.read(through: last)
        }
        healthy.checkGapFree(from: 1)
        let refusal = try given(try slow.readToEnd())
        #expect(refusal.code == .resourceExhausted)
        #expect(refusal.reason == "SUBSCRIBER_TOO_SLOW")
        let resume = try given(refusal.facts["resume_from"].flatMap { Int64($0) })
        #expect(resume == slow.reached + 1)
        let rest = try server.peer().subscribe(.init(fromSequence: resume))
        try rest.read(through: last)
        #expect((slow.events + rest.events) == healthy.events)
    }

    /// Asks until the server has so many streams: it learns of a disconnect by its socket.
    private func waitForSubscribers(_ count: Int64) async throws {
        while try await client.admin.getStats(.init()).subscriberCount != count {
            await Task.yield()
        }
    }
}
