import Ledger
import Messages
import Store
import TTRPC

/// Events: what happened, in order, without a gap and without a double.
struct EventService: Sendable {
    let hub: SubscriptionHub
    let feed: EventFeed

    func add(to methods: inout Methods) {
        methods.add("tidemark.v1.EventService") { methods in
            methods.stream("Subscribe", subscribe)
            methods.asynchronous("Unsubscribe", unsubscribe)
            methods.call("PullEvents") { (request: V1.PullEventsRequest, _) in
                try pull(request)
            }
        }
    }

    @Sendable private func subscribe(_ request: V1.SubscribeRequest, _ call: StreamCall) throws {
        if !request.durable.isEmpty {
            throw Shape.notImplemented("a durable subscription", field: "durable")
        }
        let start = SubscriptionHub.Start(
            id: EventService.newID(), call: call, filter: try EventFilter(request.filter),
            from: try cursor(from: request.fromSequence, fromOldest: request.fromOldest),
            heartbeat: try EventService.heartbeat(request.heartbeatInterval),
            batchMax: try EventService.batchMax(request.maxBatchEvents))
        hub.start(start)
    }

    @Sendable private func unsubscribe(_ request: V1.UnsubscribeRequest, _ call: UnaryCall) throws {
        let id = try Shape.required(request.subscriptionID, "subscription_id")
        hub.unsubscribe(id) { reached in
            guard let reached else {
                return call.fail(
                    RPCError(
                        .notFound, reason: "SUBSCRIPTION_NOT_FOUND",
                        "there is no running stream \(id)", facts: ["subscription_id": id]))
            }
            call.reply(V1.UnsubscribeResponse(sequence: Int64(reached)).serialized())
        }
    }

    private func pull(_ request: V1.PullEventsRequest) throws -> V1.PullEventsResponse {
        if !request.durable.isEmpty {
            throw Shape.notImplemented("a durable subscription", field: "durable")
        }
        if request.wait != nil { throw Shape.notImplemented("waiting", field: "wait") }
        if !request.pageToken.isEmpty {
            throw Rejection(
                .invalidPageToken, field: "page_token", "is not one that this method answered")
        }
        let filter = try EventFilter(request.filter)
        guard request.limit >= 0 else {
            throw Rejection(.fieldInvalid, field: "limit", "must not be negative")
        }
        let limit = request.limit == 0 ? 100 : min(Int(request.limit), 1000)
        var next = try cursor(from: request.fromSequence, fromOldest: request.fromOldest)
        var response = V1.PullEventsResponse(oldestSequence: Int64(try feed.oldest()))
        // Filters may pass over much; a call looks at so many batches and says how far it got.
        var bytes = 0
        for _ in 0..<16 {
            let batch = try feed.batch(from: next)
            guard batch.through >= next else { break }
            for event in batch.events where filter.passes(event.facets) {
                bytes += event.byteCount
                if response.events.count >= limit || bytes > EventService.pulledBytesMax,
                    let last = response.events.last, event.message.sequence != last.sequence
                {
                    response.sequence = event.message.sequence - 1
                    return response
                }
                response.events.append(event.message)
            }
            next = batch.through + 1
            if response.events.count >= limit { break }
        }
        response.sequence = Int64(next) - 1
        return response
    }
}

// MARK: - Shapes

extension EventService {
    /// Bytes of events in one answer, where that doesn't divide a commit: half a frame.
    private static let pulledBytesMax = 2 << 20

    /// The first sequence that is wanted.
    private func cursor(from sequence: Int64, fromOldest: Bool) throws -> UInt64 {
        guard sequence >= 0 else {
            throw Rejection(.fieldInvalid, field: "from_sequence", "must not be negative")
        }
        let tail = feed.tail
        let oldest = try feed.oldest()
        if fromOldest {
            guard sequence == 0 else {
                throw Rejection(
                    .fieldInvalid, field: "from_sequence", "must be 0 beside from_oldest")
            }
            return oldest
        }
        guard sequence > 0 else { return tail + 1 }
        guard UInt64(sequence) <= tail + 1 else {
            throw Rejection(
                .fieldInvalid, field: "from_sequence",
                "must be at most \(tail + 1), the sequence that comes next",
                facts: [.init("next_sequence", tail + 1)])
        }
        guard UInt64(sequence) >= oldest else {
            throw RPCError(
                .outOfRange, reason: "CURSOR_EXPIRED",
                "events are retained from sequence \(oldest) on", field: "from_sequence",
                facts: ["oldest_sequence": "\(oldest)"])
        }
        return UInt64(sequence)
    }

    private static func heartbeat(_ interval: GoogleProtobuf.Duration?) throws -> Duration {
        guard let interval else { return .seconds(10) }
        let duration =
            Duration.seconds(interval.seconds) + .nanoseconds(Int64(interval.nanos))
        guard duration >= .milliseconds(100), duration <= .seconds(3600) else {
            throw Rejection(
                .fieldInvalid, field: "heartbeat_interval",
                "must lie between 100 milliseconds and 1 hour")
        }
        return duration
    }

    private static func batchMax(_ asked: Int32) throws -> Int {
        guard asked >= 0 else {
            throw Rejection(.fieldInvalid, field: "max_batch_events", "must not be negative")
        }
        return asked == 0 ? 1000 : min(Int(asked), 10_000)
    }

    /// A random UUID of version 4 behind the prefix: nobody else's stream is ended by guessing.
    private static func newID() -> String {
        let high = UInt64.random(in: 0 ... .max) & ~0xF000 | 0x4000
        let low = UInt64.random(in: 0 ... .max) >> 2 | 1 << 63
        return "\(SubscriptionID(bits: UInt128(high) << 64 | UInt128(low)))"
    }
}

private enum SubscriptionKind: IdentifierKind { static let prefix = "sub_" }
private typealias SubscriptionID = Identifier<SubscriptionKind>
