import Ledger
import Logging
import Messages
import Store
import TTRPC

/// Everything the hub's thread has to look after: the running streams and the calls that wait, each
/// of which gets its turn in every round.
struct SubscriptionRounds {
    private unowned let hub: SubscriptionHub
    private let feed: EventFeed
    private let store: LedgerStore
    private var subscribers: [String: Subscriber] = [:]
    /// The streams that read durable subscriptions.
    private var readers: [SubscriptionID: String] = [:]
    private var waiting: [WaitingPull] = []
    private var isReleasing = false
    private var shared = SharedMessages()
    private var pace: StreamPace
    private var tally = SubscriptionHub.Counts()

    init(_ hub: SubscriptionHub, _ feed: EventFeed, _ store: LedgerStore) {
        self.hub = hub
        self.feed = feed
        self.store = store
        pace = StreamPace(tail: feed.tail)
    }

    /// What was done since this was asked last, and how many streams run.
    mutating func takeTally() -> SubscriptionHub.Counts {
        defer { tally = SubscriptionHub.Counts() }
        tally.running = subscribers.count
        return tally
    }

    /// Whether there are streams or calls that wait.
    var hasAudience: Bool { !subscribers.isEmpty || !waiting.isEmpty }

    /// When the next heartbeat or the end of a patience falls due.
    var nextDue: ContinuousClock.Instant? {
        let streams = subscribers.values.compactMap { subscriber in
            // One whose socket is full wakes the thread by itself when it has drained.
            subscriber.stallEnds(hub.grace)
                ?? (subscriber.call.isWritable ? subscriber.heartbeatDue : nil)
        }.min()
        return [streams, waiting.map(\.until).min()].compactMap { $0 }.min()
    }

    mutating func end() {
        for subscriber in subscribers.values { subscriber.endForShutdown() }
        release()
    }
}

// MARK: - What is asked

extension SubscriptionRounds {
    mutating func serve(_ request: SubscriptionHub.Request) {
        switch request {
        case .add(let start): begin(start)
        case .wait(let pull):
            guard !isReleasing, waiting.count < SubscriptionHub.waitingMax else {
                return pull.answerAsItStands()
            }
            waiting.append(pull)
        case .end(let id, let ending): end(id, ending)
        case .attend(let id): subscribers[id]?.attend()
        case .endReader(let subscription):
            guard let id = readers[subscription] else { return }
            remove(id)?.call.finish()
        case .snapshot(let body): body(subscribers.values.sorted { $0.id < $1.id })
        case .releaseWaiting: release()
        case .stop: break
        }
    }

    private mutating func begin(_ start: SubscriptionHub.Start) {
        guard subscribers.count < SubscriptionHub.subscribersMax else {
            return start.call.fail(SubscriptionHub.tooMany)
        }
        do {
            var subscriber = try subscriber(start)
            // Whoever has been greeted is counted.
            hub.setRunning(subscribers.count + 1)
            subscriber.greet()
            if let subscription = subscriber.subscription {
                if let former = readers[subscription] { remove(former)?.endAsTakenOver() }
                readers[subscription] = start.id
                hub.setReaders(Set(readers.keys))
            }
            subscribers[start.id] = subscriber
        } catch {
            start.call.fail(RPCError(answering: error))
        }
    }

    /// A durable subscription is looked up here, where its deletion and its former reader can't
    /// come in between.
    private func subscriber(_ start: SubscriptionHub.Start) throws -> Subscriber {
        switch start.source {
        case .filter(let filter, let from): return Subscriber(start, filter, from: from)
        case .durable(let id, let from):
            let (found, oldest) = try store.read { view in
                (try view.subscription(.id(id)), view.oldestSequence)
            }
            guard let found else {
                throw Rejection.subscriptionNotFound(.id(id), field: "durable")
            }
            let next = from ?? found.cursor.acknowledged + 1
            guard next >= oldest else { throw Rejection.cursorExpired(oldest: oldest) }
            return Subscriber(start, found.subscription.filter, from: next, durable: found)
        }
    }

    private mutating func end(_ id: String, _ ending: SubscriptionHub.Ending) {
        let subscriber = remove(id)
        switch ending {
        case .gone: break
        case .draining: subscriber?.endForShutdown()
        case .closed: subscriber?.call.finish()
        case .refused(let error): subscriber?.call.fail(error)
        case .unsubscribed(let done):
            subscriber?.call.finish()
            done(subscriber?.reached)
        }
    }

    @discardableResult
    private mutating func remove(_ id: String) -> Subscriber? {
        guard let subscriber = subscribers.removeValue(forKey: id) else { return nil }
        if let subscription = subscriber.subscription, readers[subscription] == id {
            readers[subscription] = nil
            hub.setReaders(Set(readers.keys))
        }
        return subscriber
    }

    private mutating func release() {
        isReleasing = true
        for pull in waiting { pull.answerAsItStands() }
        waiting = []
    }
}

// MARK: - Rounds

extension SubscriptionRounds {
    /// Lets every stream send one message and every waiting call look; whether one of them has
    /// more.
    mutating func play() -> Bool {
        var isMore = false
        defer { shared.removeAll() }
        for id in Array(subscribers.keys) {
            guard var subscriber = subscribers[id] else { continue }
            if play(&subscriber, &isMore) {
                subscribers[id] = subscriber
            } else {
                remove(id)
            }
        }
        pace.rest(tail: feed.tail)
        var rest: [WaitingPull] = []
        for var pull in waiting {
            switch pull.advance(feed) {
            case .answered: continue
            case .waits: break
            case .more: isMore = true
            }
            rest.append(pull)
        }
        waiting = rest
        return isMore
    }

    /// Whether the stream goes on.
    private mutating func play(_ subscriber: inout Subscriber, _ isMore: inout Bool) -> Bool {
        let before = (events: subscriber.sentEvents, bytes: subscriber.sentBytes)
        do {
            switch try subscriber.advance(feed, &shared) {
            case .more: isMore = true
            case .caughtUp, .lacksCredit: break
            case .blocked:
                if subscriber.asksForDrain() {
                    subscriber.call.onDrained { [weak hub] in hub?.wake() }
                }
            }
        } catch {
            subscriber.call.fail(RPCError(answering: error))
            if !(error is Rejection) {
                hub.logger.error("a stream of events failed", metadata: ["cause": "\(error)"])
            }
            return false
        }
        tally.sentEvents += subscriber.sentEvents - before.events
        if subscriber.sentBytes > before.bytes {
            pace.note(subscriber.sentBytes - before.bytes, on: subscriber.call)
            if pace.isDue { pace.rest(tail: feed.tail) }
        }
        if let end = subscriber.stallEnds(hub.grace), end <= .now {
            subscriber.endAsTooSlow()
            tally.endedAsTooSlow += 1
            return false
        }
        if subscriber.heartbeatDue <= .now, subscriber.call.isWritable { subscriber.beat() }
        return true
    }
}
