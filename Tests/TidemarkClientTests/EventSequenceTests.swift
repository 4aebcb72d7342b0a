import Messages
import Synchronization
import TTRPC
import Testing

@testable import TidemarkClient

@Suite struct `A sequence of events` {
    private let lost = RPCError(.unavailable, "the connection was lost")

    private func greeting(_ sequence: Int64) -> V1.SubscribeResponse {
        .init(subscriptionID: "sub_1", sequence: sequence)
    }

    private func batch(
        _ events: [(Int64, Int32)], upTo sequence: Int64, continues: Bool = false
    ) -> V1.SubscribeResponse {
        .init(
            events: events.map { V1.Event(sequence: $0.0, index: $0.1) }, sequence: sequence,
            commitContinues: continues)
    }

    private func events(
        of server: ScriptedServer, from start: EventStart = .now,
        onChange: (@Sendable (EventStreamChange) -> Void)? = nil
    ) -> EventSequence<ScriptedChannel> {
        EventSequence(
            from: start, filter: nil, onChange: onChange,
            backoff: Backoff(first: .zero, most: .zero)
        ) { () throws(RPCError) in try server.connect() }
    }

    private func read(_ events: EventSequence<ScriptedChannel>) async throws -> [String] {
        var seen: [String] = []
        for try await event in events { seen.append("\(event.sequence).\(event.index)") }
        return seen
    }

    @Test func `gives what the stream gives and ends with it`() async throws {
        let server = ScriptedServer(
            .init(messages: [greeting(4), batch([(5, 0), (5, 1)], upTo: 6), batch([], upTo: 9)]))
        #expect(try await read(events(of: server)) == ["5.0", "5.1"])
        #expect(server.requests == [.init()])
    }

    @Test func `asks for the beginning that is wanted`() async throws {
        let oldest = ScriptedServer(.init(messages: [greeting(0)]))
        _ = try await read(events(of: oldest, from: .oldest))
        #expect(oldest.requests == [.init(fromOldest: true)])
        let later = ScriptedServer(.init(messages: [greeting(6)]))
        _ = try await read(events(of: later, from: .sequence(7)))
        #expect(later.requests == [.init(fromSequence: 7)])
    }

    @Test func `goes on after the last sequence it heard of`() async throws {
        let server = ScriptedServer(
            .init(
                messages: [greeting(4), batch([(5, 0)], upTo: 5), batch([], upTo: 8)], end: lost),
            .init(connects: lost), .init(connects: lost),
            .init(messages: [greeting(8), batch([(9, 0)], upTo: 9)]))
        let changes = Mutex<[String]>([])
        let sequence = events(of: server) { change in
            let text =
                switch change {
                case .began(let sequence): "began \(sequence)"
                case .interrupted: "interrupted"
                case .resumed(let sequence): "resumed \(sequence)"
                case .progressed(let sequence, _): "progressed \(sequence)"
                }
            changes.withLock { $0.append(text) }
        }
        #expect(try await read(sequence) == ["5.0", "9.0"])
        #expect(server.requests.map(\.fromSequence) == [0, 9])
        #expect(
            changes.withLock { $0 } == [
                "began 5", "progressed 4", "progressed 5", "progressed 8", "interrupted",
                "resumed 9", "progressed 8", "progressed 9",
            ])
    }

    @Test func `says that a commit is passed only when what follows is asked for`() async throws {
        let server = ScriptedServer(
            .init(messages: [greeting(4), batch([(5, 0), (5, 1)], upTo: 5), batch([], upTo: 6)]))
        let passed = Mutex<Int64>(0)
        let sequence = events(of: server) { change in
            if case .progressed(let sequence, _) = change { passed.withLock { $0 = sequence } }
        }
        var iterator = sequence.makeAsyncIterator()
        _ = try await iterator.next()
        _ = try await iterator.next()
        #expect(passed.withLock { $0 } == 4)
        #expect(try await iterator.next() == nil)
        #expect(passed.withLock { $0 } == 6)
    }

    @Test func `reads a durable subscription from where its cursor is`() async throws {
        let server = ScriptedServer(
            .init(messages: [greeting(4), batch([(5, 0)], upTo: 5)], end: lost),
            .init(messages: [greeting(5)]))
        let options = EventStreamOptions(
            durable: "alerts", heartbeatInterval: .milliseconds(1500), maxBatchEvents: 7)
        let sequence = EventSequence(
            from: .now, filter: nil, options: options, onChange: nil,
            backoff: Backoff(first: .zero, most: .zero)
        ) { () throws(RPCError) in try server.connect() }
        #expect(try await read(sequence) == ["5.0"])
        let request = V1.SubscribeRequest(
            durable: "alerts", heartbeatInterval: .init(seconds: 1, nanos: 500_000_000),
            maxBatchEvents: 7)
        var again = request
        again.fromSequence = 6
        #expect(server.requests == [request, again])
    }

    @Test func `goes on inside a commit that came in parts`() async throws {
        let server = ScriptedServer(
            .init(
                messages: [greeting(4), batch([(5, 0), (5, 1)], upTo: 4, continues: true)],
                end: lost),
            .init(messages: [greeting(4), batch([(5, 0), (5, 1), (5, 2), (6, 0)], upTo: 6)]))
        #expect(try await read(events(of: server)) == ["5.0", "5.1", "5.2", "6.0"])
        #expect(server.requests.map(\.fromSequence) == [0, 5])
    }

    @Test func `reads a durable subscription, and goes on in it`() async throws {
        let server = ScriptedServer(
            .init(messages: [greeting(4), batch([(5, 0)], upTo: 5)], end: lost),
            .init(messages: [greeting(5), batch([(6, 0)], upTo: 6)]))
        let events = EventSequence(
            from: .now, options: .init(durable: "desk"), onChange: nil,
            backoff: Backoff(first: .zero, most: .zero)
        ) { () throws(RPCError) in try server.connect() }
        #expect(try await read(events) == ["5.0", "6.0"])
        #expect(
            server.requests
                == [.init(durable: "desk"), .init(fromSequence: 6, durable: "desk")])
    }

    @Test func `comes back after it was too slow`() async throws {
        let info = GoogleRPC.ErrorInfo(reason: "SUBSCRIBER_TOO_SLOW", domain: "tidemark")
        let tooSlow = RPCError(
            .resourceExhausted, "too slow",
            details: [
                .init(
                    typeURL: "type.googleapis.com/google.rpc.ErrorInfo", value: info.serialized())
            ])
        let server = ScriptedServer(
            .init(messages: [greeting(0), batch([(1, 0)], upTo: 1)], end: tooSlow),
            .init(messages: [greeting(1), batch([(2, 0)], upTo: 2)]))
        #expect(try await read(events(of: server, from: .oldest)) == ["1.0", "2.0"])
    }

    @Test func `throws what no new try can mend`() async throws {
        let refused = RPCError(.outOfRange, "the cursor has expired")
        let unreachable = ScriptedServer(.init(connects: lost))
        await #expect(throws: lost) { try await read(events(of: unreachable)) }
        let server = ScriptedServer(.init(messages: [greeting(4)], end: refused))
        await #expect(throws: refused) { try await read(events(of: server)) }
    }
}
