import Foundation
import Messages
import Synchronization
import TTRPC
import TestSupport
import TidemarkClient
import WireSupport

/// Whether the server of a test is up, and whether the last of the log is known: what its readers
/// wait for.
final class ServerGate: Sendable {
    private struct State {
        var socket: SocketPeer.Address?
        var end: Int64?
        var starts = 0
    }

    private let state = Mutex(State())
    private let condition = NSCondition()

    func open(_ socket: SocketPeer.Address) {
        change {
            $0.socket = socket
            $0.starts += 1
        }
    }

    func close() { change { $0.socket = nil } }

    /// Nothing more is written; the log ends here.
    func end(at sequence: Int64) { change { $0.end = sequence } }

    var end: Int64? { state.withLock(\.end) }

    /// A connection to the server, as soon as there is one to be had. A server that is killed just
    /// then is waited for again.
    func connect(receiveBuffer: CInt? = nil) -> SocketPeer {
        while true {
            condition.lock()
            while state.withLock({ $0.socket }) == nil { condition.wait() }
            condition.unlock()
            if let socket = state.withLock({ $0.socket }),
                let peer = try? SocketPeer(socket, receiveBuffer: receiveBuffer)
            {
                return peer
            }
        }
    }

    private func change(_ body: (inout State) -> Void) {
        condition.lock()
        state.withLock { body(&$0) }
        condition.broadcast()
        condition.unlock()
    }
}

/// A way to read the log, to its end, over all kills of the server and all connections that the
/// reader itself drops.
enum ReaderKind: String, CaseIterable, Sendable {
    /// Subscribe, for as long as the connection lasts.
    case steady
    /// Subscribe, dropped after a few messages; goes on from where it was, or from before.
    case restless
    /// Subscribe over a small socket buffer, read with pauses.
    case slow
    /// Subscribe with a filter.
    case filtered
    /// Subscribe with a durable subscription, from its cursor only.
    case durable
    /// Watch with little credit, acknowledged on the stream.
    case watching
    /// PullEvents in pieces, waiting.
    case pulling
}

struct LogReader {
    let kind: ReaderKind
    let gate: ServerGate
    var random: SeededGenerator
    var audit: EventAudit
    /// What the durable subscription's cursor is known to have reached.
    private var acknowledged: Int64 = 0

    static let filter: Set<V1.EventType> = [.balanceMonitor, .balanceCreated]

    /// - Parameter quiet: the commits that made no events.
    init(_ kind: ReaderKind, _ gate: ServerGate, quiet: Set<Int64>, seed: UInt64) {
        self.kind = kind
        self.gate = gate
        random = SeededGenerator(seed: seed)
        audit = EventAudit(types: kind == .filtered ? LogReader.filter : nil, quiet: quiet)
    }

    private var isDone: Bool { gate.end.map { audit.reached >= $0 } ?? false }

    /// Reads to the end of the log.
    mutating func run() -> EventAudit {
        while !isDone {
            let peer = gate.connect(receiveBuffer: kind == .slow ? 8192 : nil)
            // Whatever ends a connection, the next one goes on.
            do {
                switch kind {
                case .steady, .restless, .slow, .filtered: try subscribe(peer)
                case .durable: try readDurable(peer)
                case .watching: try watch(peer)
                case .pulling: try pull(peer)
                }
            } catch { peer.close() }
        }
        return audit
    }
}

// MARK: - Ways of reading

extension LogReader {
    private static let heartbeat = GoogleProtobuf.Duration(nanos: 100_000_000)

    private mutating func subscribe(_ peer: SocketPeer) throws {
        var from = audit.reached + 1
        if kind == .restless, random.chance(50) {
            from = max(1, from - Int64.random(in: 0...20, using: &random))
        }
        let request = V1.SubscribeRequest(
            filter: audit.types.map { V1.EventFilter(types: Array($0)) }, fromSequence: from,
            heartbeatInterval: Self.heartbeat,
            maxBatchEvents: kind == .restless ? Int32.random(in: 1...50, using: &random) : 0)
        let stream = try open(peer, request)
        var left = kind == .restless ? Int.random(in: 1...40, using: &random) : .max
        var hasBegun = false
        while !isDone, left > 0, let message = try Self.message(of: stream) {
            if !hasBegun { audit.begin(from: from) }
            hasBegun = true
            audit.take(
                message.events, through: message.sequence, continues: message.commitContinues)
            left -= 1
            if kind == .slow, random.chance(2) { usleep(20_000) }
        }
        peer.close()
    }

    /// Acknowledges now and then, and forgets by itself where it is.
    private mutating func readDurable(_ peer: SocketPeer) throws {
        let stream = try open(
            peer, V1.SubscribeRequest(durable: "durable", heartbeatInterval: Self.heartbeat))
        var left = Int.random(in: 1...60, using: &random)
        guard let first = try Self.message(of: stream) else { return }
        if first.sequence < acknowledged {
            audit.loses(acknowledged, goingOnAt: first.sequence)
        }
        audit.begin(from: first.sequence + 1)
        while !isDone, left > 0, let message = try Self.message(of: stream) {
            audit.take(
                message.events, through: message.sequence, continues: message.commitContinues)
            left -= 1
            guard random.chance(30), audit.reached > 0 else { continue }
            let call = try peer.begin(
                ("tidemark.v1.EventService", "AcknowledgeSubscription"),
                V1.AcknowledgeSubscriptionRequest(
                    subscriptionID: "durable", acknowledgedSequence: audit.reached))
            let reply = try peer.answer(to: call, as: V1.AcknowledgeSubscriptionResponse.self)
            acknowledged = reply.subscription?.acknowledgedSequence ?? 0
        }
        peer.close()
    }

    private mutating func watch(_ peer: SocketPeer) throws {
        let call = OutgoingCall(
            service: "tidemark.v1.EventService", method: "Watch", payload: [])
        let streamID = try peer.begin(call, flags: .remoteOpen)
        func say(_ message: V1.WatchRequest.Message) throws {
            let bytes = V1.WatchRequest(message: message).serialized()
            try peer.send(Frame(streamID: streamID, type: .data, data: bytes[...]))
        }
        var credit = Int32.random(in: 1...5, using: &random)
        try say(
            .start(
                .init(
                    durable: "watching", heartbeatInterval: Self.heartbeat, credits: credit)))
        var left = Int.random(in: 20...200, using: &random)
        var hasBegun = false
        while !isDone, left > 0 {
            let frame = try peer.receive(on: streamID)
            guard frame.type != .response else { return }
            let message = try V1.WatchResponse(serialized: frame.data, limits: .batch)
            if !hasBegun { audit.begin(from: message.sequence + 1) }
            hasBegun = true
            audit.take(
                message.events, through: message.sequence, continues: message.commitContinues)
            if !message.events.isEmpty { credit -= 1 }
            // What was given last may still be on its way, but never more than was given.
            if credit < 0 || message.credits > credit { audit.miscounts(credit, message.credits) }
            left -= 1
            if credit == 0 {
                credit = Int32.random(in: 1...5, using: &random)
                try say(.credit(.init(credits: credit)))
            }
            if random.chance(20), audit.reached > 0 {
                try say(.acknowledgement(.init(sequence: audit.reached)))
            }
        }
        peer.close()
    }

    private mutating func pull(_ peer: SocketPeer) throws {
        audit.begin(from: audit.reached + 1)
        while !isDone {
            let from = audit.reached + 1
            var request = V1.PullEventsRequest(
                fromSequence: from, limit: Int32.random(in: 1...1000, using: &random),
                wait: Self.heartbeat)
            repeat {
                let call = try peer.begin(("tidemark.v1.EventService", "PullEvents"), request)
                let reply = try peer.answer(to: call, as: V1.PullEventsResponse.self)
                audit.take(
                    reply.events, through: reply.sequence,
                    continues: !reply.nextPageToken.isEmpty)
                request.pageToken = reply.nextPageToken
            } while !request.pageToken.isEmpty
            if random.chance(5) { break }
        }
        peer.close()
    }

    private func open(_ peer: SocketPeer, _ request: V1.SubscribeRequest) throws -> SocketStream {
        try peer.openStream(
            OutgoingCall(
                service: "tidemark.v1.EventService", method: "Subscribe",
                payload: request.serialized()))
    }

    private static func message(of stream: SocketStream) throws -> V1.SubscribeResponse? {
        try stream.receive().map { try V1.SubscribeResponse(serialized: $0, limits: .batch) }
    }
}
