import Ledger
import Messages
import Store
import TTRPC

/// One running stream of events: where it stands and what it wants. It belongs to the hub's thread.
struct Subscriber {
    let id: String
    let call: StreamCall
    let filter: EventFilter
    let heartbeat: Duration
    /// Events of one message, where that doesn't divide a commit.
    let batchMax: Int
    let startedAt: Timestamp

    /// The next sequence to send.
    private(set) var next: UInt64
    /// How many events of the next sequence have been sent already, of one too large for a frame.
    private var sentOfNext = 0
    private(set) var sentEvents = 0
    private var lastSentAt: ContinuousClock.Instant
    /// Since when the reader has been holding it up; nil while it isn't.
    private var stalledSince: ContinuousClock.Instant?
    /// Whether the socket was asked to tell when it has drained.
    private var awaitsDrain = false

    init(
        id: String, _ call: StreamCall, _ filter: EventFilter, from next: UInt64,
        heartbeat: Duration, batchMax: Int, startedAt: Timestamp
    ) {
        self.id = id
        self.call = call
        self.filter = filter
        self.next = next
        self.heartbeat = heartbeat
        self.batchMax = batchMax
        self.startedAt = startedAt
        lastSentAt = .now
    }

    /// All up to here was sent or doesn't pass the filter.
    var reached: UInt64 { next - 1 }

    /// When it wants a sign of life.
    var heartbeatDue: ContinuousClock.Instant { lastSentAt + heartbeat }

    /// When it is ended, if its reader takes nothing until then.
    func stallEnds(_ grace: Duration) -> ContinuousClock.Instant? {
        stalledSince.map { $0 + grace }
    }

    /// The first message: who it is, and where it stands.
    mutating func greet() { send(events: [], id: id) }

    /// Sends an empty message that says how far it got.
    mutating func beat() { send(events: []) }
}

// MARK: - Sending

extension Subscriber {
    /// Bytes of events in one message: large enough to be efficient, well below a frame.
    private static let messageBytesMax = 256 << 10
    /// Bytes of one part of a commit that is too large for a frame as a whole.
    private static let partBytesMax = 3 << 20

    /// What came of an attempt to send.
    enum Progress {
        /// There is nothing more to send now.
        case caughtUp
        /// The reader has to take something first.
        case blocked
        /// There may be more.
        case more
    }

    /// Sends the next commits: what one reading of the log gives, as long as the reader takes it.
    mutating func advance(_ feed: EventFeed) throws -> Progress {
        guard call.isWritable else {
            if next <= feed.tail, stalledSince == nil { stalledSince = .now }
            return .blocked
        }
        stalledSince = nil
        awaitsDrain = false
        let batch = try feed.batch(from: next)
        guard batch.through >= next else { return .caughtUp }
        var events: [V1.Event] = []
        var bytes = 0
        let rest = batch.events.lazy.filter { [filter] in filter.passes($0.facets) }
        for event in rest.dropFirst(sentOfNext) {
            let size = event.byteCount
            let isNewCommit = event.message.sequence != events.last?.sequence
            if isNewCommit, !events.isEmpty,
                events.count >= batchMax || bytes + size > Self.messageBytesMax
            {
                // The commit before is whole, so the cursor may stand behind it.
                move(to: UInt64(event.message.sequence))
                send(events: events)
                guard call.isWritable else { return .more }
                events = []
                bytes = 0
            }
            if !isNewCommit, bytes + size > Self.partBytesMax {
                // The rest comes when the reader has taken this; the cursor stays before it all.
                move(to: UInt64(event.message.sequence))
                sentOfNext += events.count { $0.sequence == event.message.sequence }
                send(events: events)
                return .more
            }
            events.append(event.message)
            bytes += size
        }
        move(to: batch.through + 1)
        if !events.isEmpty { send(events: events) }
        return .more
    }

    private mutating func move(to sequence: UInt64) {
        if sequence != next { sentOfNext = 0 }
        next = sequence
    }

    /// Whether the socket has to be asked now; once for each time it is full.
    mutating func asksForDrain() -> Bool {
        defer { awaitsDrain = true }
        return !awaitsDrain
    }

    private mutating func send(events: [V1.Event], id: String = "") {
        let message = V1.SubscribeResponse(
            subscriptionID: id, events: events, sequence: Int64(reached),
            commitContinues: sentOfNext > 0, sentAt: .init(.wallClock))
        call.send(message.serialized())
        sentEvents += events.count
        lastSentAt = .now
    }

    /// Ends a stream whose reader is too slow; the reader resumes where this one got to.
    func endAsTooSlow() {
        call.fail(
            RPCError(
                .resourceExhausted, reason: "SUBSCRIBER_TOO_SLOW",
                "the events were read too slowly; resume from sequence \(next)",
                facts: ["resume_from": "\(next)"]))
    }

    /// Ends a stream because the server stops.
    func endForShutdown() {
        call.fail(
            RPCError(
                .unavailable, reason: "SHUTTING_DOWN",
                "the server is stopping; resume from sequence \(next)",
                facts: ["resume_from": "\(next)"], retryAfterMilliseconds: 1000))
    }
}
