import Dispatch
import Foundation
import Ledger
import Logging
import Messages
import Store
import Synchronization
import TTRPC

/// Carries committed events to all running streams and waiting calls, on a thread of its own.
///
/// Nothing waits for a subscriber: one whose socket is full is passed over until it drains, and
/// ended with the sequence to resume from if that takes too long. What it has not been sent stays
/// in the log and not in memory.
final class SubscriptionHub: Sendable {
    /// What others ask of the thread; done in order, between two rounds of sending.
    enum Request: Sendable {
        case add(Start)
        case wait(WaitingPull)
        case end(String, Ending)
        /// The client of a stream has said something.
        case attend(String)
        /// A durable subscription is gone, and with it whoever reads it.
        case endReader(SubscriptionID)
        case snapshot(@Sendable ([Subscriber]) -> Void)
        /// The calls that wait are answered as they stand, and none waits from now on.
        case releaseWaiting
        case stop
    }

    /// Why a stream ends.
    enum Ending: Sendable {
        /// By `Unsubscribe`, which is told how far the stream got; nil if there is no such stream.
        case unsubscribed(@Sendable (UInt64?) -> Void)
        /// The client closed its side, which is its right.
        case closed
        /// The client said something that it may not say.
        case refused(RPCError)
        /// The stream is over already.
        case gone
        /// The server stops.
        case draining
    }

    /// Streams at once; each costs a few kilobytes and a place in every round.
    static let subscribersMax = 4096
    /// Calls that wait at once; one too many is answered at once as if it hadn't asked to.
    static let waitingMax = 4096
    /// Requests of clients that wait for the thread: all streams may come, go and come again. Those
    /// that concern running streams are bounded by these.
    private static let requestsMax = 4 * subscribersMax

    private let feed: EventFeed
    private let store: LedgerStore
    let grace: Duration
    let logger: Logger
    private let requests = Mutex<[Request]>([])
    let wakeUp = DispatchSemaphore(value: 0)
    private let isAwake = Atomic<Bool>(false)
    /// Whether anybody is there to be sent something.
    private let hasAudience = Atomic<Bool>(false)
    private let ended = DispatchSemaphore(value: 0)
    private let counts = Mutex(Counts())
    private let readers = Mutex<Set<SubscriptionID>>([])

    struct Counts: Sendable {
        var running = 0
        var sentEvents = 0
        var endedAsTooSlow = 0
    }

    /// - Parameter grace: how long a reader may hold up its stream before it is ended.
    init(_ feed: EventFeed, _ store: LedgerStore, grace: Duration, logger: Logger) {
        self.feed = feed
        self.store = store
        self.grace = grace
        self.logger = logger
        let thread = Thread { [self] in
            var rounds = SubscriptionRounds(self, feed, store)
            run(&rounds)
        }
        thread.name = "tidemark-events"
        thread.start()
    }

    var statistics: Counts { counts.withLock { $0 } }

    /// Whether a stream reads a durable subscription now.
    func hasReader(of subscription: SubscriptionID) -> Bool {
        readers.withLock { $0.contains(subscription) }
    }
}

// MARK: - Asking

extension SubscriptionHub {
    /// There is something new in the log. Where nobody is there to be sent it, nobody is woken.
    func noteCommit() {
        if hasAudience.load(ordering: .sequentiallyConsistent) { wake() }
    }

    /// There is something to do for the thread.
    func wake() {
        if !isAwake.exchange(true, ordering: .acquiringAndReleasing) { wakeUp.signal() }
    }

    /// Begins a stream.
    func start(_ start: Start) {
        guard askIfRoom(.add(start)) else { return start.call.fail(SubscriptionHub.tooMany) }
        start.call.onCancel { [weak self] reason in
            self?.end(start.id, reason == .draining ? .draining : .gone)
        }
    }

    /// Answers a call when there is something to answer, or when its patience ends.
    func wait(_ pull: WaitingPull) {
        if !askIfRoom(.wait(pull)) { pull.answerAsItStands() }
    }

    /// Ends a stream; once `done` is called nothing more is sent on it.
    /// - Returns: false where too many ask.
    func unsubscribe(_ id: String, done: @escaping @Sendable (UInt64?) -> Void) -> Bool {
        askIfRoom(.end(id, .unsubscribed(done)))
    }

    func end(_ id: String, _ ending: Ending) { ask(.end(id, ending)) }

    func attend(_ id: String) { ask(.attend(id)) }

    func endReader(of subscription: SubscriptionID) { ask(.endReader(subscription)) }

    /// Hands out the running streams as they stand.
    /// - Returns: false where too many ask.
    func snapshot(_ body: @escaping @Sendable ([Subscriber]) -> Void) -> Bool {
        askIfRoom(.snapshot(body))
    }

    /// Lets go of the calls that wait, before the server stops.
    func releaseWaiting() { ask(.releaseWaiting) }

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

    private func askIfRoom(_ request: Request) -> Bool {
        let isTaken = requests.withLock { requests in
            guard requests.count < Self.requestsMax else { return false }
            requests.append(request)
            return true
        }
        wake()
        return isTaken
    }

    static var tooMany: RPCError {
        RPCError(
            reason: .tooManySubscribers,
            "the server has \(subscribersMax) streams, its limit",
            facts: ["limit": "\(subscribersMax)"])
    }
}

// MARK: - The thread

extension SubscriptionHub {
    private func run(_ rounds: inout SubscriptionRounds) {
        defer { ended.signal() }
        while true {
            isAwake.store(false, ordering: .releasing)
            let asked = requests.withLock { requests in
                defer { requests = [] }
                return requests
            }
            for request in asked {
                if case .stop = request { return rounds.end() }
                rounds.serve(request)
            }
            // Before they look into the log: whatever is committed after that look finds it set.
            hasAudience.store(rounds.hasAudience, ordering: .sequentiallyConsistent)
            let isMore = rounds.play()
            feed.tapWhileFollowed()
            let tally = rounds.takeTally()
            counts.withLock { counts in
                counts.running = tally.running
                counts.sentEvents += tally.sentEvents
                counts.endedAsTooSlow += tally.endedAsTooSlow
            }
            if !isMore { sleep(until: rounds.nextDue) }
        }
    }

    /// Notes how many streams run.
    func setRunning(_ count: Int) {
        counts.withLock { $0.running = count }
    }

    /// Notes which durable subscriptions are read.
    func setReaders(_ subscriptions: Set<SubscriptionID>) {
        readers.withLock { $0 = subscriptions }
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
