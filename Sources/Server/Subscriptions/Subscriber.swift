import Ledger
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
    /// The durable subscription that it reads; nil for a stream that is its own.
    let subscription: SubscriptionID?
    /// Its name; empty where there is none.
    let durableName: String
    /// The client's side, where it has one to say.
    let conversation: WatchConversation?

    var place: EventPortion.Place
    var sentEvents = 0
    var sentBytes = 0
    /// Messages with events that may still be sent; nil where they aren't counted.
    var credit: Int?
    /// Whether an event waits for credit.
    var lacksCredit = false
    /// The cursor that is stored, of a durable subscription.
    var acknowledged: UInt64
    var lastSentAt = ContinuousClock.now
    /// Since when the reader has been holding it up; nil while it isn't.
    var stalledSince: ContinuousClock.Instant?
    /// Whether the socket was asked to tell when it has drained.
    private var awaitsDrain = false

    init(
        _ start: SubscriptionHub.Start, _ filter: EventFilter, from next: UInt64,
        durable: SubscriptionView? = nil
    ) {
        id = start.id
        call = start.call
        heartbeat = start.heartbeat
        batchMax = start.batchMax
        subscription = durable?.subscription.id
        durableName = durable?.subscription.name.description ?? ""
        conversation = start.watch?.conversation
        credit = start.watch?.credit
        startedAt = .wallClock
        self.filter = filter
        place = EventPortion.Place(sequence: next)
        acknowledged = durable?.cursor.acknowledged ?? 0
    }

    /// The next sequence to send.
    var next: UInt64 { place.sequence }

    /// All up to here was sent or doesn't pass the filter.
    var reached: UInt64 { next - 1 }

    /// When it wants a sign of life.
    var heartbeatDue: ContinuousClock.Instant { lastSentAt + heartbeat }

    /// When it is ended, if its reader takes nothing until then.
    func stallEnds(_ grace: Duration) -> ContinuousClock.Instant? {
        stalledSince.map { $0 + grace }
    }

    /// Takes in what the client has said since.
    mutating func attend() {
        guard let news = conversation?.take() else { return }
        if let credit { self.credit = min(credit + news.credit, WatchConversation.creditMax) }
        if news.credit > 0 { lacksCredit = false }
        if let stored = news.acknowledged { acknowledged = max(acknowledged, stored) }
    }

    /// Whether the socket has to be asked now; once for each time it is full.
    mutating func asksForDrain() -> Bool {
        defer { awaitsDrain = true }
        return !awaitsDrain
    }

    /// The reader takes what it is sent.
    mutating func flows() {
        stalledSince = nil
        awaitsDrain = false
    }
}

// MARK: - Ends

extension Subscriber {
    /// Ends a stream whose reader is too slow; the reader resumes where this one got to.
    func endAsTooSlow() {
        call.fail(
            RPCError(
                reason: .subscriberTooSlow,
                "the events were read too slowly; resume from sequence \(next)",
                facts: ["resume_from": "\(next)"]))
    }

    /// Ends a stream because the server stops.
    func endForShutdown() {
        call.fail(
            RPCError(
                reason: .shuttingDown,
                "the server is stopping; resume from sequence \(next)",
                facts: ["resume_from": "\(next)"], retryAfterMilliseconds: 1000))
    }

    /// Ends a stream because another one reads its durable subscription now.
    func endAsTakenOver() {
        call.fail(
            RPCError(
                reason: .subscriptionTakenOver,
                "another stream reads the subscription now; this one got to \(reached)",
                facts: ["resume_from": "\(next)"]))
    }
}
