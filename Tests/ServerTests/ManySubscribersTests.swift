import Messages
import Server
import TTRPC
import TestSupport
import Testing
import TidemarkClient
import Transport
import WireSupport

/// Streams that begin while money moves: what is stored and what comes live must join without a
/// gap and without a double, whenever the stream begins.
@Suite struct `Streams that race with writers` {
    private static let route = ("tidemark.v1.TransactionService", "CreateTransaction")

    @Test(arguments: SeededGenerator.seeds(20))
    func `miss nothing and see nothing twice`(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let server = try await TestServer()
        let writer = try server.peer()
        let count = Int.random(in: 20...200, using: &random)
        let calls = try (0..<count).map { _ in
            try writer.begin(Self.route, V1.CreateTransactionRequest.payment("1", to: "@a"))
        }
        var readers: [(from: Int64, reader: EventReader)] = []
        for call in calls {
            let reply = try writer.answer(to: call, as: V1.CreateTransactionResponse.self)
            guard random.chance(10) else { continue }
            let from = random.chance(50) ? 0 : Int64.random(in: 1...reply.sequence, using: &random)
            let reader = try server.peer().subscribe(.init(fromSequence: from))
            readers.append((from > 0 ? from : reader.reached + 1, reader))
        }
        for (from, reader) in readers {
            try reader.read(through: Int64(count))
            reader.checkGapFree(from: from)
        }
    }

    @Test func `are served by the hundred, all alike`() async throws {
        let server = try await TestServer()
        let readers = try (0..<250).map { _ in try server.peer().subscribe() }
        let client = try server.client()
        #expect(try await client.admin.getStats(.init()).subscriberCount == 250)
        for _ in 0..<20 { try await client.pay("1", to: "@a") }
        for reader in readers { try reader.read(through: 20) }
        #expect(Set(readers.map { $0.events.map(\.eventID) }).count == 1)
        readers.first?.checkGapFree(from: 1)
        var listed: Set<String> = []
        var token = ""
        repeat {
            let page = try await client.admin.listSubscribers(
                .init(pageSize: 100, pageToken: token))
            listed.formUnion(page.subscribers.map(\.subscriptionID))
            token = page.nextPageToken
        } while !token.isEmpty
        #expect(listed == Set(readers.map(\.subscriptionID)))
    }

    /// A thousand at once, of whom a tenth read nothing: they are ended with their cursors, and
    /// nobody else notices.
    @Test func `are served by the thousand, also where some are stalled`() async throws {
        // Both ends of each connection are in this process.
        let descriptors = DescriptorLimit.raise()
        try #require(descriptors.now >= 2500)
        let server = try await TestServer { options in
            options.slowReaderGrace = .milliseconds(50)
            options.listener.limits.stream.pendingBytesHigh = 16 << 10
            options.listener.limits.stream.pendingBytesLow = 4 << 10
        }
        let stalled = try (0..<100).map { _ in try server.peer(receiveBuffer: 4096).subscribe() }
        let readers = try (0..<900).map { _ in try server.peer().subscribe() }
        let client = try server.client()
        let text = String(repeating: "x", count: 1000)
        var last: Int64 = 0
        while try await client.admin.getStats(.init()).slowSubscriberCount < 100 {
            last = try await client.pay("1", to: "@a") { $0.description = text }.sequence
            for reader in readers { try reader.read(through: last) }
        }
        #expect(Set(readers.map { $0.events.map(\.eventID) }).count == 1)
        readers.first?.checkGapFree(from: 1)
        #expect(try await client.admin.getStats(.init()).subscriberCount == 900)
        for reader in stalled {
            let end = try given(try reader.readToEnd())
            #expect(end.reason == "SUBSCRIBER_TOO_SLOW")
            #expect(end.facts["resume_from"] == "\(reader.reached + 1)")
        }
    }

    /// Thousands of transactions, every other of which fires a monitor, written by several
    /// connections at once while readers come and go; each goes on where the one before left off.
    @Test(arguments: SeededGenerator.seeds(1))
    func `keep all their promises over thousands of events`(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        // One of the readers pauses for as long as the others run.
        let server = try await TestServer { $0.slowReaderGrace = .seconds(3600) }
        let client = try server.client()
        let balance = try await client.balance("@hot")
        try await client.monitor(balance, .greaterThan, "0", trigger: .everyMatch)
        let rounds = SeededGenerator.isDeep ? 75 : 10
        let total = Int64(rounds * 4 * 100)
        let first: Int64 = 3
        let peers = try (0..<4).map { _ in try server.peer() }
        let writing = Task {
            try await onThread {
                for _ in 0..<rounds {
                    let calls = try peers.flatMap { peer in
                        try (0..<100).map { number in
                            (
                                peer,
                                try peer.begin(
                                    Self.route,
                                    V1.CreateTransactionRequest.payment(
                                        "1", to: number % 2 == 0 ? "@hot" : "@cold"))
                            )
                        }
                    }
                    for (peer, call) in calls {
                        _ = try peer.answer(to: call, as: V1.CreateTransactionResponse.self)
                    }
                }
            }
        }
        let steady = try server.peer().subscribe(.init(fromSequence: first))
        var resumed: [V1.Event] = []
        var next = first
        while next < first + total {
            let reader = try server.peer().subscribe(
                .init(
                    fromSequence: next,
                    maxBatchEvents: random.pick(0, 1, 7, 500)))
            let until = min(next + Int64.random(in: 1...2000, using: &random), first + total - 1)
            try reader.read(through: until)
            resumed += reader.events
            next = reader.reached + 1
        }
        try await writing.value
        try steady.read(through: first + total - 1)
        steady.checkGapFree(from: first)
        #expect(resumed == steady.events)
        #expect(steady.events.count { $0.type == .balanceMonitor } == Int(total) / 2)
    }
}
