import Messages
import TTRPC

/// The state of one reading of the event log: what was given, what waits, and where to go on.
struct EventReader<Channel: CallChannel> {
    private typealias Stream = MessageStream<V1.SubscribeResponse, Channel.Stream>.Iterator

    private let sequence: EventSequence<Channel>
    /// A stream lives as long as its connection does.
    private var open: (channel: Channel, stream: Stream)?
    private var pending: ArraySlice<V1.Event> = []
    /// What can be said once all that is pending was given.
    private var progress: EventStreamChange?
    /// Where the next stream begins.
    private var start: EventStart
    /// The last event taken from a stream: the rest of its commit may come again.
    private var last: (sequence: Int64, index: Int32) = (0, -1)
    /// Tries since a stream was last heard of.
    private var attempts = 0
    private var hasBegun = false

    init(_ sequence: EventSequence<Channel>) {
        self.sequence = sequence
        start = sequence.start
    }

    mutating func next(
        isolation actor: isolated (any Actor)?
    ) async throws(RPCError) -> V1.Event? {
        while true {
            if let event = pending.popFirst() { return event }
            if let progress { sequence.onChange?(progress) }
            progress = nil
            do throws(RPCError) {
                if open == nil { try await subscribe() }
                guard let message = try await open?.stream.next(isolation: actor) else {
                    return nil
                }
                take(message)
            } catch {
                try await recover(from: error)
            }
        }
    }

    private nonisolated(nonsending) mutating func subscribe() async throws(RPCError) {
        let channel = try await sequence.connect()
        let options = sequence.options
        var request = V1.SubscribeRequest(
            filter: sequence.filter, durable: options.durable,
            heartbeatInterval: options.heartbeatInterval.map { .init($0) },
            maxBatchEvents: options.maxBatchEvents)
        switch start {
        case .now: break
        case .oldest: request.fromOldest = true
        case .sequence(let sequence): request.fromSequence = sequence
        }
        let stream = try await EventServiceClient(channel).subscribe(request)
        open = (channel, stream.makeAsyncIterator())
    }

    private mutating func take(_ message: V1.SubscribeResponse) {
        attempts = 0
        start = .sequence(message.sequence + 1)
        if !message.subscriptionID.isEmpty {
            let next = message.sequence + 1
            sequence.onChange?(hasBegun ? .resumed(sequence: next) : .began(sequence: next))
            hasBegun = true
        }
        let new = message.events.drop { ($0.sequence, $0.index) <= last }
        if let event = new.last { last = (event.sequence, event.index) }
        pending = new
        progress = .progressed(sequence: message.sequence, sentAt: message.sentAt)
    }

    /// Waits before the next try, or throws what no try can mend.
    private nonisolated(nonsending) mutating func recover(
        from error: RPCError
    ) async throws(RPCError) {
        open = nil
        let isMendable = error.code == .unavailable || error.reason == "SUBSCRIBER_TOO_SLOW"
        guard hasBegun, isMendable else { throw error }
        if attempts == 0 { sequence.onChange?(.interrupted(error)) }
        do {
            try await Task.sleep(for: sequence.backoff.delay(before: attempts))
        } catch {
            throw RPCError(.cancelled, "the reading of events was cancelled")
        }
        attempts += 1
    }
}

extension GoogleProtobuf.Duration {
    fileprivate init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(seconds: seconds, nanos: Int32(attoseconds / 1_000_000_000))
    }
}
