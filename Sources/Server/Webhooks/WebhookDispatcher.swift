import Foundation
import Ledger
import Logging
import Messages
import Store
import Synchronization
import Webhooks

/// Sends deliveries when it is their turn and time, and notes what became of them.
///
/// All that it knows is in the store: which deliveries wait, in what order, and until when. It is
/// woken by commits and by the clock, and reads anew. A delivery is noted after it was sent, so
/// that a crash at any point sends it again, with the same id.
final class WebhookDispatcher: Sendable {
    /// How long it waits where the store can't be written or read.
    private static let stuckPause = Duration.seconds(1)
    /// How long after one look for deliveries to forget it looks again.
    private static let forgetEvery = Duration.seconds(600)

    private struct State {
        /// The endpoints of the deliveries that are being sent, by their numbers.
        var inFlight: [UInt64: WebhookID] = [:]
        /// Endpoints whose queues are being cleared.
        var clearing: Set<WebhookID> = []
        /// The endpoint that was served last; the next one comes first.
        var last: WebhookID?
        var timer: Task<Void, Never>?
        var nextForgetting = Timestamp.zero
        var isForgetting = false
    }

    private let store: LedgerStore
    private let options: WebhookOptions
    private let now: @Sendable () -> Timestamp
    private let logger: Logger
    private let poster: WebhookPoster
    private let state = Mutex(State())
    private let alarm: DueAlarm
    private let wakes: AsyncStream<Void>
    private let wakeUp: AsyncStream<Void>.Continuation
    private let running = Mutex<Task<Void, Never>?>(nil)

    /// - Parameter now: where time comes from; the store's.
    init(
        _ store: LedgerStore, _ options: WebhookOptions, now: @escaping @Sendable () -> Timestamp,
        logger: Logger
    ) {
        self.store = store
        self.options = options
        self.now = now
        alarm = DueAlarm(of: .deliveries, sleepMax: .seconds(60), now: now)
        self.logger = logger
        poster = WebhookPoster(options.poster, resolve: options.resolve)
        (wakes, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Sends from now on.
    func start() {
        running.withLock { running in running = Task { await run() } }
        wake()
    }

    /// There may be something new to send.
    func wake() { wakeUp.yield() }

    /// Wakes it where something is to be sent by what was committed.
    func note(_ notice: CommitNotice) {
        if alarm.isRung(by: notice) { wake() }
    }

    /// Sends nothing new, waits a while for what is being sent, and breaks the rest off.
    func stop() async {
        wakeUp.finish()
        guard let running = running.withLock({ $0 }) else { return }
        let patience = Task { [options] in
            try? await Task.sleep(for: options.drainPatience)
            running.cancel()
        }
        await running.value
        patience.cancel()
        state.withLock(\.timer)?.cancel()
        await poster.shutDown()
    }
}

// MARK: - What to do next

extension WebhookDispatcher {
    private func run() async {
        await withDiscardingTaskGroup { group in
            for await _ in wakes {
                do {
                    sleep(for: alarm.set(to: try pass(&group)))
                } catch {
                    logger.error("webhooks have to wait", metadata: ["cause": "\(error)"])
                    sleep(for: Self.stuckPause)
                }
            }
        }
    }

    /// Begins whatever may be begun; answers when there is more.
    private func pass(_ group: inout DiscardingTaskGroup) throws -> Timestamp? {
        forget(&group)
        let (inFlight, clearing, last) = state.withLock { ($0.inFlight, $0.clearing, $0.last) }
        let due = try store.read { view in
            try view.dueDeliveries(
                at: now(), after: last, limit: options.concurrency - inFlight.count,
                limitOfEach: options.concurrencyOfEach, inFlight: inFlight)
        }
        for id in due.orphaned where !clearing.contains(id) {
            state.withLock { _ = $0.clearing.insert(id) }
            group.addTask {
                await self.note(.clearQueue(ClearQueue(id: id)))
                self.state.withLock { _ = $0.clearing.remove(id) }
                self.wake()
            }
        }
        for delivery in due.ripe {
            state.withLock {
                $0.inFlight[delivery.number] = delivery.webhookID
                $0.last = delivery.webhookID
            }
            group.addTask {
                await self.send(delivery)
                self.state.withLock { $0.inFlight[delivery.number] = nil }
                self.wake()
            }
        }
        return due.next
    }

    /// Forgets what has been finished for long, from time to time.
    private func forget(_ group: inout DiscardingTaskGroup) {
        let time = now()
        let begins = state.withLock { state in
            guard !state.isForgetting, time >= state.nextForgetting else { return false }
            state.isForgetting = true
            return true
        }
        guard begins else { return }
        group.addTask {
            let isMore = await self.forgetSome(at: time)
            self.state.withLock {
                $0.isForgetting = false
                if !isMore { $0.nextForgetting = time.advanced(by: Self.forgetEvery) }
            }
            if isMore { self.wake() }
        }
    }

    private func forgetSome(at time: Timestamp) async -> Bool {
        do {
            let limit = ForgetDeliveries.max
            let count = try store.read { view in
                try view.forgettableDeliveries(
                    before: time.advanced(by: .zero - options.retention), keep: options.keptMax,
                    limit: limit)
            }
            guard count > 0 else { return false }
            await note(.forgetDeliveries(ForgetDeliveries(count: count)))
            return count == limit && !Task.isCancelled
        } catch {
            logger.error("old deliveries can't be read", metadata: ["cause": "\(error)"])
            return false
        }
    }

    private func sleep(for pause: Duration) {
        let timer = Task { [weak self] in
            guard (try? await Task.sleep(for: pause)) != nil else { return }
            self?.wake()
        }
        let former = state.withLock { state in
            defer { state.timer = timer }
            return state.timer
        }
        former?.cancel()
    }
}

// MARK: - One delivery

extension WebhookDispatcher {
    private func send(_ delivery: Delivery) async {
        let startedAt = now()
        let start = ContinuousClock.now
        let (url, answer) = await answer(to: delivery, at: startedAt)
        // What is broken off may have arrived or not; it is sent again after the next start.
        guard !Task.isCancelled else { return }
        let attempt = DeliveryAttempt(
            startedAt: startedAt, nanoseconds: (ContinuousClock.now - start).nanoseconds,
            status: UInt16(clamping: answer.status ?? 0), problem: answer.problem)
        await note(
            .attempt(
                NoteAttempt(
                    id: delivery.id, queuedAt: delivery.queuedAt, url: url, attempt: attempt,
                    verdict: verdict(on: answer, delivery))))
    }

    /// Where a delivery was sent, and what came back.
    private func answer(
        to delivery: Delivery, at time: Timestamp
    ) async -> (url: String, answer: WebhookAnswer) {
        var url = ""
        do {
            guard let (endpoint, message) = try prepare(delivery, at: time) else {
                return (url, WebhookAnswer(problem: "the event is no longer there"))
            }
            url = endpoint.url
            return (url, await poster.post(message, to: try WebhookURL(url)))
        } catch let failure as WebhookURL.Failure {
            return (url, WebhookAnswer(problem: "the URL must \(failure.sentence)"))
        } catch {
            logger.error(
                "a delivery can't be made",
                metadata: ["delivery_id": "\(delivery.id)", "cause": "\(error)"])
            return (url, WebhookAnswer(problem: "the server can't read the event"))
        }
    }

    /// What is to be posted, as of now: the URL and the secrets may have changed.
    private func prepare(
        _ delivery: Delivery, at time: Timestamp
    ) throws -> (endpoint: WebhookEndpoint, message: WebhookMessage)? {
        try store.read { view in
            guard let endpoint = try view.webhook(delivery.webhookID) else { return nil }
            let body: String
            if delivery.subject == .test {
                body = try WebhookBody.text(of: .init(testing: delivery))
            } else {
                guard let event = try view.event(of: delivery) else { return nil }
                body = try WebhookBody.text(of: V1.Event(view.material(of: event)))
            }
            let message = WebhookMessage(
                id: "\(delivery.eventID)", timestamp: time.nanoseconds / 1_000_000_000, body: body,
                secrets: endpoint.secrets(at: time).compactMap { WebhookSecret(bytes: $0) })
            return (endpoint, message)
        }
    }

    private func verdict(
        on answer: WebhookAnswer, _ delivery: Delivery
    ) -> NoteAttempt.Verdict {
        let present = now()
        let waited = Duration.nanoseconds(
            present.nanoseconds - delivery.queuedAt.nanoseconds)
        let verdict = options.schedule.verdict(
            on: answer, attempt: Int(delivery.attemptsThisTime) + 1, waited: waited,
            chance: options.chance(), now: present.nanoseconds / 1_000_000_000)
        return switch verdict {
        case .delivered: .delivered
        case .exhausted: .exhausted
        case .gone: .gone("410 Gone")
        case .retry(let pause): .retry(at: present.advanced(by: pause))
        }
    }

    /// Writes a note, again and again while there is no room for it.
    private func note(_ note: Note) async {
        while !Task.isCancelled {
            let result = await withCheckedContinuation { continuation in
                store.log.submit(
                    PendingWrite(.note(note)) { continuation.resume(returning: $0) })
            }
            switch result {
            case .success, .failure(.closed): return
            case .failure(.queueFull), .failure(.diskFull): break
            case .failure(let failure):
                logger.error("a webhook can't be noted", metadata: ["cause": "\(failure)"])
            }
            try? await Task.sleep(for: Self.stuckPause)
        }
    }
}

extension Timestamp {
    fileprivate func advanced(by duration: Duration) -> Timestamp {
        let parts = duration.components
        return Timestamp(
            nanoseconds: nanoseconds + parts.seconds * 1_000_000_000 + parts.attoseconds
                / 1_000_000_000)
    }
}

extension Duration {
    fileprivate var nanoseconds: UInt64 {
        UInt64(max(0, components.seconds)) * 1_000_000_000
            + UInt64(max(0, components.attoseconds)) / 1_000_000_000
    }
}
