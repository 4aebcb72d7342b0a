import Ledger
import Messages
import Store
import TTRPC

/// Events: what happened, in order, without a gap and without a double.
struct EventService: Sendable {
    let store: LedgerStore
    let hub: SubscriptionHub
    let feed: EventFeed

    func add(to methods: inout Methods) {
        methods.add("tidemark.v1.EventService") { methods in
            methods.stream("Subscribe", subscribe)
            methods.conversation("Watch", watch)
            methods.asynchronous("Unsubscribe", unsubscribe)
            methods.asynchronous("PullEvents", pull)
        }
    }

    @Sendable private func subscribe(_ request: V1.SubscribeRequest, _ call: StreamCall) throws {
        hub.start(
            SubscriptionHub.Start(
                id: EventService.newID(), call: call,
                source: try source(
                    request.durable, request.filter,
                    try Shape.start(from: request.fromSequence, fromOldest: request.fromOldest)),
                heartbeat: try EventService.heartbeat(request.heartbeatInterval),
                batchMax: try EventService.batchMax(request.maxBatchEvents)))
    }

    @Sendable private func watch(_ call: StreamCall) {
        WatchConversation(call, hub: hub, log: store.log) { message, conversation in
            SubscriptionHub.Start(
                id: EventService.newID(), call: call,
                source: try source(
                    message.durable, message.filter,
                    try Shape.start(from: message.fromSequence, fromOldest: message.fromOldest)),
                heartbeat: try EventService.heartbeat(message.heartbeatInterval),
                batchMax: try EventService.batchMax(message.maxBatchEvents),
                watch: SubscriptionHub.Watch(
                    conversation: conversation,
                    credit: try WatchConversation.credit(
                        message.credits, "start.credits", from: 0)))
        }.start()
    }

    @Sendable private func unsubscribe(_ request: V1.UnsubscribeRequest, _ call: UnaryCall) throws {
        let id = try Shape.required(request.subscriptionID, "subscription_id")
        let isAsked = hub.unsubscribe(id) { reached in
            guard let reached else {
                let refusal = Rejection(
                    .subscriptionNotFound, "there is no running stream \(id)",
                    facts: [.init("subscription_id", id)])
                return call.fail(RPCError(answering: refusal))
            }
            call.reply(V1.UnsubscribeResponse(sequence: Int64(reached)).serialized())
        }
        if !isAsked { throw SubscriptionHub.tooMany }
    }

    @Sendable private func pull(_ request: V1.PullEventsRequest, _ call: UnaryCall) throws {
        let wait = try Shape.duration(
            request.wait, "wait", .zero ... .seconds(60), "must be at most 60 seconds")
        guard request.limit >= 0 else {
            throw Rejection(.fieldInvalid, field: "limit", "must not be negative")
        }
        let (filter, first) = try resolved(
            source(
                request.durable, request.filter,
                try Shape.start(from: request.fromSequence, fromOldest: request.fromOldest)))
        var reading = EventPull(
            filter, limit: request.limit == 0 ? 100 : min(Int(request.limit), 1000),
            from: try PageToken.place(request.pageToken, of: request.log)
                ?? EventPull.Place(sequence: first))
        let reply: @Sendable (EventPull.Answer) -> [UInt8] = { [feed] answer in
            V1.PullEventsResponse(
                sequence: Int64(answer.reached),
                nextPageToken: answer.rest.map { PageToken.text($0, of: request.log) } ?? "",
                oldestSequence: Int64(feed.oldest)
            ).serialized(behind: answer.events.map(\.bytes), ofField: 1)
        }
        let answer = try reading.read(feed)
        guard answer.events.isEmpty, let wait, wait > .zero else {
            return call.answerEncoded { reply(answer) }
        }
        let until = ContinuousClock.now + wait
        hub.wait(
            WaitingPull(
                call, reading, until: min(until, call.deadline ?? until), reply: reply))
    }
}

// MARK: - What is read

extension EventService {
    /// What a request asks to read: a filter of its own, or a durable subscription.
    private func source(
        _ durable: String, _ filter: V1.EventFilter?, _ start: EventStart
    ) throws -> SubscriptionHub.Source {
        guard !durable.isEmpty else {
            return .filter(try EventFilter(filter), from: try sequence(of: start) ?? feed.tail + 1)
        }
        guard filter == nil else {
            throw Rejection(
                .fieldInvalid, field: "filter",
                "must not be given beside durable, which has its own")
        }
        let named = try Shape.subscription(durable, "durable")
        guard let found = try store.read({ try $0.subscription(named) }) else {
            throw Rejection.subscriptionNotFound(named, field: "durable")
        }
        return .durable(found.subscription.id, from: try sequence(of: start))
    }

    /// The filter of what is read, and its first sequence.
    private func resolved(
        _ source: SubscriptionHub.Source
    ) throws -> (filter: EventFilter, first: UInt64) {
        switch source {
        case .filter(let filter, let from): return (filter, from)
        case .durable(let id, let from):
            guard let found = try store.read({ try $0.subscription(.id(id)) }) else {
                throw Rejection.subscriptionNotFound(.id(id), field: "durable")
            }
            let first = from ?? found.cursor.acknowledged + 1
            guard first >= feed.oldest else { throw Rejection.cursorExpired(oldest: feed.oldest) }
            return (found.subscription.filter, first)
        }
    }

    /// The first sequence that is wanted; nil where that isn't said.
    private func sequence(of start: EventStart) throws -> UInt64? {
        switch start {
        case .next: return nil
        case .oldest: return feed.oldest
        case .sequence(let first):
            let tail = feed.tail
            guard first <= tail + 1 else {
                throw Rejection.sequenceNotReached(field: "from_sequence", next: tail + 1)
            }
            guard first >= feed.oldest else { throw Rejection.cursorExpired(oldest: feed.oldest) }
            return first
        }
    }
}

// MARK: - Shapes

extension EventService {
    private static func heartbeat(_ interval: GoogleProtobuf.Duration?) throws -> Duration {
        try Shape.duration(
            interval, "heartbeat_interval", .milliseconds(100) ... .seconds(3600),
            "must lie between 100 milliseconds and 1 hour") ?? .seconds(10)
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

extension V1.PullEventsRequest {
    /// What is read, without how: two requests with the same are answered from the same log.
    fileprivate var log: V1.PullEventsRequest {
        var log = self
        log.pageToken = ""
        log.limit = 0
        log.wait = nil
        return log
    }
}

extension PageToken {
    /// What leads to the rest of a commit: its sequence, and the index in it.
    fileprivate static func text(
        _ place: EventPull.Place, of log: V1.PullEventsRequest
    ) -> String {
        let key =
            stride(from: 56, through: 0, by: -8).map { place.sequence >> UInt64($0) }
            + stride(from: 24, through: 0, by: -8).map { UInt64(place.index) >> UInt64($0) }
        return text(key: key.map { UInt8(truncatingIfNeeded: $0) }, of: log)
    }

    fileprivate static func place(
        _ token: String, of log: V1.PullEventsRequest
    ) throws(Rejection) -> EventPull.Place? {
        guard let key = try key(token, of: log) else { return nil }
        let sequence = key.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        guard key.count == 12, sequence > 0 else {
            throw Rejection(
                .invalidPageToken, field: "page_token", "is not one that this method answered")
        }
        return EventPull.Place(
            sequence: sequence, index: key.suffix(4).reduce(0) { $0 << 8 | UInt32($1) })
    }
}
