import Ledger
import TestSupport
import Testing

@testable import Store

/// Webhooks and their deliveries, on disk and in dictionaries, under the same random commands.
@Suite struct `Deliveries on disk` {
    @Test(arguments: SeededGenerator.seeds(SeededGenerator.isDeep ? 500 : 20))
    func `are those that the rules made, wherever they are looked for`(seed: UInt64) throws {
        var run = try DeliveryRun(seed: seed)
        for _ in 0..<120 { try run.step() }
        try run.compare()
        #expect(run.model.deliveriesMade > 0, "SEED=\(seed)")
    }

    @Test(arguments: SeededGenerator.seeds(10))
    func `hold on to their events while they wait`(seed: UInt64) throws {
        var run = try DeliveryRun(seed: seed)
        for _ in 0..<60 { try run.step() }
        try run.perform(.note(.trimEvents(TrimEvents(through: .max, subscriptionsMade: 0))))
        for delivery in run.model.deliveries.values where delivery.status == .pending {
            guard case .event(let sequence, let index) = delivery.subject else { continue }
            #expect(run.model.hasEvent(sequence: sequence, index: index), "SEED=\(seed)")
        }
        try run.compare()
    }
}

/// One run of random commands against both books.
private struct DeliveryRun {
    private(set) var model = DictionaryBook()
    private let store: BareStore
    private var state = BareStore.fresh
    private var stamps: StampSource
    private var random: SeededGenerator
    private let seed: UInt64
    private var made: [WebhookID] = []
    private var monitors: [MonitorID] = []
    private var count = 0

    init(seed: UInt64) throws {
        self.seed = seed
        store = try BareStore()
        stamps = StampSource(seed: seed)
        random = SeededGenerator(seed: seed)
        try perform(.createWebhook(CreateWebhook(url: "http://all/", secret: .made(secret()))))
    }

    mutating func step() throws {
        try perform(try next())
        count += 1
        if count % 20 == 0 { try compare() }
    }

    /// Applies a command to both.
    mutating func perform(_ command: Command) throws {
        let stamp = stamps.next(after: state.sequence)
        let expected = model.apply(command, stamp)
        var book = try store.book(after: state)
        let outcome = try book.apply(command, stamp)
        if case .applied = outcome {
            if command.isNote { book.sealNote() } else { try book.seal(stamp) }
        }
        state = try book.commit().state
        try #require(outcome.blurred == expected.blurred, "\(place) \(command)")
        switch outcome {
        case .applied(.webhook(let endpoint, _)): made.append(endpoint.id)
        case .applied(.monitor(let view)): monitors.append(view.monitor.id)
        default: break
        }
        made += model.webhooks.keys.filter { !made.contains($0) }.sorted()
    }

    func compare() throws {
        var stored = try DictionaryBook(store)
        var expected = model.asStored
        stored.webhooks = stored.webhooks.mapValues(\.blurred)
        expected.webhooks = expected.webhooks.mapValues(\.blurred)
        try #require(stored.webhooks == expected.webhooks, "\(place)")
        try #require(stored.deliveries == expected.deliveries, "\(place)")
        try #require(stored == expected, "\(place)")
        try #require(try store.view { try $0.findings() } == [], "\(place)")
    }

    private var place: String { "SEED=\(seed), command \(count):" }
}

// MARK: - What comes next

extension DeliveryRun {
    private mutating func next() throws -> Command {
        switch Int.random(in: 0..<20, using: &random) {
        case 0:
            return .createWebhook(
                CreateWebhook(
                    url: "http://some/", filter: filter(),
                    isEnabled: random.pick(true, true, false),
                    secret: .made(secret())))
        case 1:
            return .updateWebhook(
                UpdateWebhook(
                    id: webhook(), description: .set("\(count)"),
                    isEnabled: random.pick(.keep, .set(true), .set(false))))
        case 2: return .deleteWebhook(DeleteWebhook(id: webhook()))
        case 3:
            return .rotateWebhookSecret(
                RotateWebhookSecret(
                    id: webhook(), secret: secret(),
                    overlapNanoseconds: random.pick(0, 1_000_000_000)))
        case 4: return .sendTestEvent(SendTestEvent(id: webhook()))
        case 5: return .retryDelivery(RetryDelivery(id: delivery()))
        case 6, 7:
            return .createMonitor(
                CreateMonitor(
                    target: .balance(
                        .indicator(
                            try #require(Indicator("a")), try #require(Currency("USD")))),
                    question: .one(
                        try Condition(
                            field: .balance, comparison: .greaterThan,
                            threshold: .minorUnits(Amount(random.pick(0, 10, 50))))),
                    trigger: .everyMatch, callBackURL: random.pick("", "http://one/", "http://two/")
                ))
        case 8:
            return .updateMonitor(
                UpdateMonitor(
                    id: monitor(),
                    callBackURL: random.pick(.set(""), .set("http://one/"), .set("http://two/"))))
        case 9: return .deleteMonitor(DeleteMonitor(id: monitor()))
        case 10: return .note(.clearQueue(ClearQueue(id: webhook())))
        case 11: return .note(.forgetDeliveries(ForgetDeliveries(count: random.pick(1, 3))))
        case 12..<16: return .note(.attempt(try attempt()))
        default:
            let ends = random.pick(("@world", "a"), ("a", "b"), ("b", "@world"), ("@world", "b"))
            return .createTransaction(
                CreateTransaction(
                    reference: try #require(Reference("r\(count)")),
                    order: TransactionOrder(
                        currency: try #require(Currency("USD")), amount: Amount(random.pick(1, 20)),
                        source: .indicator(try #require(Indicator(ends.0))),
                        destination: .indicator(try #require(Indicator(ends.1))))))
        }
    }

    private mutating func attempt() throws -> NoteAttempt {
        let id = delivery()
        let sent = model.delivery(id.number)
        return NoteAttempt(
            id: id,
            // Now and then it was asked for again, or its endpoint has moved, since it was sent.
            queuedAt: random.pick(0, 1, 2) == 0 ? .zero : sent?.queuedAt ?? .zero,
            url: random.pick("http://some/", "http://one/", "http://two/", "http://old/"),
            attempt: DeliveryAttempt(
                startedAt: stamps.time, nanoseconds: 5, status: 500, problem: "answered 500"),
            verdict: random.pick(
                .delivered, .delivered, .exhausted, .gone("410 Gone"),
                .retry(at: Timestamp(nanoseconds: stamps.time.nanoseconds + 5))))
    }

    private mutating func filter() -> EventFilter {
        random.pick(.all, EventFilter(types: [.balanceMonitor]), EventFilter(indicatorPrefix: "a"))
    }

    private mutating func webhook() -> WebhookID {
        made.randomElement(using: &random) ?? WebhookID(bits: 1)
    }

    private mutating func monitor() -> MonitorID {
        monitors.randomElement(using: &random) ?? MonitorID(bits: 1)
    }

    private mutating func delivery() -> DeliveryID {
        let all = model.deliveries.values.sorted { $0.number < $1.number }
        return all.randomElement(using: &random)?.id ?? DeliveryID(bits: 1)
    }

    private mutating func secret() -> [UInt8] {
        (0..<32).map { _ in UInt8.random(in: 0 ... .max, using: &random) }
    }
}

// MARK: - But for the first secrets, which each book has of its own

extension WebhookEndpoint {
    fileprivate var blurred: WebhookEndpoint {
        guard origin == .monitor else { return self }
        var endpoint = self
        endpoint.secret = Secret(bytes: [], createdAt: secret.createdAt)
        endpoint.formerSecret = formerSecret.map {
            FormerSecret(bytes: [], expiresAt: $0.expiresAt)
        }
        return endpoint
    }
}

extension Outcome {
    fileprivate var blurred: Outcome {
        guard case .applied(.webhook(let endpoint, let backlog)) = self else { return self }
        return .applied(.webhook(endpoint.blurred, backlog))
    }
}
