import Dispatch
import Foundation
import Ledger
import Logging
import Messages
import Store
import Synchronization
import TTRPC

/// Carries committed events to all running streams, on a thread of its own.
///
/// Nothing waits for a subscriber: one whose socket is full is passed over until it drains, and
/// ended with the sequence to resume from if that takes too long. What it has not been sent stays
/// in the log and not in memory.
final class SubscriptionHub: Sendable {
    /// What others ask of the thread; done in order, between two rounds of sending.
    private enum Request: Sendable {
        case add(Start)
        case end(String, Ending)
        case snapshot(@Sendable ([Subscriber]) -> Void)
        case stop
    }

    /// A stream that is to begin.
    struct Start: Sendable {
        let id: String
        let call: StreamCall
        let filter: EventFilter
        let from: UInt64
        let heartbeat: Duration
        let batchMax: Int
    }

    /// Why a stream ends.
    private enum Ending: Sendable {
        /// By `Unsubscribe`, which is told how far the stream got; nil if there is no such stream.
        case unsubscribed(@Sendable (UInt64?) -> Void)
        /// The stream is over already.
        case gone
        /// The server stops.
        case draining
    }

    /// Streams at once; each costs a few kilobytes and a place in every round.
    static let subscribersMax = 4096

    private let feed: EventFeed
    private let grace: Duration
    private let logger: Logger
    private let requests = Mutex<[Request]>([])
    private let wakeUp = DispatchSemaphore(value: 0)
    private let isAwake = Atomic<Bool>(false)
    private let ended = DispatchSemaphore(value: 0)
    private let counts = Mutex(Counts())

    struct Counts: Sendable {
        var running = 0
        var sentEvents = 0
        var endedAsTooSlow = 0
    }

    /// - Parameter grace: how long a reader may hold up its stream before it is ended.
    init(_ feed: EventFeed, grace: Duration, logger: Logger) {
        self.feed = feed
        self.grace = grace
        self.logger = logger
        let thread = Thread { [self] in run() }
        thread.name = "tidemark-events"
        thread.start()
    }

    var statistics: Counts { counts.withLock { $0 } }

    /// There is something new in the log.
    func wake() {
        if !isAwake.exchange(true, ordering: .acquiringAndReleasing) { wakeUp.signal() }
    }

    /// Begins a stream.
    func start(_ start: Start) {
        ask(.add(start))
        start.call.onCancel { [weak self] reason in
            self?.ask(.end(start.id, reason == .draining ? .draining : .gone))
        }
    }

    /// Ends a stream; once `done` is called nothing more is sent on it.
    func unsubscribe(_ id: String, done: @escaping @Sendable (UInt64?) -> Void) {
        ask(.end(id, .unsubscribed(done)))
    }

    /// Hands out the running streams as they stand.
    func snapshot(_ body: @escaping @Sendable ([Subscriber]) -> Void) { ask(.snapshot(body)) }

    /// Ends the thread; streams that still run are ended before.
    func stop() {
        ask(.stop)
        ended.wait()
        ended.signal()
    }

    private func ask(_ request: Request) {
        requests.withLock { $0.append(request) }
        wake()
    }
}

// MARK: - The thread

extension SubscriptionHub {
    private func run() {
        var subscribers: [String: Subscriber] = [:]
        defer { ended.signal() }
        while true {
            isAwake.store(false, ordering: .releasing)
            for request in takeRequests() {
                if case .stop = request {
                    for subscriber in subscribers.values { subscriber.endForShutdown() }
                    return
                }
                serve(request, &subscribers)
            }
            let isMore = sendRound(&subscribers)
            counts.withLock { $0.running = subscribers.count }
            if !isMore { sleep(until: nextDue(subscribers)) }
        }
    }

    private func takeRequests() -> [Request] {
        requests.withLock { requests in
            defer { requests = [] }
            return requests
        }
    }

    private func serve(_ request: Request, _ subscribers: inout [String: Subscriber]) {
        switch request {
        case .add(let start):
            guard subscribers.count < Self.subscribersMax else {
                start.call.fail(
                    RPCError(
                        .resourceExhausted, reason: "TOO_MANY_SUBSCRIBERS",
                        "the server has \(Self.subscribersMax) streams, its limit"))
                return
            }
            var subscriber = Subscriber(
                id: start.id, start.call, start.filter, from: start.from,
                heartbeat: start.heartbeat, batchMax: start.batchMax, startedAt: .wallClock)
            subscriber.greet()
            subscribers[start.id] = subscriber
        case .end(let id, let ending):
            let subscriber = subscribers.removeValue(forKey: id)
            switch ending {
            case .gone: break
            case .draining: subscriber?.endForShutdown()
            case .unsubscribed(let done):
                subscriber?.call.finish()
                done(subscriber?.reached)
            }
        case .snapshot(let body): body(subscribers.values.sorted { $0.id < $1.id })
        case .stop: break
        }
    }

    /// Lets every stream send one message; whether one of them has more.
    private func sendRound(_ subscribers: inout [String: Subscriber]) -> Bool {
        var isMore = false
        for id in subscribers.keys {
            guard var subscriber = subscribers[id] else { continue }
            do {
                let before = subscriber.sentEvents
                switch try subscriber.advance(feed) {
                case .more: isMore = true
                case .caughtUp: break
                case .blocked:
                    if subscriber.asksForDrain() {
                        subscriber.call.onDrained { [weak self] in self?.wake() }
                    }
                }
                let sent = subscriber.sentEvents - before
                if sent > 0 { counts.withLock { $0.sentEvents += sent } }
            } catch {
                subscriber.call.fail(RPCError(answering: error))
                logger.error("a stream of events failed", metadata: ["cause": "\(error)"])
                subscribers[id] = nil
                continue
            }
            if let end = subscriber.stallEnds(grace), end <= .now {
                subscriber.endAsTooSlow()
                counts.withLock { $0.endedAsTooSlow += 1 }
                subscribers[id] = nil
                continue
            }
            if subscriber.heartbeatDue <= .now, subscriber.call.isWritable { subscriber.beat() }
            subscribers[id] = subscriber
        }
        return isMore
    }

    /// When the next heartbeat or the end of a patience falls due.
    private func nextDue(_ subscribers: [String: Subscriber]) -> ContinuousClock.Instant? {
        subscribers.values.compactMap { subscriber in
            // One whose socket is full wakes the thread by itself when it has drained.
            subscriber.stallEnds(grace)
                ?? (subscriber.call.isWritable ? subscriber.heartbeatDue : nil)
        }.min()
    }

    private func sleep(until due: ContinuousClock.Instant?) {
        guard let due else { return wakeUp.wait() }
        let left = ContinuousClock.now.duration(to: due)
        // Rounded up, so that what is due is due when it wakes.
        let milliseconds =
            max(0, left.components.seconds * 1000) + 1
            + left.components.attoseconds / 1_000_000_000_000_000
        _ = wakeUp.wait(timeout: .now() + .milliseconds(Int(milliseconds)))
    }
}
